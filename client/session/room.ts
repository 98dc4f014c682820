// One synced document in this browser: the document, its way to the server, and this device's copy of it.
import type { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

import { packValues } from "../../schema/pack-values.ts";
import { carryOver, type CarriedOver } from "./carry-over.ts";
import { markSaved, unmarkSaved } from "./copy-marks.ts";
import { copyFailed, hasCopy, onCopiesRemoved, openCopy, replaceCopy, type Keeping } from "./device-copy.ts";
import type { Notice } from "./notice-event.ts";
import { bulkOrigin, ServerLink, type Refusal } from "./server-link.ts";

/** Which document, and where from. */
export interface RoomOptions {
  /** `ws://host/sync` */
  readonly serverUrl: string;
  readonly name: string;
  /** Something about the connection or what is unsaved changed. */
  readonly onChange: () => void;
  /** What this person may do here was changed while they were connected. */
  readonly onRights?: (mayEdit: boolean, reason: string) => void;
  /** The server said what a person may want to act on in time. */
  readonly onNotice?: (notice: Notice) => void;
  /** A fresh document has taken the place of the one whose edit was refused. */
  readonly onRenewed: (refusal: Refusal, carried: CarriedOver) => void;
}

const copyPatienceMs = 2000;
const generationKey = "generation";
const otherHistoryCode = 4409;

/** A document that is kept in step with the server while the page is open. */
export class ClientRoom implements Disposable {
  /** Settles when this device's copy has been read; a device without storage settles too. */
  readonly whenCopyRead: Promise<unknown>;
  readonly #options: RoomOptions;
  #doc = openDocument();
  /** Nothing is kept before it is known whose it would be. */
  #copy: IndexeddbPersistence | undefined;
  /** Closed, and not yet replaced: nothing can be written beside it. */
  #formerCopy: IndexeddbPersistence | undefined;
  #keeping: Keeping | undefined;
  /** Which history of the document the server holds; empty until it has said so. */
  #generation = "";
  readonly #copyRead = Promise.withResolvers<void>();
  readonly #stopListening: () => void;
  #link: ServerLink;
  /** Fetches the server's document, to go on in it. */
  #next: ServerLink | undefined;
  #hasSynced = false;
  #isCopyLost = false;
  /** What the copy's marks say. */
  #isMarkedSaved = false;
  #isDisposed = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.whenCopyRead = this.#copyRead.promise;
    this.#link = this.#openLink(this.#doc, () => this.#onChange());
    this.#stopListening = onCopiesRemoved(() => this.#keepNothing());
  }

  /** Another one after `onRenewed`. */
  get doc(): Y.Doc {
    return this.#doc;
  }

  /** The connection: while the document is renewed, the one by which that is done. */
  get link(): ServerLink {
    return this.#next ?? this.#link;
  }

  /** Whether the server has given its state at least once in this visit. */
  get hasSynced(): boolean {
    return this.#hasSynced || this.#link.hasSynced;
  }

  /** Edits that are not known to be on the server's disk. */
  get unsavedCount(): number {
    return this.#link.unsavedCount;
  }

  /** Of the copy that this device keeps, which may hold what an earlier visit did not send. */
  get copyName(): string | undefined {
    return this.#copy?.name;
  }

  /** The server has everything, and has said so. */
  get isSaved(): boolean {
    return this.#next === undefined && this.#link.isSaved;
  }

  /** The server has all that people did, and has said so: what the program writes by itself may be on its way. */
  get hasSavedWork(): boolean {
    return this.#next === undefined && this.#link.hasSavedWork;
  }

  /** The browser was asked to keep a copy and does not: what is not on the server is in this tab alone. */
  get isCopyLost(): boolean {
    return this.#isCopyLost && !this.#isDisposed;
  }

  /** The server holds another history of the document, with which this one is not merged. */
  get isOfOtherHistory(): boolean {
    const { connection } = this.link;
    return connection.kind === "ended" && connection.code === otherHistoryCode;
  }

  /** Opens the socket once this device's copy is read: then the server sends only what is new, and is sent only that. */
  connect(keeping: Keeping): void {
    if (this.#isDisposed) return;
    this.#keeping = keeping;
    void this.#readCopy(keeping);
    const link = this.#link;
    const start = () => this.#isDisposed || link.connect();
    // A device that is slow or keeps nothing must not keep anybody from the server.
    const patience = setTimeout(start, copyPatienceMs);
    void this.#readGeneration().then((generation) => {
      clearTimeout(patience);
      link.setGeneration(generation);
      start();
    });
  }

  /** Lets go of what this device keeps of the document. */
  async forgetCopy(): Promise<void> {
    const copy = this.#copy;
    [this.#keeping, this.#copy] = [undefined, undefined];
    await copy?.clearData();
  }

  /** From now on: whoever was signed in has left this device. What is not on the server stays on the screen. */
  #keepNothing(): void {
    this.#keeping = undefined;
    void this.#copy?.destroy();
    this.#copy = undefined;
  }

  /** Which history of the document this device's copy is of. */
  async #readGeneration(): Promise<string | undefined> {
    await this.whenCopyRead;
    // Where the browser keeps nothing, nothing is known of an earlier visit.
    const kept: unknown = await this.#copy?.get(generationKey).catch(() => undefined);
    return typeof kept === "string" ? kept : undefined;
  }

  #keepGeneration(generation: string): void {
    if (generation === "" || this.#isDisposed) return;
    this.#generation = generation;
    void this.#copy?.set(generationKey, generation);
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#stopListening();
    this.#next?.[Symbol.dispose]();
    this.#link[Symbol.dispose]();
    void this.#copy?.destroy();
    this.#doc.destroy();
  }

  async #readCopy(keeping: Keeping): Promise<void> {
    const { name } = this.#options;
    const isWanted = keeping.always || (await hasCopy(name, keeping));
    if (isWanted && this.#keeping === keeping && !this.#isDisposed) {
      const copy = this.#openCopy(keeping);
      await Promise.race([copy.whenSynced, copyFailed(copy)]);
      this.#mark();
    }
    this.#copyRead.resolve();
  }

  #onChange(): void {
    this.#keepUnsent();
    this.#mark();
    this.#options.onChange();
  }

  /** Where a map does not stay on the device, what is not on the server does until it is. */
  #keepUnsent(): void {
    const keeping = this.#keeping;
    if (!keeping || keeping.always || this.#isDisposed) return;
    if (!this.#copy && this.#isWaiting && this.unsavedCount > 0) {
      this.#openCopy(keeping);
      this.#keepGeneration(this.#generation);
    } else if (this.#copy && this.isSaved) {
      void this.#copy.clearData();
      this.#copy = undefined;
    }
  }

  /** What is sent now is not on the server's disk in a moment. */
  get #isWaiting(): boolean {
    const { connection, service } = this.link;
    return connection.kind === "offline" || connection.kind === "ended" || service !== "ok";
  }

  /** Keeps beside the copy whether the server has what is in it. */
  #mark(): void {
    const copy = this.#copy;
    if (!copy || copy === this.#formerCopy || this.#isDisposed) return;
    if (this.isOfOtherHistory) unmarkSaved(copy);
    else if (this.isSaved && !this.#isMarkedSaved) markSaved(copy, this.#doc);
    this.#isMarkedSaved = this.isSaved;
  }

  #openLink(doc: Y.Doc, onChange: () => void): ServerLink {
    const { serverUrl, name } = this.#options;
    return new ServerLink({
      serverUrl,
      name,
      doc,
      isRestored: (origin) => origin === this.#copy,
      onChange,
      ...(this.#options.onRights && { onRights: this.#options.onRights }),
      ...(this.#options.onNotice && { onNotice: this.#options.onNotice }),
      onRefused: (refusal) => this.#renew(refusal),
      onGeneration: (generation) => this.#keepGeneration(generation),
    });
  }

  /**
   * A refused edit ends the life of its Yjs client: whatever it writes afterwards follows upon what nobody else has. So
   * the document is fetched anew, and one's other work written into it. Until then, the old one stays on the screen and
   * can be worked in, and the copy holds all of it.
   */
  #renew(refusal: Refusal): void {
    const former = this.#link;
    former.provider.disconnect();
    const doc = openDocument();
    const next = this.#openLink(doc, () => {
      if (this.#next === next && next.hasSynced) this.#goOnIn(doc, next, refusal);
      this.#onChange();
    });
    this.#next = next;
    next.provider.awareness.setLocalState(former.provider.awareness.getLocalState());
    next.connect();
  }

  #goOnIn(doc: Y.Doc, next: ServerLink, refusal: Refusal): void {
    const [formerDoc, formerLink, formerCopy] = [this.#doc, this.#link, this.#copy];
    this.#hasSynced = true;
    [this.#doc, this.#link, this.#next] = [doc, next, undefined];
    const carried = carryOver(formerDoc, doc, refusal, bulkOrigin);
    formerLink[Symbol.dispose]();
    if (formerCopy) void this.#replaceCopy(formerCopy, doc);
    this.#options.onRenewed(refusal, carried);
    formerDoc.destroy();
  }

  async #replaceCopy(former: IndexeddbPersistence, doc: Y.Doc): Promise<void> {
    this.#formerCopy = former;
    await replaceCopy(former, doc);
    if (this.#doc === doc && this.#keeping && !this.#isDisposed) this.#openCopy(this.#keeping);
  }

  #openCopy(keeping: Keeping): IndexeddbPersistence {
    const copy = openCopy(this.#options.name, keeping, this.#doc);
    this.#copy = copy;
    void copyFailed(copy).then(() => {
      // What was let go of is not missed.
      if (this.#copy !== copy || this.#isDisposed) return;
      this.#isCopyLost = true;
      this.#options.onChange();
    });
    return copy;
  }
}

/** A document that takes no more memory than what it holds. */
function openDocument(): Y.Doc {
  const doc = new Y.Doc();
  packValues(doc);
  return doc;
}

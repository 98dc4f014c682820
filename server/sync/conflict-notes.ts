// What the server itself writes into a workspace: an entry for each conflict that it found, under a client id of its
// own, with who sent the two values and when. It goes the way of any edit: judged, logged, on disk, and only then applied
// and sent on. Rules CON-3 and CON-5.
import { setImmediate } from "node:timers/promises";
import { Doc } from "yjs";

import { collectUpdates } from "../../schema/collect-updates.ts";
import { conflictId, toEntry } from "../../schema/conflicts/conflict-entries.ts";
import type { FoundConflict } from "../../schema/conflicts/conflicts.ts";
import { conflictRoot, type WriteId } from "../../schema/document.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { CheckedUpdate } from "./checked-update.ts";
import type { RoomDocument } from "./room-document.ts";
import type { RoomParts } from "./room-parts.ts";
import { Writers } from "./writers.ts";

/** Entries in one update: bounds what clients must take in at once, as with imports. */
const chunkSizeMax = 500;

/** The room in which they are found. */
interface Host {
  readonly name: { readonly name: string };
  readonly document: RoomDocument;
  readonly state: "loading" | "open" | "closed";
  stored(updates: readonly CheckedUpdate[], seqs: readonly number[], onApplied: () => void): void;
  fail(error: EntenteError): void;
}

/** Conflicts of one room, from when they are found until they are on disk as entries. */
export class ConflictNotes {
  readonly #host: Host;
  readonly #parts: RoomParts;
  /** As with the document below, most rooms never need one. */
  #writers: Writers | undefined;
  /** Holds nothing but what this server wrote since it opened the room. */
  #doc: Doc | undefined;
  readonly #waiting: FoundConflict[] = [];
  #onTheirWay = 0;
  #writing: Promise<void> | undefined;

  constructor(host: Host, parts: RoomParts) {
    this.#host = host;
    this.#parts = parts;
  }

  /** Something found is not on disk yet. */
  get isBusy(): boolean {
    return this.#waiting.length > 0 || this.#onTheirWay > 0;
  }

  /** Takes what an update has lost, and sees to it that it is noted. */
  found(found: readonly FoundConflict[]): void {
    const { limits, logger } = this.#parts;
    if (found.length > limits.conflictsPerUpdateMax)
      logger.warn({ room: this.#host.name.name, count: found.length }, "too many conflicts to note");
    const isNoted = this.#lookUp();
    const some = found.slice(0, limits.conflictsPerUpdateMax);
    this.#waiting.push(...some.filter(({ values }) => !isNoted(conflictId(values))));
    if (this.#waiting.length > 0) this.#writing ??= this.#write();
  }

  /** Resolves when what was found is on its way to the disk, or cannot be written now. */
  async written(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && this.#host.state === "open") {
        // What was just stored is answered first; nobody waits for who wrote what.
        await setImmediate();
        const { limits, log } = this.#parts;
        this.#writers ??= new Writers(log, this.#host.name.name, limits);
        await this.#writers.catchUp();
        if (this.#host.state === "open") this.#writeSome();
      }
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      // It stays waiting: until the next conflict is found, or until the room is read from the log again.
      this.#parts.logger.warn({ room: this.#host.name.name, err: error }, "conflicts not noted yet");
    } finally {
      this.#writing = undefined;
    }
  }

  #writeSome(): void {
    const { document, name } = this.#host;
    this.#parts.committer.refuseWhenFull();
    const bytes = this.#take();
    if (!bytes) return;
    const verdict = document.judgeNote(bytes);
    if (verdict.kind !== "new") return this.#startAnew();
    const { update } = verdict;
    this.#parts.committer.add({
      updates: [{ room: name.name, origin: "note", bytes }],
      settle: (outcome) => {
        if (outcome.kind === "failed") return this.#host.fail(outcome.error);
        this.#host.stored([update], outcome.seqs, () => (this.#onTheirWay -= 1));
      },
    });
    document.queue(update);
  }

  /** Whether an entry stands in the document. */
  #lookUp(): (id: string) => boolean {
    return this.#host.document.read((doc) => {
      const entries = doc.getMap(conflictRoot);
      return (id) => entries.has(id);
    });
  }

  /** Some of what waits, as an update. Undefined when all of it is noted already. */
  #take(): Uint8Array | undefined {
    const isNoted = this.#lookUp();
    const doc = (this.#doc ??= new Doc());
    const own = doc.getMap(conflictRoot);
    const entries = this.#waiting
      .splice(0, chunkSizeMax)
      .map((found) => [conflictId(found.values), found] as const)
      .filter(([id]) => !isNoted(id) && !own.has(id));
    if (entries.length === 0) return undefined;
    const whoOf = (write: WriteId) => this.#whoOf(write);
    const write = () =>
      doc.transact(() => entries.forEach(([id, found]) => own.set(id, toEntry(found, whoOf))));
    const [update] = collectUpdates(doc, write);
    if (update) this.#onTheirWay += 1;
    return update;
  }

  /** Somebody else wrote under this server's client id: what was taken goes back, and comes again under a new one. */
  #startAnew(): void {
    const before = [...(this.#doc?.getMap(conflictRoot).values() ?? [])] as FoundConflict[];
    this.#onTheirWay -= 1;
    this.#waiting.unshift(...before);
    this.#doc = undefined;
  }

  #whoOf(write: WriteId): { by?: string; at?: string } {
    const sending = this.#writers?.find(write);
    if (!sending) return {};
    return { ...(sending.by !== undefined && { by: sending.by }), at: sending.at };
  }
}

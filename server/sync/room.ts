// One open room. The order of an edit is the product's promise: judged, logged, on disk, and only then applied
// and sent on. So nobody ever sees what a power cut could take back.
import type { FoundConflict } from "../../schema/conflicts/conflicts.ts";
import { assert, EntenteError } from "../../schema/errors.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Service } from "../service.ts";
import { readStoredRoom } from "../storage/stored-room.ts";
import { isEmpty } from "./answers.ts";
import { Applying } from "./applying.ts";
import { Broadcast } from "./broadcast.ts";
import type { CheckedUpdate } from "./checked-update.ts";
import { ClientIds, type Outcome, type Sending } from "./client-ids.ts";
import { ConflictNotes } from "./conflict-notes.ts";
import type { Verdict } from "./guard.ts";
import type { Speaker } from "./own-words.ts";
import { Presence } from "./presence.ts";
import { isNothing } from "./prescan.ts";
import { RoomDocument } from "./room-document.ts";
import { Removals } from "./removals.ts";
import type { RoomParts, Subscriber } from "./room-parts.ts";
import { RoomSnapshots } from "./room-snapshots.ts";

/** Loading, then open, then closed for good: a room that failed is replaced by a new one, read from the log. */
export class Room {
  readonly name: RoomName;
  readonly document: RoomDocument;
  readonly presence: Presence<Subscriber>;
  readonly clientIds: ClientIds;
  readonly #parts: RoomParts;
  /** To everybody here, and for those who are behind. */
  readonly broadcast: Broadcast<Subscriber>;
  readonly #applying: Applying;
  #state: "loading" | "open" | "closed" = "loading";
  readonly #snapshots: RoomSnapshots;
  readonly #notes: ConflictNotes;
  readonly #removals: Removals;
  /** Runs from when everybody has been answered until the document is built. */
  #resting: NodeJS.Timeout | undefined;
  /** What waits for the newest edit that is on its way to the disk, the edit's own sender first. */
  #waiting: (() => void)[] | undefined;

  constructor(name: RoomName, parts: RoomParts) {
    this.name = name;
    this.#parts = parts;
    this.document = new RoomDocument(name, parts.limits);
    this.clientIds = new ClientIds(parts.limits);
    this.#snapshots = new RoomSnapshots(name.name, this.document, parts);
    this.#notes = new ConflictNotes(this, parts);
    this.#removals = new Removals(name, this.document, parts);
    this.#applying = new Applying(
      (update, seq) => this.#apply(update, seq),
      () => this.#saveSnapshotIfLarge(),
      parts,
    );
    this.presence = new Presence({
      limits: parts.limits,
      now: parts.now,
      broadcast: (message) => this.#sendPresence(message),
      tell: (subscriber, message) => subscriber.send(message),
    });
    this.broadcast = new Broadcast(this.document.answers, parts.limits, () => this.#buildSoon());
  }

  /** What people in it can expect now, and when that changes. */
  get service(): Service {
    return this.#parts.committer.service;
  }

  get state(): "loading" | "open" | "closed" {
    return this.#state;
  }

  get isClosed(): boolean {
    return this.#state === "closed";
  }

  /** Nobody is here and nothing is on its way to the disk. */
  get isIdle(): boolean {
    return this.broadcast.readers.size === 0 && this.document.isSettled && !this.#notes.isBusy;
  }

  get socketCount(): number {
    return this.broadcast.readers.size;
  }

  /**
   * Reads what is stored, and checks that it is whole. Those who have nothing can be answered from a snapshot then, so the
   * document is left to be built when it is needed.
   *
   * @throws EntenteError `data-damaged`, `storage-failed`; the room is closed then
   */
  async load(): Promise<void> {
    const { meters } = this.service;
    const stopTimer = meters.roomLoadSeconds.startTimer();
    try {
      const stored = await readStoredRoom(this.#parts.log, this.name.name);
      this.document.load(stored);
      this.clientIds.load(stored.idOwners);
      this.#snapshots.loaded(stored);
      this.#state = "open";
      stopTimer();
      if (!stored.snapshot) this.build();
    } catch (error) {
      meters.roomLoadFailed(error);
      this.close();
      throw error;
    }
  }

  /**
   * Builds the document, unless it is built already. Linear in it; nobody is served meanwhile.
   *
   * @throws EntenteError `data-damaged`, and the room is closed then; `restarting`
   */
  build(): void {
    if (this.#state !== "open") throw new EntenteError("restarting");
    if (this.document.isBuilt) return;
    clearTimeout(this.#resting);
    try {
      // The process may have ended between an update and the note of what it lost.
      this.#notes.found(this.document.build());
    } catch (error) {
      if (error instanceof EntenteError) this.fail(error);
      throw error;
    }
  }

  /** Adds somebody, and tells them what is on disk and who is here. */
  join(subscriber: Subscriber): void {
    assert(this.#state === "open", "one joins an open room");
    this.broadcast.add(subscriber);
    subscriber.send(this.document.step1());
    this.showPeople(subscriber);
  }

  /** Tells somebody who is here, if they may be shown it. */
  showPeople(subscriber: Subscriber): void {
    const presence = subscriber.seesPeople ? this.presence.frame() : undefined;
    if (presence) subscriber.send(presence);
  }

  /**
   * Gets ready to answer a step 1. Only somebody who has nothing can be answered without the document.
   *
   * @throws EntenteError `too-large`, `generation-other`, `data-damaged`, `restarting`
   */
  readyToAnswer(stateVector: Uint8Array): void {
    this.document.refuseLongVector(stateVector);
    if (!isEmpty(stateVector)) this.build();
    this.document.refuseOtherHistory(stateVector);
  }

  leave(subscriber: Subscriber): void {
    this.broadcast.delete(subscriber);
    this.presence.leave(subscriber);
  }

  /**
   * Judges an edit, and builds the document for that unless there is nothing in it, as in what most clients answer to
   * step 1.
   *
   * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`, `schema-too-new`, `data-damaged`, `restarting`
   */
  judge(bytes: Uint8Array, sending?: Sending): Verdict {
    if (this.#state !== "open") throw new EntenteError("restarting");
    if (!isNothing(bytes)) this.build();
    return this.document.judge(bytes, "client", sending && this.#speakerOf(sending));
  }

  /**
   * Takes an edit: judges it and sends it on its way to the disk. Only after `queued`, `onSettled` is called:
   * then it is stored and applied, or the room has failed.
   *
   * @param sending Undefined for edits of nobody who is connected.
   *
   * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`, `overloaded`, `storage-broken`, `restarting`,
   *   `schema-too-new`, `identity-conflict`, `data-damaged`
   */
  submit(bytes: Uint8Array, onSettled: () => void, sending?: Sending): Outcome {
    const verdict = this.judge(bytes, sending);
    if (verdict.kind !== "new") return verdict.kind;
    const update = { ...verdict.update, sending };
    const ids = [...update.ends.keys()];
    const authorship = sending && this.clientIds.judge(sending, ids);
    if (authorship === "held") return "held";
    const origin = authorship === "relayed" ? "relayed" : "edit";
    const owns = sending && this.clientIds.unstored(sending.sender, ids);
    const waiting = [onSettled];
    const settled = () => {
      if (this.#waiting === waiting) this.#waiting = undefined;
      for (const done of waiting) done();
    };
    this.#parts.committer.add({
      updates: [{ room: this.name.name, origin, by: sending?.by, bytes, owns }],
      settle: (outcome) => {
        if (outcome.kind === "stored") return this.stored([update], outcome.seqs, settled);
        this.fail(outcome.error);
        settled();
      },
    });
    if (owns) this.clientIds.storing(owns);
    this.#waiting = waiting;
    this.document.queue(update);
    return "queued";
  }

  /** Keeps an edit that was refused, for people to look at. */
  keepRefused(bytes: Uint8Array, { code, message }: EntenteError, by: string | undefined): void {
    const { refused, limits, logger } = this.#parts;
    try {
      refused?.keep({ room: this.name.name, by, code, reason: message, bytes }, limits);
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      logger.warn({ room: this.name.name, err: error }, "a refused edit could not be kept");
    }
  }

  /** Calls back when every edit that is on its way now is settled: at once if there is none. */
  afterQueued(callback: () => void): void {
    if (this.#waiting) this.#waiting.push(callback);
    else callback();
  }

  /**
   * Takes updates that the caller commits, with those of other rooms, and reports by `stored` or `fail`. Gives those that
   * are new: what they delete somebody else may have deleted since they were worked out. All of it in one turn of the event
   * loop, so that nobody's edit comes in between: 3 µs for each key was measured.
   *
   * @throws EntenteError `too-large`; then those before it wait, and the room is to be failed
   */
  enqueue(updates: readonly Uint8Array[]): readonly CheckedUpdate[] {
    assert(this.#state === "open", "updates go into an open room");
    return updates.flatMap((bytes) => {
      const verdict = this.document.judge(bytes, "server");
      assert(verdict.kind !== "gap", "what the server works out follows what is there");
      if (verdict.kind === "repeat") return [];
      this.document.queue(verdict.update);
      return [verdict.update];
    });
  }

  /**
   * Updates are on disk: from now on they become part of the document, and everybody hears of them.
   *
   * @param onApplied Called when the last of them is part of the document, or the room has closed.
   */
  stored(updates: readonly CheckedUpdate[], seqs: readonly number[], onApplied: () => void): void {
    this.#applying.add(updates, seqs, onApplied);
  }

  /** Resolves when what was found is on its way to the disk, or cannot be written now. */
  async noted(): Promise<void> {
    await this.#notes.written();
  }

  /** It cannot go on. Nothing of it was acknowledged or passed on; clients come back and send it again. */
  fail(error: EntenteError): void {
    if (this.#state === "closed") return;
    this.#parts.logger.error({ room: this.name.name, err: error }, "room closed");
    const subscribers = [...this.broadcast.readers];
    this.close();
    for (const subscriber of subscribers) subscriber.close(error);
  }

  /** Lets go of everything in memory. */
  close(): void {
    this.#state = "closed";
    clearTimeout(this.#resting);
    this.#snapshots.stop();
    this.broadcast[Symbol.dispose]();
    this.presence[Symbol.dispose]();
    this.document.destroy();
  }

  /** Spares the next opening a long replay. Called when everybody has left. */
  async saveSnapshotIfWorthwhile(): Promise<void> {
    await this.#snapshots.settled();
    // Nothing has come since it was opened.
    if (!this.document.isBuilt) return;
    if (this.#snapshots.isWorthwhile && !this.#notes.isBusy) await this.#snapshots.save();
  }

  #speakerOf({ sender: { personId }, by: name }: Sending): Speaker | undefined {
    const { clientIds } = this;
    return personId === undefined || name === undefined ? undefined : { personId, name, clientIds };
  }

  #sendPresence(message: Uint8Array): number {
    this.service.meters.presenceSent.inc();
    return this.broadcast.sendPresence(message);
  }

  /** All who asked have been answered: what they were given is on its way once this is over. */
  #buildSoon(): void {
    if (this.#state !== "open" || this.document.isBuilt) return;
    if (this.broadcast.readers.size === 0) return;
    this.#resting ??= setTimeout(() => {
      this.#resting = undefined;
      // Whoever came meanwhile goes first, and calls again.
      if (!this.broadcast.isAwaited) this.#buildOrFail();
    }, this.#parts.limits.buildRestMs).unref();
  }

  #buildOrFail(): void {
    try {
      this.build();
    } catch (error) {
      // The room has told those who are here.
      if (!(error instanceof EntenteError)) throw error;
    }
  }

  #apply(update: CheckedUpdate, seq: number): void {
    if (this.#state === "closed") return;
    let found: readonly FoundConflict[] = [];
    try {
      // To the author too: hearing its own edit come back is how a client learns that it is on disk.
      this.broadcast.update(update.bytes.byteLength, () => (found = this.#removals.apply(update, seq)));
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      // This room is out of service, the others are not.
      return this.fail(error);
    }
    this.service.meters.updatesApplied.inc();
    this.#snapshots.grew(update.bytes.byteLength);
    this.#notes.found(found);
  }

  #saveSnapshotIfLarge(): void {
    // What a snapshot swallows is not read again, so what was found in it must be on disk first.
    if (this.#state === "open" && !this.#notes.isBusy && this.#snapshots.isDue) void this.#snapshots.save();
  }
}

// What the server itself writes into a workspace: an entry for each conflict that it found, under a client id of its
// own, with who sent the two values and when. Rules CON-3 and CON-5.
import { setImmediate } from "node:timers/promises";
import { Doc } from "yjs";

import { collectUpdates } from "../../schema/collect-updates.ts";
import { conflictId, toEntry } from "../../schema/conflicts/conflict-entries.ts";
import type { FoundConflict } from "../../schema/conflicts/conflicts.ts";
import { conflictRoot, type WriteId } from "../../schema/document.ts";
import { Writers } from "./writers.ts";

/** Entries in one update: bounds what clients must take in at once, as with imports. */
const chunkSizeMax = 500;

/** Conflicts of one room that are found and not yet on disk as entries. */
export class ConflictNotes {
  readonly #writers: Writers;
  /** Holds nothing but what this server wrote since it opened the room. */
  #doc = new Doc();
  readonly #waiting: FoundConflict[] = [];
  #onTheirWay = 0;

  constructor(writers: Writers) {
    this.#writers = writers;
  }

  /** Something found is not on disk yet. */
  get isBusy(): boolean {
    return this.isWaiting || this.#onTheirWay > 0;
  }

  /** Something found is not on its way to the disk yet. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  add(found: readonly FoundConflict[]): void {
    this.#waiting.push(...found);
  }

  /** Reads who wrote what was found, so that `take` can say so. */
  async learn(): Promise<void> {
    // What was just stored is answered first; nobody waits for who wrote what.
    await setImmediate();
    await this.#writers.catchUp();
  }

  /**
   * Some of what waits, as an update that the caller brings to disk and reports by `stored`. Undefined when all of it
   * is noted already.
   *
   * @param isNoted Whether an entry stands in the document.
   */
  take(isNoted: (id: string) => boolean): Uint8Array | undefined {
    const own = this.#doc.getMap(conflictRoot);
    const entries = this.#waiting
      .splice(0, chunkSizeMax)
      .map((found) => [conflictId(found.values), found] as const)
      .filter(([id]) => !isNoted(id) && !own.has(id));
    if (entries.length === 0) return undefined;
    const whoOf = (write: WriteId) => this.#whoOf(write);
    const write = () =>
      this.#doc.transact(() => entries.forEach(([id, found]) => own.set(id, toEntry(found, whoOf))));
    const [update] = collectUpdates(this.#doc, write);
    if (update) this.#onTheirWay += 1;
    return update;
  }

  /** An update of `take` is on disk and in the document. */
  stored(): void {
    this.#onTheirWay -= 1;
  }

  /** Somebody else wrote under this server's client id: what was taken goes back, and comes again under a new one. */
  startAnew(): void {
    const before = [...this.#doc.getMap(conflictRoot).values()] as FoundConflict[];
    this.#onTheirWay -= 1;
    this.#waiting.unshift(...before);
    this.#doc = new Doc();
  }

  #whoOf(write: WriteId): { by?: string; at?: string } {
    const sending = this.#writers.find(write);
    if (!sending) return {};
    return { ...(sending.by !== undefined && { by: sending.by }), at: sending.at };
  }
}

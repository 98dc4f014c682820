// Whose client ids are, where people have accounts: an id stays with its person when they have left. What they write off
// line goes on under it, and would be lost without a word if somebody else had written under it meanwhile.
import type { Limits } from "../limits.ts";
import type { OwnedIds } from "../storage/update-log.ts";

/** The persons of one room's client ids. */
export class IdOwners {
  readonly #limits: Limits;
  /** By id: on disk, or on the way there with an update. No more than the document knows clients. */
  readonly #lasting = new Map<number, string>();
  /** Said by their person while the room is open, and nothing written under them yet; oldest first. */
  readonly #claimed = new Map<number, string>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Takes what is stored. */
  load(stored: ReadonlyMap<number, string>): void {
    for (const [id, personId] of stored) this.#lasting.set(id, personId);
  }

  ownerOf(id: number): string | undefined {
    return this.#lasting.get(id) ?? this.#claimed.get(id);
  }

  /** Somebody begins to write under an id. It is theirs, unless it is somebody's already. */
  claim(id: number, personId: string): void {
    if (this.ownerOf(id) !== undefined) return;
    this.#claimed.set(id, personId);
    const [oldest] = this.#claimed.keys();
    if (oldest !== undefined && this.#claimed.size > this.#limits.claimedIdsMax) this.#claimed.delete(oldest);
  }

  /** Which of these are a person's and are to be stored as such; undefined where none is. */
  unstored(personId: string, ids: readonly number[]): OwnedIds | undefined {
    const clientIds = ids.filter((id) => this.#claimed.get(id) === personId);
    return clientIds.length > 0 ? { personId, clientIds } : undefined;
  }

  /** They are on the way to the disk. */
  storing({ personId, clientIds }: OwnedIds): void {
    for (const id of clientIds) {
      this.#claimed.delete(id);
      this.#lasting.set(id, personId);
    }
  }
}

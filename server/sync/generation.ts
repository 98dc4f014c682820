// A client that holds another history of a room, from before the room was put back from a backup, is stopped before
// anything merges: what was taken back would return, or depend on what is no longer there.
import { decodeStateVector, getState, type Doc } from "yjs";

import { EntenteError } from "../../schema/errors.ts";

/**
 * Refuses a client whose copy was made under another generation.
 *
 * @param asked What the client says it has; undefined or empty where it says nothing.
 * @throws EntenteError `generation-other`
 */
export function refuseOtherGeneration(asked: string | undefined, present: string): void {
  if (asked && asked !== present) throw new EntenteError("generation-other");
}

/** What a room had when its present generation began, to tell copies of older ones by. */
export class Fence {
  readonly #ends: ReadonlyMap<number, number>;

  /** @param stateVector Undefined in the first generation: there is no other history. */
  constructor(stateVector: Uint8Array | undefined) {
    this.#ends = stateVector ? decodeStateVector(stateVector) : new Map<number, number>();
  }

  /**
   * Refuses a copy with more by somebody of an older generation than this one has. A client whose id is of this
   * generation may be ahead, as anybody who wrote off line is.
   *
   * @throws EntenteError `generation-other`
   */
  refuseAhead(stateVector: Uint8Array, doc: Doc): void {
    if (this.#ends.size === 0) return;
    for (const [client, clock] of decodeStateVector(stateVector)) {
      const end = this.#ends.get(client);
      const known = getState(doc.store, client);
      if (end !== undefined && clock > known && known <= end) throw new EntenteError("generation-other");
    }
  }
}

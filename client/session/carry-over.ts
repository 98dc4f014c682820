// What of one's own work goes from a document that the server does not take any more into a fresh one. Values are
// carried, not Yjs structs: those of the refused edit, and all that follow upon it, must not come back.
import * as Y from "yjs";

import { writeIdOf, type WriteId } from "../../schema/document.ts";
import type { ClockRanges } from "./save-account.ts";
import type { Refusal } from "./server-link.ts";

/** A key with its value. */
export interface KeyValue {
  readonly key: string;
  readonly value: unknown;
}

/** What became of the writes that the server did not have. */
export interface CarriedOver {
  /** What was left behind, in the order of the document. */
  readonly refused: readonly KeyValue[];
  /** Under which id a write of the old document was written anew; undefined where it stands as it was. */
  readonly renamed: (id: WriteId) => WriteId | "refused" | undefined;
}

/**
 * Writes into a document whatever another one says that it has not heard of, but what was refused. One transaction.
 *
 * @param from All that this device knows.
 * @param to All that the server knows.
 */
export function carryOver(from: Y.Doc, to: Y.Doc, refusal: Refusal, origin: unknown): CarriedOver {
  const unheard = [...unheardWrites(from, to)];
  const isRefused = refusedAmong(unheard, refusal);
  const renamed = new Map<string, WriteId | "refused">();
  to.transact(() => {
    for (const { root, key, value, id } of unheard) {
      if (isRefused({ root, key, value, id })) {
        renamed.set(nameOf(id), "refused");
        continue;
      }
      const map = to.getMap(root);
      map.set(key, value);
      const written = writeIdOf(map, key);
      if (written) renamed.set(nameOf(id), written);
    }
  }, origin);
  return {
    refused: unheard.filter(isRefused),
    renamed: (id) => renamed.get(nameOf(id)) ?? (wasRefusedBefore(id, refusal) ? "refused" : undefined),
  };
}

interface UnheardWrite extends KeyValue {
  readonly root: string;
  readonly id: WriteId;
}

/** The current values that the server does not have. */
function* unheardWrites(from: Y.Doc, to: Y.Doc): Iterable<UnheardWrite> {
  for (const root of from.share.keys()) {
    const map = from.getMap(root);
    for (const [key, value] of map) {
      const id = writeIdOf(map, key);
      if (id && id.clock >= Y.getState(to.store, id.client)) yield { root, key, value, id };
    }
  }
}

/** One edit is refused as a whole. Of many that were sent together, only the keys at fault are, if they were named. */
function refusedAmong(
  unheard: readonly UnheardWrite[],
  { frame, keys, code }: Refusal,
): (write: UnheardWrite) => boolean {
  const wasSent = ({ id }: UnheardWrite) => frame === undefined || isWithin(id, frame.ranges);
  // Two who wrote under one client id by chance: under another one, all of it can stand.
  if (code === "identity-conflict") return () => false;
  if ((frame && !frame.isBulk) || code === "edit-forbidden") return wasSent;
  const isAtFault = (write: UnheardWrite) => wasSent(write) && keys.includes(write.key);
  return unheard.some(isAtFault) ? isAtFault : wasSent;
}

/** Overwritten since, and so carried by nobody. */
function wasRefusedBefore(id: WriteId, { frame, code }: Refusal): boolean {
  if (frame === undefined || frame.isBulk || code === "identity-conflict") return false;
  return isWithin(id, frame.ranges);
}

function isWithin({ client, clock }: WriteId, ranges: ClockRanges): boolean {
  const range = ranges.get(client);
  return range !== undefined && clock >= range.from && clock < range.to;
}

function nameOf({ client, clock }: WriteId): string {
  return `${client} ${clock}`;
}

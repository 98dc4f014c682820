// How far what is stored of a room goes, told without building its document.
import { decodeStateVector, encodeStateVector, encodeStateVectorFromUpdate, parseUpdateMeta } from "yjs";

import type { StoredRoom } from "./stored-room.ts";

/**
 * State vector of a snapshot and the updates after it, as the document built from them has it. Linear in the updates; in
 * the snapshot too, where none was kept with it.
 */
export function vectorOf({ snapshot, updates }: Pick<StoredRoom, "snapshot" | "updates">): Uint8Array {
  const ends = snapshot
    ? decodeStateVector(snapshot.vector ?? encodeStateVectorFromUpdate(snapshot.bytes))
    : new Map<number, number>();
  for (const { bytes } of updates)
    for (const [client, end] of parseUpdateMeta(bytes).to)
      ends.set(client, Math.max(end, ends.get(client) ?? 0));
  return encodeStateVector(ends);
}

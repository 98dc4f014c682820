// How far the histories of rooms went: whoever holds more than what was put back is to be stopped before it merges.
import { Doc, applyUpdate, decodeStateVector, encodeStateVector } from "yjs";
import { createEncoder, toUint8Array, writeVarUint } from "lib0/encoding";

import { EntenteError } from "../../schema/errors.ts";
import { readStoredRoom } from "./stored-room.ts";
import type { RoomHead, UpdateLog } from "./update-log.ts";

/**
 * A fence for every room of the first log's workspaces: the state vector that has whatever any of the logs has of it. What
 * cannot be read is left out. Linear in the logs.
 */
export async function fencesOf(logs: readonly UpdateLog[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const fences = new Map<string, Uint8Array>();
  for (const room of await roomsOf(logs)) {
    const vectors = await Promise.all(logs.map((each) => vectorsOf(each, room)));
    fences.set(room, toFence(vectors.flat()));
  }
  return fences;
}

/** Those of the first log's workspaces, in any of the logs: a room that began after the backup was made must not return. */
async function roomsOf(logs: readonly UpdateLog[]): Promise<ReadonlySet<string>> {
  const workspaces = new Set((await logs[0]?.listWorkspaces())?.map(({ name }) => name));
  const heads = (await Promise.all(logs.map((log) => log.listHeads().catch(nothingReadable)))).flat();
  return new Set(heads.filter(({ workspace }) => workspaces.has(workspace)).map(({ room }) => room));
}

function nothingReadable(error: unknown): readonly RoomHead[] {
  if (error instanceof EntenteError) return [];
  throw error;
}

type Vector = ReadonlyMap<number, number>;

/**
 * How far each client's writes go in a room, and went in the histories that it was fenced off from before; nothing where
 * it cannot be read.
 */
async function vectorsOf(log: UpdateLog, room: string): Promise<readonly Vector[]> {
  try {
    const { head, snapshot, updates } = await readStoredRoom(log, room);
    const doc = new Doc();
    for (const { bytes } of [...(snapshot ? [snapshot] : []), ...updates]) applyUpdate(doc, bytes);
    return [encodeStateVector(doc), ...(head?.fence ? [head.fence] : [])].map((each) =>
      decodeStateVector(each),
    );
  } catch (error) {
    if (error instanceof EntenteError) return [];
    throw error;
  }
}

/** The state vector that has whatever any of them has. */
function toFence(vectors: readonly Vector[]): Uint8Array {
  const ends = new Map<number, number>();
  for (const [client, clock] of vectors.flatMap((vector) => [...vector]))
    ends.set(client, Math.max(clock, ends.get(client) ?? 0));
  const encoder = createEncoder();
  writeVarUint(encoder, ends.size);
  for (const [client, clock] of ends) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
  }
  return toUint8Array(encoder);
}

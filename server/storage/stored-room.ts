// Reads what is stored of one room, and refuses it where a row is missing, changed or out of place.
import { EntenteError } from "../../schema/errors.ts";
import { chainHash, chainStart, isSameHash, sha256 } from "./hash-chain.ts";
import type { RoomHead, StoredSnapshot, StoredUpdate, UpdateLog } from "./update-log.ts";

/** Everything needed to have the document as it was stored last. */
export interface StoredRoom {
  /** Undefined where nothing was ever stored. */
  readonly head: RoomHead | undefined;
  readonly snapshot: StoredSnapshot | undefined;
  /** Those after the snapshot, in order, without a gap, up to the head. */
  readonly updates: readonly StoredUpdate[];
  /** Person of each client id that is somebody's. */
  readonly idOwners: ReadonlyMap<number, string>;
}

/**
 * Reads a room: its newest snapshot and the updates after it. Linear in their bytes.
 *
 * @throws EntenteError `data-damaged`, saying where
 */
export async function readStoredRoom(log: UpdateLog, room: string): Promise<StoredRoom> {
  const head = await log.readHead(room);
  if (!head) return { head, snapshot: undefined, updates: [], idOwners: new Map() };
  const snapshot = await log.readNewestSnapshot(room);
  if (snapshot) checkSnapshot(room, snapshot);
  const updates: StoredUpdate[] = [];
  let last = { seq: snapshot?.seq ?? 0, hash: snapshot?.chainHash ?? chainStart(room, head.firstGeneration) };
  for await (const update of log.readSince(room, last.seq)) {
    checkFollows(room, last, update);
    updates.push(update);
    last = update;
  }
  checkHead(head, last);
  return { head, snapshot, updates, idOwners: await log.readIdOwners(room) };
}

interface ChainPlace {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/**
 * Checks that an update follows another: the next number, and the hash that ties it to all before it.
 *
 * @throws EntenteError `data-damaged`
 */
export function checkFollows(room: string, last: ChainPlace, update: StoredUpdate): void {
  const expected = last.seq + 1;
  if (update.seq !== expected) throw damaged(`${room}: update ${expected} is missing`);
  if (!isSameHash(update.hash, chainHash(last.hash, update))) {
    throw damaged(`${room}: update ${update.seq} was changed after it was written`);
  }
}

/**
 * Checks that the log goes as far as it once did.
 *
 * @throws EntenteError `data-damaged`
 */
export function checkHead(head: RoomHead, last: ChainPlace): void {
  if (last.seq === head.seq && isSameHash(last.hash, head.hash)) return;
  throw damaged(`${head.room}: the log ends at update ${last.seq}, but ${head.seq} were stored`);
}

/**
 * Checks a snapshot's bytes against their hash.
 *
 * @throws EntenteError `data-damaged`
 */
export function checkSnapshot(room: string, { seq, bytes, sha256: stored }: StoredSnapshot): void {
  if (!isSameHash(sha256(bytes), stored)) throw damaged(`${room}: the snapshot at update ${seq} was changed`);
}

/** Stored data that fails its check. */
export function damaged(detail: string, cause?: unknown): EntenteError {
  return new EntenteError("data-damaged", { detail, cause });
}

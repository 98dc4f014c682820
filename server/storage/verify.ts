// Proves that a log is what was written: every row is there, unchanged, in its place, and snapshots say the same.
import { Doc, applyUpdate } from "yjs";

import { EntenteError } from "../../schema/errors.ts";
import { readRoom } from "../../schema/protocol.ts";
import { chainStart } from "./hash-chain.ts";
import { checkFollows, checkHead, checkSnapshot, damaged } from "./stored-room.ts";
import type { RoomHead, StoredSnapshot, UpdateLog } from "./update-log.ts";

/** What was found out about one room. */
export interface RoomReport {
  readonly room: string;
  readonly updates: number;
  /** Up to which update there is a snapshot; 0 without one. */
  readonly snapshot: number;
  /** Absent when all is well. */
  readonly problem?: string;
}

/** What was found out about all that is stored. */
export interface LogReport {
  /** What is wrong with the storage itself, in words. */
  readonly storage: readonly string[];
  readonly rooms: readonly RoomReport[];
}

/** Checks the storage, and reads and replays every room from its first update. Linear in the size of the log. */
export async function verifyLog(log: UpdateLog): Promise<LogReport> {
  const storage = await log.checkStorage();
  const rooms: RoomReport[] = [];
  try {
    for (const head of await log.listHeads()) rooms.push(await verifyRoom(log, head));
    return { storage, rooms };
  } catch (error) {
    // So damaged that the rooms cannot even be listed.
    if (!(error instanceof EntenteError)) throw error;
    return { storage: [...storage, error.message], rooms };
  }
}

async function verifyRoom(log: UpdateLog, head: RoomHead): Promise<RoomReport> {
  const report = { room: head.room, updates: head.seq, snapshot: 0 };
  try {
    const snapshot = await log.readNewestSnapshot(head.room);
    if (snapshot) checkSnapshot(head.room, snapshot);
    await replay(log, head, snapshot);
    return { ...report, snapshot: snapshot?.seq ?? 0 };
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
    return { ...report, problem: error.message };
  }
}

async function replay(log: UpdateLog, head: RoomHead, snapshot: StoredSnapshot | undefined): Promise<void> {
  const { room, firstGeneration } = head;
  const doc = new Doc();
  let last = { seq: 0, hash: chainStart(room, firstGeneration) };
  for await (const update of log.readSince(room, 0)) {
    checkFollows(room, last, update);
    apply(doc, update.bytes, `${room}: update ${update.seq}`);
    if (update.seq === snapshot?.seq) compareSnapshot(room, doc, snapshot);
    last = update;
  }
  checkHead(head, last);
}

function compareSnapshot(room: string, doc: Doc, snapshot: StoredSnapshot): void {
  const fromSnapshot = new Doc();
  apply(fromSnapshot, snapshot.bytes, `${room}: the snapshot at update ${snapshot.seq}`);
  const contentOf = readRoom(room)?.part === "text" ? textsOf : keysOf;
  if (contentOf(doc) !== contentOf(fromSnapshot)) {
    throw damaged(`${room}: the snapshot at update ${snapshot.seq} says something else than the log`);
  }
}

function apply(doc: Doc, bytes: Uint8Array, what: string): void {
  try {
    applyUpdate(doc, bytes);
  } catch (cause) {
    throw damaged(`${what} cannot be read`, cause);
  }
}

/** All keys and values in one text, the same whatever the order in which they were written. */
function keysOf(doc: Doc): string {
  const roots = [...doc.share.keys()].toSorted();
  return JSON.stringify(
    roots.map((root) => [root, [...doc.getMap(root)].toSorted(([a], [b]) => (a < b ? -1 : 1))]),
  );
}

/** All texts in one. */
function textsOf(doc: Doc): string {
  const roots = [...doc.share.keys()].toSorted();
  return JSON.stringify(roots.map((root) => [root, doc.getText(root).toJSON()]));
}

// Reads a room's log from its first update, for questions about the past: what stood there on a day, and what became of
// one record. The log keeps every update, so both are answered from what was written, not from memory.
import { setImmediate } from "node:timers/promises";
import { Doc, applyUpdate, type YMapEvent } from "yjs";

import { readKey, recordRoots, type RecordRoot } from "../schema/document.ts";
import { assert } from "../schema/errors.ts";
import type { RecordId } from "../schema/ids.ts";
import { chainStart } from "./storage/hash-chain.ts";
import { checkFollows, checkSnapshot, damaged } from "./storage/stored-room.ts";
import type { StoredSnapshot, StoredUpdate, UpdateLog, UpdateOrigin } from "./storage/update-log.ts";

/** One field of one record, set at one time. */
export interface RecordChange {
  /** Number of the update in its room's log. */
  readonly seq: number;
  /** When it came to the server's disk, ISO 8601, UTC. */
  readonly at: string;
  readonly origin: UpdateOrigin;
  /** The name of whoever sent it, where one was shown; they may have passed on what others wrote off line. */
  readonly by: string | null;
  readonly record: string;
  /** Absent where the record as a whole was added. Fields beginning with `$` speak of the record: `$del`, `$into`. */
  readonly field: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** How long the server reads a log before it lets others have a turn. */
const turnMs = 10;
/** Applied in one transaction, after which Yjs tidies up. */
const updatesPerTransaction = 1000;

/** A document as it once was, and the number of the last update in it. */
export interface PastDocument {
  readonly doc: Doc;
  readonly seq: number;
}

/**
 * The document as it stood on disk at an instant. Linear in the log.
 *
 * @throws EntenteError `data-damaged`
 */
export async function readDocumentAt(log: UpdateLog, room: string, instantMs: number): Promise<PastDocument> {
  // By number, not by clock: what came after a row that is too late is too late as well.
  return readWhile(log, room, ({ at }) => Date.parse(at) <= instantMs);
}

/**
 * The document as of an update. Linear in the log up to there, or after the newest snapshot where that is no later.
 *
 * @throws EntenteError `data-damaged`
 */
export async function readDocumentUpTo(log: UpdateLog, room: string, seq: number): Promise<PastDocument> {
  const snapshot = await log.readNewestSnapshot(room);
  if (snapshot) checkSnapshot(room, snapshot);
  const isWithin = (update: StoredUpdate) => update.seq <= seq;
  const past = await readWhile(log, room, isWithin, snapshot && snapshot.seq <= seq ? snapshot : undefined);
  if (past.seq < seq) throw damaged(`${room}: the log ends before update ${seq}`);
  return past;
}

async function readWhile(
  log: UpdateLog,
  room: string,
  isWithin: (update: StoredUpdate) => boolean,
  snapshot?: StoredSnapshot,
): Promise<PastDocument> {
  const doc = new Doc();
  const head = await log.readHead(room);
  if (!head) return { doc, seq: 0 };
  if (snapshot) applyUpdate(doc, snapshot.bytes);
  let last = { seq: snapshot?.seq ?? 0, hash: snapshot?.chainHash ?? chainStart(room, head.firstGeneration) };
  let updates: Uint8Array[] = [];
  const apply = () => doc.transact(() => updates.forEach((bytes) => applyUpdate(doc, bytes)));
  for await (const update of log.readSince(room, last.seq)) {
    if (!isWithin(update)) break;
    checkFollows(room, last, update);
    updates.push(update.bytes);
    last = update;
    if (updates.length < updatesPerTransaction) continue;
    apply();
    updates = [];
    await setImmediate();
  }
  apply();
  return { doc, seq: last.seq };
}

/**
 * What became of a record, and of what was attached to it, newest first. Linear in the log.
 *
 * @param countMax Of more changes, only the newest are given.
 */
export async function readRecordHistory(
  log: UpdateLog,
  room: string,
  id: RecordId,
  countMax: number,
): Promise<readonly RecordChange[]> {
  const watch = new RecordWatch(id);
  let turnEndsAt = performance.now() + turnMs;
  for await (const update of log.readSince(room, 0)) {
    watch.take(update);
    if (performance.now() < turnEndsAt) continue;
    await setImmediate();
    turnEndsAt = performance.now() + turnMs;
  }
  return watch.changes.slice(-countMax).toReversed();
}

/** A document that is written again, update by update, while somebody looks at one record in it. */
class RecordWatch {
  readonly changes: RecordChange[] = [];
  readonly #doc = new Doc();
  readonly #id: RecordId;
  #stored: Pick<RecordChange, "seq" | "at" | "origin" | "by"> | undefined;

  constructor(id: RecordId) {
    this.#id = id;
    for (const root of recordRoots) this.#doc.getMap(root).observe((event) => this.#look(root, event));
  }

  take(update: StoredUpdate): void {
    const { seq, at, origin, by = null, bytes } = update;
    this.#stored = { seq, at, origin, by };
    applyUpdate(this.#doc, bytes);
  }

  #look(root: RecordRoot, event: YMapEvent<unknown>): void {
    assert(this.#stored, "a document that is read again changes only by stored updates");
    for (const [key, change] of event.changes.keys) {
      const read = readKey(key);
      const after = this.#doc.getMap(root).get(key);
      if (!read || !this.#concerns(read.id, read.field, after)) continue;
      const before = (change.oldValue as unknown) ?? null;
      const what = { record: read.id, field: read.field ?? null, before, after };
      this.changes.push({ ...this.#stored, ...what });
    }
  }

  /** Its own keys, and records that name it when they are added. */
  #concerns(id: RecordId, field: string | undefined, value: unknown): boolean {
    if (id === this.#id) return true;
    return field === undefined && namesOf(value).includes(this.#id);
  }
}

function namesOf(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const { from, to, on, claim, actors } = value as Readonly<Record<string, unknown>>;
  return [from, to, on, claim, ...(Array.isArray(actors) ? (actors as unknown[]) : [])];
}

// Copies of a data folder's log, made while a server writes to it, and put back.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Doc, applyUpdate, decodeStateVector, encodeStateVector } from "yjs";
import { createEncoder, toUint8Array, writeVarUint } from "lib0/encoding";

import { EntenteError } from "../../schema/errors.ts";
import { grantKinds } from "../auth/people-store.ts";
import { SqlitePeopleStore } from "../auth/sqlite-people-store.ts";
import { lockDataFolder, logPathOf, lossOf, makeDataFolder, openMark } from "./data-folder.ts";
import type { HighWaterMark } from "./high-water-mark.ts";
import { isSqliteError, toOpeningError } from "./sqlite-failure.ts";
import { SqliteUpdateLog } from "./sqlite-update-log.ts";
import { damaged, readStoredRoom } from "./stored-room.ts";
import type { RoomHead, UpdateLog } from "./update-log.ts";
import { verifyLog } from "./verify.ts";

/** What a backup holds. */
export interface BackupReport {
  readonly file: string;
  readonly rooms: number;
  readonly updates: number;
}

/** What was put back. */
export interface PutBackReport extends BackupReport {
  /** Where what was there before is kept; undefined in a folder that had nothing. */
  readonly before: string | undefined;
  /** Sessions, tokens, links and invitations that were in the backup and are no more. */
  readonly ended: number;
  /** People who have the roles and passkeys that they had when the backup was made. */
  readonly people: number;
}

/**
 * Writes a copy of the log into a new file, as of one moment, and checks it. A server may have the folder open: the copy
 * is made by this process in one read transaction, so nobody waits for it, and nothing written meanwhile is in it.
 *
 * @throws EntenteError `data-missing`; `file-exists`; `file-missing`, where its folder is not there; `data-damaged`, also
 *   where what was stored last is missing; `storage-failed`
 */
export async function backUp(dataDir: string, file: string): Promise<BackupReport> {
  const source = logPathOf(dataDir);
  const folder = dirname(resolve(file));
  if (!existsSync(source)) throw new EntenteError("data-missing", { detail: dataDir });
  if (existsSync(file)) throw new EntenteError("file-exists", { detail: file });
  if (!existsSync(folder)) throw new EntenteError("file-missing", { detail: folder });
  const part = `${file}.part`;
  removeDatabase(part);
  try {
    // The mark first: a running server moves it after the log.
    const mark = readMark(dataDir);
    copyInto(source, part);
    const report = await checkCopy(part, mark);
    renameSync(part, file);
    flush(folder);
    return { file, ...report };
  } finally {
    removeDatabase(part);
  }
}

/**
 * Puts a backup back, into an empty data folder or in place of what is there, which is kept beside it. Every room gets a
 * new generation: clients that hold what was taken back are stopped before they merge it. Everybody signs in anew: what
 * was revoked since the backup would count again.
 *
 * @throws EntenteError `data-in-use`, `file-missing`, `backup-invalid`, `data-newer`, `storage-failed`, `config-invalid`;
 *   then the folder is as it was
 */
export async function putBack(file: string, dataDir: string): Promise<PutBackReport> {
  if (!existsSync(file)) throw new EntenteError("file-missing", { detail: file });
  if (!statSync(file).isFile()) throw new EntenteError("backup-invalid", { detail: file });
  makeDataFolder(dataDir);
  using _lock = lockDataFolder(dataDir);
  const target = logPathOf(dataDir);
  const part = `${target}.restoring`;
  removeDatabase(part);
  copyFileSync(file, part);
  // A file that a killed server left has its newest edits beside it.
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${part}-wal`);
  try {
    const report = await checkGiven(part, file);
    const commits = await beginAnew(part, dataDir);
    const access = endGrants(part);
    const before = existsSync(target) ? setAside(target) : undefined;
    putInPlace(part, dataDir, commits);
    return { file, ...report, before, ...access };
  } finally {
    removeDatabase(part);
  }
}

function removeDatabase(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
}

function readMark(dataDir: string): ReturnType<HighWaterMark["read"]> {
  using mark = openMark(dataDir);
  return mark.read();
}

function copyInto(source: string, file: string): void {
  try {
    using database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
    database.prepare("VACUUM INTO ?").run(file);
  } catch (error) {
    throw isSqliteError(error) ? toOpeningError(error) : error;
  }
}

/** Opens a copy by itself, checks all of it, and leaves it as one file that is on disk. */
async function checkCopy(
  path: string,
  mark: ReturnType<HighWaterMark["read"]> = "none",
): Promise<Omit<BackupReport, "file">> {
  const report = await readCopy(path, mark);
  using database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = DELETE");
  flush(path);
  return report;
}

async function readCopy(
  path: string,
  mark: ReturnType<HighWaterMark["read"]>,
): Promise<Omit<BackupReport, "file">> {
  using log = openLog(path);
  const loss = lossOf(log.commits, mark);
  if (loss !== undefined) throw damaged(loss);
  const { storage, rooms } = await verifyLog(log);
  using people = new SqlitePeopleStore(path);
  const access = [people.verifyAudit(), people.verifyPeople()];
  const problems = [...storage, ...rooms.map(({ problem }) => problem), ...access].filter(
    (problem) => problem !== undefined,
  );
  if (problems.length > 0) throw damaged(`the copy does not verify: ${problems.slice(0, 3).join("; ")}`);
  return { rooms: rooms.length, updates: rooms.reduce((sum, { updates }) => sum + updates, 0) };
}

/**
 * Gives the copy's rooms new generations, fenced off from what they had and from what they replace, and lets it count on
 * from there: a version that was made since the backup, and its number, may stand in somebody's notes.
 */
async function beginAnew(part: string, dataDir: string): Promise<number> {
  const target = logPathOf(dataDir);
  const mark = readMark(dataDir);
  using log = openLog(part);
  using replaced = existsSync(target) ? openReadable(target) : undefined;
  const logs = replaced ? [log, replaced] : [log];
  const fences = new Map<string, Uint8Array>();
  for (const room of await roomsOf(logs)) {
    const vectors = await Promise.all(logs.map((each) => vectorsOf(each, room)));
    fences.set(room, toFence(vectors.flat()));
  }
  await log.beginGenerations(fences, typeof mark === "object" ? mark.commits : 0);
  return log.commits;
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

/** Ends whatever lets somebody in, but for passkeys and accounts elsewhere; notes it, and gives the numbers. */
function endGrants(part: string): Pick<PutBackReport, "ended" | "people"> {
  using people = new SqlitePeopleStore(part);
  return people.transaction(() => {
    const grants = grantKinds.flatMap((kind) => people.grants({ kind }));
    for (const { id } of grants) people.removeGrant(id);
    const { personCount } = people;
    const detail = { ended: String(grants.length), people: String(personCount) };
    const entry = { at: new Date().toISOString(), actor: "operator", action: "restored" };
    if (personCount > 0) people.appendAudit({ ...entry, workspace: undefined, detail });
    return { ended: grants.length, people: personCount };
  });
}

/** What is to be replaced may be damaged; that is why it is replaced. */
function openReadable(path: string): SqliteUpdateLog | undefined {
  try {
    return openLog(path);
  } catch (error) {
    if (error instanceof EntenteError) return undefined;
    throw error;
  }
}

function openLog(path: string): SqliteUpdateLog {
  return new SqliteUpdateLog(path, { now: () => new Date(), newGeneration: randomUUID });
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

/** Keeps what is there under another name too, with what a crash left beside it. */
function setAside(target: string): string {
  const aside = `${target}.before-${new Date().toISOString().replaceAll(":", "-")}`;
  linkSync(target, aside);
  for (const left of ["-wal", "-shm"]) {
    if (existsSync(target + left)) renameSync(target + left, aside + left);
  }
  return aside;
}

/** At no moment is there no log. The mark never says more than the log that is there has, since a copy counts on from it. */
function putInPlace(part: string, dataDir: string, commits: number): void {
  using mark = openMark(dataDir);
  using database = new DatabaseSync(part);
  database.exec("PRAGMA journal_mode = DELETE");
  database.close();
  flush(part);
  renameSync(part, logPathOf(dataDir));
  flush(dataDir);
  mark.write({ commits, newest: "a backup" });
}

function flush(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is wrong with the copy is wrong with the file it was made of. */
async function checkGiven(part: string, file: string): Promise<Omit<BackupReport, "file">> {
  try {
    refuseOthers(part);
    return await checkCopy(part);
  } catch (error) {
    if (!(error instanceof EntenteError) || error.code !== "data-damaged") throw error;
    const why = error.detail === undefined ? "" : `: ${error.detail}`;
    throw new EntenteError("backup-invalid", { detail: `${file}${why}`, cause: error });
  }
}

/** Opened as a log, a file that is empty or of another program would become one that holds nothing. */
function refuseOthers(part: string): void {
  try {
    using database = new DatabaseSync(part);
    const found = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'doc_update'").get();
    if (!found) throw damaged("it holds no maps");
  } catch (error) {
    throw isSqliteError(error) ? toOpeningError(error) : error;
  }
}

// Puts a copy of a log back into a data folder. Its rooms begin new histories, and everybody signs in anew.
import { copyFileSync, existsSync, linkSync, renameSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { EntenteError } from "../../schema/errors.ts";
import { grantKinds } from "../auth/people-store.ts";
import { SqlitePeopleStore } from "../auth/sqlite-people-store.ts";
import type { BackupReport } from "./backup.ts";
import { checkCopy, type CopyReport } from "./check-copy.ts";
import { lockDataFolder, logPathOf, makeDataFolder, openMark, readMark } from "./data-folder.ts";
import { fencesOf } from "./fences.ts";
import { flush, openLogFile, removeDatabase } from "./log-files.ts";
import { isSqliteError, toOpeningError } from "./sqlite-failure.ts";
import type { SqliteUpdateLog } from "./sqlite-update-log.ts";
import { damaged } from "./stored-room.ts";

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
 * Puts a backup back, into an empty data folder or in place of what is there, which is kept beside it. Every room gets a
 * new generation: clients that hold what was taken back are stopped before they merge it. Everybody signs in anew: what
 * was revoked since the backup would count again.
 *
 * @throws EntenteError `data-in-use`, `file-refused`, `backup-invalid`, `data-newer`, `storage-failed`, `config-invalid`;
 *   then the folder is as it was
 */
export async function putBack(file: string, dataDir: string): Promise<PutBackReport> {
  if (!existsSync(file)) throw new EntenteError("file-refused", { detail: file });
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

/** What is wrong with the copy is wrong with the file it was made of. */
async function checkGiven(part: string, file: string): Promise<CopyReport> {
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

/**
 * Gives the copy's rooms new generations, fenced off from what they had and from what they replace, and lets it count on
 * from there: a version that was made since the backup, and its number, may stand in somebody's notes.
 */
async function beginAnew(part: string, dataDir: string): Promise<number> {
  const target = logPathOf(dataDir);
  const mark = readMark(dataDir);
  using log = openLogFile(part);
  using replaced = existsSync(target) ? openReadable(target) : undefined;
  const fences = await fencesOf(replaced ? [log, replaced] : [log]);
  await log.beginGenerations(fences, typeof mark === "object" ? mark.commits : 0);
  return log.commits;
}

/** What is to be replaced may be damaged; that is why it is replaced. */
function openReadable(path: string): SqliteUpdateLog | undefined {
  try {
    return openLogFile(path);
  } catch (error) {
    if (error instanceof EntenteError) return undefined;
    throw error;
  }
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

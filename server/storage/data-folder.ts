// One folder holds everything, and one process has it open.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { randomUUID } from "node:crypto";

import { EntenteError } from "../../schema/errors.ts";
import type { PeopleStore } from "../auth/people-store.ts";
import { SqlitePeopleStore } from "../auth/sqlite-people-store.ts";
import { HighWaterMark, type MarkReading } from "./high-water-mark.ts";
import { RefusedEdits } from "./refused-edits.ts";
import { isBusy, isSqliteError, toOpeningError } from "./sqlite-failure.ts";
import { SqliteUpdateLog } from "./sqlite-update-log.ts";
import { damaged } from "./stored-room.ts";
import type { UpdateLog } from "./update-log.ts";

const lockFile = "entente.lock";
const refusedFile = "refused.sqlite";
const logFile = "entente.sqlite";
const markFile = "entente.mark";

/** The open folder. Disposing of it closes the log, then lets go of the lock. */
export interface DataFolder extends Disposable {
  readonly log: UpdateLog;
  /** The people, in the same file. Opened once, when somebody asks for them. */
  readonly people: () => PeopleStore;
  /** The edits that were refused. */
  readonly refused: RefusedEdits;
  /** Resolves when the disk has failed so that the process should end. */
  readonly broken: Promise<EntenteError>;
}

interface Options {
  /** Edits that were stored and are missing at the log's end are given up. */
  readonly acceptLoss?: boolean;
}

/**
 * Opens a data folder, creating it where it is missing, and locks it.
 *
 * @throws EntenteError `data-in-use`, `data-newer`, `data-damaged`, `storage-failed`, `storage-broken`, `config-invalid`
 */
export function openDataFolder(path: string, options: Options = {}): DataFolder {
  makeDataFolder(path);
  using opening = new DisposableStack();
  opening.use(lockDataFolder(path));
  const mark = opening.use(openMark(path));
  const broken = Promise.withResolvers<EntenteError>();
  const log = opening.use(
    new SqliteUpdateLog(logPathOf(path), {
      now: () => new Date(),
      newGeneration: randomUUID,
      onBroken: broken.resolve,
      onCommit: (commits, newest) => writeMark(mark, { commits, newest }, broken.resolve),
    }),
  );
  if (options.acceptLoss) mark.write({ commits: log.commits, newest: "nothing more" });
  refuseLoss(path, log, mark);
  const opened = opening.move();
  let people: PeopleStore | undefined;
  return {
    log,
    people: () => (people ??= opened.use(new SqlitePeopleStore(logPathOf(path), broken.resolve))),
    refused: opened.use(new RefusedEdits(join(path, refusedFile), () => new Date())),
    broken: broken.promise,
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
}

/** Where a data folder's log is. */
export function logPathOf(path: string): string {
  return join(path, logFile);
}

/** The mark of a data folder. */
export function openMark(path: string): HighWaterMark {
  try {
    return new HighWaterMark(join(path, markFile));
  } catch (cause) {
    throw new EntenteError("config-invalid", { detail: `DATA_DIR ${path} cannot be written to`, cause });
  }
}

/** What a data folder's mark says. */
export function readMark(path: string): MarkReading {
  using mark = openMark(path);
  return mark.read();
}

/** What is missing at the end of a log, or makes it unknown whether something is; undefined when all is well. */
export function lossOf(commits: number, read: MarkReading): string | undefined {
  if (read === "none") return undefined;
  if (read === "unreadable")
    return `the bytes of ${markFile} were changed, so it is not known how far the log once went`;
  if (read.commits <= commits) return undefined;
  const missing = read.commits - commits;
  return `${missing} of ${read.commits} commits are missing at the log's end; the last of them ended with ${read.newest}`;
}

/** SQLite forgets what it cannot read of its write-ahead log, and deletes it when it closes. So it is kept first. */
function refuseLoss(path: string, log: SqliteUpdateLog, mark: HighWaterMark): void {
  const loss = lossOf(log.commits, mark.read());
  if (loss === undefined) return;
  const ahead = `${logPathOf(path)}-wal`;
  const kept = `${ahead}.damaged`;
  if (existsSync(ahead) && !existsSync(kept)) copyFileSync(ahead, kept);
  throw damaged(
    `${loss}. Restore a backup; or run \`npx entente verify --accept-loss\` and start again: ` +
      "whoever has the edits on their own device brings them back",
  );
}

/** What does not fit stays as it was: less than was stored, but nothing wrong. */
function writeMark(
  mark: HighWaterMark,
  next: { readonly commits: number; readonly newest: string },
  onBroken: (error: EntenteError) => void,
): void {
  try {
    mark.write(next);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC") return;
    onBroken(new EntenteError("storage-broken", { detail: markFile, cause }));
  }
}

/**
 * Makes a folder and those above it, where they are missing.
 *
 * @throws EntenteError `config-invalid`
 */
export function makeDataFolder(path: string): void {
  try {
    // Maps and people are for nobody else on the machine, unless somebody makes the folder otherwise beforehand.
    makeEach(path, 0o700);
  } catch (cause) {
    throw new EntenteError("config-invalid", { detail: `DATA_DIR ${path} cannot be created`, cause });
  }
}

/** One after the other: Node's own way tries for ever where a folder takes no others, as below /proc. */
function makeEach(path: string, mode?: number): void {
  if (existsSync(path)) return;
  makeEach(dirname(path));
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(path)) throw error;
  }
}

/**
 * Locks a folder for this process. SQLite's exclusive lock on an empty file: the system lets go of it however the
 * process ends, so a crash leaves nothing to clean up.
 *
 * @throws EntenteError `data-in-use`, `config-invalid`, `storage-failed`, `storage-broken`, `data-damaged`
 */
export function lockDataFolder(path: string): Disposable {
  const lock = openLockFile(path);
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return { [Symbol.dispose]: () => lock.close() };
  } catch (cause) {
    lock.close();
    if (!isSqliteError(cause)) throw cause;
    if (isBusy(cause)) throw new EntenteError("data-in-use", { detail: path, cause });
    throw toOpeningError(cause);
  }
}

function openLockFile(path: string): DatabaseSync {
  try {
    return new DatabaseSync(join(path, lockFile), { timeout: 0 });
  } catch (cause) {
    throw new EntenteError("config-invalid", { detail: `DATA_DIR ${path} cannot be written to`, cause });
  }
}

// One folder holds everything, and one process has it open.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { randomUUID } from "node:crypto";

import { EntenteError } from "../../schema/errors.ts";
import type { PeopleStore } from "../auth/people-store.ts";
import { SqlitePeopleStore } from "../auth/sqlite-people-store.ts";
import { SqliteUpdateLog } from "./sqlite-update-log.ts";
import type { UpdateLog } from "./update-log.ts";

const lockFile = "entente.lock";
const logFile = "entente.sqlite";

/** The open folder. Disposing of it closes the log, then lets go of the lock. */
export interface DataFolder extends Disposable {
  readonly log: UpdateLog;
  /** The people, in the same file. Opened once, when somebody asks for them. */
  readonly people: () => PeopleStore;
  /** Resolves when the disk has failed so that the process should end. */
  readonly broken: Promise<EntenteError>;
}

/**
 * Opens a data folder, creating it where it is missing, and locks it.
 *
 * @throws EntenteError `data-in-use`, `data-newer`, `data-damaged`, `config-invalid`
 */
export function openDataFolder(path: string): DataFolder {
  makeFolder(path);
  const lock = takeLock(path);
  const broken = Promise.withResolvers<EntenteError>();
  try {
    const log = new SqliteUpdateLog(join(path, logFile), {
      now: () => new Date(),
      newGeneration: randomUUID,
      onBroken: broken.resolve,
    });
    let people: PeopleStore | undefined;
    return {
      log,
      people: () => (people ??= new SqlitePeopleStore(join(path, logFile), broken.resolve)),
      broken: broken.promise,
      [Symbol.dispose]() {
        people?.[Symbol.dispose]();
        log[Symbol.dispose]();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new EntenteError("config-invalid", { detail: `DATA_DIR ${path} cannot be created`, cause });
  }
}

/**
 * SQLite's exclusive lock on an empty file: the system lets go of it however the process ends, so a crash
 * leaves nothing to clean up.
 */
function takeLock(path: string): DatabaseSync {
  const lock = openLockFile(path);
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (cause) {
    lock.close();
    throw new EntenteError("data-in-use", { detail: path, cause });
  }
}

function openLockFile(path: string): DatabaseSync {
  try {
    return new DatabaseSync(join(path, lockFile), { timeout: 0 });
  } catch (cause) {
    throw new EntenteError("config-invalid", { detail: `DATA_DIR ${path} cannot be written to`, cause });
  }
}

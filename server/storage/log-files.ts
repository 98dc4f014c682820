// A log as files: one that is in no open data folder.
import { closeSync, fsyncSync, openSync, rmSync } from "node:fs";
import { randomUUID } from "node:crypto";

import { SqliteUpdateLog } from "./sqlite-update-log.ts";

/**
 * Opens a log by itself.
 *
 * @throws EntenteError `data-newer`, `data-damaged`, `storage-failed`, `storage-broken`
 */
export function openLogFile(path: string): SqliteUpdateLog {
  return new SqliteUpdateLog(path, { now: () => new Date(), newGeneration: randomUUID });
}

/** Removes a database and what SQLite keeps beside it, where it is there. */
export function removeDatabase(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
}

/** Brings a file to disk, or a folder's list of files. */
export function flush(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

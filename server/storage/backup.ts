// Copies of a data folder's log, made while a server writes to it.
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { EntenteError } from "../../schema/errors.ts";
import { checkCopy, type CopyReport } from "./check-copy.ts";
import { logPathOf, readMark } from "./data-folder.ts";
import { flush, removeDatabase } from "./log-files.ts";
import { isSqliteError, toOpeningError } from "./sqlite-failure.ts";

/** What a backup holds. */
export interface BackupReport extends CopyReport {
  readonly file: string;
}

/**
 * Writes a copy of the log into a new file, as of one moment, and checks it. A server may have the folder open: the copy
 * is made by this process in one read transaction, so nobody waits for it, and nothing written meanwhile is in it.
 *
 * @throws EntenteError `data-missing`; `file-exists`; `file-refused`, where its folder is not there; `data-damaged`, also
 *   where what was stored last is missing; `storage-failed`
 */
export async function backUp(dataDir: string, file: string): Promise<BackupReport> {
  const source = logPathOf(dataDir);
  const folder = dirname(resolve(file));
  if (!existsSync(source)) throw new EntenteError("data-missing", { detail: dataDir });
  if (existsSync(file)) throw new EntenteError("file-exists", { detail: file });
  if (!existsSync(folder)) throw new EntenteError("file-refused", { detail: folder });
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

function copyInto(source: string, file: string): void {
  // Into an empty file of our own, since it holds what the data folder keeps from other users of the machine.
  writeFileSync(file, "", { mode: 0o600, flag: "wx" });
  try {
    using database = new DatabaseSync(source, { readOnly: true, timeout: 5000 });
    database.prepare("VACUUM INTO ?").run(file);
  } catch (error) {
    throw isSqliteError(error) ? toOpeningError(error) : error;
  }
}

// Opens the file of a log.
import { DatabaseSync } from "node:sqlite";

import { isSqliteError, toOpeningError } from "./sqlite-failure.ts";
import { migrate } from "./sqlite-schema.ts";

/**
 * Opens a log beside whoever writes it: all of it as of the moment of the first reading.
 *
 * @throws EntenteError `data-damaged`, `storage-failed`, `storage-broken`
 */
export function openToRead(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    // Else rows could move into the archive between the look there and the look at those that are left.
    database.exec("BEGIN");
    return database;
  } catch (error) {
    throw isSqliteError(error) ? toOpeningError(error) : error;
  }
}

/**
 * Opens a log to write to it, makes it where there is none, and brings it to the form of this version.
 *
 * @throws EntenteError `data-newer`, `data-damaged`, `storage-failed`, `storage-broken`
 */
export function openToWrite(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  try {
    // FULL, not NORMAL: an update that anybody saw must survive a power cut.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw isSqliteError(error) ? toOpeningError(error) : error;
  }
}

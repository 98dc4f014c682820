import type { DatabaseSync } from "node:sqlite";

/**
 * Does some work in one transaction: all of it is written, or nothing.
 *
 * @throws whatever the work throws, or SQLite when it cannot write
 */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  try {
    database.exec("BEGIN IMMEDIATE");
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // Some failures, a full disk among them, have ended the transaction already.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

import type { DatabaseSync } from "node:sqlite";

/**
 * Does some work in one transaction: all of it is written, or nothing.
 *
 * @throws whatever the work throws, or SQLite when it cannot write
 */
export type InTransaction = <Result>(work: () => Result) => Result;

/** Transactions of one database. */
export function transactionsOf(database: DatabaseSync): InTransaction {
  // Prepared: a commit with little in it takes a tenth less time then.
  const [begin, commit] = [database.prepare("BEGIN IMMEDIATE"), database.prepare("COMMIT")];
  return (work) => {
    try {
      begin.run();
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // Some failures, a full disk among them, have ended the transaction already.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  };
}

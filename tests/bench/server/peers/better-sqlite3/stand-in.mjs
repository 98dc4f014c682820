// What Hocuspocus' SQLite extension asks of better-sqlite3, on the SQLite that comes with Node: version 12 aborts on
// Node 24, and no package here may run a build when it is installed.
import { DatabaseSync } from "node:sqlite";

/** One database file, with the settings that better-sqlite3 leaves as SQLite has them. */
class Database {
  #database;

  constructor(path) {
    this.#database = new DatabaseSync(path);
  }

  exec(sql) {
    this.#database.exec(sql);
    return this;
  }

  /** Parameters are named by an object's keys, and no row is `undefined`, as in better-sqlite3. */
  prepare(sql) {
    const statement = this.#database.prepare(sql);
    return { get: (values) => statement.get(values), run: (values) => statement.run(values) };
  }

  close() {
    this.#database.close();
  }
}

export { Database as default };

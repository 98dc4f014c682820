// Tables of the SQLite log, as steps from one version of the file to the next.
import type { DatabaseSync } from "node:sqlite";

import { EntenteError } from "../../schema/errors.ts";

const steps: readonly string[] = [
  `
  CREATE TABLE workspace (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE doc (
    id TEXT PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspace (name),
    generation TEXT NOT NULL,
    head_seq INTEGER NOT NULL,
    head_hash BLOB NOT NULL,
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE doc_update (
    doc_id TEXT NOT NULL REFERENCES doc (id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    origin TEXT NOT NULL,
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (doc_id, seq)
  ) STRICT;
  CREATE TABLE doc_snapshot (
    doc_id TEXT NOT NULL REFERENCES doc (id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    bytes BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    chain_hash BLOB NOT NULL,
    PRIMARY KEY (doc_id, seq)
  ) STRICT;
  `,
  // Who sent an update, for people to read in the history.
  `ALTER TABLE doc_update ADD COLUMN sent_by TEXT;`,
];

/** Version of the file this program writes. */
export const schemaVersion = steps.length;

/**
 * Brings a file to the present version, in one transaction.
 *
 * @throws EntenteError `data-newer`
 */
export function migrate(database: DatabaseSync): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = readVersion(database);
    if (version > schemaVersion) {
      throw new EntenteError("data-newer", {
        detail: `version ${version}; this one reads up to ${schemaVersion}`,
      });
    }
    for (const step of steps.slice(version)) database.exec(step);
    if (version < schemaVersion) database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

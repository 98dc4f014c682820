// Tables of the SQLite log, as steps from one version of the file to the next.
import type { DatabaseSync } from "node:sqlite";

import { EntenteError } from "../../schema/errors.ts";
import { sealPeople } from "../auth/people-seal.ts";
import { transactionsOf } from "./sqlite-transaction.ts";
import { sealRows } from "./seal-rows.ts";

type Step = string | ((database: DatabaseSync) => void);

const steps: readonly Step[] = [
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
  // People, what lets them in, and what was done about it. Times of grants are milliseconds since 1970.
  `
  CREATE TABLE person (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL
  ) STRICT;
  CREATE TABLE role (
    workspace TEXT NOT NULL REFERENCES workspace (name) ON DELETE CASCADE ON UPDATE CASCADE,
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    PRIMARY KEY (workspace, person)
  ) STRICT;
  CREATE INDEX role_of_person ON role (person);
  CREATE TABLE access_grant (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    person TEXT REFERENCES person (id) ON DELETE CASCADE,
    workspace TEXT REFERENCES workspace (name) ON DELETE CASCADE ON UPDATE CASCADE,
    role TEXT,
    label TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    expires_at INTEGER
  ) STRICT;
  CREATE INDEX grant_of_person ON access_grant (person, kind);
  CREATE INDEX grant_of_workspace ON access_grant (workspace, kind);
  CREATE TABLE visit (
    session TEXT NOT NULL REFERENCES access_grant (id) ON DELETE CASCADE,
    share TEXT NOT NULL REFERENCES access_grant (id) ON DELETE CASCADE,
    PRIMARY KEY (session, share)
  ) STRICT;
  CREATE INDEX visit_by_share ON visit (share);
  CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    public_key BLOB NOT NULL,
    counter INTEGER NOT NULL,
    transports TEXT NOT NULL,
    label TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER
  ) STRICT;
  CREATE INDEX passkey_of_person ON passkey (person);
  CREATE TABLE outside_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
  ) STRICT;
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    workspace TEXT,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE TABLE audit_head (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  `,
  // Hashes over all that is told of a row; how many commits there were; histories that were put back.
  `
  CREATE TABLE mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    commits INTEGER NOT NULL,
    seal BLOB NOT NULL
  ) STRICT;
  INSERT INTO mark VALUES (1, 0, x'');
  ALTER TABLE doc ADD COLUMN first_generation TEXT NOT NULL DEFAULT '';
  ALTER TABLE doc ADD COLUMN fence BLOB;
  ALTER TABLE doc ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
  ALTER TABLE workspace ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
  ALTER TABLE doc_snapshot ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
  `,
  sealRows,
  // Old rows of a log, many in one piece.
  `
  CREATE TABLE doc_archive (
    doc_id TEXT NOT NULL REFERENCES doc (id),
    from_seq INTEGER NOT NULL,
    to_seq INTEGER NOT NULL,
    codec TEXT NOT NULL,
    bytes BLOB NOT NULL,
    hash BLOB NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (doc_id, to_seq)
  ) STRICT;
  `,
  // What a snapshot holds of each client; none beside those of before.
  `ALTER TABLE doc_snapshot ADD COLUMN state_vector BLOB;`,
  // Whose each Yjs client id is, since which update. It stays theirs when the person goes.
  `
  CREATE TABLE doc_client (
    doc_id TEXT NOT NULL REFERENCES doc (id),
    client_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    from_seq INTEGER NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (doc_id, client_id)
  ) STRICT;
  `,
  // Named points in the history of a workspace: up to which update of its map, and of its texts.
  `
  CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspace (name),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    made_by TEXT,
    at TEXT NOT NULL,
    seq INTEGER NOT NULL,
    text_seq INTEGER,
    seal BLOB NOT NULL
  ) STRICT;
  CREATE INDEX version_by_place ON version (workspace, seq, id);
  `,
  // Hashes over people and what lets them in.
  `CREATE TABLE people_seal (what TEXT PRIMARY KEY, seal BLOB NOT NULL) STRICT;`,
  sealPeople,
];

/** Version of the file this program writes. */
export const schemaVersion = steps.length;

/**
 * Brings a file to the present version, in one transaction.
 *
 * @throws EntenteError `data-newer`
 */
export function migrate(database: DatabaseSync): void {
  transactionsOf(database)(() => {
    const version = readVersion(database);
    if (version > schemaVersion) {
      throw new EntenteError("data-newer", {
        detail: `version ${version}; this one reads up to ${schemaVersion}`,
      });
    }
    for (const step of steps.slice(version)) {
      if (typeof step === "string") database.exec(step);
      else step(database);
    }
    if (version < schemaVersion) database.exec(`PRAGMA user_version = ${schemaVersion}`);
  });
}

function readVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

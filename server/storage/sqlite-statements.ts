// Every statement that the log asks of its SQLite file, other than those of its making.
import type { DatabaseSync, StatementSync } from "node:sqlite";

export type Statements = ReturnType<typeof prepareStatements>;

/** Prepared once for an open file. */
export function prepareStatements(database: DatabaseSync) {
  const sql = (text: string): StatementSync => database.prepare(text);
  return {
    heads: sql("SELECT * FROM doc ORDER BY id"),
    head: sql("SELECT * FROM doc WHERE id = ?"),
    addDoc: sql(
      "INSERT INTO doc (id, workspace, generation, first_generation, head_seq, head_hash, created_at, seal) VALUES (?, ?, ?, ?, 0, ?, ?, ?)",
    ),
    setHead: sql(
      "UPDATE doc SET generation = ?, head_seq = ?, head_hash = ?, fence = ?, seal = ? WHERE id = ?",
    ),
    commits: sql("SELECT commits FROM mark"),
    countCommit: sql("UPDATE mark SET commits = ?, seal = ?"),
    addUpdate: sql(
      "INSERT INTO doc_update (doc_id, seq, at, origin, sent_by, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    addClient: sql(
      "INSERT OR IGNORE INTO doc_client (doc_id, client_id, person, from_seq, seal) VALUES (?, ?, ?, ?, ?)",
    ),
    clients: sql("SELECT * FROM doc_client WHERE doc_id = ?"),
    updates: sql("SELECT * FROM doc_update WHERE doc_id = ? AND seq > ? ORDER BY seq LIMIT ?"),
    lengths: sql(
      "SELECT length(bytes) AS bytes FROM doc_update WHERE doc_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
    ),
    hash: sql(
      `SELECT hash FROM doc_update WHERE doc_id = :room AND seq = :seq
       UNION ALL SELECT hash FROM doc_archive WHERE doc_id = :room AND to_seq = :seq`,
    ),
    chunk: sql("SELECT * FROM doc_archive WHERE doc_id = ? AND to_seq >= ? ORDER BY to_seq LIMIT 1"),
    archivedUpTo: sql("SELECT max(to_seq) AS seq FROM doc_archive WHERE doc_id = ?"),
    addChunk: sql(
      "INSERT INTO doc_archive (doc_id, from_seq, to_seq, codec, bytes, hash, seal) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    dropUpdates: sql("DELETE FROM doc_update WHERE doc_id = ? AND seq BETWEEN ? AND ?"),
    snapshot: sql("SELECT * FROM doc_snapshot WHERE doc_id = ? ORDER BY seq DESC LIMIT 1"),
    addSnapshot: sql(
      "INSERT OR REPLACE INTO doc_snapshot (doc_id, seq, at, bytes, sha256, chain_hash, state_vector, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    dropSnapshots: sql("DELETE FROM doc_snapshot WHERE doc_id = ? AND seq < ?"),
    workspaces: sql("SELECT * FROM workspace ORDER BY name"),
    workspace: sql("SELECT * FROM workspace WHERE name = ?"),
    addWorkspace: sql("INSERT INTO workspace (name, title, created_at, seal) VALUES (?, ?, ?, ?)"),
  };
}

// Edits that were refused, kept for people to look at: what a program of theirs did wrong, or what somebody tried. Never
// applied, passed on, or read again by the server.
import { existsSync } from "node:fs";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";

import { assert, EntenteError } from "../../schema/errors.ts";
import { isSqliteError } from "./sqlite-failure.ts";

/** How much is kept. */
export interface RefusedBounds {
  /** Of older ones, the oldest are let go of. */
  readonly refusedCountMax: number;
  /** Of a larger one, its beginning is kept. */
  readonly refusedBytesMax: number;
}

/** What is kept of an edit that was refused. */
export interface RefusedEdit {
  readonly room: string;
  /** The name of whoever sent it, where one is known. */
  readonly by: string | undefined;
  /** Of `schema/errors.ts`. */
  readonly code: string;
  /** In words. */
  readonly reason: string;
  readonly bytes: Uint8Array;
}

const table = `
  CREATE TABLE IF NOT EXISTS refused_edit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    room TEXT NOT NULL,
    at TEXT NOT NULL,
    sent_by TEXT,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
`;

const adding =
  "INSERT INTO refused_edit (room, at, sent_by, code, reason, size, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)";
const trimming = "DELETE FROM refused_edit WHERE id <= (SELECT max(id) FROM refused_edit) - ?";

/** One that was kept. */
export interface KeptEdit extends RefusedEdit {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Bytes that it had, of which `bytes` may be the beginning only. */
  readonly size: number;
}

/** The refused edits, in a file of their own: the log's is for what is kept. */
export class RefusedEdits implements Disposable {
  readonly #path: string;
  readonly #now: () => Date;
  #opened: DatabaseSync | undefined;

  constructor(path: string, now: () => Date) {
    this.#path = path;
    this.#now = now;
  }

  /**
   * Keeps one, in place of the oldest if there are enough.
   *
   * @throws EntenteError `storage-failed`
   */
  keep({ room, by, code, reason, bytes }: RefusedEdit, bounds: RefusedBounds): void {
    const kept = bytes.subarray(0, bounds.refusedBytesMax);
    try {
      const at = this.#now().toISOString();
      const database = this.#open();
      database.prepare(adding).run(room, at, by ?? null, code, reason, bytes.byteLength, kept);
      database.prepare(trimming).run(bounds.refusedCountMax);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      throw new EntenteError("storage-failed", { detail: error.message, cause: error });
    }
  }

  /** Newest first. */
  list(): readonly KeptEdit[] {
    return this.#open().prepare("SELECT * FROM refused_edit ORDER BY id DESC").all().map(toKept);
  }

  /** @throws EntenteError `refused-unknown` */
  read(id: number): KeptEdit {
    const row = this.#open().prepare("SELECT * FROM refused_edit WHERE id = ?").get(id);
    if (!row) throw new EntenteError("refused-unknown", { detail: `number ${id}` });
    return toKept(row);
  }

  /** What SQLite finds wrong with the file; undefined when it can be read, or is not there. There are no hashes in it. */
  verify(): string | undefined {
    if (!existsSync(this.#path)) return undefined;
    try {
      const found = this.#open().prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"];
      return found === "ok" ? undefined : String(found);
    } catch (error) {
      if (!isSqliteError(error)) throw error;
      return error.message;
    }
  }

  [Symbol.dispose](): void {
    this.#opened?.close();
  }

  /** Most servers never need the file. */
  #open(): DatabaseSync {
    if (this.#opened) return this.#opened;
    const database = new DatabaseSync(this.#path, { timeout: 5000 });
    // A power cut may take the last ones: whoever is refused often must not keep the disk busy.
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${table}`);
    this.#opened = database;
    return database;
  }
}

function toKept(row: Record<string, SQLOutputValue>): KeptEdit {
  const bytes = row["bytes"];
  assert(bytes instanceof Uint8Array, "the column holds bytes");
  return {
    id: Number(row["id"]),
    room: String(row["room"]),
    at: String(row["at"]),
    by: row["sent_by"] === null ? undefined : String(row["sent_by"]),
    code: String(row["code"]),
    reason: String(row["reason"]),
    size: Number(row["size"]),
    bytes,
  };
}

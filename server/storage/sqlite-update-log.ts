// The log in one SQLite file, by the SQLite that comes with Node.
import { DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite";

import { assert, EntenteError } from "../../schema/errors.ts";
import { readRoom } from "../../schema/protocol.ts";
import { chainHash, chainStart, sha256 } from "./hash-chain.ts";
import { isIoError, isRefusal, isSqliteError, toWriteError, type SqliteError } from "./sqlite-failure.ts";
import { migrate } from "./sqlite-schema.ts";
import type {
  NewUpdate,
  RoomHead,
  StoredSnapshot,
  StoredUpdate,
  UpdateLog,
  UpdateOrigin,
  Workspace,
} from "./update-log.ts";

interface Surroundings {
  readonly now: () => Date;
  /** Names a new history: unique each time. */
  readonly newGeneration: () => string;
  /** The disk failed so that nothing written from now on can be relied on. Called at the first such failure. */
  readonly onBroken?: (error: EntenteError) => void;
}

type Row = Record<string, SQLOutputValue>;

/** Append-only log of Yjs updates in one SQLite file. One process writes. */
export class SqliteUpdateLog implements UpdateLog {
  readonly #database: DatabaseSync;
  readonly #surroundings: Surroundings;
  readonly #statements: Statements;

  /** @throws EntenteError `data-newer`, `data-damaged`, `storage-failed`, `storage-broken` */
  constructor(path: string, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#database = openDatabase(path);
    this.#statements = prepare(this.#database);
  }

  async append(updates: readonly NewUpdate[]): Promise<readonly number[]> {
    return this.#inTransaction(() => {
      const heads = new Map<string, RoomHead>();
      const seqs = updates.map((update) => {
        const head = heads.get(update.room) ?? this.#headOrNew(update.room);
        const next = this.#insert(head, update);
        heads.set(update.room, next);
        return next.seq;
      });
      for (const head of heads.values()) this.#statements.moveHead.run(head.seq, head.hash, head.room);
      return seqs;
    });
  }

  async readHead(room: string): Promise<RoomHead | undefined> {
    return this.#reading(() => this.#head(room));
  }

  async listHeads(): Promise<readonly RoomHead[]> {
    return this.#reading(() => this.#statements.heads.all().map(toHead));
  }

  async *readSince(room: string, seq: number): AsyncIterable<StoredUpdate> {
    // A statement of its own: two rooms may be read at once, and a statement has one cursor.
    const statement = this.#database.prepare(updatesSince);
    for (const row of this.#reading(() => statement.iterate(room, seq))) yield toUpdate(row);
  }

  async readNewestSnapshot(room: string): Promise<StoredSnapshot | undefined> {
    const row = this.#reading(() => this.#statements.snapshot.get(room));
    return row && toSnapshot(row);
  }

  async saveSnapshot(room: string, seq: number, bytes: Uint8Array): Promise<void> {
    this.#inTransaction(() => {
      const row = this.#statements.hash.get(room, seq);
      assert(row, "a snapshot goes up to a stored update");
      const at = this.#surroundings.now().toISOString();
      this.#statements.addSnapshot.run(room, seq, at, bytes, sha256(bytes), toBytes(row["hash"]));
      this.#statements.dropSnapshots.run(room, seq);
    });
  }

  async listWorkspaces(): Promise<readonly Workspace[]> {
    return this.#statements.workspaces.all().map(toWorkspace);
  }

  async readWorkspace(name: string): Promise<Workspace | undefined> {
    const row = this.#statements.workspace.get(name);
    return row && toWorkspace(row);
  }

  async createWorkspace(name: string, title: string): Promise<Workspace> {
    return this.#inTransaction(() => {
      if (this.#statements.workspace.get(name)) throw new EntenteError("workspace-exists", { detail: name });
      const createdAt = this.#surroundings.now().toISOString();
      this.#statements.addWorkspace.run(name, title, createdAt);
      this.#headOrNew(name);
      return { name, title, createdAt };
    });
  }

  /** Bounds the file's size, in pages of 4 KiB. At the bound, appending fails as on a full disk. */
  limitPages(pages: number): void {
    this.#database.exec(`PRAGMA max_page_count = ${Math.trunc(pages)}`);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #insert(head: RoomHead, { room, origin, by, bytes }: NewUpdate): RoomHead {
    assert(bytes.byteLength > 0, "an update has at least one byte");
    const seq = head.seq + 1;
    const hash = chainHash(head.hash, seq, bytes);
    const at = this.#surroundings.now().toISOString();
    this.#statements.addUpdate.run(room, seq, at, origin, by ?? null, bytes, hash);
    return { ...head, seq, hash };
  }

  #head(room: string): RoomHead | undefined {
    const row = this.#statements.head.get(room);
    return row && toHead(row);
  }

  #headOrNew(room: string): RoomHead {
    return this.#head(room) ?? this.#addDoc(room);
  }

  #addDoc(room: string): RoomHead {
    const workspace = readRoom(room)?.workspace;
    assert(workspace, "a stored room has a name that names its workspace");
    if (!this.#statements.workspace.get(workspace))
      throw new EntenteError("workspace-unknown", { detail: workspace });
    const generation = this.#surroundings.newGeneration();
    const head = { room, workspace, generation, seq: 0, hash: chainStart(room, generation) };
    this.#statements.addDoc.run(
      room,
      workspace,
      generation,
      head.hash,
      this.#surroundings.now().toISOString(),
    );
    return head;
  }

  #reading<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw isSqliteError(error) ? damaged(error) : error;
    }
  }

  #inTransaction<Result>(work: () => Result): Result {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      // Some failures, a full disk among them, have ended the transaction already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw isSqliteError(error) ? toWriteError(error, this.#surroundings.onBroken) : error;
    }
  }
}

function openDatabase(path: string): DatabaseSync {
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

const updatesSince = "SELECT * FROM doc_update WHERE doc_id = ? AND seq > ? ORDER BY seq";

type Statements = ReturnType<typeof prepare>;

function prepare(database: DatabaseSync) {
  const sql = (text: string): StatementSync => database.prepare(text);
  return {
    heads: sql("SELECT * FROM doc ORDER BY id"),
    head: sql("SELECT * FROM doc WHERE id = ?"),
    addDoc: sql(
      "INSERT INTO doc (id, workspace, generation, head_seq, head_hash, created_at) VALUES (?, ?, ?, 0, ?, ?)",
    ),
    moveHead: sql("UPDATE doc SET head_seq = ?, head_hash = ? WHERE id = ?"),
    addUpdate: sql(
      "INSERT INTO doc_update (doc_id, seq, at, origin, sent_by, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    hash: sql("SELECT hash FROM doc_update WHERE doc_id = ? AND seq = ?"),
    snapshot: sql("SELECT * FROM doc_snapshot WHERE doc_id = ? ORDER BY seq DESC LIMIT 1"),
    addSnapshot: sql(
      "INSERT OR REPLACE INTO doc_snapshot (doc_id, seq, at, bytes, sha256, chain_hash) VALUES (?, ?, ?, ?, ?, ?)",
    ),
    dropSnapshots: sql("DELETE FROM doc_snapshot WHERE doc_id = ? AND seq < ?"),
    workspaces: sql("SELECT * FROM workspace ORDER BY name"),
    workspace: sql("SELECT * FROM workspace WHERE name = ?"),
    addWorkspace: sql("INSERT INTO workspace (name, title, created_at) VALUES (?, ?, ?)"),
  };
}

function toHead(row: Row): RoomHead {
  return {
    room: String(row["id"]),
    workspace: String(row["workspace"]),
    generation: String(row["generation"]),
    seq: Number(row["head_seq"]),
    hash: toBytes(row["head_hash"]),
  };
}

function toUpdate(row: Row): StoredUpdate {
  return {
    seq: Number(row["seq"]),
    at: String(row["at"]),
    origin: String(row["origin"]) as UpdateOrigin,
    by: row["sent_by"] === null ? undefined : String(row["sent_by"]),
    bytes: toBytes(row["bytes"]),
    hash: toBytes(row["hash"]),
  };
}

function toSnapshot(row: Row): StoredSnapshot {
  return {
    seq: Number(row["seq"]),
    bytes: toBytes(row["bytes"]),
    sha256: toBytes(row["sha256"]),
    chainHash: toBytes(row["chain_hash"]),
  };
}

function toWorkspace(row: Row): Workspace {
  return { name: String(row["name"]), title: String(row["title"]), createdAt: String(row["created_at"]) };
}

function toBytes(value: SQLOutputValue | undefined): Uint8Array {
  assert(value instanceof Uint8Array, "the column holds bytes");
  return value;
}

/** A file that cannot be opened: for want of space, for a failing disk, or for what stands in it. */
function toOpeningError(error: SqliteError): EntenteError {
  if (isRefusal(error)) return new EntenteError("storage-failed", { detail: error.message, cause: error });
  return isIoError(error)
    ? new EntenteError("storage-broken", { detail: error.message, cause: error })
    : damaged(error);
}

function damaged(error: Error): EntenteError {
  return new EntenteError("data-damaged", { detail: error.message, cause: error });
}

// The log in one SQLite file, by the SQLite that comes with Node.
import type { DatabaseSync } from "node:sqlite";

import { assert, EntenteError } from "../../schema/errors.ts";
import { readRoom } from "../../schema/protocol.ts";
import { chainHash, chainStart, sha256 } from "./hash-chain.ts";
import { SqliteArchive } from "./sqlite-archive.ts";
import { checkDatabase } from "./sqlite-check.ts";
import { isSqliteError, toWriteError } from "./sqlite-failure.ts";
import {
  isSealed,
  sealClient,
  sealHead,
  sealMark,
  sealSnapshot,
  sealWorkspace,
  toBytes,
  toHead,
  toSnapshot,
  toUpdate,
  toWorkspace,
} from "./sqlite-rows.ts";
import { openToRead, openToWrite } from "./sqlite-opening.ts";
import { prepareStatements, type Statements } from "./sqlite-statements.ts";
import { transactionsOf, type InTransaction } from "./sqlite-transaction.ts";
import { SqliteVersions } from "./sqlite-versions.ts";
import { damaged } from "./stored-room.ts";
import type {
  NewUpdate,
  OwnedIds,
  RoomHead,
  StoredSnapshot,
  StoredUpdate,
  UpdateLog,
  Workspace,
} from "./update-log.ts";
import type { NewVersion } from "./version-store.ts";

interface Surroundings {
  readonly now: () => Date;
  /** Names a new history: unique each time. */
  readonly newGeneration: () => string;
  /** The disk failed so that nothing written from now on can be relied on. Called at the first such failure. */
  readonly onBroken?: (error: EntenteError) => void;
  /** Something is on disk: how many commits there are now, and what the newest of them ended with. */
  readonly onCommit?: (commits: number, newest: string) => void;
  /** Beside the one that writes, for whoever only reads: all of it as of the moment of the first reading. */
  readonly isReader?: true;
}

/** Read from the file at once. */
const rowsPerPage = 512;

/** Append-only log of Yjs updates in one SQLite file. One process writes. */
export class SqliteUpdateLog implements UpdateLog {
  readonly #database: DatabaseSync;
  readonly #surroundings: Surroundings;
  readonly #statements: Statements;
  readonly #archive: SqliteArchive;
  readonly #transactions: InTransaction;
  /** How many commits there are, once this log has made one: nobody else does. */
  #commits: number | undefined;
  readonly versions: SqliteVersions;

  /** @throws EntenteError `data-newer`, `data-damaged`, `storage-failed`, `storage-broken` */
  constructor(path: string, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#database = surroundings.isReader ? openToRead(path) : openToWrite(path);
    this.#statements = prepareStatements(this.#database);
    this.#archive = new SqliteArchive(this.#statements);
    this.#transactions = transactionsOf(this.#database);
    this.versions = new SqliteVersions(this.#database, {
      now: surroundings.now,
      reading: (read) => this.#reading(read),
      committing: (work) => this.#committing(work),
    });
  }

  /** Transactions that brought something, since the data folder began. */
  get commits(): number {
    return this.#commits ?? this.#reading(() => Number(this.#statements.commits.get()?.["commits"]));
  }

  async append(updates: readonly NewUpdate[], before?: NewVersion): Promise<readonly number[]> {
    return this.#committing(() => {
      if (before) this.versions.addNow(before);
      const heads = new Map<string, RoomHead>();
      const seqs = updates.map((update) => {
        const head = heads.get(update.room) ?? this.#headOrNew(update.room);
        const next = this.#insert(head, update);
        heads.set(update.room, next);
        return next.seq;
      });
      for (const head of heads.values()) this.#setHead(head);
      const newest = updates.at(-1);
      return { result: seqs, newest: `update ${seqs.at(-1)} of ${newest?.room}` };
    });
  }

  async readHead(room: string): Promise<RoomHead | undefined> {
    return this.#reading(() => this.#head(room));
  }

  async listHeads(): Promise<readonly RoomHead[]> {
    return this.#reading(() => this.#statements.heads.all().map(toHead));
  }

  async readIdOwners(room: string): Promise<ReadonlyMap<number, string>> {
    const rows = this.#reading(() => this.#statements.clients.all(room));
    if (!rows.every((row) => isSealed(row, sealClient)))
      throw damaged(`${room}: what is kept of who writes under which client id was changed`);
    return new Map(rows.map((row) => [Number(row["client_id"]), String(row["person"])]));
  }

  async *readSince(room: string, seq: number): AsyncIterable<StoredUpdate> {
    // Page by page, each read at once: while somebody reads, rows may move into the archive.
    for (let last = seq; ;) {
      const page = this.#reading(() => this.#archive.readAfter(room, last) ?? this.#liveAfter(room, last));
      yield* page;
      const newest = page.at(-1);
      if (!newest) return;
      last = newest.seq;
    }
  }

  async readNewestSnapshot(room: string): Promise<StoredSnapshot | undefined> {
    const row = this.#reading(() => this.#statements.snapshot.get(room));
    if (!row) return undefined;
    // Clients are told the state vector before there is a document to compare it with.
    if (!isSealed(row, sealSnapshot)) throw damaged(`${room}: what is kept with its snapshot was changed`);
    return toSnapshot(row);
  }

  async saveSnapshot(room: string, seq: number, bytes: Uint8Array, vector?: Uint8Array): Promise<void> {
    this.#inTransaction(() => {
      const row = this.#statements.hash.get({ room, seq });
      assert(row, "a snapshot goes up to a stored update");
      const at = this.#surroundings.now().toISOString();
      const stored = {
        doc_id: room,
        seq,
        at,
        sha256: sha256(bytes),
        chain_hash: toBytes(row["hash"]),
        state_vector: vector ?? null,
      };
      const seal = sealSnapshot(stored);
      const { sha256: sum, chain_hash: chain } = stored;
      this.#statements.addSnapshot.run(room, seq, at, bytes, sum, chain, stored.state_vector, seal);
      this.#statements.dropSnapshots.run(room, seq);
    });
  }

  async archive(room: string, upTo: number, rowsMax: number, bytesMax: number): Promise<boolean> {
    return this.#inTransaction(() => this.#archive.pack(room, upTo, rowsMax, bytesMax));
  }

  async listWorkspaces(): Promise<readonly Workspace[]> {
    return this.#reading(() => this.#statements.workspaces.all().map(toWorkspace));
  }

  async readWorkspace(name: string): Promise<Workspace | undefined> {
    const row = this.#reading(() => this.#statements.workspace.get(name));
    return row && toWorkspace(row);
  }

  async createWorkspace(name: string, title: string): Promise<Workspace> {
    return this.#committing(() => {
      if (this.#statements.workspace.get(name)) throw new EntenteError("workspace-exists", { detail: name });
      const createdAt = this.#surroundings.now().toISOString();
      const seal = sealWorkspace({ name, title, created_at: createdAt });
      this.#statements.addWorkspace.run(name, title, createdAt, seal);
      this.#headOrNew(name);
      return { result: { name, title, createdAt }, newest: `the workspace ${name}` };
    });
  }

  async beginGenerations(fences: ReadonlyMap<string, Uint8Array>, after = 0): Promise<void> {
    this.#committing(() => {
      for (const [room, fence] of fences) {
        const generation = this.#surroundings.newGeneration();
        this.#setHead({ ...this.#headOrNew(room), generation, fence });
      }
      return { result: undefined, newest: "new generations" };
    }, after);
  }

  async checkStorage(): Promise<readonly string[]> {
    return checkDatabase(this.#database);
  }

  /** Bounds the file's size, in pages of 4 KiB. At the bound, appending fails as on a full disk. */
  limitPages(pages: number): void {
    this.#database.exec(`PRAGMA max_page_count = ${Math.trunc(pages)}`);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #insert(head: RoomHead, { room, origin, by, bytes, owns }: NewUpdate): RoomHead {
    assert(bytes.byteLength > 0, "an update has at least one byte");
    const seq = head.seq + 1;
    const at = this.#surroundings.now().toISOString();
    const hash = chainHash(head.hash, { seq, at, origin, by, bytes });
    this.#statements.addUpdate.run(room, seq, at, origin, by ?? null, bytes, hash);
    if (owns) this.#addClients(room, owns, seq);
    return { ...head, seq, hash };
  }

  #addClients(room: string, { personId, clientIds }: OwnedIds, seq: number): void {
    for (const id of clientIds) {
      const seal = sealClient({ doc_id: room, client_id: id, person: personId, from_seq: seq });
      this.#statements.addClient.run(room, id, personId, seq, seal);
    }
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
    const hash = chainStart(room, generation);
    const createdAt = this.#surroundings.now().toISOString();
    const start = { seq: 0, hash, fence: undefined, createdAt };
    const head = { room, workspace, generation, firstGeneration: generation, ...start };
    this.#statements.addDoc.run(room, workspace, generation, generation, hash, createdAt, sealHead(head));
    return head;
  }

  #setHead(head: RoomHead): void {
    const { generation, seq, hash, fence = null, room } = head;
    this.#statements.setHead.run(generation, seq, hash, fence, sealHead(head), room);
  }

  #liveAfter(room: string, seq: number): readonly StoredUpdate[] {
    return this.#statements.updates.all(room, seq, rowsPerPage).map(toUpdate);
  }

  /**
   * A transaction that brings something which must not be missing later.
   *
   * @param after Its number is greater than this one.
   */
  #committing<Result>(work: () => { readonly result: Result; readonly newest: string }, after = 0): Result {
    const { result, newest, commits } = this.#inTransaction(() => {
      const done = work();
      const commits = Math.max(this.commits, after) + 1;
      this.#statements.countCommit.run(commits, sealMark({ commits }));
      return { ...done, commits };
    });
    this.#commits = commits;
    this.#surroundings.onCommit?.(commits, newest);
    return result;
  }

  #reading<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw isSqliteError(error) ? damaged(error.message, error) : error;
    }
  }

  #inTransaction<Result>(work: () => Result): Result {
    try {
      return this.#transactions(work);
    } catch (error) {
      throw isSqliteError(error) ? toWriteError(error, this.#surroundings.onBroken) : error;
    }
  }
}

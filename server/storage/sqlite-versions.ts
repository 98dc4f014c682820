// Versions in a table beside the log.
import type { DatabaseSync, StatementSync } from "node:sqlite";

import { assert, EntenteError } from "../../schema/errors.ts";
import { textRoom } from "../../schema/protocol.ts";
import { versionKinds, type VersionKind } from "../../schema/versions/version.ts";
import { defaultLimits } from "../limits.ts";
import { isSealed, sealVersion, type Row } from "./sqlite-rows.ts";
import { damaged } from "./stored-room.ts";
import type { NewVersion, Version, VersionPlace, VersionStore } from "./version-store.ts";

interface Surroundings {
  readonly now: () => Date;
  /** Does some reading. */
  readonly reading: <Result>(read: () => Result) => Result;
  /** Does some writing, in one transaction that must not be missing later. */
  readonly committing: <Result>(work: () => { readonly result: Result; readonly newest: string }) => Result;
}

/** The versions in one SQLite file. */
export class SqliteVersions implements VersionStore {
  readonly #surroundings: Surroundings;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#statements = prepare(database);
  }

  async add(version: NewVersion, place?: VersionPlace): Promise<Version> {
    return this.#surroundings.committing(() => ({
      result: this.addNow(version, place),
      newest: `a version of ${version.workspace}`,
    }));
  }

  /**
   * Like `add`, for whoever holds a transaction that counts as one, and adds no other.
   *
   * @throws EntenteError `workspace-unknown`
   */
  addNow(version: NewVersion, place = this.#head(version.workspace)): Version {
    // The number of this transaction, since the data folder began.
    const id = Number(this.#statements.commits.get()?.["commits"]) + 1;
    const { workspace, kind, name, note, by = null } = version;
    const { seq, textSeq = null } = place;
    const at = this.#surroundings.now().toISOString();
    const row = { id, workspace, kind, name, note, made_by: by, at, seq, text_seq: textSeq };
    this.#statements.add.run({ ...row, seal: sealVersion(row) });
    if (kind !== "named")
      this.#statements.prune.run({ workspace, kind, most: defaultLimits.versionsAutomaticMax });
    return { ...version, ...place, id, at };
  }

  async list(workspace: string, limit: number, before?: number): Promise<readonly Version[]> {
    const { newest, older } = this.#statements;
    return this.#surroundings.reading(() =>
      (before === undefined
        ? newest.all(workspace, limit)
        : older.all(workspace, before, workspace, limit)
      ).map(toVersion),
    );
  }

  async countNamed(workspace: string): Promise<number> {
    return this.#surroundings.reading(() => Number(this.#statements.countNamed.get(workspace)?.["count"]));
  }

  async newest(workspace: string, kind: VersionKind): Promise<Version | undefined> {
    return this.#surroundings.reading(() => {
      const row = this.#statements.ofKind.get(workspace, kind);
      return row && toVersion(row);
    });
  }

  async read(workspace: string, id: number): Promise<Version | undefined> {
    return this.#surroundings.reading(() => this.#read(workspace, id));
  }

  async rename(workspace: string, id: number, name: string, note: string): Promise<Version | undefined> {
    return this.#surroundings.committing(() => {
      const { changes } = this.#statements.rename.run(name, note, workspace, id);
      if (changes > 0) this.#seal(id);
      return { result: this.#read(workspace, id), newest: `a version of ${workspace}` };
    });
  }

  async remove(workspace: string, id: number): Promise<boolean> {
    return this.#surroundings.committing(() => {
      const { changes } = this.#statements.remove.run(workspace, id);
      return { result: changes > 0, newest: `a version of ${workspace}` };
    });
  }

  #read(workspace: string, id: number): Version | undefined {
    const row = this.#statements.read.get(workspace, id);
    return row && toVersion(row);
  }

  #head(workspace: string): VersionPlace {
    if (!this.#statements.workspace.get(workspace))
      throw new EntenteError("workspace-unknown", { detail: workspace.slice(0, 80) });
    const seqOf = (room: string) => Number(this.#statements.head.get(room)?.["head_seq"] ?? 0);
    return { seq: seqOf(workspace), textSeq: seqOf(textRoom(workspace)) };
  }

  #seal(id: number): void {
    const row = this.#statements.row.get(id);
    assert(row, "what is sealed is there");
    this.#statements.seal.run(sealVersion(row), id);
  }
}

/**
 * A version.
 *
 * @throws EntenteError `data-damaged`
 */
function toVersion(row: Row): Version {
  const [id, kind] = [Number(row["id"]), versionKinds.find((each) => each === row["kind"])];
  if (!kind || !isSealed(row, sealVersion)) throw damaged(`what is kept of the version ${id} was changed`);
  return {
    id,
    workspace: String(row["workspace"]),
    kind,
    name: String(row["name"]),
    note: String(row["note"]),
    by: row["made_by"] === null ? undefined : String(row["made_by"]),
    at: String(row["at"]),
    seq: Number(row["seq"]),
    textSeq: row["text_seq"] === null ? undefined : Number(row["text_seq"]),
  };
}

function prepare(database: DatabaseSync) {
  const sql = (text: string): StatementSync => database.prepare(text);
  const newestFirst = "ORDER BY seq DESC, id DESC LIMIT ?";
  return {
    workspace: sql("SELECT name FROM workspace WHERE name = ?"),
    head: sql("SELECT head_seq FROM doc WHERE id = ?"),
    commits: sql("SELECT commits FROM mark"),
    add: sql(
      `INSERT INTO version (id, workspace, kind, name, note, made_by, at, seq, text_seq, seal)
       VALUES (:id, :workspace, :kind, :name, :note, :made_by, :at, :seq, :text_seq, :seal)`,
    ),
    prune: sql(
      `DELETE FROM version WHERE workspace = :workspace AND kind = :kind AND id NOT IN
       (SELECT id FROM version WHERE workspace = :workspace AND kind = :kind ORDER BY id DESC LIMIT :most)`,
    ),
    row: sql("SELECT * FROM version WHERE id = ?"),
    seal: sql("UPDATE version SET seal = ? WHERE id = ?"),
    newest: sql(`SELECT * FROM version WHERE workspace = ? ${newestFirst}`),
    older: sql(
      `SELECT * FROM version WHERE workspace = ? AND (seq, id) <
       (SELECT seq, id FROM version WHERE id = ? AND workspace = ?) ${newestFirst}`,
    ),
    ofKind: sql("SELECT * FROM version WHERE workspace = ? AND kind = ? ORDER BY id DESC LIMIT 1"),
    countNamed: sql("SELECT count(*) AS count FROM version WHERE workspace = ? AND kind = 'named'"),
    read: sql("SELECT * FROM version WHERE workspace = ? AND id = ?"),
    rename: sql("UPDATE version SET kind = 'named', name = ?, note = ? WHERE workspace = ? AND id = ?"),
    remove: sql("DELETE FROM version WHERE workspace = ? AND id = ?"),
  };
}

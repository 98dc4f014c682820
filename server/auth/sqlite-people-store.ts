// The store of people beside the log, in the same SQLite file, so that one backup holds both.
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

import type { EntenteError } from "../../schema/errors.ts";
import { isSqliteError, toWriteError } from "../storage/sqlite-failure.ts";
import { transactionsOf, type InTransaction } from "../storage/sqlite-transaction.ts";
import { AuditLog } from "./audit-log.ts";
import { toGrant, toPasskey, toPerson, toRole, type Row } from "./people-rows.ts";
import { changedPeople, sealPeople } from "./people-seal.ts";
import type {
  AuditEntry,
  Grant,
  GrantFilter,
  Passkey,
  PeopleStore,
  Person,
  PersonInWorkspace,
} from "./people-store.ts";
import type { GivenRole } from "./roles.ts";

/** People in one SQLite file. */
export class SqlitePeopleStore implements PeopleStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #audit: AuditLog;
  readonly #inTransaction: InTransaction;
  /** The transaction that is open has changed what is sealed. */
  #isUnsealed = false;
  /** What had been changed by others before this transaction did. */
  #changedBefore: readonly string[] | undefined;
  readonly #onBroken: ((broken: EntenteError) => void) | undefined;

  /**
   * @param path A file whose tables are those of this version.
   * @param onBroken Told when the file cannot be trusted any more.
   */
  constructor(path: string, onBroken?: (broken: EntenteError) => void) {
    this.#onBroken = onBroken;
    this.#database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
    // FULL, as for the log: a revocation that was confirmed must survive a power cut.
    this.#database.exec("PRAGMA synchronous = FULL;");
    this.#inTransaction = transactionsOf(this.#database);
    this.#audit = new AuditLog((text) => this.#sql(text));
  }

  transaction<Result>(work: () => Result): Result {
    if (this.#database.isTransaction) return work();
    [this.#isUnsealed, this.#changedBefore] = [false, undefined];
    try {
      return this.#inTransaction(() => {
        const result = work();
        if (this.#isUnsealed) sealPeople(this.#database, this.#changedBefore);
        return result;
      });
    } catch (error) {
      throw this.#toStorageError(error);
    }
  }

  addPerson({ id, name, madeAt }: Person): void {
    this.#change("INSERT INTO person (id, name, name_key, made_at) VALUES (?, ?, ?, ?)", [
      id,
      name,
      toKey(name),
      madeAt,
    ]);
  }

  removePerson(id: string): void {
    this.#change("DELETE FROM person WHERE id = ?", [id]);
  }

  person(id: string): Person | undefined {
    return this.#one("SELECT * FROM person WHERE id = ?", [id], toPerson);
  }

  personByName(name: string): Person | undefined {
    return this.#one("SELECT * FROM person WHERE name_key = ?", [toKey(name)], toPerson);
  }

  get personCount(): number {
    return this.#count("SELECT count(*) AS count FROM person", []);
  }

  setRole(personId: string, workspace: string, role: GivenRole): void {
    this.#change("INSERT OR REPLACE INTO role (workspace, person, role) VALUES (?, ?, ?)", [
      workspace,
      personId,
      role,
    ]);
  }

  removeRole(personId: string, workspace: string): void {
    this.#change("DELETE FROM role WHERE workspace = ? AND person = ?", [workspace, personId]);
  }

  role(personId: string, workspace: string): GivenRole | undefined {
    return this.#one(
      "SELECT role FROM role WHERE workspace = ? AND person = ?",
      [workspace, personId],
      toRole,
    );
  }

  rolesOf(personId: string): ReadonlyMap<string, GivenRole> {
    const rows = this.#all("SELECT * FROM role WHERE person = ? ORDER BY workspace", [personId]);
    return new Map(rows.map((row) => [String(row["workspace"]), toRole(row)]));
  }

  peopleIn(workspace: string): readonly PersonInWorkspace[] {
    const text =
      "SELECT person.*, role.role FROM role JOIN person ON person.id = role.person WHERE workspace = ? ORDER BY name_key";
    return this.#all(text, [workspace]).map((row) => ({ ...toPerson(row), role: toRole(row) }));
  }

  addGrant(grant: Grant, hash: Uint8Array): void {
    const text =
      "INSERT INTO access_grant (id, kind, hash, person, workspace, role, label, made_by, made_at, used_at, expires_at)" +
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const { id, kind, personId, workspace, role, label, madeBy, madeAt, usedAt, expiresAt } = grant;
    const place = [personId ?? null, workspace ?? null, role ?? null];
    const values = [id, kind, hash, ...place, label, madeBy, madeAt, usedAt ?? null, expiresAt ?? null];
    if (kind === "session") this.#run(text, values);
    else this.#change(text, values);
  }

  grant(id: string): Grant | undefined {
    return this.#one("SELECT * FROM access_grant WHERE id = ?", [id], toGrant);
  }

  grantByHash(hash: Uint8Array): Grant | undefined {
    return this.#one("SELECT * FROM access_grant WHERE hash = ?", [hash], toGrant);
  }

  grants({ kind, personId, workspace, madeBy }: GrantFilter): readonly Grant[] {
    const text =
      "SELECT * FROM access_grant WHERE kind = ? AND person IS coalesce(?, person)" +
      " AND workspace IS coalesce(?, workspace) AND made_by = coalesce(?, made_by) ORDER BY made_at, id";
    return this.#all(text, [kind, personId ?? null, workspace ?? null, madeBy ?? null]).map(toGrant);
  }

  useGrant(id: string, at: number): void {
    this.#run("UPDATE access_grant SET used_at = ? WHERE id = ?", [at, id]);
  }

  removeGrant(id: string): void {
    if (this.grant(id)?.kind === "session") this.#run("DELETE FROM access_grant WHERE id = ?", [id]);
    else this.#change("DELETE FROM access_grant WHERE id = ?", [id]);
  }

  removeExpired(before: number): void {
    this.#run("DELETE FROM access_grant WHERE expires_at < ? AND kind = 'session'", [before]);
    this.#change("DELETE FROM access_grant WHERE expires_at < ?", [before]);
  }

  addVisit(sessionId: string, shareId: string): void {
    this.#run("INSERT OR IGNORE INTO visit (session, share) VALUES (?, ?)", [sessionId, shareId]);
  }

  sharesVisited(sessionId: string): readonly Grant[] {
    const text =
      "SELECT access_grant.* FROM visit JOIN access_grant ON access_grant.id = visit.share WHERE visit.session = ?";
    return this.#all(text, [sessionId]).map(toGrant);
  }

  visitorCount(shareId: string): number {
    return this.#count("SELECT count(*) AS count FROM visit WHERE share = ?", [shareId]);
  }

  addPasskey({ id, personId, publicKey, counter, transports, label, madeAt }: Passkey): void {
    const text =
      "INSERT INTO passkey (id, person, public_key, counter, transports, label, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
    this.#change(text, [id, personId, publicKey, counter, transports.join(" "), label, madeAt]);
  }

  passkey(id: string): Passkey | undefined {
    return this.#one("SELECT * FROM passkey WHERE id = ?", [id], toPasskey);
  }

  passkeysOf(personId: string): readonly Passkey[] {
    return this.#all("SELECT * FROM passkey WHERE person = ? ORDER BY made_at, id", [personId]).map(
      toPasskey,
    );
  }

  usePasskey(id: string, counter: number, at: number): void {
    this.#run("UPDATE passkey SET counter = ?, used_at = ? WHERE id = ?", [counter, at, id]);
  }

  removePasskey(id: string): void {
    this.#change("DELETE FROM passkey WHERE id = ?", [id]);
  }

  addOutsideIdentity(issuer: string, subject: string, personId: string): void {
    const text = "INSERT INTO outside_identity (issuer, subject, person) VALUES (?, ?, ?)";
    this.#change(text, [issuer, subject, personId]);
  }

  personByOutsideIdentity(issuer: string, subject: string): Person | undefined {
    const text =
      "SELECT person.* FROM outside_identity JOIN person ON person.id = person WHERE issuer = ? AND subject = ?";
    return this.#one(text, [issuer, subject], toPerson);
  }

  appendAudit(entry: Omit<AuditEntry, "seq">): void {
    this.transaction(() => this.#audit.append(entry));
  }

  audit(workspace: string, before: number, limit: number): readonly AuditEntry[] {
    return this.#audit.read(workspace, before, limit);
  }

  wholeAudit(before: number, limit: number): readonly AuditEntry[] {
    return this.#audit.readAll(before, limit);
  }

  auditAbout(personId: string, before: number, limit: number): readonly AuditEntry[] {
    return this.#audit.readAbout(personId, before, limit);
  }

  verifyAudit(): string | undefined {
    return verifying(() => this.#audit.verify());
  }

  verifyPeople(): string | undefined {
    return verifying(() => {
      const changed = changedPeople(this.#database);
      if (changed.length === 0) return undefined;
      return `the ${changed.join(", ")} are not those that the server wrote`;
    });
  }

  acceptPeople(): void {
    this.transaction(() => sealPeople(this.#database));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  /** Of what is sealed. */
  #change(text: string, values: SQLInputValue[]): void {
    this.transaction(() => {
      this.#changedBefore ??= changedPeople(this.#database);
      if (this.#run(text, values) > 0) this.#isUnsealed = true;
    });
  }

  /** Gives how many rows it changed. */
  #run(text: string, values: SQLInputValue[]): number {
    try {
      return Number(this.#sql(text).run(...values).changes);
    } catch (error) {
      throw this.#toStorageError(error);
    }
  }

  #toStorageError(error: unknown): unknown {
    return isSqliteError(error) ? toWriteError(error, this.#onBroken) : error;
  }

  #one<Result>(text: string, values: SQLInputValue[], to: (row: Row) => Result): Result | undefined {
    const row = this.#sql(text).get(...values);
    return row && to(row);
  }

  #count(text: string, values: SQLInputValue[]): number {
    return this.#one(text, values, (row) => Number(row["count"])) ?? 0;
  }

  #all(text: string, values: SQLInputValue[]): readonly Row[] {
    return this.#sql(text).all(...values);
  }

  /** Each statement is prepared once. */
  #sql(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known) return known;
    const statement = this.#database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

/** What cannot be read at all, or holds a number that there cannot be, is damaged too. */
function verifying(verify: () => string | undefined): string | undefined {
  try {
    return verify();
  } catch (error) {
    if (!isSqliteError(error) && !(error instanceof RangeError)) throw error;
    return `it cannot be read: ${error.message}`;
  }
}

/** Names that differ only in case, or in how their letters are coded, are one. */
function toKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

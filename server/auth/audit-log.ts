// What was done about people and access, in a chain of hashes, so that a changed or lost entry is found.
import { createHash } from "node:crypto";
import type { SQLOutputValue, StatementSync } from "node:sqlite";

import { assert } from "../../schema/errors.ts";
import { isSameHash } from "../storage/hash-chain.ts";
import type { AuditEntry } from "./people-store.ts";

type Row = Record<string, SQLOutputValue>;

/** The audit log in two tables of a SQLite file: its entries, and where it ends. */
export class AuditLog {
  readonly #sql: (text: string) => StatementSync;

  constructor(sql: (text: string) => StatementSync) {
    this.#sql = sql;
  }

  /** Adds an entry. The caller holds a transaction. */
  append(entry: Omit<AuditEntry, "seq">): void {
    const head = this.#head();
    const seq = head.seq + 1;
    const detail = JSON.stringify(entry.detail);
    const row = {
      seq,
      at: entry.at,
      actor: entry.actor,
      workspace: entry.workspace ?? null,
      action: entry.action,
    };
    const hash = hashOf(head.hash, { ...row, detail });
    this.#sql(
      "INSERT INTO audit (seq, at, actor, workspace, action, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ).run(seq, row.at, row.actor, row.workspace, row.action, detail, hash);
    this.#sql("INSERT OR REPLACE INTO audit_head (only, seq, hash) VALUES (1, ?, ?)").run(seq, hash);
  }

  /** Newest first, below a number. */
  read(workspace: string, before: number, limit: number): readonly AuditEntry[] {
    const text = "SELECT * FROM audit WHERE workspace = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
    return this.#sql(text).all(workspace, before, limit).map(toEntry);
  }

  /** Of all workspaces and of none. Newest first, below a number. */
  readAll(before: number, limit: number): readonly AuditEntry[] {
    const text = "SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?";
    return this.#sql(text).all(before, limit).map(toEntry);
  }

  /** What was done to somebody's account, and what they did to it. Newest first, below a number. Linear in the log. */
  readAbout(personId: string, before: number, limit: number): readonly AuditEntry[] {
    const text =
      "SELECT * FROM audit WHERE seq < ? AND (json_extract(detail, '$.person') = ?" +
      " OR (actor = ? AND workspace IS NULL)) ORDER BY seq DESC LIMIT ?";
    return this.#sql(text).all(before, personId, personId, limit).map(toEntry);
  }

  /** What is wrong; undefined when every entry is there and unchanged. Linear. */
  verify(): string | undefined {
    let last = { seq: 0, hash: start };
    for (const row of this.#sql("SELECT * FROM audit ORDER BY seq").iterate()) {
      const seq = Number(row["seq"]);
      if (seq !== last.seq + 1) return `entry ${last.seq + 1} is missing`;
      const hash = hashOf(last.hash, row);
      if (!isSameHash(hash, toBytes(row["hash"]))) return `entry ${seq} was changed`;
      last = { seq, hash };
    }
    const head = this.#head();
    const isWhole = head.seq === last.seq && isSameHash(head.hash, last.hash);
    return isWhole ? undefined : `it should end with entry ${head.seq}, and ends with entry ${last.seq}`;
  }

  #head(): { readonly seq: number; readonly hash: Uint8Array } {
    const row = this.#sql("SELECT * FROM audit_head").get();
    return row ? { seq: Number(row["seq"]), hash: toBytes(row["hash"]) } : { seq: 0, hash: start };
  }
}

/** What the first entry follows. */
const start: Uint8Array = createHash("sha256").update("entente audit").digest();

function hashOf(previous: Uint8Array, row: Row): Uint8Array {
  const { seq, at, actor, workspace, action, detail } = row;
  const text = JSON.stringify([Number(seq), at, actor, workspace, action, detail]);
  return createHash("sha256").update(previous).update(text).digest();
}

function toEntry(row: Row): AuditEntry {
  return {
    seq: Number(row["seq"]),
    at: String(row["at"]),
    actor: String(row["actor"]),
    workspace: row["workspace"] === null ? undefined : String(row["workspace"]),
    action: String(row["action"]),
    // Written by `append`, from what it was given.
    detail: JSON.parse(String(row["detail"])) as Readonly<Record<string, string>>,
  };
}

function toBytes(value: SQLOutputValue | undefined): Uint8Array {
  assert(value instanceof Uint8Array, "a hash is bytes");
  return value;
}

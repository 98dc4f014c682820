// Rows of the tables of people as others know them.
import type { SQLOutputValue } from "node:sqlite";

import { assert } from "../../schema/errors.ts";
import type { Grant, GrantKind, Passkey, Person } from "./people-store.ts";
import { toGivenRole, type GivenRole } from "./roles.ts";

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** A person. */
export function toPerson(row: Row): Person {
  return { id: String(row["id"]), name: String(row["name"]), madeAt: String(row["made_at"]) };
}

/** The role in a row. */
export function toRole(row: Row): GivenRole {
  return toGivenRole(String(row["role"]));
}

/** A grant, without its hash. */
export function toGrant(row: Row): Grant {
  return {
    id: String(row["id"]),
    kind: String(row["kind"]) as GrantKind,
    personId: toText(row["person"]),
    workspace: toText(row["workspace"]),
    role: row["role"] === null ? undefined : toRole(row),
    label: String(row["label"]),
    madeBy: String(row["made_by"]),
    madeAt: Number(row["made_at"]),
    usedAt: toNumber(row["used_at"]),
    expiresAt: toNumber(row["expires_at"]),
  };
}

/** A passkey. */
export function toPasskey(row: Row): Passkey {
  const key = row["public_key"];
  assert(key instanceof Uint8Array, "a public key is bytes");
  return {
    id: String(row["id"]),
    personId: String(row["person"]),
    publicKey: new Uint8Array(key),
    counter: Number(row["counter"]),
    transports: String(row["transports"]).split(" ").filter(Boolean),
    label: String(row["label"]),
    madeAt: Number(row["made_at"]),
    usedAt: toNumber(row["used_at"]),
  };
}

function toText(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function toNumber(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

// A hash over all that is kept of people and of what lets them in, so that `entente verify` finds what was changed behind
// the server's back. Left out is what changes with each use, and sessions, which anybody's visit begins.
import { createHash } from "node:crypto";
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

import { assert } from "../../schema/errors.ts";
import { isSameHash } from "../storage/hash-chain.ts";

const contents = {
  people: "SELECT id, name, name_key, made_at FROM person ORDER BY id",
  roles: "SELECT workspace, person, role FROM role ORDER BY workspace, person",
  grants:
    "SELECT id, kind, hash, person, workspace, role, label, made_by, made_at, expires_at FROM access_grant" +
    " WHERE kind <> 'session' ORDER BY id",
  passkeys: "SELECT id, person, public_key, transports, label, made_at FROM passkey ORDER BY id",
  "accounts elsewhere": "SELECT issuer, subject, person FROM outside_identity ORDER BY issuer, subject",
} as const;

/**
 * Seals what is there now. Linear in it. The caller holds a transaction.
 *
 * @param except What was changed behind the server's back before: its old seal stays, and goes on saying so.
 */
export function sealPeople(database: DatabaseSync, except: readonly string[] = []): void {
  const write = database.prepare("INSERT OR REPLACE INTO people_seal (what, seal) VALUES (?, ?)");
  for (const [what, text] of Object.entries(contents))
    if (!except.includes(what)) write.run(what, hashOf(database, text));
}

/** What was changed since it was sealed. Linear. */
export function changedPeople(database: DatabaseSync): readonly string[] {
  const read = database.prepare("SELECT seal FROM people_seal WHERE what = ?");
  return Object.entries(contents).flatMap(([what, text]) => {
    const seal = read.get(what)?.["seal"];
    return seal instanceof Uint8Array && isSameHash(seal, hashOf(database, text)) ? [] : [what];
  });
}

function hashOf(database: DatabaseSync, text: string): Uint8Array {
  const hash = createHash("sha256");
  for (const row of database.prepare(text).iterate())
    hash.update(`${JSON.stringify(Object.values(row).map(toText))}\n`);
  return hash.digest();
}

function toText(value: SQLOutputValue): string | number | null {
  assert(typeof value !== "bigint", "numbers here are small");
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}

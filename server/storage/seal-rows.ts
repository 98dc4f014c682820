// A step from one version of the file to the next: hashes that cover all that is told of an update, and seals.
import type { DatabaseSync } from "node:sqlite";
import { createHash } from "node:crypto";

import { chainHash, chainStart, isSameHash } from "./hash-chain.ts";
import { damaged } from "./stored-room.ts";
import { sealDoc, sealMark, sealSnapshot, sealWorkspace, toBytes, type Row } from "./sqlite-rows.ts";

/**
 * Checks every row by its old hash and writes the new one. Linear in the log.
 *
 * @throws EntenteError `data-damaged`; then the file stays at its old version
 */
export function sealRows(database: DatabaseSync): void {
  database.exec("UPDATE doc SET first_generation = generation");
  for (const doc of database.prepare("SELECT * FROM doc").all()) chainAnew(database, doc);
  database.prepare("UPDATE mark SET seal = ?").run(sealMark({ commits: 0 }));
  const setWorkspace = database.prepare("UPDATE workspace SET seal = ? WHERE name = ?");
  for (const row of database.prepare("SELECT * FROM workspace").all())
    setWorkspace.run(sealWorkspace(row), String(row["name"]));
  const setDoc = database.prepare("UPDATE doc SET seal = ? WHERE id = ?");
  for (const row of database.prepare("SELECT * FROM doc").all()) setDoc.run(sealDoc(row), String(row["id"]));
  const setSnapshot = database.prepare("UPDATE doc_snapshot SET seal = ? WHERE doc_id = ? AND seq = ?");
  for (const row of database.prepare("SELECT * FROM doc_snapshot").all())
    setSnapshot.run(sealSnapshot(row), String(row["doc_id"]), Number(row["seq"]));
}

function chainAnew(database: DatabaseSync, doc: Row): void {
  const room = String(doc["id"]);
  const setHash = database.prepare("UPDATE doc_update SET hash = ? WHERE doc_id = ? AND seq = ?");
  const setChainHash = database.prepare(
    "UPDATE doc_snapshot SET chain_hash = ? WHERE doc_id = ? AND seq = ?",
  );
  let before = chainStart(room, String(doc["generation"]));
  let hash = before;
  const rows = database.prepare("SELECT * FROM doc_update WHERE doc_id = ? ORDER BY seq").all(room);
  for (const row of rows) {
    const [seq, bytes, old] = [Number(row["seq"]), toBytes(row["bytes"]), toBytes(row["hash"])];
    if (!isSameHash(old, firstChainHash(before, seq, bytes)))
      throw damaged(`${room}: update ${seq} was changed after it was written`);
    const [at, origin] = [String(row["at"]), String(row["origin"])];
    const by = row["sent_by"] === null ? undefined : String(row["sent_by"]);
    hash = chainHash(hash, { seq, at, origin, by, bytes });
    before = old;
    setHash.run(hash, room, seq);
    setChainHash.run(hash, room, seq);
  }
  if (!isSameHash(before, toBytes(doc["head_hash"])))
    throw damaged(`${room}: ${Number(doc["head_seq"])} updates were stored, and not all of them are there`);
  database.prepare("UPDATE doc SET head_hash = ? WHERE id = ?").run(hash, room);
}

/** As the first versions of the file had it. */
function firstChainHash(previous: Uint8Array, seq: number, bytes: Uint8Array): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return createHash("sha256").update(previous).update(number).update(bytes).digest();
}

// What is wrong with a SQLite file itself, by SQLite's own check and by the seals of rows that are written over.
import type { DatabaseSync } from "node:sqlite";

import { isSqliteError } from "./sqlite-failure.ts";
import {
  isSealed,
  sealChunk,
  sealClient,
  sealDoc,
  sealMark,
  sealSnapshot,
  sealVersion,
  sealWorkspace,
  type Row,
} from "./sqlite-rows.ts";

const linesMax = 20;

/** In words; nothing where all is well. Linear in the file. */
export function checkDatabase(database: DatabaseSync): readonly string[] {
  return [inWords(() => checkFile(database)), inWords(() => checkSeals(database))].flat();
}

function checkFile(database: DatabaseSync): readonly string[] {
  const lines = database.prepare(`PRAGMA integrity_check(${linesMax})`).all();
  const orphans = database.prepare("PRAGMA foreign_key_check").all();
  return [
    ...lines.map((row) => String(row["integrity_check"])).filter((line) => line !== "ok"),
    ...orphans.map(({ table }) => `a row of ${String(table)} belongs to nothing`),
  ];
}

function checkSeals(database: DatabaseSync): readonly string[] {
  const check = (table: string, seal: (row: Row) => Uint8Array) =>
    database
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .filter((row) => !isSealed(row, seal))
      .map((row) => `${table} ${String(row["doc_id"] ?? row["id"] ?? row["name"])} was changed`);
  return [
    ...check("mark", sealMark),
    ...check("workspace", sealWorkspace),
    ...check("doc", sealDoc),
    ...check("doc_snapshot", sealSnapshot),
    ...check("doc_archive", sealChunk),
    ...check("doc_client", sealClient),
    ...check("version", sealVersion),
  ];
}

/** A file may be so damaged that it cannot even be checked. */
function inWords(check: () => readonly string[]): readonly string[] {
  try {
    return check();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return [error.message];
  }
}

// Files of older versions: taken over in one transaction, with all that is in them, or left as they are.
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import * as Y from "yjs";

import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { schemaVersion } from "../../../server/storage/sqlite-schema.ts";
import { verifyLog } from "../../../server/storage/verify.ts";
import { root } from "../../support/source-tree.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A data folder as version 2 wrote it: hashes over number and bytes alone, and no seals. */
function writeVersion2(path: string, rows: number): void {
  using database = new DatabaseSync(join(path, "entente.sqlite"));
  database.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE workspace (name TEXT PRIMARY KEY, title TEXT NOT NULL, created_at TEXT NOT NULL) STRICT;
    CREATE TABLE doc (id TEXT PRIMARY KEY, workspace TEXT NOT NULL REFERENCES workspace (name), generation TEXT NOT NULL,
      head_seq INTEGER NOT NULL, head_hash BLOB NOT NULL, created_at TEXT NOT NULL) STRICT;
    CREATE TABLE doc_update (doc_id TEXT NOT NULL REFERENCES doc (id), seq INTEGER NOT NULL, at TEXT NOT NULL,
      origin TEXT NOT NULL, bytes BLOB NOT NULL, hash BLOB NOT NULL, sent_by TEXT, PRIMARY KEY (doc_id, seq)) STRICT;
    CREATE TABLE doc_snapshot (doc_id TEXT NOT NULL REFERENCES doc (id), seq INTEGER NOT NULL, at TEXT NOT NULL,
      bytes BLOB NOT NULL, sha256 BLOB NOT NULL, chain_hash BLOB NOT NULL, PRIMARY KEY (doc_id, seq)) STRICT;
    PRAGMA user_version = 2;
    INSERT INTO workspace VALUES ('test', 'Test', '2026-01-01T00:00:00.000Z');
    BEGIN;
  `);
  const doc = new Y.Doc();
  let hash = sha(Buffer.from("test\nfirst"));
  database.prepare("INSERT INTO doc VALUES ('test', 'test', 'first', ?, ?, 'then')").run(rows, hash);
  const add = database.prepare("INSERT INTO doc_update VALUES ('test', ?, 'then', 'edit', ?, ?, ?)");
  let bytes: Uint8Array = new Uint8Array();
  doc.on("update", (update: Uint8Array) => (bytes = update));
  for (let seq = 1; seq <= rows; seq += 1) {
    doc.getMap("n").set("s:JPN", seq);
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(seq));
    hash = sha(hash, number, bytes);
    add.run(seq, bytes, hash, seq % 2 === 0 ? "Ann" : null);
  }
  const snapshot = Y.encodeStateAsUpdate(doc);
  database
    .prepare("INSERT INTO doc_snapshot VALUES ('test', ?, 'then', ?, ?, ?)")
    .run(rows, snapshot, sha(snapshot), hash);
  database.prepare("UPDATE doc SET head_hash = ?").run(hash);
  database.exec("COMMIT");
}

function sha(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const versionOf = (path: string) => {
  using database = new DatabaseSync(join(path, "entente.sqlite"));
  return database.prepare("PRAGMA user_version").get()?.["user_version"];
};

async function expectWhole(path: string, rows: number): Promise<void> {
  using opened = openDataFolder(path);
  expect(await verifyLog(opened.log)).toEqual({
    storage: [],
    rooms: [{ room: "test", updates: rows, snapshot: rows }],
  });
  expect(await opened.log.readHead("test")).toMatchObject({ generation: "first", firstGeneration: "first" });
}

test("a file of an older version is taken over with all that is in it", async () => {
  using folder = temporaryFolder();
  writeVersion2(folder.path, 40);
  await expectWhole(folder.path, 40);
  expect(versionOf(folder.path)).toBe(schemaVersion);
});

test("an older file with a changed row is refused and stays as it is", () => {
  using folder = temporaryFolder();
  writeVersion2(folder.path, 40);
  {
    using database = new DatabaseSync(join(folder.path, "entente.sqlite"));
    database.exec("UPDATE doc_update SET bytes = x'0000' WHERE seq = 20");
  }
  expect(() => openDataFolder(folder.path)).toThrow(/update 20 was changed/);
  expect(versionOf(folder.path)).toBe(2);
});

test("a process that is killed while it takes an older file over leaves it whole, old or new", async () => {
  const rows = 8000;
  const script = `import { openDataFolder } from "./server/storage/data-folder.ts"; console.log("begun"); openDataFolder(process.argv[1]);`;
  for (const killAfterMs of [0, 20, 60]) {
    using folder = temporaryFolder();
    writeVersion2(folder.path, rows);
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder.path], { cwd: root });
    await once(child.stdout, "data");
    setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    await once(child, "exit");
    expect([2, schemaVersion]).toContain(versionOf(folder.path));
    await expectWhole(folder.path, rows);
  }
});

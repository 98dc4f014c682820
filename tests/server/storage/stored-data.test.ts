// Damage is found, named, and never answered with an empty document.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import * as Y from "yjs";

import type { RecordId } from "../../../schema/ids.ts";
import { textRoom } from "../../../schema/protocol.ts";
import { openText } from "../../../schema/rooms/texts.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { readStoredRoom } from "../../../server/storage/stored-room.ts";
import { verifyLog } from "../../../server/storage/verify.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A folder whose room `test` has four updates and a snapshot at the third. */
async function fill(path: string): Promise<void> {
  using folder = openDataFolder(path);
  const { log } = folder;
  await log.createWorkspace("test", "Test");
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (bytes: Uint8Array) => updates.push(bytes));
  for (let value = 1; value <= 4; value += 1) doc.getMap("n").set("s:JPN", value);
  await log.append(updates.map((bytes) => ({ room: "test", origin: "edit", bytes })));
  const third = new Y.Doc();
  for (const bytes of updates.slice(0, 3)) Y.applyUpdate(third, bytes);
  await log.saveSnapshot("test", 3, Y.encodeStateAsUpdate(third));
}

function change(path: string, sql: string): void {
  const database = new DatabaseSync(join(path, "entente.sqlite"));
  database.exec(sql);
  database.close();
}

test("an untouched log verifies, and loads as snapshot and what came after", async () => {
  using folder = temporaryFolder();
  await fill(folder.path);
  using opened = openDataFolder(folder.path);
  const report = { storage: [], rooms: [{ room: "test", updates: 4, snapshot: 3 }] };
  expect(await verifyLog(opened.log)).toEqual(report);
  const stored = await readStoredRoom(opened.log, "test");
  expect([stored.snapshot?.seq, stored.updates.map(({ seq }) => seq)]).toEqual([3, [4]]);
});

test.each([
  ["a changed update", "UPDATE doc_update SET bytes = x'0000' WHERE seq = 4", "update 4 was changed", true],
  ["a lost last update", "DELETE FROM doc_update WHERE seq = 4", "ends at update 3, but 4 were stored", true],
  ["a lost update in the middle", "DELETE FROM doc_update WHERE seq = 2", "update 2 is missing", false],
  [
    "swapped updates",
    "UPDATE doc_update SET bytes = (SELECT bytes FROM doc_update WHERE seq = 1) WHERE seq = 2",
    "update 2 was changed",
    false,
  ],
  [
    "a changed snapshot",
    "UPDATE doc_snapshot SET bytes = x'0000'",
    "the snapshot at update 3 was changed",
    true,
  ],
])("%s is named", async (_, sql, words, isNeededToLoad) => {
  using folder = temporaryFolder();
  await fill(folder.path);
  change(folder.path, sql);
  using opened = openDataFolder(folder.path);
  const [report] = (await verifyLog(opened.log)).rooms;
  expect(report?.problem).toContain(words);
  const loading = readStoredRoom(opened.log, "test").then(
    () => "loaded",
    (error: { code: string }) => error.code,
  );
  expect(await loading).toBe(isNeededToLoad ? "data-damaged" : "loaded");
});

test("a snapshot that says something else than the log is named, though its hash is right", async () => {
  using folder = temporaryFolder();
  await fill(folder.path);
  {
    using opened = openDataFolder(folder.path);
    const other = new Y.Doc();
    other.getMap("n").set("s:JPN", "something else");
    await opened.log.saveSnapshot("test", 3, Y.encodeStateAsUpdate(other));
  }
  using opened = openDataFolder(folder.path);
  const [report] = (await verifyLog(opened.log)).rooms;
  expect(report?.problem).toContain("says something else than the log");
});

test("a snapshot of texts that says something else than the log is named", async () => {
  using folder = temporaryFolder();
  using opened = openDataFolder(folder.path);
  await opened.log.createWorkspace("test", "Test");
  const room = textRoom("test");
  const write = (words: string) => {
    const doc = new Y.Doc();
    openText(doc, "s:JPN" as RecordId).insert(0, words);
    return Y.encodeStateAsUpdate(doc);
  };
  await opened.log.append([{ room, origin: "edit", bytes: write("as written") }]);
  const problemOf = async () =>
    (await verifyLog(opened.log)).rooms.find((report) => report.room === room)?.problem;
  await opened.log.saveSnapshot(room, 1, write("as written"));
  expect(await problemOf()).toBeUndefined();
  await opened.log.saveSnapshot(room, 1, write("otherwise"));
  expect(await problemOf()).toContain("says something else than the log");
});

test("a folder that is open cannot be opened again, and can when it is closed", () => {
  using folder = temporaryFolder();
  const first = openDataFolder(folder.path);
  expect(() => openDataFolder(folder.path)).toThrow(expect.objectContaining({ code: "data-in-use" }));
  first[Symbol.dispose]();
  openDataFolder(folder.path)[Symbol.dispose]();
});

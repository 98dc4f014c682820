import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import * as Y from "yjs";

import { readDocumentAt } from "../../../server/replay.ts";
import { schemaVersion } from "../../../server/storage/sqlite-schema.ts";
import { SqliteUpdateLog } from "../../../server/storage/sqlite-update-log.ts";
import { all, edit, testUpdateLog } from "../../contracts/update-log-contract.ts";
import { testVersionStore } from "../../contracts/version-store-contract.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function openLog(path: string): SqliteUpdateLog {
  const generations = { count: 0 };
  const newGeneration = () => `generation ${(generations.count += 1)}`;
  return new SqliteUpdateLog(path, { now: () => new Date(0), newGeneration });
}

const openStorage = () => {
  const folder = temporaryFolder();
  return { open: () => openLog(join(folder.path, "log")), [Symbol.dispose]: () => folder[Symbol.dispose]() };
};
testUpdateLog("SQLite in a file", openStorage);
testVersionStore("SQLite in a file", openStorage);

test("the file is in WAL mode with full synchronisation, and names its version", () => {
  using folder = temporaryFolder();
  using _log = openLog(join(folder.path, "log"));
  using database = new DatabaseSync(join(folder.path, "log"));
  expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: schemaVersion });
});

test("a file of a newer version is refused and not touched", () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "log");
  openLog(path)[Symbol.dispose]();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => openLog(path)).toThrow(expect.objectContaining({ code: "data-newer" }));
  using again = new DatabaseSync(path);
  expect(again.prepare("PRAGMA user_version").get()).toEqual({ user_version: 99 });
});

test("a file that is no database is refused by name", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "log");
  const { writeFile } = await import("node:fs/promises");
  await writeFile(path, "this is no database, however one looks at it ".repeat(100));
  expect(() => openLog(path)).toThrow(expect.objectContaining({ code: "data-damaged" }));
});

test("F11 a clock that is put forward and back changes no order, and the past is what came before, not a mixture", async () => {
  using folder = temporaryFolder();
  let now = 8;
  const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
  using log = new SqliteUpdateLog(join(folder.path, "log"), {
    now: () => at(now),
    newGeneration: () => "one",
  });
  await log.createWorkspace("a", "A");
  const doc = new Y.Doc();
  const made: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => made.push(update));
  for (const [hour, label] of [
    [9, "at nine"],
    [11, "at eleven, they said"],
    [10, "at ten"],
  ] as const) {
    now = hour;
    doc.getMap("n").set("s:JPN/label", label);
    await log.append([{ room: "a", origin: "edit", bytes: made.at(-1) ?? new Uint8Array() }]);
  }
  const labelAt = async (hour: number) =>
    (await readDocumentAt(log, "a", at(hour).getTime())).doc.getMap("n").get("s:JPN/label");
  expect([await labelAt(8), await labelAt(9), await labelAt(10), await labelAt(11)]).toEqual([
    undefined,
    "at nine",
    "at nine",
    "at ten",
  ]);
});

test("a disk that is full refuses the whole group, and takes the next when there is space again", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "log");
  using log = openLog(path);
  await log.createWorkspace("a", "A");
  const big = { room: "a", origin: "edit", bytes: new Uint8Array(200_000) } as const;
  const small = { room: "a", origin: "edit", bytes: Uint8Array.of(1) } as const;
  // SQLite's own bound on the number of pages fails with the very error of a full disk.
  log.limitPages(40);
  await expect(log.append([small, big])).rejects.toMatchObject({ code: "storage-failed" });
  expect((await log.readHead("a"))?.seq).toBe(0);
  log.limitPages(1_000_000);
  expect(await log.append([small, big])).toEqual([1, 2]);
});

test("whoever reads beside the server sees the log as of one moment, while it is written to and packed", async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, "log");
  using log = openLog(path);
  await log.createWorkspace("a", "A");
  await log.append([edit("a", 1), edit("a/text", 2)]);
  using reader = new SqliteUpdateLog(path, {
    now: () => new Date(0),
    newGeneration: () => "",
    isReader: true,
  });
  expect((await reader.readHead("a"))?.seq).toBe(1);
  await log.append([edit("a", 3), edit("a/text", 4)]);
  await log.archive("a/text", 2, 2, 1000);
  expect((await all(reader, "a")).map(({ seq }) => seq)).toEqual([1]);
  expect((await all(reader, "a/text")).map(({ seq }) => seq)).toEqual([1]);
});

// One changed byte, anywhere in what is stored: it is found, or nothing that is read has changed.
import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, afterAll, expect, test } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import type { PeopleStore } from "../../../server/auth/people-store.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { verifyLog } from "../../../server/storage/verify.ts";
import { onDemand } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const flips = onDemand("ENTENTE_FLIPS", 150);
const file = "entente.sqlite";
const whole = temporaryFolder();
afterAll(() => whole[Symbol.dispose]());

/** Two workspaces, three rooms, a snapshot; opened once more, so that its generation is not its first. */
beforeAll(() => fill(whole.path));

async function fill(path: string): Promise<void> {
  using folder = openDataFolder(path);
  const { log } = folder;
  for (const name of ["one", "two"]) await log.createWorkspace(name, `Title of ${name}`);
  for (const room of ["one", "one/view/main", "two"]) {
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (bytes: Uint8Array) => updates.push(bytes));
    for (let value = 0; value < 30; value += 1) doc.getMap("n").set(`s:${value}`, `${room} ${value}`);
    const owns = { personId: "ann", clientIds: [doc.clientID] };
    await log.append(updates.map((bytes) => ({ room, origin: "edit", by: "Ann", bytes, owns })));
    await log.saveSnapshot(room, 30, Y.encodeStateAsUpdate(doc), Y.encodeStateVector(doc));
    for (let piece = 0; piece < 2; piece += 1) await log.archive(room, 30, 8, Infinity);
  }
  const version = { workspace: "one", kind: "named", name: "V", note: "N", by: "Ann" } as const;
  await log.versions.add(version);
  await log.beginGenerations(new Map([["two", Uint8Array.of(0)]]));
  addPeople(folder.people());
}

/** Somebody with a role, a token and a passkey. */
function addPeople(people: PeopleStore): void {
  const at = "2026-01-02T03:04:05.000Z";
  people.addPerson({ id: "ann", name: "Ann", madeAt: at });
  people.setRole("ann", "one", "editor");
  const mine = { personId: "ann", label: "Mine", madeAt: 5, usedAt: undefined };
  people.addGrant(
    { ...mine, id: "token", kind: "token", workspace: "one", role: "viewer", madeBy: "ann", expiresAt: 9 },
    new Uint8Array(32),
  );
  people.addPasskey({ ...mine, id: "key", publicKey: new Uint8Array(9), counter: 0, transports: ["usb"] });
  people.addOutsideIdentity("https://id.example.org", "ann", "ann");
  people.appendAudit({ at, actor: "ann", workspace: "one", action: "tried", detail: { n: "1" } });
}

/** Everything that anybody can be told of a folder, or why it cannot be read. */
async function read(path: string): Promise<{ readonly content: string; readonly problems: number }> {
  try {
    using folder = openDataFolder(path);
    const { storage, rooms } = await verifyLog(folder.log);
    const people = folder.people();
    const access = [people.verifyAudit(), people.verifyPeople()];
    const problems =
      storage.length +
      rooms.filter(({ problem }) => problem).length +
      access.filter((problem) => problem !== undefined).length;
    return { content: problems > 0 ? "" : await dump(folder.log), problems };
  } catch (error) {
    if (error instanceof EntenteError) return { content: error.message, problems: 1 };
    throw error;
  }
}

async function dump(log: ReturnType<typeof openDataFolder>["log"]): Promise<string> {
  const rooms = [];
  for (const head of await log.listHeads()) {
    const updates = [];
    for await (const update of log.readSince(head.room, 0)) updates.push(update);
    const snapshot = await log.readNewestSnapshot(head.room);
    rooms.push({ head, updates, snapshot, owners: [...(await log.readIdOwners(head.room))] });
  }
  const versions = await log.versions.list("one", 10);
  return JSON.stringify({ workspaces: await log.listWorkspaces(), rooms, versions });
}

/** A copy of the whole folder that something happens to. */
async function afterChange(change: (path: string) => void) {
  using folder = temporaryFolder();
  const path = join(folder.path, "data");
  cpSync(whole.path, path, { recursive: true });
  change(path);
  return await read(path);
}

function flip(path: string, random: Random, count = 1, within = 1): void {
  const bytes = readFileSync(path);
  for (let flipped = 0; flipped < count; flipped += 1) {
    const at = bytes.length - 1 - random.below(bytes.length * within);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  writeFileSync(path, bytes);
}

test("P28 what is whole is found whole", async () => {
  const { problems, content } = await read(whole.path);
  expect([problems, content.length > 1000]).toEqual([0, true]);
});

test("P28 a byte changed in any column of any row is found", async () => {
  const random = new Random(28);
  const columns = columnsOf(join(whole.path, file));
  expect(columns.length).toBeGreaterThan(20);
  for (const { table, column } of columns) {
    const { problems } = await afterChange((path) => changeValue(join(path, file), table, column, random));
    expect([table, column, problems > 0]).toEqual([table, column, true]);
  }
});

test(`P28 of ${flips} bytes changed anywhere in the file, each is found or changes nothing that is read`, async () => {
  const before = await read(whole.path);
  const random = new Random(281);
  for (let round = 0; round < flips; round += 1) {
    const after = await afterChange((path) => flip(join(path, file), random));
    expect(after.problems > 0 || after.content === before.content).toBe(true);
  }
});

test("P28 a changed byte in the mark is found", async () => {
  const random = new Random(282);
  for (let round = 0; round < 20; round += 1) {
    const after = await afterChange((path) => flip(join(path, "entente.mark"), random));
    expect(after.problems).toBe(1);
  }
});

test("P28 what a damaged write-ahead log swallowed is missed and named, and kept; going on without it is said first", async () => {
  const random = new Random(283);
  for (const damage of ["flip", "cut"]) {
    using folder = temporaryFolder();
    using killed = temporaryFolder();
    {
      using opened = openDataFolder(folder.path);
      await opened.log.createWorkspace("one", "One");
      for (let index = 0; index < 40; index += 1) await opened.log.append([someUpdate(index)]);
      // As a killed process leaves it: the log not taken into the file.
      for (const name of [file, `${file}-wal`, "entente.mark"])
        copyFileSync(join(folder.path, name), join(killed.path, name));
    }
    const ahead = join(killed.path, `${file}-wal`);
    if (damage === "flip") flip(ahead, random, 4, 0.4);
    else truncateSync(ahead, statSync(ahead).size - 6000);
    expect(() => openDataFolder(killed.path)).toThrow(
      /commits are missing at the log's end; .* update 40 of one/,
    );
    expect(existsSync(`${ahead}.damaged`)).toBe(true);
    expect(() => openDataFolder(killed.path)).toThrow(expect.objectContaining({ code: "data-damaged" }));
    openDataFolder(killed.path, { acceptLoss: true })[Symbol.dispose]();
    using again = openDataFolder(killed.path);
    expect((await verifyLog(again.log)).storage).toEqual([]);
    await again.log.append([someUpdate(50)]);
  }
});

function someUpdate(index: number) {
  const doc = new Y.Doc();
  doc.getMap("n").set(`s:${index}`, index);
  return { room: "one", origin: "edit", bytes: Y.encodeStateAsUpdate(doc) } as const;
}

function columnsOf(path: string) {
  using database = new DatabaseSync(path, { readOnly: true });
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .filter(({ name }) => database.prepare(`SELECT 1 FROM ${String(name)}`).get());
  return tables.flatMap(({ name }) =>
    database
      .prepare(`PRAGMA table_info(${String(name)})`)
      .all()
      .filter((column) => !(name === "mark" && column["name"] === "id") && column["name"] !== "only")
      // It changes with each use, and says nothing about who may do what.
      .filter((column) => !["used_at", "counter"].includes(String(column["name"])))
      .map((column) => ({ table: String(name), column: String(column["name"]) })),
  );
}

/** Changes one bit of one value of a column, however little sense it makes then. */
function changeValue(path: string, table: string, column: string, random: Random): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  const rows = database
    .prepare(`SELECT rowid AS place, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL`)
    .all();
  const row = random.pick(rows);
  const write = database.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`);
  write.run(changed(row["value"], random), Number(row["place"]));
  database.close();
}

function changed(value: unknown, random: Random): string | number | Uint8Array {
  if (typeof value === "number") return value + 1024;
  const bytes = value instanceof Uint8Array ? Uint8Array.from(value) : Buffer.from(String(value));
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return value instanceof Uint8Array ? bytes : Buffer.from(bytes).toString();
}

// Joining a room that nobody has open: what is stored is passed on as it is, and the document is built later.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";

import { messageTypes, readRoom, syncTypes } from "../../../schema/protocol.ts";
import { ByteReader } from "../../../server/sync/byte-reader.ts";
import { vectorOf } from "../../../server/storage/state-vector.ts";
import { readStoredRoom } from "../../../server/storage/stored-room.ts";
import type { UpdateLog } from "../../../server/storage/update-log.ts";
import { onDemand } from "../../support/fuzz.ts";
import { startGatedServer, type GatedServer } from "../../support/gated-server.ts";
import { generateDocument } from "../../support/generate-graph.ts";
import { Random } from "../../support/random.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { asking, hear } from "../../support/sync-frames.ts";

/** Longer than any test: a document is built only when something needs it. */
const never = { buildRestMs: 3_600_000 };
const nothing = new Uint8Array([0, 0]);

/** Stores a document of a few thousand records and a snapshot of it, and two edits after that. */
async function store(log: UpdateLog): Promise<Y.Doc> {
  const doc = generateDocument({ entities: 500, relations: 2500, claimsPerRelation: 0 });
  const [seq = 0] = await log.append([{ room: "test", origin: "import", bytes: Y.encodeStateAsUpdate(doc) }]);
  await log.saveSnapshot("test", seq, Y.encodeStateAsUpdate(doc), Y.encodeStateVector(doc));
  for (const value of ["first", "second"]) {
    const vector = Y.encodeStateVector(doc);
    doc.getMap("n").set("s:JPN", value);
    await log.append([{ room: "test", origin: "edit", bytes: Y.encodeStateAsUpdate(doc, vector) }]);
  }
  return doc;
}

async function isBuilt({ rooms }: GatedServer): Promise<boolean> {
  using lease = await rooms.enter(readName());
  return lease.room.document.isBuilt;
}

function readName() {
  const name = readRoom("test");
  if (!name) throw new Error("test names a room");
  return name;
}

const contentOf = (doc: Y.Doc) =>
  ["n", "e"].map((root) => [...doc.getMap(root)].toSorted(([a], [b]) => (a < b ? -1 : 1)));

test("whoever joins a stored room has all of it, and is asked for more, before its document is built", async () => {
  await using server = await startGatedServer(never);
  const stored = await store(server.log);
  using raw = await openRaw(server.syncUrl, "test");
  raw.send(asking());
  await raw.hears(1, messageTypes.sync, syncTypes.step2);
  const doc = new Y.Doc();
  const kinds = raw.frames.map((frame) => hear(doc, frame));
  expect(kinds).toEqual(["step1", "update", "update", "update", "step2"]);
  expect(contentOf(doc)).toEqual(contentOf(stored));
  expect(vectorIn(raw.frames[0])).toEqual(Y.encodeStateVector(stored));
  // Nothing more is known of whoever has nothing to add.
  raw.send(step2(nothing));
  using stock = joinStock(server.syncUrl, "test");
  await stock.synced();
  expect([contentOf(stock.doc), await isBuilt(server)]).toEqual([contentOf(stored), false]);
});

test.each([
  [
    "an edit",
    async (server: GatedServer) => {
      using writer = joinStock(server.syncUrl, "test");
      await writer.synced();
      writer.set("n", "s:KOR", "new");
      using reader = await openRaw(server.syncUrl, "test");
      await expect.poll(async () => (await server.log.readHead("test"))?.seq).toBe(4);
      reader.send(asking());
      await reader.hears(1, messageTypes.sync, syncTypes.step2);
    },
  ],
  [
    "whoever comes back with a part of it",
    async (server: GatedServer) => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, (await server.log.readNewestSnapshot("test"))?.bytes ?? nothing);
      using returned = joinStock(server.syncUrl, "test", doc);
      await returned.sees("n", "s:JPN", "second");
    },
  ],
  [
    "whoever reads it over HTTP",
    async ({ rooms }: GatedServer) => {
      using lease = await rooms.open(readName());
      expect(lease.room.document.read((doc) => doc.getMap("n").get("s:JPN"))).toBe("second");
    },
  ],
])("%s has the document built, once, and misses nothing", async (_, use) => {
  await using server = await startGatedServer(never);
  await store(server.log);
  using stays = joinStock(server.syncUrl, "test");
  await stays.synced();
  const before = await isBuilt(server);
  await use(server);
  expect([before, await isBuilt(server)]).toEqual([false, true]);
});

test("P2 what several write while there is no document is stored, in order, and seen by all", async () => {
  await using server = await startGatedServer(never);
  const stored = await store(server.log);
  using clients = new DisposableStack();
  const people = Array.from({ length: 3 }, () => clients.use(joinStock(server.syncUrl, "test")));
  await Promise.all(people.map((person) => person.synced()));
  expect(await isBuilt(server)).toBe(false);
  for (const [index, person] of people.entries())
    for (let value = 0; value < 10; value += 1) person.set("n", `s:own-${index}`, value);
  for (const person of people)
    await Promise.all(people.map((_, index) => person.sees("n", `s:own-${index}`, 9)));
  const replayed = new Y.Doc();
  for await (const { bytes } of server.log.readSince("test", 0)) Y.applyUpdate(replayed, bytes);
  expect(contentOf(replayed)).toEqual(contentOf(people[0]?.doc ?? stored));
});

test("once all who asked have been answered, the document is built by itself", async () => {
  await using server = await startGatedServer({ buildRestMs: 1 });
  await store(server.log);
  using stock = joinStock(server.syncUrl, "test");
  await stock.synced();
  await expect.poll(() => isBuilt(server)).toBe(true);
});

test("P6 fifty who join a stored room at once have it read once", async () => {
  await using server = await startGatedServer(never);
  const stored = await store(server.log);
  const reading = vi.spyOn(server.log, "readNewestSnapshot");
  using clients = new DisposableStack();
  const people = Array.from({ length: 50 }, () => clients.use(joinStock(server.syncUrl, "test")));
  await Promise.all(people.map((person) => person.synced()));
  expect(reading.mock.calls.length).toBe(1);
  for (const { doc } of people) expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(stored));
  expect(await isBuilt(server)).toBe(false);
});

test.each([
  ["its snapshot", "UPDATE doc_snapshot SET bytes = x'0000' WHERE doc_id = 'test'"],
  ["its state vector", "UPDATE doc_snapshot SET state_vector = x'0101FF01' WHERE doc_id = 'test'"],
  [
    "an update after the snapshot",
    "UPDATE doc_update SET bytes = x'0000' WHERE doc_id = 'test' AND seq = 65",
  ],
])("P5 when %s was changed, whoever joins is told, before anything of it is sent", async (_, sql) => {
  await using server = await startStored();
  change(server.dataDir, sql);
  await server.restart();
  using raw = await openRaw(server.syncUrl, "test");
  raw.send(asking());
  expect([(await raw.closed()).code, raw.frames]).toEqual([4500, []]);
});

test("P5 a state vector that is not the document's ends the room when that is built", async () => {
  await using server = await startGatedServer(never);
  const stored = await store(server.log);
  await server.log.append([{ room: "test", origin: "edit", bytes: nothing }]);
  await server.log.saveSnapshot("test", 4, Y.encodeStateAsUpdate(stored), Uint8Array.of(0));
  using raw = await openRaw(server.syncUrl, "test");
  raw.send(asking());
  await raw.hears(1, messageTypes.sync, syncTypes.step2);
  raw.send(asking(stored));
  expect((await raw.closed()).code).toBe(4500);
  await expect(server.rooms.open(readName())).rejects.toMatchObject({ code: "data-damaged" });
});

test("whoever joins has what is stored, whatever came after the snapshot, and a vector that says so", async () => {
  for (let seed = 1; seed <= onDemand("ENTENTE_COLD_SEEDS", 20); seed += 1) {
    await using server = await startGatedServer(never);
    const stored = await storeAtRandom(server.log, new Random(seed));
    using raw = await openRaw(server.syncUrl, "test");
    raw.send(asking());
    await raw.hears(1, messageTypes.sync, syncTypes.step2);
    const doc = new Y.Doc();
    for (const frame of raw.frames) hear(doc, frame);
    expect([seed, contentOf(doc)]).toEqual([seed, contentOf(stored)]);
    expect([seed, vectorIn(raw.frames[0])]).toEqual([seed, Y.encodeStateVector(stored)]);
    expect(await isBuilt(server)).toBe(false);
    using lease = await server.rooms.open(readName());
    lease.room.document.read((built) => expect(contentOf(built)).toEqual(contentOf(stored)));
  }
});

/** Several people write in turns, on what each has seen; a snapshot, with or without its vector, somewhere in between. */
async function storeAtRandom(log: UpdateLog, random: Random): Promise<Y.Doc> {
  const [stored, ...people] = Array.from({ length: 4 }, () => new Y.Doc());
  if (!stored) throw new Error("there is a document");
  const edits = 2 + random.below(30);
  const snapshotAt = random.below(edits);
  for (let edit = 0; edit < edits; edit += 1) {
    const doc = random.pick(people);
    if (random.chance(0.5)) Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored));
    const vector = Y.encodeStateVector(doc);
    doc.transact(() => {
      for (let write = random.below(4); write >= 0; write -= 1)
        doc.getMap(random.pick(["n", "e"])).set(`s:${random.below(5)}`, random.below(1000));
    });
    const bytes = Y.encodeStateAsUpdate(doc, vector);
    Y.applyUpdate(stored, bytes);
    const [seq = 0] = await log.append([{ room: "test", origin: "edit", bytes }]);
    if (edit !== snapshotAt) continue;
    const kept = random.chance(0.7) ? Y.encodeStateVector(stored) : undefined;
    await log.saveSnapshot("test", seq, Y.encodeStateAsUpdate(stored), kept);
  }
  expect(vectorOf(await readStoredRoom(log, "test"))).toEqual(Y.encodeStateVector(stored));
  return stored;
}

/** A real server, stopped, with a snapshot that it made itself, and updates after it. */
async function startStored() {
  const server = await startTestServer({ limits: { snapshotLogRowsMax: 50 } });
  using writer = joinStock(server.syncUrl, "test");
  await writer.synced();
  using other = joinStock(server.syncUrl, "test");
  for (let value = 1; value <= 60; value += 1) writer.set("n", "s:JPN", value);
  await other.sees("n", "s:JPN", 60);
  // After the snapshot, wherever it was made.
  for (let value = 61; value <= 65; value += 1) writer.set("n", "s:JPN", value);
  await other.sees("n", "s:JPN", 65);
  await server.close();
  return server;
}

function change(dataDir: string, sql: string): void {
  using database = new DatabaseSync(join(dataDir, "entente.sqlite"));
  const { changes } = database.prepare(sql).run();
  expect(changes).toBeGreaterThan(0);
}

function vectorIn(frame: Uint8Array | undefined): Uint8Array {
  const reader = new ByteReader(frame ?? nothing);
  expect([reader.varUint(), reader.varUint()]).toEqual([messageTypes.sync, syncTypes.step1]);
  return Uint8Array.from(reader.varBytes());
}

/** The answer to a step 1. */
function step2(update: Uint8Array): Uint8Array {
  return Uint8Array.from([messageTypes.sync, syncTypes.step2, update.byteLength, ...update]);
}

// What lost a race is noted by the server, survives whatever happens to it, and is settled by anybody.
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import { conflictRoot } from "../../../schema/document.ts";
import { perform } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import type { Conflict } from "../../../schema/graph.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { project } from "../../../schema/projection.ts";
import { readRoom } from "../../../schema/protocol.ts";
import { defaultLimits, type Limits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { Committer } from "../../../server/storage/committer.ts";
import type { Room } from "../../../server/sync/room.ts";
import { Rooms } from "../../../server/sync/rooms.ts";
import { gatedLog, type GatedLog } from "../../support/gated-log.ts";
import { commit, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { startServerProcess, type ServerProcess } from "../../support/server-process.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { any, byte, bytes, firstWrite, overwrite, update } from "../../support/update-bytes.ts";
import { documentChanges, until } from "../../support/wait.ts";

const nobody = { probe: () => {}, probesAnswered: 0, isHere: true, personId: undefined, retry: () => {} };
const japan = { kind: "state", label: "Japan" };
const ann = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };
const conflictsOf = (doc: Y.Doc) => project(doc).conflicts;
const valuesOf = ({ current, others }: Conflict) => [current, ...others].map(({ value }) => value);
const whoOf = ({ current, others }: Conflict) =>
  [current, ...others].map(({ by = "" }) => by).toSorted((x, y) => x.localeCompare(y));

let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

function join(name: string): StockClient {
  if (!server) throw new Error("a server runs");
  const client = joinStock(server.syncUrl, "cptpp");
  client.provider.awareness.setLocalStateField("user", { name });
  return client;
}

const open = (client: StockClient, count: number) =>
  until(
    () => conflictsOf(client.doc).length === count,
    documentChanges(client.doc),
    `${count} open conflicts`,
  );

test("two who rename one thing off line both hear of it; it outlives a killed server, until one of them settles it", async () => {
  server = await startServerProcess();
  using a = join("Ann");
  using b = join("Ben");
  await Promise.all([a.synced(), b.synced()]);
  for (const { provider } of [a, b]) provider.disconnect();
  a.set("n", "s:JPN/label", "Nippon");
  b.set("n", "s:JPN/label", "Nihon");
  a.provider.connect();
  await a.synced();
  b.provider.connect();
  await Promise.all([open(a, 1), open(b, 1)]);
  const [seen] = conflictsOf(a.doc);
  if (!seen) throw new Error("an open conflict");
  expect(conflictsOf(b.doc)).toEqual([seen]);
  expect(new Set(valuesOf(seen))).toEqual(new Set(["Nihon", "Nippon"]));
  expect(whoOf(seen)).toEqual(["Ann", "Ben"]);
  expect(Number.isNaN(Date.parse(seen.current.at ?? ""))).toBe(false);

  await server.kill();
  await server.start();
  using late = join("Cat");
  await open(late, 1);
  expect(conflictsOf(late.doc)).toEqual([seen]);
  await Promise.all([a.synced(), b.synced()]);
  const take = seen.others[0]?.write;
  perform(b.doc, { kind: "settle-conflict", root: "n", key: "s:JPN/label", ...(take && { take }) }, ann);
  await Promise.all([open(a, 0), open(b, 0), open(late, 0)]);
  expect(project(a.doc).entities.get("s:JPN" as EntityId)?.label).toBe(seen.others[0]?.value);
});

const name = readRoom("test");
if (!name) throw new Error("test names a room");

async function setUp(limits: Partial<Limits> = {}) {
  const log = await gatedLog();
  return { log, ...roomsOn(log, limits) };
}

function roomsOn(log: GatedLog, limits: Partial<Limits> = {}) {
  const all = { ...defaultLimits, ...limits };
  const committer = new Committer(log, all);
  return {
    committer,
    rooms: new Rooms({ log, committer, limits: all, logger: openLog("silent"), now: () => 0 }),
  };
}

/** Two writes of one key that know nothing of each other, after one both know. */
function race(): readonly [known: Uint8Array, one: Uint8Array, two: Uint8Array] {
  const start = new Y.Doc();
  start.getMap("n").set("s:JPN", japan);
  const known = Y.encodeStateAsUpdate(start);
  const [one, two] = ["Nippon", "Nihon"].map((label, index) => {
    const doc = new Y.Doc();
    doc.clientID = index + 1;
    Y.applyUpdate(doc, known);
    const before = Y.encodeStateVector(doc);
    doc.getMap("n").set("s:JPN/label", label);
    return Y.encodeStateAsUpdate(doc, before);
  });
  if (!one || !two) throw new Error("two writes");
  return [known, one, two];
}

const submit = (room: Room, sent: Uint8Array, by: string) =>
  room.submit(sent, () => {}, { sender: nobody, isAnswer: false, by });

/** Resolves when all that was sent is on disk, with the notes of it. */
async function settled(room: Room, committer: Committer): Promise<void> {
  await committer.flush();
  await room.noted();
  await committer.flush();
}

test("CON-3 what the process did not come to note is noted when the room is read again, once", async () => {
  const { log, committer, rooms } = await setUp();
  const [known, one, two] = race();
  {
    using lease = await rooms.open(name);
    for (const sent of [known, one]) submit(lease.room, sent, "Ann");
    await committer.flush();
    submit(lease.room, two, "Ben");
    await committer.flush();
    // The server stops while its disk refuses.
    log.refuse(new EntenteError("storage-failed"));
    committer.stopRetrying();
    await settled(lease.room, committer);
    expect(lease.room.isClosed).toBe(true);
    log.accept();
  }
  expect((await log.readHead("test"))?.seq).toBe(3);
  for (let opening = 0; opening < 2; opening += 1) {
    const { committer: next, rooms: again } = roomsOn(log);
    using lease = await again.open(name);
    await settled(lease.room, next);
    const [conflict, ...more] = lease.room.document.read(conflictsOf);
    expect([conflict && valuesOf(conflict), conflict && whoOf(conflict), more]).toEqual([
      ["Nihon", "Nippon"],
      ["Ann", "Ben"],
      [],
    ]);
    expect((await log.readHead("test"))?.seq).toBe(4);
  }
});

test("CON-3 no snapshot is taken before what was found is on disk, and who wrote what is known after one", async () => {
  const { log, committer, rooms } = await setUp({ snapshotLogRowsMax: 1, snapshotRowsMinAtClose: 1 });
  const [known, one, two] = race();
  {
    using lease = await rooms.open(name);
    for (const sent of [known, one]) submit(lease.room, sent, "Ann");
    await committer.flush();
    submit(lease.room, two, "Ben");
    await committer.flush();
    expect((await log.readNewestSnapshot("test"))?.seq).toBe(2);
    await settled(lease.room, committer);
    expect((await log.readNewestSnapshot("test"))?.seq).toBe(4);
  }
  const { committer: next, rooms: again } = roomsOn(log);
  using lease = await again.open(name);
  const third = new Y.Doc();
  for (const sent of [known, one]) Y.applyUpdate(third, sent);
  const before = Y.encodeStateVector(third);
  third.getMap("n").set("s:JPN/label", "Japan");
  submit(lease.room, Y.encodeStateAsUpdate(third, before), "Cat");
  await settled(lease.room, next);
  const [conflict] = lease.room.document.read(conflictsOf);
  expect(conflict && whoOf(conflict)).toEqual(["Ben", "Cat"]);
});

test("CON-3 whoever writes under the server's own client id does not keep it from noting", async () => {
  const { committer, rooms } = await setUp();
  using lease = await rooms.open(name);
  const { room } = lease;
  const [known, one, two] = race();
  for (const sent of [known, one, two]) submit(room, sent, "Ann");
  await settled(room, committer);
  const serverId = room.document.read((doc) => [...doc.getMap(conflictRoot)._map.values()][0]?.id.client);
  submit(
    room,
    update(serverId ?? 0, 1, [firstWrite("n", "s:PER", any({ kind: "state", label: "Peru" }))]),
    "Eve",
  );
  const [client, clock] = room.document.read((doc) => {
    const { id } = doc.getMap("n")._map.get("s:JPN") ?? {};
    return [id?.client ?? 0, id?.clock ?? 0];
  });
  for (const writer of [31, 32])
    submit(room, update(writer, 0, [firstWrite("n", "s:JPN/notes", any(`${writer}`))]), "Dan");
  await settled(room, committer);
  expect([client > 0, clock]).toEqual([true, 0]);
  expect(room.document.read(conflictsOf).map(({ key }) => key)).toEqual(["s:JPN/label", "s:JPN/notes"]);
});

test("CON-5 a client settles an entry, and neither writes, replaces nor wipes one", () => {
  const room = openRoom();
  const [known, one, two] = race();
  for (const sent of [known, one, two]) commit(room, sent);
  const entry = { kind: "conflict", root: "n", key: "s:JPN/label", values: [] };
  const note = update(7, 0, [firstWrite("x", "cfl:1-0-2-0", any(entry))]);
  expect(verdictOn(room, note)).toBe("update-invalid");
  const verdict = room.judgeNote(note);
  if (verdict.kind !== "new") throw new Error("the server's own note is new");
  room.queue(verdict.update);
  room.apply(verdict.update, room.seq + 1);
  const run = bytes(byte(0xa1), 7, 0, 1);
  const attempts = [
    update(8, 0, [overwrite(7, 0, any({ ...entry, key: "s:JPN/notes" }))]),
    update(8, 0, [run]),
    update(8, 0, [firstWrite("x", "cfl:1-0-2-0", any(0))]),
    update(8, 0, [firstWrite("x", "cfl:1-0-2-0/values", any([]))]),
    update(8, 0, [firstWrite("x", "s:JPN", any(japan))]),
    update(8, 0, [firstWrite("n", "cfl:1-0-2-0", any(japan))]),
    bytes(0, 1, 7, 1, 0, 1),
  ];
  expect(attempts.map((attempt) => verdictOn(room, attempt))).toEqual(attempts.map(() => "update-invalid"));
  const mark = firstWrite("x", "cfl:1-0-2-0/settled", any({ by: "Ann", at: ann.at }));
  expect(verdictOn(room, update(8, 0, [mark]))).toBe("new");
  expect(verdictOn(openRoom("view"), update(8, 0, [mark]))).toBe("update-invalid");
});

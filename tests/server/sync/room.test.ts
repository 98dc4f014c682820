// The order of an edit, and what a room does when the disk does not do its part.
import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import type { ExtensionMessage } from "../../../schema/extension.ts";
import { messageTypes, readRoom, syncTypes } from "../../../schema/protocol.ts";
import { defaultLimits, type Limits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { Committer } from "../../../server/storage/committer.ts";
import { ByteReader } from "../../../server/sync/byte-reader.ts";
import type { Room } from "../../../server/sync/room.ts";
import type { Subscriber } from "../../../server/sync/room-parts.ts";
import { Rooms } from "../../../server/sync/rooms.ts";
import { readWire } from "../../support/read-wire.ts";
import { gatedLog } from "../../support/gated-log.ts";

const name = readRoom("test");
if (!name) throw new Error("test names a room");

afterEach(() => {
  vi.useRealTimers();
});

async function setUp(limits: Partial<Limits> = {}) {
  const log = await gatedLog();
  const all = { ...defaultLimits, ...limits };
  const committer = new Committer(log, all);
  const rooms = new Rooms({ log, committer, limits: all, logger: openLog("silent"), now: () => 0 });
  return { log, committer, rooms };
}

/** Somebody who notes what a room says to them. */
class Listener implements Subscriber {
  readonly doc = new Y.Doc();
  readonly said: string[] = [];

  send(frame: Uint8Array): void {
    const reader = new ByteReader(frame);
    const [type, subtype] = [reader.varUint(), reader.varUint()];
    if (type !== messageTypes.sync) return void this.said.push("presence");
    const payload = reader.varBytes();
    if (subtype !== syncTypes.step1) Y.applyUpdate(this.doc, payload);
    this.said.push(["step1", "step2", "update"][subtype] ?? "?");
  }

  tell({ kind }: ExtensionMessage): void {
    this.said.push(kind);
  }

  /** Says its step 1, and takes the answer. */
  asks(room: Room): void {
    const { wires } = room.document.answers.step2(Y.encodeStateVector(this.doc));
    this.deliver(Buffer.concat(wires));
  }

  readonly isBehind = false;
  readonly seesPeople = true;

  deliver(wire: Uint8Array): void {
    for (const message of readWire(wire)) this.send(message);
  }

  fallBehind(): void {
    this.said.push("behind");
  }

  close(error: EntenteError): void {
    this.said.push(error.code);
  }
}

/** An edit as a client sends it, and the document after it. */
function editOf(doc: Y.Doc, value: unknown): Uint8Array {
  const vector = Y.encodeStateVector(doc);
  doc.getMap("n").set("s:JPN", value);
  return Y.encodeStateAsUpdate(doc, vector);
}

const valueIn = (doc: Y.Doc): unknown => doc.getMap("n").get("s:JPN");
const nothing = () => {};

test("nobody hears of an edit before it is on disk, not even its author or who joins meanwhile", async () => {
  const { log, committer, rooms } = await setUp();
  using lease = await rooms.open(name);
  const { room } = lease;
  const [author, other, late] = [new Listener(), new Listener(), new Listener()];
  room.join(author);
  room.join(other);
  const busy = log.hold();
  expect(room.submit(editOf(author.doc, 1), nothing)).toBe("queued");
  await busy;
  room.join(late);
  late.asks(room);
  expect([author.said, other.said, late.said]).toEqual([["step1"], ["step1"], ["step1", "step2"]]);
  expect(valueIn(late.doc)).toBeUndefined();
  expect((await log.readHead("test"))?.seq).toBe(0);

  log.release();
  await committer.flush();
  expect((await log.readHead("test"))?.seq).toBe(1);
  expect([author.said.at(-1), other.said.at(-1), late.said.at(-1)]).toEqual(["update", "update", "update"]);
  expect([valueIn(other.doc), valueIn(late.doc)]).toEqual([1, 1]);
});

test("edits that follow one another while the disk is busy arrive in order, in one group", async () => {
  const { log, committer, rooms } = await setUp();
  using lease = await rooms.open(name);
  const [author, other] = [new Y.Doc(), new Listener()];
  lease.room.join(other);
  const busy = log.hold();
  lease.room.submit(editOf(author, 0), nothing);
  await busy;
  for (let value = 1; value <= 20; value += 1) lease.room.submit(editOf(author, value), nothing);
  log.release();
  await committer.flush();
  expect(valueIn(other.doc)).toBe(20);
  expect(log.groups).toEqual([1, 20]);
});

test("P21 of many edits that come at once the document is written down as often as it has grown, not for each", async () => {
  const { log, committer, rooms } = await setUp({ snapshotLogBytesMin: 100 });
  using lease = await rooms.open(name);
  const author = new Y.Doc();
  const busy = log.hold();
  lease.room.submit(editOf(author, "first"), nothing);
  await busy;
  for (let value = 1; value <= 100; value += 1)
    lease.room.submit(editOf(author, `${value}`.repeat(100)), nothing);
  log.release();
  await committer.flush();
  await expect.poll(() => log.snapshots.at(-1)).toBe(101);
  await lease.room.saveSnapshotIfWorthwhile();
  expect(log.snapshots).toEqual([101]);
});

test("P4 while the disk refuses, the room stays open, shows nothing unsaved, and goes on by itself afterwards", async () => {
  const { log, committer, rooms } = await setUp({ storageRetryMsMin: 1 });
  using lease = await rooms.open(name);
  const { room } = lease;
  const [author, other, late] = [new Listener(), new Listener(), new Listener()];
  room.join(author);
  room.join(other);
  room.submit(editOf(author.doc, "before"), nothing);
  await committer.flush();
  const refused = log.refuse(new EntenteError("storage-failed"));
  let settled = 0;
  for (let value = 1; value <= 20; value += 1) room.submit(editOf(author.doc, value), () => (settled += 1));
  await refused(3);
  expect([room.service.state, settled, valueIn(other.doc)]).toEqual(["degraded", 0, "before"]);
  // Whoever comes now is served what is on disk.
  room.join(late);
  late.asks(room);
  expect(valueIn(late.doc)).toBe("before");
  expect(room.isIdle).toBe(false);

  log.accept();
  await committer.flush();
  expect([room.service.state, settled]).toEqual(["ok", 20]);
  expect([author, other, late].map(({ doc }) => valueIn(doc))).toEqual([20, 20, 20]);
  expect([author, other, late].flatMap(({ said }) => said)).not.toContain("storage-failed");
});

test("when the server stops while the disk refuses, everybody is sent away with the reason", async () => {
  const { log, committer, rooms } = await setUp({ storageRetryMsMin: 3_600_000 });
  using lease = await rooms.open(name);
  const [author, other] = [new Listener(), new Listener()];
  lease.room.join(author);
  lease.room.join(other);
  const refused = log.refuse(new EntenteError("storage-failed"));
  let settled = 0;
  lease.room.submit(editOf(author.doc, 1), () => (settled += 1));
  await refused(1);
  committer.stopRetrying();
  await committer.flush();
  expect(settled).toBe(1);
  expect([author.said, other.said]).toEqual([
    ["step1", "storage-failed"],
    ["step1", "storage-failed"],
  ]);
});

test("P6 a room is loaded once, however many open it at once, and nobody sees it half loaded", async () => {
  const { log, committer, rooms } = await setUp();
  {
    using first = await rooms.open(name);
    first.room.submit(editOf(new Y.Doc(), "stored"), nothing);
    await committer.flush();
    await rooms[Symbol.asyncDispose]();
  }
  const reads = vi.spyOn(log, "readNewestSnapshot");
  const again = new Rooms({ log, committer, limits: defaultLimits, logger: openLog("silent"), now: () => 0 });
  const leases = await Promise.all(Array.from({ length: 200 }, () => again.open(name)));
  expect(reads).toHaveBeenCalledTimes(1);
  expect(new Set(leases.map(({ room }) => room)).size).toBe(1);
  expect(leases[0]?.room.document.read(valueIn)).toBe("stored");
});

test("a room that cannot be loaded is refused, not empty, and is read anew the next time", async () => {
  const { log, rooms } = await setUp();
  vi.spyOn(log, "readHead").mockRejectedValueOnce(new EntenteError("data-damaged"));
  const tries = await Promise.allSettled([rooms.open(name), rooms.open(name)]);
  expect(tries.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(rooms.openCount).toBe(0);
  using lease = await rooms.open(name);
  expect(lease.room.isClosed).toBe(false);
});

test("a workspace that does not exist opens no room", async () => {
  const { rooms } = await setUp();
  const unknown = { name: "other", workspace: "other", part: "graph" } as const;
  await expect(rooms.open(unknown)).rejects.toMatchObject({ code: "workspace-unknown" });
  expect(rooms.openCount).toBe(0);
});

test("a room stays a while after the last has left, and goes unless somebody comes back", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { rooms, committer } = await setUp({ roomIdleMs: 30_000 });
  const first = await rooms.open(name);
  const { room } = first;
  room.submit(editOf(new Y.Doc(), "kept"), nothing);
  await committer.flush();
  first[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(29_000);
  const second = await rooms.open(name);
  expect(second.room).toBe(room);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(rooms.openCount).toBe(1);
  second[Symbol.dispose]();
  second[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(31_000);
  expect([rooms.openCount, room.isClosed]).toEqual([0, true]);
});

test("a room that is left while an edit is on its way to the disk keeps it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { log, committer, rooms } = await setUp({ roomIdleMs: 1000 });
  const lease = await rooms.open(name);
  const busy = log.hold();
  lease.room.submit(editOf(new Y.Doc(), "kept"), nothing);
  await busy;
  lease[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(5000);
  expect(rooms.openCount).toBe(1);
  log.release();
  await committer.flush();
  await vi.advanceTimersByTimeAsync(5000);
  expect(rooms.openCount).toBe(0);
  using again = await rooms.open(name);
  expect(again.room.document.read(valueIn)).toBe("kept");
});

test("a long log gets a snapshot, and loading from it gives the same document", async () => {
  const { log, committer, rooms } = await setUp({ snapshotLogBytesMin: 2000 });
  const doc = new Y.Doc();
  {
    using lease = await rooms.open(name);
    for (let value = 1; value <= 200; value += 1) lease.room.submit(editOf(doc, value), nothing);
    await committer.flush();
    await rooms[Symbol.asyncDispose]();
  }
  expect((await log.readNewestSnapshot("test"))?.seq).toBeGreaterThan(50);
  const again = new Rooms({ log, committer, limits: defaultLimits, logger: openLog("silent"), now: () => 0 });
  using lease = await again.open(name);
  expect([lease.room.document.seq, lease.room.document.read(valueIn)]).toEqual([200, 200]);
});

test("P4 on a disk with space for edits but not for a snapshot, each edit costs what it did", async () => {
  const { log, committer, rooms } = await setUp({ snapshotLogBytesMin: 2000, snapshotRowsMinAtClose: 1000 });
  const refused = new EntenteError("storage-failed");
  const saving = vi.spyOn(log, "saveSnapshot").mockRejectedValue(refused);
  const doc = new Y.Doc();
  using lease = await rooms.open(name);
  let bytes = 0;
  for (let value = 1; value <= 400; value += 1) {
    const update = editOf(doc, value);
    bytes += update.byteLength;
    lease.room.submit(update, nothing);
    await committer.flush();
  }
  expect(saving.mock.calls.length).toBeGreaterThan(1);
  expect(saving.mock.calls.length).toBeLessThanOrEqual(bytes / 2000);
});

test("a document over its bound takes no more", async () => {
  const { committer, rooms } = await setUp({ documentBytesMax: 1000 });
  using lease = await rooms.open(name);
  const doc = new Y.Doc();
  const fill = () => {
    for (let value = 1; value <= 50; value += 1) lease.room.submit(editOf(doc, "x".repeat(100)), nothing);
  };
  expect(fill).toThrow(expect.objectContaining({ code: "too-large" }));
  await committer.flush();
  expect(lease.room.isClosed).toBe(false);
});

// What a client hears that asked for more than the stock protocol: when its edits are on disk, what was refused, what
// it may do, how the server is doing. Nobody else hears any of it.
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import type { RecordId } from "../../../schema/ids.ts";
import { openText } from "../../../schema/rooms/texts.ts";
import type { Limits } from "../../../server/limits.ts";
import { openAuthor, openExtended, type ExtendedClient } from "../../support/extended-client.ts";
import { startGatedServer, type GatedServer } from "../../support/gated-server.ts";
import { openRaw } from "../../support/raw-client.ts";
import { any, bytes, deleting, firstWrite, update } from "../../support/update-bytes.ts";

let server: GatedServer | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function setUp(limits: Partial<Limits> = {}): Promise<GatedServer> {
  server = await startGatedServer(limits);
  return server;
}

const japan = { kind: "state", label: "Japan" };
const ackCount = (count: number) => [count, 100, 1] as const;
const lastAck = (client: ExtendedClient) => client.told("ack").at(-1);
/** Resolves when all frames up to this one are acknowledged. */
async function hearsUpTo(client: ExtendedClient, n: number): Promise<void> {
  while ((lastAck(client)?.n ?? 0) < n) await client.hears(client.told("ack").length + 1, 100, 1);
}
/** A value under a key that no record can have. */
const badUpdate = (client: number) => update(client, 0, [firstWrite("n", "not a key", any(1))]);

test("P1 an edit is acknowledged only when it is on disk, and what follows it neither", async () => {
  const { syncUrl, log } = await setUp();
  using client = await openExtended(syncUrl, "test");
  const author = openAuthor();
  const busy = log.hold();
  client.sendUpdate(author.set("s:JPN", japan));
  await busy;
  client.sendUpdate(author.set("s:JPN/$del", { by: "Ann", at: "2026" }));
  await client.readState();
  expect(client.told("ack")).toEqual([]);

  log.release();
  await client.hears(...ackCount(1));
  const { n, head } = lastAck(client) ?? { n: 0, head: 0 };
  expect((await log.readHead("test"))?.seq).toBeGreaterThanOrEqual(n);
  expect(head).toBeGreaterThanOrEqual(n);
  await hearsUpTo(client, 2);
  expect(lastAck(client)).toEqual({ kind: "ack", n: 2, head: 2 });
});

test("P1 a deletion of text is acknowledged like any other edit, though it moves no clock", async () => {
  const { syncUrl, log } = await setUp();
  using client = await openExtended(syncUrl, "test/text");
  const doc = new Y.Doc();
  const sent: Uint8Array[] = [];
  doc.on("update", (made: Uint8Array) => sent.push(made));
  const text = openText(doc, "s:JPN" as RecordId);
  text.insert(0, "A long note");
  client.sendUpdate(sent[0] ?? new Uint8Array());
  await client.hears(...ackCount(1));
  const vector = Y.encodeStateVector(doc);
  const busy = log.hold();
  text.delete(0, 2);
  expect(Y.encodeStateVector(doc)).toEqual(vector);
  client.sendUpdate(sent[1] ?? new Uint8Array());
  await busy;
  await client.readState();
  expect(lastAck(client)?.n).toBe(1);
  log.release();
  await client.hears(...ackCount(2));
  expect(lastAck(client)).toEqual({ kind: "ack", n: 2, head: 2 });
});

test("P1 a repeat of what is on its way to the disk waits for it, on another connection too", async () => {
  const { syncUrl, log } = await setUp();
  using first = await openExtended(syncUrl, "test");
  const author = openAuthor();
  const edit = author.set("s:JPN", japan);
  const busy = log.hold();
  first.sendUpdate(edit);
  await busy;
  // The line broke, and the same person is back before the disk was done.
  using again = await openExtended(syncUrl, "test");
  again.sendAnswer(Y.encodeStateAsUpdate(author.doc));
  await again.readState();
  expect(again.told("ack")).toEqual([]);
  log.release();
  await again.hears(...ackCount(1));
  expect(again.told("ack")).toEqual([{ kind: "ack", n: 1, head: 1 }]);
});

test("P1 what is on disk already is acknowledged at once, an empty answer too", async () => {
  const { syncUrl } = await setUp();
  using client = await openExtended(syncUrl, "test");
  const edit = openAuthor().set("s:JPN", japan);
  client.sendAnswer(new Uint8Array([0, 0]));
  client.sendUpdate(edit);
  await hearsUpTo(client, 2);
  client.sendUpdate(edit);
  client.sendAnswer(edit);
  await hearsUpTo(client, 4);
  expect(lastAck(client)).toEqual({ kind: "ack", n: 4, head: 1 });
});

test("edits that go to disk together are acknowledged by one frame", async () => {
  const { syncUrl, log } = await setUp();
  using client = await openExtended(syncUrl, "test");
  const author = openAuthor();
  const busy = log.hold();
  client.sendUpdate(author.set("s:JPN", japan));
  await busy;
  for (let index = 0; index < 20; index += 1) client.sendUpdate(author.set("s:JPN/label", `${index}`));
  await client.readState();
  log.release();
  await client.hears(...ackCount(2));
  expect(client.told("ack").map(({ n }) => n)).toEqual([1, 21]);
});

test("P1 when the disk fails for good, nothing is acknowledged", async () => {
  const { syncUrl, log, committer } = await setUp();
  using client = await openExtended(syncUrl, "test");
  log.refuse(new EntenteError("storage-broken"));
  client.sendUpdate(openAuthor().set("s:JPN", japan));
  await client.closed();
  await committer.flush();
  expect(client.told("ack")).toEqual([]);
});

test("P7 an edit whose predecessors are missing is dropped, asked for before it counts as settled, and repaired", async () => {
  const { syncUrl } = await setUp();
  using client = await openExtended(syncUrl, "test");
  using other = await openExtended(syncUrl, "test");
  const author = openAuthor();
  client.sendUpdate(author.set("s:JPN", japan));
  await client.hears(...ackCount(1));
  author.set("s:JPN/label", "lost on the way");
  client.sendUpdate(author.set("s:JPN/notes", "later"));
  await client.hears(...ackCount(2));
  const kinds = client.frames.map((frame) =>
    frame[0] === 100 ? `ext ${frame[1]}` : `${frame[0]} ${frame[1]}`,
  );
  // Asked again, and only then counted: whoever counts its answer never believes itself saved in between.
  expect(kinds.slice(-2)).toEqual(["0 0", "ext 1"]);
  expect((await other.readState()).getMap("n").toJSON()).toEqual({ "s:JPN": japan });

  client.sendAnswer(Y.encodeStateAsUpdate(author.doc));
  await client.hears(...ackCount(3));
  expect((await other.readState()).getMap("n").toJSON()).toEqual({
    "s:JPN": japan,
    "s:JPN/label": "lost on the way",
    "s:JPN/notes": "later",
  });
});

test("P7 while the disk is busy, what is missing is asked for when it is done", async () => {
  const { syncUrl, log } = await setUp();
  using client = await openExtended(syncUrl, "test");
  const author = openAuthor();
  const busy = log.hold();
  client.sendUpdate(author.set("s:JPN", japan));
  await busy;
  author.set("s:JPN/label", "lost on the way");
  client.sendUpdate(author.set("s:JPN/notes", "later"));
  await client.readState();
  // The one at the join.
  expect(client.frames.filter(([type, subtype]) => type === 0 && subtype === 0)).toHaveLength(1);
  log.release();
  await client.hears(2, 0, 0);
});

test("P16 a refused edit is told with its number, its key and the reason; the connection goes on", async () => {
  const { syncUrl, log } = await setUp();
  using client = await openExtended(syncUrl, "test");
  client.sendUpdate(openAuthor(1).set("s:JPN", japan));
  client.sendUpdate(badUpdate(2));
  client.sendUpdate(openAuthor(3).set("s:PER", { kind: "state", label: "Peru" }));
  await hearsUpTo(client, 3);
  expect(client.told("reject")).toEqual([
    {
      kind: "reject",
      n: 2,
      code: "update-invalid",
      message: expect.stringContaining('"not a key" cannot be a key') as string,
      keys: ["not a key"],
    },
  ]);
  expect([...(await client.readState()).getMap("n").keys()].toSorted()).toEqual(["s:JPN", "s:PER"]);
  expect((await log.readHead("test"))?.seq).toBe(2);
});

test("P16 a bare deletion is refused with its key, also in an answer", async () => {
  const { syncUrl } = await setUp();
  using client = await openExtended(syncUrl, "test");
  client.sendUpdate(openAuthor(7).set("s:JPN", japan));
  await client.hears(...ackCount(1));
  client.sendAnswer(update(8, 0, [firstWrite("n", "s:PER", any(1))], deleting(7, 0, 1)));
  await client.hears(1, 100, 2);
  expect(client.told("reject")).toMatchObject([{ n: 2, keys: ["s:JPN"] }]);
});

test("too many refused edits in a minute end the connection, with a stock client the first does", async () => {
  const { syncUrl } = await setUp({ refusalsPerMinuteMax: 3 });
  using client = await openExtended(syncUrl, "test");
  using stock = await openRaw(syncUrl, "test");
  for (let index = 1; index <= 4; index += 1) client.sendUpdate(badUpdate(index));
  expect((await client.closed()).code).toBe(4400);
  expect(client.told("reject")).toHaveLength(3);
  stock.send(bytes(0, 2, badUpdate(9).byteLength, badUpdate(9)));
  expect((await stock.closed()).code).toBe(4400);
});

test("the first thing said is who is there, and what may be done", async () => {
  const { syncUrl } = await setUp();
  using client = await openExtended(syncUrl, "test");
  await client.hears(1, 0, 0);
  expect(client.frames[0]?.[0]).toBe(100);
  expect(client.told("hello")).toEqual([
    {
      kind: "hello",
      version: 1,
      generation: expect.any(String) as string,
      connection: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      rights: { edit: true },
      limits: { frameBytesMax: 16 * 1024 ** 2, documentBytesMax: 128 * 1024 ** 2 },
      serverTime: "2026-01-01T00:00:00.000Z",
    },
  ]);
});

test("P4 while the disk refuses, nothing is acknowledged and everybody is told; then all goes on by itself", async () => {
  const { syncUrl, log } = await setUp({ storageRetryMsMin: 5, storageRetryMsMax: 10 });
  using first = await openExtended(syncUrl, "test");
  const refused = log.refuse(new EntenteError("storage-failed"));
  first.sendUpdate(openAuthor().set("s:JPN", japan));
  await refused(2);
  await first.hears(1, 100, 4);
  using late = await openExtended(syncUrl, "test");
  await late.hears(1, 100, 4);
  expect(first.told("ack")).toEqual([]);
  log.accept();
  await first.hears(...ackCount(1));
  await Promise.all([first.hears(2, 100, 4), late.hears(2, 100, 4)]);
  const states = (client: ExtendedClient) => client.told("state").map(({ state }) => state);
  expect([states(first), states(late)]).toEqual([
    ["degraded", "ok"],
    ["degraded", "ok"],
  ]);
});

test("a server that is about to stop says so, and when to come back", async () => {
  const { syncUrl, committer } = await setUp({ reconnectSpreadMs: 3000 });
  using client = await openExtended(syncUrl, "test");
  committer.service.drain();
  await client.hears(1, 100, 4);
  expect(client.told("state")).toEqual([{ kind: "state", state: "draining", reconnectAfterMs: 1500 }]);
});

test("P26 whoever writes in a document that comes near its limit is told so once, before it is full", async () => {
  const { syncUrl } = await setUp({ documentBytesWarn: 2000, documentBytesMax: 4000 });
  using client = await openExtended(syncUrl, "test");
  const author = openAuthor();
  client.sendUpdate(author.set("s:JPN/notes", "x".repeat(1000)));
  await client.hears(...ackCount(1));
  expect(client.told("limit")).toEqual([]);
  client.sendUpdate(author.set("s:PER/notes", "x".repeat(1500)));
  client.sendUpdate(author.set("s:PER/label", "Peru"));
  await client.hears(1, 100, 9);
  client.sendUpdate(author.set("s:CHL/notes", "x".repeat(3000)));
  await client.hears(1, 100, 2);
  expect(client.told("limit")).toMatchObject([{ bytesMax: 4000 }]);
  expect(client.told("limit")[0]?.bytes).toBeGreaterThanOrEqual(2000);
  expect(client.told("reject")).toMatchObject([{ code: "too-large" }]);
  using late = await openExtended(syncUrl, "test");
  await late.hears(1, 100, 9);
});

test("who did not ask for the extension hears nothing of it", async () => {
  const { syncUrl, committer } = await setUp();
  using plain = await openRaw(syncUrl, "test");
  using other = await openRaw(syncUrl, "test?ext=0&ext=1");
  using asked = await openExtended(syncUrl, "test");
  committer.service.setStorage("degraded");
  asked.sendUpdate(openAuthor().set("s:JPN", japan));
  await Promise.all([plain.hears(1, 0, 2), other.hears(1, 0, 2), asked.hears(1, 100, 1)]);
  const heard = [...plain.frames, ...other.frames].map(([type]) => type);
  expect(heard.filter((type) => type === undefined || type >= 100)).toEqual([]);
});

// Whatever one socket sends, it ends with a code and a reason, and nobody else notices.
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startTestServer, type TestServer } from "../../support/server.ts";
import { openRaw } from "../../support/raw-client.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { Random } from "../../support/random.ts";
import { any, byte, bytes, deleting, firstWrite, update } from "../../support/update-bytes.ts";

let server: TestServer;
let a: StockClient;
let b: StockClient;
let edits = 0;

beforeAll(async () => {
  server = await startTestServer({ limits: { frameBytesMax: 1_000_000, socketPayloadBytesMax: 2_000_000 } });
  a = joinStock(server.syncUrl, "test");
  b = joinStock(server.syncUrl, "test");
  await Promise.all([a.synced(), b.synced()]);
  a.set("n", "s:JPN", { kind: "state", label: "Japan" });
  await b.sees("n", "s:JPN", { kind: "state", label: "Japan" });
});
afterAll(async () => {
  a[Symbol.dispose]();
  b[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

async function othersStillSync(): Promise<void> {
  edits += 1;
  a.set("n", "s:JPN/notes", `edit ${edits}`);
  await b.sees("n", "s:JPN/notes", `edit ${edits}`);
  expect(b.doc.getMap("n").get("s:JPN")).toEqual({ kind: "state", label: "Japan" });
}

const random = new Random(42);
const frame = (payload: Uint8Array) => bytes(0, 2, payload.byteLength, payload);
const huge = 2 ** 31;
const write = firstWrite("n", "s:CAN", any(1));
const state = (id: number, text: string) => bytes(id, 5, text);
const presence = (entries: Uint8Array) => bytes(1, entries.byteLength, entries);

describe("a frame of", () => {
  test.each<[string, Uint8Array | string, number, string]>([
    ["nothing", bytes(), 4400, "ends in the middle"],
    ["text", "hello", 4400, "text frame"],
    ["an unknown type", bytes(100, 3, "{}"), 4400, "type 100"],
    ["an unknown sync type", bytes(0, 7, 0), 4400, "type 7"],
    ["two messages", bytes(3, 3), 4400, "left over"],
    ["an update cut short", frame(update(9, 0, [write])).subarray(0, 15), 4400, "ends in the middle"],
    ["a length of four gigabytes", bytes(0, 2, 2 ** 32), 4400, "ends in the middle"],
    ["a state vector with a billion clients", bytes(0, 0, 5, 1_000_000_000), 4400, "announces"],
    ["30 million structs", frame(bytes(1, 30_000_000, 9, 0, 0)), 4400, "announces"],
    ["a collected struct of length 2^31", frame(update(9, 0, [bytes(byte(0), huge)])), 4400, "collected"],
    ["a foreign root", frame(update(9, 0, [firstWrite("users", "s:CAN", any(1))])), 4400, "root"],
    ["the key __proto__", frame(update(9, 0, [firstWrite("n", "__proto__", any(1))])), 4400, "__proto__"],
    [
      "a value nested 100,000 deep",
      frame(
        update(9, 0, [
          firstWrite(
            "n",
            "s:CAN",
            bytes(...Array.from({ length: 100_000 }, () => bytes(byte(117), 1)), any(1)),
          ),
        ]),
      ),
      4400,
      "nested",
    ],
    ["presence that is no JSON", presence(bytes(1, state(9, "{"))), 4400, "JSON"],
    ["presence that is no object", presence(bytes(1, state(9, "7"))), 4400, "object"],
    [
      "20,000 people",
      presence(bytes(20_000, ...Array.from({ length: 20_000 }, (_, index) => state(index, "{}")))),
      4413,
      "20000",
    ],
    ["a megabyte and more", new Uint8Array(1_000_001), 4413, "1000001 bytes"],
    ["more than the socket takes", new Uint8Array(2_000_001), 1009, ""],
  ])("%s", async (_, sent, code, reason) => {
    using client = await openRaw(server.syncUrl, "test");
    client.send(sent);
    const end = await client.closed();
    expect([end.code, end.reason]).toEqual([code, expect.stringContaining(reason)]);
    await othersStillSync();
  });
});

test("14 bytes that would wipe a map end their socket, and the map is whole", async () => {
  using client = await openRaw(server.syncUrl, "test");
  client.send(frame(bytes(0, deleting(a.doc.clientID, 0, 1))));
  const end = await client.closed();
  expect([end.code, end.reason]).toEqual([4400, expect.stringContaining("without a newer value")]);
  await othersStillSync();
});

test("2,000 random frames end their sockets and nothing else", async () => {
  for (let round = 0; round < 20; round += 1) {
    using client = await openRaw(server.syncUrl, "test");
    const ended = client.closed();
    for (let count = 0; count < 100; count += 1) client.send(random.bytes(1 + random.below(60)));
    expect((await ended).code).toBeGreaterThanOrEqual(4400);
  }
  await othersStillSync();
});

test("gaps are asked for again, never stored, and end the socket when they do not stop", async () => {
  using client = await openRaw(server.syncUrl, "test");
  await client.hears(1, 0, 0);
  client.send(frame(update(9, 50, [write])));
  await client.hears(2, 0, 0);
  for (let count = 0; count < 30; count += 1) {
    client.send(frame(update(9, 50, [write])));
    client.send(bytes(0, 1, 2, bytes(0, 0)));
  }
  const end = await client.closed();
  expect([end.code, end.reason]).toEqual([4400, expect.stringContaining("skipping")]);
  using fresh = joinStock(server.syncUrl, "test");
  await fresh.synced();
  expect(fresh.doc.store.pendingStructs).toBeNull();
  expect(fresh.doc.getMap("n").has("s:CAN")).toBe(false);
  await othersStillSync();
});

test("2,000 gap frames of eight bytes do not hold others up", async () => {
  using client = await openRaw(server.syncUrl, "test");
  for (let count = 0; count < 2000; count += 1) client.send(frame(update(9, 2 * count + 2, [write])));
  await othersStillSync();
});

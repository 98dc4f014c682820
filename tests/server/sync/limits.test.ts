// Each limit that somebody can hit by what they send: they are told which and how much, and the room goes on for others.
import { afterAll, beforeAll, expect, test } from "vitest";

import { openRaw } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { any, bytes, firstWrite, overwrite, update } from "../../support/update-bytes.ts";

const limits = {
  frameBytesMax: 20_000,
  documentBytesMax: 15_000,
  updateStructsMax: 50,
  updateClientsMax: 20,
  stringBytesMax: 1000,
  awarenessEntriesMax: 30,
  keySearchStepsMax: 100,
  gapsPerMinuteMax: 3,
  strangeClientsMax: 30,
};
let server: TestServer;
let other: StockClient;
beforeAll(async () => {
  server = await startTestServer({ limits });
  other = joinStock(server.syncUrl, "test");
  await other.synced();
});
afterAll(async () => {
  other[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const one = any(1);
const frame = (payload: Uint8Array) => bytes(0, 2, payload.byteLength, payload);
const write = firstWrite("n", "s:CAN", one);
const word = any("x".repeat(900));
/** Writes of many keys, as one client. */
const many = (count: number, value: Uint8Array) =>
  update(
    9,
    0,
    Array.from({ length: count }, (_, index) => firstWrite("n", `s:X${index}`, value)),
  );
const people = Array.from({ length: 31 }, (_, index) => bytes(index, 1, "{}"));
/** Two rows that overwrite each other in turn, and a fan behind them. */
const fan = () => {
  const rows = [5, 6].map((client) =>
    Array.from({ length: 12 }, (_, index) => {
      if (client === 5) return index === 0 ? firstWrite("n", "s:FAN", one) : overwrite(6, index - 1, one);
      return overwrite(5, index, one);
    }),
  );
  const behind = Array.from({ length: 12 }, (_, index) => overwrite(5, index, one));
  return bytes(3, 12, 5, 0, ...(rows[0] ?? []), 12, 6, 0, ...(rows[1] ?? []), 12, 9, 0, ...behind, 0);
};

const strangers = bytes(50, ...Array.from({ length: 50 }, (_, index) => bytes(1000 + index, 1)));

test.each<[string, Uint8Array, number, string]>([
  ["a state vector", bytes(0, 0, strangers.byteLength, strangers), 4413, "50 clients, at most 3"],
  ["a frame", new Uint8Array(20_001), 4413, "20001 bytes, at most 20000"],
  ["a document", frame(many(17, word)), 4413, "15000 bytes"],
  ["writes at once", frame(many(51, one)), 4413, "51 parts, at most 50"],
  [
    "clients at once",
    frame(bytes(21, ...Array.from({ length: 21 }, (_, index) => bytes(1, index + 1, 0, write)), 0)),
    4413,
    "21 parts, at most 20",
  ],
  [
    "a text",
    frame(update(9, 0, [firstWrite("n", "s:CAN", any("x".repeat(1001)))])),
    4413,
    "1001 bytes, at most 1000",
  ],
  ["people in one frame", bytes(1, bytes(31, ...people).byteLength, bytes(31, ...people)), 4413, "31"],
  ["what is written far behind", frame(fan()), 4400, "far behind"],
])("P26 %s over the limit is refused in words, and others go on", async (name, sent, code, reason) => {
  using client = await openRaw(server.syncUrl, "test");
  client.send(sent);
  expect(await client.closed()).toEqual({ code, reason: expect.stringContaining(reason) as string });
  other.set("n", "s:JPN", name);
  using newcomer = joinStock(server.syncUrl, "test");
  await newcomer.sees("n", "s:JPN", name);
  expect(newcomer.content("n")).toHaveLength(1);
});

test("P26 edits that keep skipping ahead end their socket in words, and others go on", async () => {
  using client = await openRaw(server.syncUrl, "test");
  for (let count = 1; count <= 5; count += 1) {
    client.send(frame(update(9, count * 2, [write])));
    client.send(bytes(0, 1, 2, bytes(0, 0)));
  }
  expect(await client.closed()).toEqual({
    code: 4400,
    reason: expect.stringContaining("skipping") as string,
  });
  using newcomer = joinStock(server.syncUrl, "test");
  await newcomer.synced();
});

// A server that stops under load: goodbyes in slices, nothing acknowledged lost, an end within bounds.
import { afterEach, expect, test } from "vitest";

import { Author, entriesOf, missingIn } from "../support/author.ts";
import { openExtended } from "../support/extended-client.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { startTestServer } from "../support/server.ts";
import { joinStock } from "../support/stock-client.ts";

let running: ServerProcess | undefined;
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
  running = undefined;
});

test("P24 a server that stops says goodbye in slices, and those who still wait know it", async () => {
  await using server = await startTestServer({
    limits: { drainSlices: 3, drainSliceSocketsMin: 1, drainSliceMs: 500 },
  });
  const clients = await Promise.all(Array.from({ length: 6 }, () => openExtended(server.syncUrl, "test")));
  const open = () => clients.filter(({ socket }) => socket.readyState === socket.OPEN).length;
  const stillOpen = clients.map(async (client) => {
    const { code } = await client.closed();
    return { code, open: open() };
  });
  const closing = server.close();
  const ends = await Promise.all(stillOpen);
  await closing;
  expect(new Set(ends.map(({ code }) => code))).toEqual(new Set([1012]));
  // When the first had gone, the others had not.
  expect(Math.max(...ends.map(({ open }) => open))).toBeGreaterThanOrEqual(4);
  expect(clients.map((client) => client.told("state").at(-1)?.state)).toEqual(clients.map(() => "draining"));
});

test("P24 SIGTERM while two write as fast as they can: ends with 0, and all that was acknowledged or seen is there", async () => {
  running = await startServerProcess();
  const server = running;
  const syncUrl = `${server.url.replace(/^http/, "ws")}/sync`;
  const reader = joinStock(syncUrl, "cptpp");
  await reader.synced();
  const clients = await Promise.all([1, 2].map(() => openExtended(syncUrl, "cptpp")));
  const authors = clients.map((client, index) => new Author(client, `d${index}e`));
  const writing = authors.map(async (author) => {
    while (author.client.socket.readyState === author.client.socket.OPEN) {
      author.edit();
      await new Promise(setImmediate);
    }
  });
  await clients[0]?.hears(50, 0, 2);
  const ended = server.stop();
  const codes = await Promise.all(clients.map(async (client) => (await client.closed()).code));
  await Promise.all(writing);
  expect([await ended, ...codes]).toEqual([0, 1012, 1012]);
  reader.provider.disconnect();
  const seen = [reader.doc, ...authors.map((author) => author.echoed())].map(entriesOf);
  const acknowledged = authors.map((author, index) =>
    author.sentIn(clients[index]?.told("ack").at(-1)?.n ?? 0),
  );
  for (const client of clients) client[Symbol.dispose]();
  reader[Symbol.dispose]();
  await server.start();
  using late = joinStock(syncUrl, "cptpp");
  await late.synced();
  const kept = entriesOf(late.doc);
  for (const entries of [...seen, ...acknowledged]) {
    expect(entries.size).toBeGreaterThan(20);
    expect(missingIn(kept, entries)).toEqual([]);
  }
});

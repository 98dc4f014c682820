// Readers who do not read: what they cost, what they get when they do, and when they are sent away.
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";

import { onDemand } from "../../support/fuzz.ts";
import { heldBytes } from "../../support/held-bytes.ts";
import { readNumbers } from "../../support/metrics.ts";
import { openRaw, type RawClient } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { asking, hear } from "../../support/sync-frames.ts";
import { documentChanges, until } from "../../support/wait.ts";

const MiB = 1024 * 1024;
/** More than the system keeps for a socket on its own. */
const mebibytes = onDemand("ENTENTE_SLOW_READER_MIB", 12);

let server: TestServer;
beforeAll(async () => {
  // However long it takes to write so much, nobody is sent away for not reading it.
  server = await startTestServer({ limits: { unreadMsMax: 3_600_000 } });
});
afterAll(() => server[Symbol.asyncDispose]());

/** Joins, reads everything, and then nothing more. */
async function joinLazily(syncUrl: string, room: string): Promise<RawClient> {
  const client = await openRaw(syncUrl, room);
  client.send(asking());
  await client.hears(1, 0, 1);
  client.socket.pause();
  return client;
}

/**
 * Writes so many megabytes into the same few keys, seen by somebody who reads. One key after the other: Yjs keeps some 240
 * bytes of each row of overwritten writes in each of the three documents here, which would be counted as the reader's.
 */
async function writeMuch(writer: StockClient, reader: StockClient, amount: number): Promise<number> {
  const text = "x".repeat(15_000);
  const count = Math.ceil((amount * MiB) / text.length);
  for (let edit = 1; edit <= count; edit += 1) {
    writer.set("n", `s:X${Math.floor(edit / 20) % 20}`, text);
    if (edit % 20 > 0 && edit < count) continue;
    // Never more on its way than somebody may have who waits for the disk.
    writer.set("n", "s:COUNT", edit);
    await reader.sees("n", "s:COUNT", edit);
  }
  return count;
}

/** A document that has all that a client has heard, and hears what it hears. */
function contentOf(client: RawClient): Y.Doc {
  const doc = new Y.Doc();
  for (const message of client.frames) hear(doc, message);
  client.socket.on("message", (message: Buffer) => hear(doc, message));
  return doc;
}

test(
  "P8 readers that stall cost a bounded number of bytes, and get what they missed on the same socket",
  { timeout: 120_000 + mebibytes * 2000 },
  async () => {
    using writer = joinStock(server.syncUrl, "test");
    using reader = joinStock(server.syncUrl, "test");
    await Promise.all([writer.synced(), reader.synced()]);
    await writeMuch(writer, reader, 1);
    const lazy = await Promise.all(Array.from({ length: 3 }, () => joinLazily(server.syncUrl, "test")));
    const before = await heldBytes();
    const edits = await writeMuch(writer, reader, mebibytes);
    const held = (await heldBytes()) - before;
    expect(held / lazy.length).toBeLessThan(2 * MiB);
    const numbers = await readNumbers(server.url);
    expect(numbers.of("entente_readers_left_behind_total")).toBeGreaterThanOrEqual(lazy.length);
    expect(numbers.of("entente_sockets_behind")).toBeGreaterThanOrEqual(lazy.length);
    expect(numbers.of("entente_outbox_bytes_max")).toBeLessThan(2 * MiB);

    writer.set("n", "s:LAST", "last");
    for (const client of lazy) {
      const content = contentOf(client);
      client.socket.resume();
      const hasAll = () => content.getMap("n").get("s:LAST") === "last";
      await until(hasAll, documentChanges(content), "what was missed");
      expect(Y.encodeStateAsUpdate(content)).toEqual(Y.encodeStateAsUpdate(writer.doc));
      expect(client.frames.length).toBeLessThan(edits);
      expect(client.socket.readyState).toBe(client.socket.OPEN);
    }
    const contents = lazy.map(contentOf);
    writer.set("n", "s:LAST", "after all");
    for (const content of contents) {
      const hasAll = () => content.getMap("n").get("s:LAST") === "after all";
      await until(hasAll, documentChanges(content), "the next edit as it comes");
    }
    for (const client of lazy) client[Symbol.dispose]();
  },
);

test("P8 characters that were deleted while somebody did not read are gone when they do", async () => {
  using writer = joinStock(server.syncUrl, "test/text");
  using reader = joinStock(server.syncUrl, "test/text");
  await Promise.all([writer.synced(), reader.synced()]);
  const [written, seen] = [writer.doc.getText("t:s:JPN"), reader.doc.getText("t:s:JPN")];
  const isSeen = () => seen.toJSON() === written.toJSON();
  const changes = documentChanges(reader.doc);
  written.insert(0, "A".repeat(100));
  await until(isSeen, changes, "the text");
  using lazy = await joinLazily(server.syncUrl, "test/text");
  for (let batch = 0; batch < 200; batch += 1) {
    for (let edit = 0; edit < 5; edit += 1) written.insert(100, "B".repeat(15_000));
    written.delete(100, 75_000);
    await until(isSeen, changes, "the batch");
  }
  written.delete(0, 50);
  written.insert(0, "end");
  await until(isSeen, changes, "the last edit");
  const content = contentOf(lazy);
  lazy.socket.resume();
  const hasAll = () => content.getText("t:s:JPN").toJSON() === `end${"A".repeat(50)}`;
  await until(hasAll, documentChanges(content), "the deletions");
});

test("P8 a reader that does not come back is sent away, with a code on which it comes back later", async () => {
  await using small = await startTestServer({
    // However long this machine takes until the reader listens again, it is not cut off before.
    limits: {
      unreadBytesMax: 100_000,
      unreadMsMax: 200,
      keepAliveTickMs: 20,
      awarenessTickMs: 1,
      closeMs: 60_000,
    },
  });
  using writer = joinStock(small.syncUrl, "test");
  using reader = joinStock(small.syncUrl, "test");
  await Promise.all([writer.synced(), reader.synced()]);
  using lazy = await openRaw(small.syncUrl, "test");
  lazy.send(Uint8Array.from([1, 7, 1, 9, 1, 3, 123, 32, 125]));
  const others = reader.provider.awareness;
  const changes = (listener: () => void) => {
    others.on("change", listener);
    return () => others.off("change", listener);
  };
  await until(() => others.getStates().has(9), changes, "the lazy one to be seen");
  lazy.socket.pause();
  await writeMuch(writer, reader, 16);
  await until(() => !others.getStates().has(9), changes, "the lazy one to be gone");
  lazy.socket.resume();
  expect((await lazy.closed()).code).toBe(1013);
});

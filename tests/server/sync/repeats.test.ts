// What is sent again is known already: it is stored once and shown once (T24).
import { expect, test } from "vitest";
import * as Y from "yjs";

import { openAuthor, openExtended } from "../../support/extended-client.ts";
import { startGatedServer } from "../../support/gated-server.ts";
import { Random } from "../../support/random.ts";
import { joinStock } from "../../support/stock-client.ts";

test("T24 each edit three times in any order is one row, one frame to others, and the same document", async () => {
  await using server = await startGatedServer();
  using client = await openExtended(server.syncUrl, "test");
  using reader = joinStock(server.syncUrl, "test");
  await reader.synced();
  let heard = 0;
  reader.doc.on("update", () => (heard += 1));
  const [author, random] = [openAuthor(), new Random(24)];
  const edits = Array.from({ length: 20 }, (_, index) => author.set(`s:X${index % 7}`, index));
  for (const [index, edit] of edits.entries()) {
    client.sendUpdate(edit);
    client.sendUpdate(random.pick(edits.slice(0, index + 1)));
    client.sendAnswer(random.pick(edits.slice(0, index + 1)));
  }
  while ((client.told("ack").at(-1)?.n ?? 0) < 60) await client.hears(client.told("ack").length + 1, 100, 1);
  await reader.sees("n", "s:X5", 19);
  const head = await server.log.readHead("test");
  expect([head?.seq, heard]).toEqual([20, 20]);
  expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(author.doc));
  expect(reader.content("n")).toEqual([...author.doc.getMap("n")].toSorted(([a], [b]) => (a < b ? -1 : 1)));
});

// A room that cannot be loaded: whoever asks is told so, nothing is written, and nothing is left behind.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import { openExtended } from "../../support/extended-client.ts";
import { startGatedServer } from "../../support/gated-server.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";

const rowsOf = (dataDir: string) => {
  using database = new DatabaseSync(join(dataDir, "entente.sqlite"), { readOnly: true });
  return ["doc", "doc_update", "doc_snapshot"].map((table) =>
    database.prepare(`SELECT * FROM ${table} WHERE ${table === "doc" ? "id" : "doc_id"} = 'test'`).all(),
  );
};

async function write(syncUrl: string, room: string): Promise<void> {
  using writer = joinStock(syncUrl, room);
  await writer.synced();
  using other = await openRaw(syncUrl, room);
  writer.set("n", "s:JPN", room);
  await other.hears(1, 0, 2);
}

test.each([
  ["its bytes were changed", "UPDATE doc_update SET bytes = x'0000' WHERE doc_id = 'test' AND seq = 1"],
  [
    "its last update is gone",
    "DELETE FROM doc_update WHERE doc_id = 'test' AND seq = (SELECT head_seq FROM doc WHERE id = 'test')",
  ],
  ["its first update is gone", "DELETE FROM doc_update WHERE doc_id = 'test' AND seq = 1"],
])(
  "P5 a room is refused when %s: never an empty one, and what is stored stays; other rooms go on",
  async (_, sql) => {
    await using server = await startTestServer({ workspaces: ["test", "other"] });
    for (const room of ["test", "other"]) await write(server.syncUrl, room);
    await server.close();
    using database = new DatabaseSync(join(server.dataDir, "entente.sqlite"));
    database.exec(sql);
    database.close();
    const before = rowsOf(server.dataDir);
    await server.restart();

    using extended = await openExtended(server.syncUrl, "test");
    expect((await extended.closed()).code).toBe(4500);
    expect(extended.frames).toEqual([]);
    // Somebody whose own copy is whole must not fill the hole either.
    const copy = new Y.Doc();
    copy.getMap("n").set("s:KOR", "own");
    using stock = joinStock(server.syncUrl, "test", copy);
    await expect.poll(() => stock.provider.wsUnsuccessfulReconnects).toBeGreaterThan(0);
    expect(stock.provider.synced).toBe(false);
    expect([...stock.doc.getMap("n").keys()]).toEqual(["s:KOR"]);
    using other = joinStock(server.syncUrl, "other");
    await other.sees("n", "s:JPN", "other");
    await server.close();
    expect(rowsOf(server.dataDir)).toEqual(before);
  },
);

test("P5 a load that fails leaves no room and no timer, and the next one finds all of it", async () => {
  await using server = await startGatedServer({ roomIdleMs: 1 });
  await write(server.syncUrl, "test");
  await expect.poll(() => server.rooms.openCount).toBe(0);
  const reading = vi.spyOn(server.log, "readHead").mockRejectedValueOnce(new EntenteError("storage-failed"));
  using refused = await openRaw(server.syncUrl, "test");
  expect((await refused.closed()).code).toBe(1013);
  expect([reading.mock.calls.length, server.rooms.openCount]).toEqual([1, 0]);
  using again = joinStock(server.syncUrl, "test");
  await again.sees("n", "s:JPN", "test");
});

test("P5 whoever waits too long for a load is told to come back, and the load goes on for others", async () => {
  await using server = await startGatedServer({ upgradeWaitMs: 50, roomIdleMs: 1 });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  vi.spyOn(server.log, "readHead").mockReturnValueOnce(promise);
  using refused = await openRaw(server.syncUrl, "test");
  expect((await refused.closed()).code).toBe(1013);
  expect([refused.frames, server.rooms.openCount]).toEqual([[], 1]);
  resolve(undefined);
  await expect.poll(() => server.rooms.openCount).toBe(0);
});

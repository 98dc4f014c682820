// Rooms that somebody names and nobody writes into.
import { expect, test } from "vitest";

import { startGatedServer } from "../../support/gated-server.ts";
import { openRaw } from "../../support/raw-client.ts";
import { any, bytes, firstWrite, update } from "../../support/update-bytes.ts";

test("T11 rooms in which there is nothing go when they are left, however many are named; others rest a while", async () => {
  await using server = await startGatedServer({ roomIdleMs: 3_600_000 });
  using writer = await openRaw(server.syncUrl, "test/view/full");
  const edit = update(1, 0, [firstWrite("p", "s:JPN", any([1, 2]))]);
  writer.send(bytes(0, 2, edit.byteLength, edit));
  await writer.hears(1, 0, 2);
  for (let round = 0; round < 5; round += 1) {
    const names = Array.from({ length: 40 }, (_, index) => `test/view/v${round}-${index}`);
    const visits = await Promise.all(names.map((name) => openRaw(server.syncUrl, name)));
    expect(server.rooms.openCount).toBeGreaterThanOrEqual(41);
    for (const visit of visits) visit.socket.close();
  }
  writer.socket.close();
  await expect.poll(() => server.rooms.openCount, { timeout: 10_000 }).toBe(1);
  expect(server.rooms.all.map(({ name }) => name.name)).toEqual(["test/view/full"]);
});

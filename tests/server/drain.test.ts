// A server that stops under load: goodbyes in slices, nothing acknowledged lost, an end within bounds.
import { afterEach, expect, test } from "vitest";

import { missingIn } from "../support/author.ts";
import { openExtended } from "../support/extended-client.ts";
import { onDemand } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { startTestServer } from "../support/server.ts";
import { keptBy, Witnesses } from "../support/witnesses.ts";

/** How often the server is stopped: once in an ordinary run, as often as asked for on demand. */
const rounds = onDemand("ENTENTE_DRAIN_ROUNDS", 1);
const roundMs = 30_000;
const seenMax = 400;
const aheadMax = 200;

let running: ServerProcess | undefined;
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
  running = undefined;
});

test("P24 a server that stops says goodbye in slices, and those who still wait know it", async () => {
  await using server = await startTestServer({
    // Longer than a busy machine may take to tell the first that they are closed.
    limits: { drainSlices: 2, drainSliceSocketsMin: 1, drainSliceMs: 3000 },
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
  expect(Math.max(...ends.map(({ open }) => open))).toBeGreaterThanOrEqual(3);
  expect(clients.map((client) => client.told("state").at(-1)?.state)).toEqual(clients.map(() => "draining"));
});

test(
  `P24 SIGTERM while two write as fast as they may (rounds: ${rounds}): ends with 0, and all that was acknowledged or seen is there`,
  { timeout: 120_000 + rounds * roundMs },
  async () => {
    running = await startServerProcess();
    const { syncUrl, start, stop, log } = running;
    const random = new Random(1);
    for (let round = 0; round < rounds; round += 1) {
      using people = await Witnesses.join(syncUrl, "cptpp", `d${round}`);
      const stopAfter = 20 + random.below(seenMax);
      await people.write(() => people.seenCount >= stopAfter, aheadMax);
      expect(people.hasEnded).toBe(false);
      const ended = stop();
      // They go on until they are told to go.
      await people.write(() => false, aheadMax);
      expect([await ended, await people.closeCodes()]).toEqual([0, [1012, 1012]]);
      const { seen, acknowledged } = people.testify();
      people[Symbol.dispose]();
      await start();
      const kept = await keptBy(syncUrl, "cptpp");
      expect(missingIn(kept, seen)).toEqual([]);
      expect(missingIn(kept, acknowledged)).toEqual([]);
      expect(Math.min(seen.size, acknowledged.size)).toBeGreaterThan(0);
    }
    expect(log()).not.toContain('"level":60');
  },
);

// Log before broadcast: whatever anybody saw survives a process that is killed at any moment, and a disk that fails.
import { afterEach, expect, test } from "vitest";

import { missingIn } from "../support/author.ts";
import { failingCall, needTracer } from "../support/failing-disk.ts";
import { onDemand } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { keptBy, Witnesses, type Testimony } from "../support/witnesses.ts";

/** How often the server is ended in each test: a few times in an ordinary run, as often as asked for on demand. */
const rounds = onDemand("ENTENTE_KILL_ROUNDS", 4);
const room = "cptpp";
const roundMs = 30_000;
/** Then a new folder, so that what is looked through does not grow for ever. */
const roundsOnOneFolder = 25;
const seenMax = 400;
const tracer = needTracer();

let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

/** What became of one life of a server. */
interface Life extends Testimony {
  /** The server ended before it was killed. */
  readonly endedByItself: boolean;
}

/** Two write and one reads, until so many edits were seen; then the server is killed. */
async function writeUntilKilled(
  running: ServerProcess,
  name: string,
  killAfter: number,
  aheadMax = 100,
): Promise<Life> {
  using people = await Witnesses.join(running.syncUrl, room, name);
  await people.write(() => people.seenCount >= killAfter, aheadMax);
  const endedByItself = people.hasEnded;
  await running.kill();
  return { ...people.testify(), endedByItself };
}

test(
  `P1, P2 kill -9 at ${rounds} random moments: nothing that was acknowledged, or that anybody saw, is gone`,
  { timeout: 120_000 + rounds * roundMs },
  async () => {
    const random = new Random(1);
    const lost: string[] = [];
    let acknowledgedCount = 0;
    for (let round = 0; round < rounds; round += 1) {
      if (round % roundsOnOneFolder === 0) {
        await server?.[Symbol.asyncDispose]();
        server = await startServerProcess();
      }
      if (!server) throw new Error("a server runs");
      const life = await writeUntilKilled(server, `r${round}`, 1 + random.below(seenMax));
      const { seen, acknowledged, endedByItself } = life;
      expect([endedByItself, seen.size > 0]).toEqual([false, true]);
      acknowledgedCount += acknowledged.size;
      await server.start();
      const kept = await keptBy(server.syncUrl, room);
      lost.push(...missingIn(kept, seen), ...missingIn(kept, acknowledged));
    }
    expect(lost).toEqual([]);
    expect(acknowledgedCount).toBeGreaterThan(0);
  },
);

test.skipIf(tracer.isSkipped).each([
  { what: "flush", countMax: 30 },
  { what: "write", countMax: 120 },
] as const)(
  `P1, P2 a $what that fails, at ${rounds} random places: the process ends, and nothing that was acknowledged or seen is gone${tracer.note}`,
  { timeout: 120_000 + rounds * roundMs },
  async ({ what, countMax }) => {
    tracer.insist();
    const random = new Random(2);
    let under: readonly string[] = [];
    server = await startServerProcess({ under: () => under });
    const [lost, codes]: [string[], (number | null)[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      await server.kill();
      under = failingCall(what, 1 + random.below(countMax));
      // Where it falls on the start, there is none, and the reader of the next round has all that was there.
      const hasStarted = await server.start().then(
        () => true,
        () => false,
      );
      if (!hasStarted) continue;
      const life = await writeUntilKilled(server, `f${round}`, seenMax, 10);
      const { seen, acknowledged, endedByItself } = life;
      if (endedByItself) codes.push(await server.ended());
      under = [];
      await server.start();
      const kept = await keptBy(server.syncUrl, room);
      lost.push(...missingIn(kept, seen), ...missingIn(kept, acknowledged));
    }
    expect(lost).toEqual([]);
    // Some fall on a checkpoint, which is not what an acknowledgement waits for and which is done over again.
    expect(codes.length).toBeGreaterThan(rounds / 3);
    expect(codes.filter((code) => code !== 1)).toEqual([]);
    expect(server.log()).toContain('"code":"storage-broken"');
  },
);

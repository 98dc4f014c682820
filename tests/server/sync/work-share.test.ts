// What one sender's messages may cost the server, in the processor's time, whatever they are.
import { expect, test, vi } from "vitest";

import { threadCpuMs } from "../../../server/thread-cpu.ts";
import { WorkShare, WorkShares } from "../../../server/sync/work-share.ts";
import { startAccountsServer } from "../../support/accounts-server.ts";
import { openExtended, type ExtendedClient } from "../../support/extended-client.ts";
import { openRaw } from "../../support/raw-client.ts";
import { Random } from "../../support/random.ts";
import { any, bytes, firstWrite, overwrite, update } from "../../support/update-bytes.ts";

const limits = { workMsMax: 1000, workMsPerSecond: 250 };

test("T8 whatever messages cost, a sender takes no more than their share of the processor", () => {
  const random = new Random(3);
  for (let round = 0; round < 50; round += 1) {
    let [now, spent, dearest] = [0, 0, 0];
    const share = new WorkShare(limits, () => now);
    while (now < 60_000) {
      const ms = random.next() * random.pick([0.1, 5, 300]);
      share.spend(ms);
      [spent, dearest] = [spent + ms, Math.max(dearest, ms)];
      // It is not read before that, and is busy while it is.
      now += Math.max(share.waitMs, ms);
      expect(spent).toBeLessThanOrEqual(limits.workMsMax + (now / 1000) * limits.workMsPerSecond + dearest);
    }
    // Nor does it wait for longer than it has to.
    expect(spent).toBeGreaterThan(limits.workMsMax);
  }
});

test("T8 all sockets of one person share, and whoever hangs up and comes back finds their debt again", () => {
  const shares = new WorkShares(limits, () => 0);
  const [first, second, other] = ["ann", "ann", "ben"].map((owner) => shares.take(owner));
  first?.share.spend(1100);
  expect([second?.share.waitMs, other?.share.waitMs]).toEqual([400, 0]);
  first?.giveBack();
  second?.giveBack();
  expect(shares.take("ann").share.waitMs).toBe(400);
  expect(shares.take(undefined).share).not.toBe(shares.take(undefined).share);
});

test("T8 a share that is nearly used up is no new one for whoever hangs up and comes back, until time has filled it", () => {
  vi.useFakeTimers();
  try {
    const shares = new WorkShares(limits, () => performance.now());
    for (let round = 0; round < 3; round += 1) {
      const { share, giveBack } = shares.take("ann");
      share.spend(300);
      giveBack();
      vi.advanceTimersByTime(10);
    }
    const { share, giveBack } = shares.take("ann");
    share.spend(200);
    expect(share.waitMs).toBeGreaterThan(0);
    giveBack();
    vi.advanceTimersByTime((2 * 1000 * limits.workMsMax) / limits.workMsPerSecond);
    expect(shares.count).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

/** Edits of one key, one after another. */
function keyWriter(client: number, key: string) {
  let clock = 0;
  return () => {
    const value = any({ kind: "state", label: `Label ${clock}` });
    const struct = clock === 0 ? firstWrite("n", key, value) : overwrite(client, clock - 1, value);
    const gone = clock === 0 ? bytes(0) : bytes(1, client, 1, clock - 1, 1);
    clock += 1;
    return update(client, clock - 1, [struct], gone);
  };
}

test("T8 while one sends as much as goes through, twenty others' edits are kept in their turn", async () => {
  // Small, so that the flood is over its share at once.
  const burst = 300;
  await using server = await startAccountsServer({
    limits: { frameTokensMax: burst, frameTokensPerSecond: 200, workMsMax: 100, workMsPerSecond: 100 },
  });
  const { editor, owner } = server.people;
  const open = (headers: Readonly<Record<string, string>>) =>
    openExtended(server.syncUrl, "test", { headers: { ...headers } });
  using flooder = await open(editor.by.cookie.headers);
  const honest = await Promise.all(Array.from({ length: 20 }, () => open(owner.by.cookie.headers)));
  const flood = keyWriter(1, "s:JPN");
  for (let sent = 0; sent < 20_000; sent += 1) flooder.sendUpdate(flood());
  const acked = ({ frames }: ExtendedClient) =>
    frames.filter(([type, kind]) => type === 100 && kind === 1).length;
  const writers = honest.map((client, index) => ({ client, write: keyWriter(100 + index, `s:X${index}`) }));
  const rounds = 5;
  for (let round = 1; round <= rounds; round += 1) {
    await Promise.all(
      writers.map(async ({ client, write }) => {
        client.sendUpdate(write());
        await client.hears(round, 100, 1);
      }),
    );
  }
  // Most of what it had sent before all of these waits still.
  expect(acked(flooder)).toBeLessThan(10_000);
  for (const { client } of writers) {
    expect(client.told("reject")).toEqual([]);
    client[Symbol.dispose]();
  }
});

test("T17 a sender of dear frames that are refused at their very end waits longer after each, and nobody else does", async () => {
  // So little that the first one has to be paid for.
  await using server = await startAccountsServer({ limits: { workMsMax: 10, workMsPerSecond: 1 } });
  const { editor, owner } = server.people;
  const open = (headers: Readonly<Record<string, string>>) =>
    openExtended(server.syncUrl, "test", { headers: { ...headers } });
  using sender = await open(editor.by.cookie.headers);
  using second = await open(editor.by.token.headers);
  using other = await open(owner.by.cookie.headers);
  const value = any({ kind: "state", label: "Japan" });
  const structs = Array.from({ length: 20_000 }, (_, index) => firstWrite("n", `s:X${index}`, value));
  const bad = bytes(1, structs.length + 1, 7, 0, ...structs, firstWrite("n", "no key", value), 0);
  sender.sendUpdate(bad);
  await sender.hears(1, 100, 1);
  // Neither it nor another socket of the same person is read now.
  for (const client of [sender, second]) client.sendUpdate(bad);
  const write = keyWriter(9, "s:CAN");
  for (let count = 1; count <= 3; count += 1) {
    other.sendUpdate(write());
    await other.hears(count, 100, 1);
  }
  expect([sender, second].map((client) => client.told("reject").length)).toEqual([1, 0]);
  expect(other.told("reject")).toEqual([]);
});

test("T16 thousands of edits that skip ahead take hardly more of the processor than their being read", async () => {
  await using server = await startAccountsServer();
  const { editor, owner } = server.people;
  using flooder = await openRaw(server.syncUrl, "test", { headers: { ...editor.by.cookie.headers } });
  using other = await openExtended(server.syncUrl, "test", { headers: { ...owner.by.cookie.headers } });
  await other.hears(1, 100, 0);
  const struct = firstWrite("n", "s:JPN", any(1));
  const before = threadCpuMs();
  for (let clock = 2; clock <= 4000; clock += 2) {
    const ahead = update(7, clock, [struct]);
    flooder.send(bytes(0, 2, ahead.byteLength, ahead));
  }
  other.sendUpdate(keyWriter(9, "s:CAN")());
  await other.hears(1, 100, 1);
  // Of this thread, in which both sides run. It took fifteen seconds where what skips ahead is kept.
  expect(threadCpuMs() - before).toBeLessThan(2000);
  expect(other.told("reject")).toEqual([]);
});

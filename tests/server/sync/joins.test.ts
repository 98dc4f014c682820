// Many who come at once, and those who stay without a word.
import { afterAll, beforeAll, expect, test } from "vitest";

import { defaultLimits } from "../../../server/limits.ts";
import { layCable } from "../../support/network-cable.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { asking } from "../../support/sync-frames.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    workspaces: ["test", "other"],
    limits: { keepAliveMs: 30, keepAliveTickMs: 10 },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

test("P24 of many who join at once all get everything, and people in another room are served in between", async () => {
  using writer = joinStock(server.syncUrl, "test");
  await writer.synced();
  using reader = joinStock(server.syncUrl, "test");
  for (let key = 0; key < 200; key += 1) writer.set("n", `s:X${key}`, "x".repeat(10_000));
  await reader.sees("n", "s:X199", "x".repeat(10_000));
  using a = joinStock(server.syncUrl, "other");
  using b = joinStock(server.syncUrl, "other");
  await Promise.all([a.synced(), b.synced()]);

  const crowd = await Promise.all(Array.from({ length: 100 }, () => openRaw(server.syncUrl, "test")));
  let [answered, answeredBefore] = [0, Number.NaN];
  const answers = crowd.map(async (client) => {
    client.send(asking());
    await client.hears(1, 0, 1);
    answered += 1;
  });
  a.set("n", "s:JPN", "meanwhile");
  await b.sees("n", "s:JPN", "meanwhile");
  answeredBefore = answered;
  await Promise.all(answers);
  expect(answeredBefore).toBeLessThan(crowd.length);
  const lengths = crowd.map(({ frames }) => frames.find((frame) => frame[0] === 0 && frame[1] === 1)?.length);
  expect(new Set(lengths).size).toBe(1);
  expect(lengths[0]).toBeGreaterThan(2_000_000);
  for (const client of crowd) client[Symbol.dispose]();
});

test.each([1, 8])(
  "P11 of %d stock clients without presence and without edits, each hears something",
  async (count) => {
    const clients = Array.from({ length: count }, () => joinStock(server.syncUrl, "test"));
    for (const { provider } of clients) provider.awareness.setLocalState(null);
    await Promise.all(clients.map((client) => client.synced()));
    const heardAt = clients.map(({ provider }) => provider.wsLastMessageReceived);
    for (let time = 0; time < 3; time += 1) {
      const hasHeard = () =>
        clients.every(({ provider }, index) => provider.wsLastMessageReceived > (heardAt[index] ?? 0));
      await expect.poll(hasHeard).toBe(true);
      heardAt.splice(0, count, ...clients.map(({ provider }) => provider.wsLastMessageReceived));
    }
    expect(clients.map(({ provider }) => provider.wsUnsuccessfulReconnects)).toEqual(clients.map(() => 0));
    for (const client of clients) client[Symbol.dispose]();
  },
);

test("F26 a proxy that cuts whoever is silent leaves idle clients alone, since both sides are heard", async () => {
  await using patient = await startTestServer({
    limits: { keepAliveMs: 100, keepAliveTickMs: 20, pingMs: 100, pingsMissedMax: 1000 },
  });
  const idleMs = 1000;
  await using cable = await layCable(patient.port, idleMs);
  await using toSilent = await layCable(server.port, idleMs);
  const sync = (port: number) => `ws://127.0.0.1:${port}/sync`;
  const by = ({ port }: TestServer) => ({ headers: { host: `127.0.0.1:${port}` } });
  using idle = await openRaw(sync(cable.port), "test", by(patient));
  // The server of this file speaks often enough, and asks for an answer only every twenty seconds.
  using unasked = await openRaw(sync(toSilent.port), "test", by(server));
  let pings = 0;
  idle.socket.on("ping", () => (pings += 1));
  expect((await unasked.closed()).code).toBe(1006);
  await expect.poll(() => pings, { timeout: 10_000 }).toBeGreaterThan(25);
  expect(idle.socket.readyState).toBe(idle.socket.OPEN);
});

test("F26 as it is set, both sides are heard before half a minute is over, after which some proxies cut", () => {
  expect(defaultLimits.pingMs + 2 * defaultLimits.keepAliveTickMs).toBeLessThan(30_000);
});

test("P11 as it is set, an idle client hears something well before the stock client's 30 seconds are over", () => {
  expect(defaultLimits.keepAliveMs + 2 * defaultLimits.keepAliveTickMs).toBeLessThan(15_000);
});

// What somebody who may only look does to those who may write, and to the server, by messages that a reader may send.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { messageTypes, syncTypes } from "../../../schema/protocol.ts";
import { RefusedEdits } from "../../../server/storage/refused-edits.ts";
import { openLog } from "../../../server/log.ts";
import { startAccountsServer, type AccountsServer, type Asker } from "../../support/accounts-server.ts";
import { openExtended, type ExtendedClient } from "../../support/extended-client.ts";
import { any, byte, bytes, deleting, firstWrite, update } from "../../support/update-bytes.ts";

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const readers = (): readonly (readonly [string, Asker])[] => [
  ["a visitor", server.visitor],
  ["a viewer", server.people.viewer.by.cookie],
  ["a viewer's program", server.people.viewer.by.token],
  ["a commenter", server.people.commenter.by.cookie],
];
const open = async (asker: Asker) => {
  const client = await openExtended(server.syncUrl, "test", { headers: { ...asker.headers } });
  await client.hears(1, 100, 0);
  return client;
};
const state = (id: string) => firstWrite("n", `s:${id}`, any({ kind: "state", label: "Japan" }));

/** "I am this client." */
function introduce(client: ExtendedClient, id: number, clock: number): void {
  const entries = bytes(1, id, clock, JSON.stringify({ user: { name: "Somebody" } }));
  client.send(bytes(1, entries.byteLength, entries));
}

async function leave(client: ExtendedClient): Promise<void> {
  client.socket.close();
  await client.closed();
}

test("T14 whoever may only look keeps nobody from writing under their client id, seen before or not", async () => {
  let id = 5000;
  for (const [who, reader] of readers())
    for (const hasWritten of [true, false]) {
      id += 1;
      using before = await open(server.people.editor.by.cookie);
      introduce(before, id, 1);
      if (hasWritten) {
        before.sendUpdate(update(id, 0, [state(`a${id}`)]));
        await before.hears(1, 100, 1);
      }
      await leave(before);
      using squatter = await open(reader);
      introduce(squatter, id, 10);
      await squatter.readState();
      using after = await open(server.people.editor.by.cookie);
      introduce(after, id, 20);
      after.sendUpdate(update(id, hasWritten ? 1 : 0, [state(`b${id}`)]));
      await after.hears(1, 100, 1);
      expect([who, after.told("reject")]).toEqual([who, []]);
      const map = await server.people.owner.by.token.ask("GET", "/api/workspaces/test/graph");
      expect(JSON.stringify(map.body)).toContain(`s:b${id}`);
    }
});

test("P12 nothing that a reader sends is kept among the edits that were refused", async () => {
  const junk = update(1, 0, [byte(0x00)]);
  for (const [, reader] of readers()) {
    using client = await open(reader);
    client.sendAnswer(junk);
    client.sendUpdate(junk);
    await client.hears(2, 100);
    await client.readState();
  }
  using refused = new RefusedEdits(join(server.dataDir, "refused.sqlite"), () => new Date());
  expect(refused.list()).toEqual([]);
});

test("P12 a long answer of a reader is not looked through: with writes it is refused, without it is none", async () => {
  const writes = Array.from({ length: 5000 }, () => state("JPN"));
  const ranges = Array.from({ length: 30_000 }, (_, index) => bytes(index * 2, 1));
  for (const [who, reader] of readers()) {
    using client = await open(reader);
    client.sendAnswer(update(7, 0, writes));
    // What nobody wrote is gone, says this: of an editor it would be asked for again.
    client.sendAnswer(bytes(0, 1, 7, ranges.length, ...ranges));
    client.sendAnswer(bytes(0, deleting(7, 0, 1)));
    await client.readState();
    const told = client.told("reject").map(({ n, code }) => [n, code]);
    expect([who, told]).toEqual([who, [1, 3].map((n) => [n, "edit-forbidden"])]);
  }
});

test("T41 reports of browsers, which anybody may send, do not fill the log", async () => {
  const lines: string[] = [];
  const logger = openLog("warn", { write: (line) => lines.push(line) });
  await using noisy = await startAccountsServer({ logger, limits: { policyReportsPerMinuteMax: 5 } });
  const report = async () => {
    const headers = { "content-type": "application/reports+json" };
    const body = "[]";
    return (await fetch(`${noisy.url}/api/policy-reports`, { method: "POST", headers, body })).status;
  };
  const statuses = await Promise.all(Array.from({ length: 50 }, report));
  expect(new Set(statuses)).toEqual(new Set([204]));
  expect(lines.filter((line) => line.includes("content policy report"))).toHaveLength(5);
});

test("T39 a visitor hears nothing of versions, which are of the history; whoever reads it does", async () => {
  const { editor, viewer } = server.people;
  using visitor = await open(server.visitor);
  using reader = await open(viewer.by.cookie);
  const versions = "/api/workspaces/test/versions";
  expect((await editor.by.cookie.ask("POST", versions, { name: "Before the talks" })).status).toBe(201);
  await expect.poll(() => reader.told("version").map(({ event }) => event)).toEqual(["named"]);
  await visitor.readState();
  expect(visitor.told("version")).toEqual([]);
  expect((await server.visitor.ask("GET", versions)).status).toBe(403);
});

test("T39 a visitor is shown nobody who works on the map, however they ask, and everybody else is", async () => {
  const { editor, viewer } = server.people;
  using before = await open(editor.by.cookie);
  introduce(before, 7001, 1);
  using visitor = await open(server.visitor);
  using reader = await open(viewer.by.cookie);
  await reader.hears(1, messageTypes.awareness);
  introduce(visitor, 7002, 1);
  visitor.send(bytes(messageTypes.queryAwareness));
  before.sendUpdate(update(7001, 0, [state("SGP")]));
  introduce(before, 7001, 2);
  using after = await open(editor.by.token);
  introduce(after, 7003, 1);
  const shown = (client: ExtendedClient) =>
    client.frames.filter(([type]) => type === messageTypes.awareness).map((frame) => frame.toString());
  await expect.poll(() => shown(before).some((frame) => frame.includes("Guest"))).toBe(true);
  await expect
    .poll(() => shown(reader).filter((frame) => frame.includes(editor.name)).length)
    .toBeGreaterThan(1);
  await visitor.hears(1, messageTypes.sync, syncTypes.update);
  await visitor.readState();
  expect(shown(visitor)).toEqual([]);
});

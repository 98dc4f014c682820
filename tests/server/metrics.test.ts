// The numbers by which a server is watched: that they are there, that they tell what happened, and that they name nobody.
import { afterAll, beforeAll, expect, test } from "vitest";

import { messageTypes } from "../../schema/protocol.ts";
import { startAccountsServer } from "../support/accounts-server.ts";
import { openAuthor, openExtended } from "../support/extended-client.ts";
import { readNumbers } from "../support/metrics.ts";
import { openRaw, upgradeStatus } from "../support/raw-client.ts";
import { addWorkspace, startTestServer, type TestServer } from "../support/server.ts";
import { readText } from "../support/source-tree.ts";
import { any, bytes, firstWrite, update } from "../support/update-bytes.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await addWorkspace(server.url, "quite-secret");
});
afterAll(() => server[Symbol.asyncDispose]());

const numbers = () => readNumbers(server.url);

/** Waits until what happened is counted: sockets end a moment after their clients hear of it. */
async function expectGrowth(
  expected: Readonly<Record<string, number>>,
  happens: () => Promise<void>,
): Promise<void> {
  const before = await numbers();
  await happens();
  const grown = async () => {
    const after = await numbers();
    return Object.fromEntries(Object.keys(expected).map((name) => [name, after.of(name) - before.of(name)]));
  };
  await expect.poll(grown).toEqual(expected);
}

const properties = readText("server/PROPERTIES.md");
const watchedRows = [...properties.matchAll(/^\| (?<promises>P\d[^|]*)\| (?<numbers>[^|]*)\|/gmu)].map(
  ({ groups }) => ({
    promises: groups?.["promises"]?.match(/P\d+/gu) ?? [],
    names: [...(groups?.["numbers"] ?? "").matchAll(/`(?<name>[^`]+)`/gu)].map((match) => match[1] ?? ""),
  }),
);

test("P29 every promise before this one has its numbers, and all of them are there", async () => {
  const promised = [...properties.matchAll(/^- \*\*(?<number>P\d+)\*\*/gmu)].map((match) => match[1] ?? "");
  expect(watchedRows.flatMap(({ promises }) => promises).toSorted()).toEqual(
    promised.filter((number) => number !== "P29").toSorted(),
  );
  const { names } = await numbers();
  const isThere = (name: string) => names.includes(name) || names.includes(`entente_${name}`);
  const wanted = watchedRows.flatMap((row) => row.names);
  expect(wanted.length).toBeGreaterThan(watchedRows.length);
  expect(wanted.filter((name) => !isThere(name))).toEqual([]);
});

test("P29 every number says what it is", async () => {
  const { text, names } = await numbers();
  const explained = [...text.matchAll(/^# HELP (?<name>\S+) \S.{10,}$/gmu)].map((match) => match[1]);
  expect(explained).toEqual(names);
  expect(names.filter((name) => !/^(?:entente|nodejs|process)_[a-z0-9_]+$/u.test(name))).toEqual([]);
});

test("P29 an edit, its repetition, and one that skips ahead are told apart", async () => {
  using client = await openExtended(server.syncUrl, "test");
  const author = openAuthor(4242);
  const first = author.set("s:JPN", { kind: "state", label: "Japan" });
  const [, third] = [author.set("s:JPN/notes", "a"), author.set("s:JPN/notes", "b")];
  await expectGrowth(
    {
      'entente_updates_stored_total{origin="edit",sender="unnamed"}': 1,
      entente_updates_applied_total: 1,
      entente_edits_repeated_total: 1,
      entente_edits_ahead_total: 1,
      entente_commit_seconds_count: 1,
      entente_commit_updates_sum: 1,
      entente_answer_bytes_count: 1,
    },
    async () => {
      client.sendUpdate(first);
      await client.hears(1, 100, 1);
      client.sendUpdate(first);
      client.sendUpdate(third);
      await client.readState();
    },
  );
});

test("P29 what is refused is counted by its reason, and a client's own close code by none", async () => {
  using author = await openExtended(server.syncUrl, "test");
  using liar = await openRaw(server.syncUrl, "test");
  using leaver = await openRaw(server.syncUrl, "test");
  await expectGrowth(
    {
      'entente_edits_refused_total{code="update-invalid"}': 1,
      'entente_sockets_closed_total{code="4400"}': 1,
      'entente_sockets_closed_total{code="other"}': 1,
      'entente_handshakes_refused_total{reason="workspace-unknown"}': 1,
      'entente_handshakes_refused_total{reason="403"}': 1,
      'entente_requests_failed_total{code="route-unknown"}': 1,
    },
    async () => {
      author.sendUpdate(update(77, 0, [firstWrite("n", "not a key", any(1))]));
      await author.readState();
      liar.send(bytes(messageTypes.sync, 9, 9));
      await liar.closed();
      leaver.socket.close(4999);
      await leaver.closed();
      const lost = await openRaw(server.syncUrl, "nowhere");
      await lost.closed();
      await upgradeStatus(`${server.syncUrl}/test`, { headers: { origin: "https://elsewhere.example" } });
      await fetch(`${server.url}/api/nothing`);
    },
  );
});

test("P29 who is here is a number and not a name", async () => {
  using client = await openExtended(server.syncUrl, "quite-secret");
  const presence = bytes(1, 7, 1, JSON.stringify({ user: { name: "Ann Lee" } }));
  const before = await numbers();
  client.send(bytes(messageTypes.awareness, presence.byteLength, presence));
  await client.hears(1, messageTypes.awareness);
  const after = await numbers();
  const grown = (series: string) => after.of(series) - before.of(series);
  expect(grown("entente_presence_entries")).toBe(1);
  expect(grown("entente_presence_received_total")).toBe(1);
  expect(grown("entente_presence_sent_total")).toBe(1);
  expect(after.of("entente_sockets")).toBeGreaterThanOrEqual(1);
  expect(after.of('entente_rooms{state="open"}')).toBeGreaterThanOrEqual(1);
  expect(after.of('entente_service{state="ok"}')).toBe(1);
  expect(after.of('entente_service{state="degraded"}')).toBe(0);
  expect(after.of("entente_storage_bytes")).toBeGreaterThan(0);
  for (const word of ["quite-secret", "Ann", "127.0.0.1", server.dataDir])
    expect(after.text).not.toContain(word);
});

test("P29 two servers in one process count apart", async () => {
  await using other = await startTestServer();
  using client = await openRaw(other.syncUrl, "test");
  await client.hears(1, messageTypes.sync, 0);
  expect((await readNumbers(other.url)).of("entente_sockets")).toBe(1);
  expect((await readNumbers(other.url)).of("entente_updates_stored_total")).toBe(0);
});

test("with accounts, the numbers are for the token of the settings alone, whoever owns a workspace", async () => {
  const metricsToken = "0123456789abcdef0123456789abcdef";
  await using guarded = await startAccountsServer({ config: { metricsToken } });
  const { people, visitor, nobody } = guarded;
  const statusOf = async (asker: typeof nobody) => (await asker.ask("GET", "/metrics")).status;
  for (const { by } of Object.values(people))
    expect([await statusOf(by.token), await statusOf(by.cookie)]).toEqual([401, 401]);
  expect([await statusOf(visitor), await statusOf(nobody)]).toEqual([401, 401]);
  const { of } = await readNumbers(guarded.url, { authorization: `Bearer ${metricsToken}` });
  expect(of("entente_sign_in_failures_total")).toBe(12);
  // It opens nothing else.
  const elsewhere = { headers: { authorization: `Bearer ${metricsToken}` } };
  expect((await fetch(`${guarded.url}/api/workspaces/test`, elsewhere)).status).toBe(401);
});

test("with accounts and without a token in the settings, the numbers are for nobody", async () => {
  await using guarded = await startAccountsServer();
  for (const asker of [guarded.people.owner.by.token, guarded.nobody])
    expect(await asker.ask("GET", "/metrics")).toMatchObject({ status: 403, body: { code: "no-access" } });
});

// Whoever comes back: after sleep, after a week without a line, and everybody at once after a restart.
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import type { Conflict } from "../../../schema/graph.ts";
import { project } from "../../../schema/projection.ts";
import type { Limits } from "../../../server/limits.ts";
import { onDemand } from "../../support/fuzz.ts";
import { readNumbers } from "../../support/metrics.ts";
import { layCable, socketTo } from "../../support/network-cable.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { documentChanges, until, type Watch } from "../../support/wait.ts";

const crowd = onDemand("ENTENTE_RETURNING", 60);

let opened = new AsyncDisposableStack();
afterEach(async () => {
  await opened.disposeAsync();
  opened = new AsyncDisposableStack();
});

const start = async (limits: Partial<Limits> = {}): Promise<TestServer> =>
  opened.use(await startTestServer({ limits }));

const presenceChanges =
  ({ provider: { awareness } }: StockClient): Watch =>
  (listener) => {
    awareness.on("change", listener);
    return () => awareness.off("change", listener);
  };

const inOrder = (texts: readonly unknown[]) => texts.map(String).toSorted((a, b) => (a < b ? -1 : 1));

const namesSeenBy = ({ provider }: StockClient): readonly string[] =>
  inOrder([...provider.awareness.getStates().values()].map(({ name }) => name as unknown));

const contentOf = (client: StockClient) => JSON.stringify(client.content("n"));

test("F14 somebody whose machine slept is back with what they wrote, has what they missed, and is there once", async () => {
  const server = await start({ pingMs: 300, keepAliveTickMs: 10 });
  const cable = opened.use(await layCable(server.port));
  const ben = opened.use(joinStock(server.syncUrl, "test"));
  const ann = opened.use(
    joinStock(`ws://127.0.0.1:${cable.port}/sync`, "test", new Y.Doc(), socketTo(server.port)),
  );
  for (const [client, name] of [
    [ann, "Ann"],
    [ben, "Ben"],
  ] as const)
    client.provider.awareness.setLocalStateField("name", name);
  await Promise.all([ann.synced(), ben.synced()]);
  const seesAnn = () => namesSeenBy(ben).includes("Ann");
  await until(seesAnn, presenceChanges(ben), "Ann to be seen");

  cable.freeze();
  ann.set("n", "s:JPN/notes", "before she knew");
  await until(() => !seesAnn(), presenceChanges(ben), "Ann to be gone");
  ben.set("n", "s:PER/notes", "meanwhile");
  cable.thaw();

  await ben.sees("n", "s:JPN/notes", "before she knew");
  await ann.sees("n", "s:PER/notes", "meanwhile");
  await until(seesAnn, presenceChanges(ben), "Ann to be seen again");
  expect(namesSeenBy(ben)).toEqual(["Ann", "Ben"]);
  await expect.poll(async () => (await readNumbers(server.url)).of("entente_presence_entries")).toBe(2);
});

const shared = Array.from({ length: 30 }, (_, index) => `c:Shared${index}`);
const annsOwn = Array.from({ length: 300 }, (_, index) => `c:Ann${index}`);
const missedEdits = 5000;
const valuesOf = ({ current, others }: Conflict) => inOrder([current, ...others].map(({ value }) => value));

/** Somebody adds what is shared and goes; gives what their device keeps. */
async function shareAndLeave({ syncUrl }: TestServer): Promise<Y.Doc> {
  using ann = joinStock(syncUrl, "test");
  using reader = joinStock(syncUrl, "test");
  await Promise.all([ann.synced(), reader.synced()]);
  for (const id of shared) ann.set("n", id, { kind: "company", label: id });
  await reader.sees("n", shared.at(-1) ?? "", { kind: "company", label: shared.at(-1) });
  return reopened(ann.doc);
}

function reopened(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** Somebody else writes for a week, faster: five thousand edits, and a new label for everything that is shared. */
async function writeForAWeek(server: TestServer): Promise<void> {
  for (let day = 0; day < 5; day += 1) {
    using ben = joinStock(server.syncUrl, "test");
    using reader = joinStock(server.syncUrl, "test");
    await Promise.all([ben.synced(), reader.synced()]);
    for (const id of day === 0 ? shared : []) ben.set("n", `${id}/label`, `Ben's ${id}`);
    for (let edit = 1; edit <= missedEdits / 5; edit += 1) {
      ben.set("n", `c:Ben${edit % 100}`, { kind: "company", label: `Day ${day}, ${edit}` });
      if (edit % 100 > 0) continue;
      ben.set("n", "c:Count", { kind: "company", label: `${day} ${edit}` });
      await reader.sees("n", "c:Count", { kind: "company", label: `${day} ${edit}` });
    }
    await server.restart();
  }
}

test("F15 whoever was off line for a week brings all of it, gets all they missed, and what both changed is shown", async () => {
  const server = await start({ snapshotLogRowsMax: 500, snapshotRowsMinAtClose: 10, archiveRows: 64 });
  const kept = await shareAndLeave(server);
  await writeForAWeek(server);
  // A page that was closed and opened again writes under another client id.
  const away = reopened(kept);
  for (const id of shared) away.getMap("n").set(`${id}/label`, `Ann's ${id}`);
  for (const key of annsOwn) away.getMap("n").set(key, { kind: "company", label: "Ann's" });

  const ann = opened.use(joinStock(server.syncUrl, "test", reopened(away)));
  const ben = opened.use(joinStock(server.syncUrl, "test"));
  await Promise.all([ann.synced(), ben.synced()]);
  const conflicts = () => project(ben.doc).conflicts;
  await until(
    () => conflicts().length === shared.length && contentOf(ann) === contentOf(ben),
    documentChanges(ann.doc, ben.doc),
    "all that both changed to be noted",
  );
  expect(inOrder(conflicts().map(valuesOf))).toEqual(
    inOrder(shared.map((id) => [`Ann's ${id}`, `Ben's ${id}`])),
  );
  const keys = new Set(ben.content("n").map(([key]) => key));
  expect([...annsOwn, "c:Ben99"].filter((key) => !keys.has(key))).toEqual([]);
  const before = [contentOf(ben), await headOf(server)];
  ben.provider.disconnect();
  await server.restart();
  ben.provider.connect();
  const late = opened.use(joinStock(server.syncUrl, "test"));
  await late.synced();
  expect([contentOf(late), await headOf(server)]).toEqual(before);
});

const headOf = async ({ url }: TestServer): Promise<number> => {
  const { head } = (await (await fetch(`${url}/api/workspaces/test`)).json()) as { readonly head: number };
  return head;
};

test(
  `F16 ${crowd} who all come back after a restart bring what they wrote meanwhile, once, and the room is read once`,
  { timeout: 120_000 + crowd * 500 },
  async () => {
    const server = await start();
    const clients = Array.from({ length: crowd }, () => opened.use(joinStock(server.syncUrl, "test")));
    await Promise.all(clients.map((client) => client.synced()));
    const head = await headOf(server);
    await server.close();
    clients.forEach((client, index) =>
      client.set("n", `c:Meanwhile${index}`, { kind: "company", label: `${index}` }),
    );
    await server.restart();
    const hasAll = ({ doc }: StockClient) => doc.getMap("n").size === crowd;
    await Promise.all(
      clients.map((client) =>
        until(
          () => hasAll(client) && client.provider.synced,
          bothChanges(client),
          "what all wrote",
          60_000 + crowd * 200,
        ),
      ),
    );
    const numbers = await readNumbers(server.url);
    expect(numbers.of("entente_room_load_seconds_count")).toBe(1);
    expect(numbers.of("entente_sockets")).toBe(crowd);
    expect(await headOf(server)).toBe(head + crowd);
  },
);

const bothChanges =
  ({ doc, provider }: StockClient): Watch =>
  (listener) => {
    const stop = documentChanges(doc)(listener);
    provider.on("sync", listener);
    return () => {
      stop();
      provider.off("sync", listener);
    };
  };

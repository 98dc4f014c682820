// Somebody puts much of the map in the bin at once: everybody is told, and one click brings it back.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";

import type { RecordId } from "../../../schema/ids.ts";
import type { Room } from "../../../schema/protocol.ts";
import { readSeed } from "../../../seed/build.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { openData } from "../../../server/open-data.ts";
import type { LastWrite } from "../../../server/sync/checked-update.ts";
import { Removals, type Removal } from "../../../server/sync/removals.ts";
import { startAccountsServer } from "../../support/accounts-server.ts";
import { openExtended } from "../../support/extended-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const name: Room = { name: "test", workspace: "test", part: "graph" };
const roots = ["n", "e", "c", "s"];
const markOf = (id: string) => `${id}/$del`;

/** All records of a map that are not in the bin. */
function recordsOf(doc: Y.Doc): readonly (readonly [root: string, id: string])[] {
  return roots.flatMap((root) => {
    const map = doc.getMap(root);
    return [...map.keys()]
      .filter((key) => !key.includes("/") && typeof map.get(markOf(key)) !== "object")
      .map((id) => [root, id] as const);
  });
}

function wipe({ doc }: Pick<StockClient, "doc">, records = recordsOf(doc)): void {
  doc.transact(() => records.forEach(([root, id]) => doc.getMap(root).set(markOf(id), ["Mallory", 1, 1])));
}

describe("on a server", () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ readSeed });
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const ask = async (path: string, method = "GET") =>
    (await (await fetch(`${server.url}/api/workspaces/cptpp${path}`, { method })).json()) as Record<
      string,
      unknown
    >;
  const listed = async () => (await ask("/versions"))["versions"] as readonly Record<string, unknown>[];

  test("T18 a map that a stock client wipes with one update comes back whole by one request, and all are told", async () => {
    const before = (await ask("/export"))["hash"];
    const { head } = await ask("");
    using listener = await openExtended(server.syncUrl, "cptpp");
    using stock = joinStock(server.syncUrl, "cptpp");
    await stock.synced();
    const { length } = recordsOf(stock.doc);
    const many = length.toLocaleString("en");
    wipe(stock);
    await listener.hears(1, 100, 8);
    const [told] = listener.told("version");
    expect(told).toMatchObject({
      event: "removal",
      version: { kind: "before-removal" },
      count: length,
      of: length,
    });
    expect(await listed()).toMatchObject([
      { id: told?.version.id, seq: head, name: `Before ${many} of ${many} records were removed` },
    ]);
    expect((await ask("/graph"))["entities"]).toEqual([]);
    const done = await ask(`/versions/${told?.version.id}/restore`, "POST");
    expect(done).toMatchObject({ before: expect.any(Number) as number });
    expect((await ask("/export"))["hash"]).toBe(before);
    await expect.poll(() => recordsOf(stock.doc).length).toBe(length);

    // It is no news that they come back, and another wipe is another one.
    wipe(stock);
    await listener.hears(3, 100, 8);
    expect(
      listener.told("version").map(({ event, version }) => [event, version.id === told?.version.id]),
    ).toEqual([
      ["removal", true],
      ["restored", true],
      ["removal", false],
    ]);
  });

  test("T18 one at a time counts as well, told when it is more than usual and when it has doubled", async () => {
    using listener = await openExtended(server.syncUrl, "cptpp");
    using stock = joinStock(server.syncUrl, "cptpp");
    await stock.synced();
    const kindOf = (id: string) => (stock.doc.getMap("n").get(id) as { kind?: string } | undefined)?.kind;
    const records = recordsOf(stock.doc).filter(([root, id]) => root === "n" && kindOf(id) !== "decision");
    // The entities alone are few, so that fifty are more than usual.
    const usual = defaultLimits.removalsMin;
    for (const record of records.slice(0, 2 * (usual + 1))) wipe(stock, [record]);
    await listener.hears(2, 100, 8);
    const told = listener.told("version");
    expect(told.map(({ count }) => count)).toEqual([usual + 1, 2 * (usual + 1)]);
    expect(told[0]?.version).toEqual(told[1]?.version);
    expect((await listed()).length).toBe(1);
  });

  test("T18 the undo of an import is nothing to be told of", async () => {
    const file = await (await fetch(`${server.url}/api/workspaces/cptpp/export`)).text();
    const post = async (path: string, body?: string) =>
      (await (
        await fetch(`${server.url}/api/workspaces/test${path}`, { method: "POST", ...(body && { body }) })
      ).json()) as Record<string, unknown>;
    using listener = await openExtended(server.syncUrl, "test");
    const { batch } = await post("/import", file);
    expect(await post(`/imports/${String(batch)}/undo`)).toMatchObject({ left: 0 });
    await listener.readState();
    expect(listener.told("version")).toEqual([]);
  });
});

test("T18 with accounts, the audit log says who removed how much, and who went back", async () => {
  await using server = await startAccountsServer();
  const { editor, owner } = server.people;
  using writer = await openExtended(server.syncUrl, "test", { headers: { ...editor.by.cookie.headers } });
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const ids = Array.from({ length: 80 }, (_, index) => `x:r${index}`);
  doc.transact(() => ids.forEach((id) => doc.getMap("n").set(id, { kind: "state", label: id })));
  wipe(
    { doc },
    ids.slice(0, 60).map((id) => ["n", id]),
  );
  for (const update of updates) writer.sendUpdate(update);
  await writer.hears(1, 100, 8);
  const [told] = writer.told("version");
  expect(told).toMatchObject({ event: "removal", by: editor.name, count: 60, of: 80 });
  const restored = await owner.by.cookie.ask(
    "POST",
    `/api/workspaces/test/versions/${told?.version.id}/restore`,
  );
  expect(restored.status).toBe(200);
  const audit = (await owner.by.cookie.ask("GET", "/api/workspaces/test/audit")).body as readonly object[];
  expect(audit.slice(0, 2)).toMatchObject([
    { action: "version-restored", actor: owner.id, detail: { version: String(told?.version.id) } },
    { action: "records-removed", actor: editor.id, detail: { count: "60", of: "80" } },
  ]);
});

test("T18 what somebody removed just before the server stopped is kept as a version, and noted", async () => {
  using folder = temporaryFolder();
  const told: number[] = [];
  {
    await using data = openData(folder.path, defaultLimits, openLog("silent"));
    data.removalNotices.onNotice(({ count }) => told.push(count));
    await data.workspaces.create("test", "Test");
    using lease = await data.rooms.open(name);
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    const ids = Array.from({ length: 80 }, (_, index) => `x:r${index}`);
    doc.transact(() => ids.forEach((id) => doc.getMap("n").set(id, { kind: "state", label: id })));
    wipe({ doc });
    const sender = { personId: "ann", probe() {}, probesAnswered: 0, isHere: true, retry() {} };
    for (const update of updates) lease.room.submit(update, () => {}, { sender, isAnswer: false, by: "Ann" });
  }
  expect(told).toEqual([80]);
  await using again = openData(folder.path, defaultLimits, openLog("silent"));
  expect((await again.versions.list("test", 10)).versions).toMatchObject([
    { kind: "before-removal", by: "Ann" },
  ]);
});

describe("by the clock", () => {
  function setUp(live: number, kindOf = (_index: number) => "state", entities = live) {
    const doc = new Y.Doc();
    const ids = Array.from({ length: entities }, (_, index) => `x:r${index}` as RecordId);
    const others = Array.from({ length: live - entities }, (_, index) => `clm:${index}`);
    doc.transact(() => {
      ids.forEach((id, index) => doc.getMap("n").set(id, { kind: kindOf(index), label: id }));
      others.forEach((id) => doc.getMap("c").set(id, { statement: id }));
    });
    const clock = { now: 0, seq: 1 };
    const told: Removal[] = [];
    const written: { value: object | 0 } = { value: 0 };
    const removals = new Removals(
      name,
      {
        read: (reader) => reader(doc),
        apply: ({ lasts = new Map<string, LastWrite>() }) => {
          doc.transact(() =>
            [...lasts.keys()].forEach((place) =>
              doc.getMap("n").set(place.slice("n\n".length), written.value),
            ),
          );
          return [];
        },
      },
      { limits: defaultLimits, now: () => clock.now, onRemoval: (_, removal) => told.push(removal) },
    );
    const set = (ids: readonly RecordId[], value: object | 0, by?: string) => {
      const lasts = new Map(ids.map((id) => [`n\n${markOf(id)}`, { client: 1, clock: 1, isLive: true }]));
      const sender = { personId: by, probe() {}, probesAnswered: 0, isHere: true, retry() {} };
      const sending = by === undefined ? undefined : { sender, isAnswer: false, by };
      clock.seq += 1;
      written.value = value;
      removals.apply({ bytes: new Uint8Array(), items: [], ends: new Map(), lasts, sending }, clock.seq);
    };
    return {
      clock,
      told,
      ids,
      remove: (ids: readonly RecordId[], by?: string) => set(ids, [1, 2, 3], by),
      set,
    };
  }

  test("T18 what is spread over a longer time, or over several people, is nothing to be told of", () => {
    const { clock, told, ids, remove } = setUp(500);
    for (const [index, id] of ids.slice(0, 200).entries()) {
      clock.now = index * (defaultLimits.removalsMs / 40);
      remove([id], "ann");
    }
    remove(ids.slice(200, 240), "bob");
    remove(ids.slice(240, 280), "cat");
    expect(told).toEqual([]);
    remove(ids.slice(280, 291), "cat");
    expect(told).toMatchObject([{ personId: "cat", count: 51 }]);
  });

  test("T18 in a large map it takes a twentieth of it", () => {
    const { told, ids, remove } = setUp(2000);
    remove(ids.slice(0, 100), "ann");
    expect(told).toEqual([]);
    remove(ids.slice(100, 101), "ann");
    expect(told).toMatchObject([{ count: 101, of: 2000, seqBefore: 1 }]);
  });

  test("T18 of a large map, fifty of its few entities are much, and most of its fewer decisions", () => {
    const { told, ids, remove } = setUp(2000, (index) => (index < 13 ? "decision" : "state"), 240);
    remove(ids.slice(13, 63), "ann");
    remove(ids.slice(0, 6), "ann");
    expect(told).toEqual([]);
    remove(ids.slice(6, 7), "ann");
    remove(ids.slice(63, 64), "ann");
    expect(told.map(({ count, of }) => [count, of])).toEqual([
      [57, 2000],
      [58, 2000],
    ]);
  });

  test("T18 most of a kind that has but few records is nothing to be told of", () => {
    const { told, ids, remove } = setUp(500, (index) => (index < 9 ? "decision" : "state"));
    remove(ids.slice(0, 9), "ann");
    expect(told).toEqual([]);
  });

  test("T18 a record counts once, and not when it came back or was in the bin before", () => {
    const { told, ids, remove, set } = setUp(500);
    const some = ids.slice(0, 40);
    for (let again = 0; again < 3; again += 1) {
      remove(some, "ann");
      set(some, 0, "ann");
    }
    remove(some);
    remove(some, "ann");
    remove(ids.slice(40, 80), "ann");
    expect(told).toEqual([]);
  });

  test("T18 after a pause it begins anew", () => {
    const { clock, told, ids, remove } = setUp(500);
    remove(ids.slice(0, 60), "ann");
    clock.now = 2 * defaultLimits.removalsMs;
    remove(ids.slice(60, 120), "ann");
    expect(told.map(({ count, seqBefore }) => [count, seqBefore])).toEqual([
      [60, 1],
      [60, 2],
    ]);
  });
});

// The third axis of time: what was recorded when, and by whom, read back from the log.
import { afterAll, beforeAll, expect, test } from "vitest";

import { perform } from "../../../schema/edits.ts";
import { claim, entity, entityId, source } from "../../schema/workspace.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";

interface Change {
  readonly seq: number;
  readonly at: string;
  readonly by: string | null;
  readonly record: string;
  readonly field: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

const ann = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };
let server: TestServer;
let client: StockClient;

beforeAll(async () => {
  server = await startTestServer();
  client = joinStock(server.syncUrl, "test");
  client.provider.awareness.setLocalStateField("user", { name: "Ann" });
});
afterAll(async () => {
  client[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

const ask = async (path: string) => (await fetch(`${server.url}/api/workspaces/test/${path}`)).json();
const changesOf = async (id: string) => (await ask(`history?record=${id}`)) as readonly Change[];

/** The history as soon as it has that many changes. */
async function newest(id: string, count: number): Promise<readonly Change[]> {
  await expect.poll(async () => (await changesOf(id)).length).toBe(count);
  return changesOf(id);
}

test("a record's history says what changed, when and by whom, newest first, with what was attached", async () => {
  perform(client.doc, { kind: "all", commands: [source(), entity("s:TWN", { label: "Formosa" })] }, ann);
  const [added] = await newest("s:TWN", 1);
  await expect.poll(() => Date.now() > Date.parse(added?.at ?? "")).toBe(true);
  // On another visit, so that it is another name, not a correction.
  using later = joinStock(server.syncUrl, "test");
  later.provider.awareness.setLocalStateField("user", { name: "Ann" });
  await later.synced();
  perform(later.doc, { kind: "rename", id: entityId("s:TWN"), label: "Taiwan" }, ann);
  perform(later.doc, claim("clm:1", "s:TWN"), ann);
  const changes = await newest("s:TWN", 4);
  expect(changes.map(({ record, field }) => [record, field])).toEqual([
    ["clm:1", null],
    ["s:TWN", "aliases.formosa"],
    ["s:TWN", "label"],
    ["s:TWN", null],
  ]);
  expect(changes.find(({ field }) => field === "label")).toMatchObject({
    before: null,
    after: "Taiwan",
    by: "Ann",
  });
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq).toSorted((a, b) => b - a));
});

test("the map is given as it was recorded at an instant", async () => {
  const first = (await changesOf("s:TWN")).at(-1);
  const then = (await ask(`graph?recordedBy=${first?.at}`)) as {
    head: number;
    entities: { label: string }[];
  };
  expect(then.entities.map(({ label }) => label)).toEqual(["Formosa"]);
  const now = (await ask("graph")) as typeof then;
  expect(now.entities.map(({ label }) => label)).toEqual(["Taiwan"]);
  expect(then.head).toBeLessThan(now.head);
  expect(((await ask("graph?recordedBy=2000")) as typeof then).entities).toEqual([]);
});

test("what is no record, and what is no date, is refused", async () => {
  expect(await ask("history?record=nonsense")).toMatchObject({ code: "data-invalid" });
  expect(await ask("history?record=s:NOBODY")).toEqual([]);
  expect(await ask("graph?recordedBy=soon")).toMatchObject({ code: "date-invalid" });
});

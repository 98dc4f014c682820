// Versions over HTTP: named, listed, looked at, gone back to.
import { afterEach, beforeEach, expect, test } from "vitest";

import { versionNameLengthMax } from "../../../schema/versions/version.ts";
import { readSeed } from "../../../seed/build.ts";
import { openExtended } from "../../support/extended-client.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ readSeed, limits: { versionsNamedMax: 4 } });
});
afterEach(() => server[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly body: { readonly [field: string]: unknown; readonly id: number; readonly code?: string };
}

async function ask(method: string, path: string, body?: unknown, workspace = "cptpp"): Promise<Answer> {
  const response = await fetch(`${server.url}/api/workspaces/${workspace}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Answer["body"] };
}

const listed = async (query = "") =>
  (await ask("GET", `/versions${query}`)).body as unknown as { versions: Answer["body"][]; more: boolean };
const hash = async () => (await ask("GET", "/export")).body["hash"];

test("a version is named, listed newest first, renamed, and its name taken away", async () => {
  const first = await ask("POST", "/versions?by=Ann", { name: " Before  the talks ", note: "As agreed" });
  expect([first.status, first.body]).toEqual([
    201,
    {
      id: expect.any(Number) as number,
      name: "Before the talks",
      note: "As agreed",
      by: "Ann",
      at: expect.stringMatching(/^2/u) as string,
      seq: (await ask("GET", "")).body["head"],
      kind: "named",
    },
  ]);
  const second = await ask("POST", "/versions", { name: "Second" });
  const third = await ask("POST", "/versions", { name: "Third" });
  expect(await listed("?limit=2")).toEqual({ versions: [third.body, second.body], more: true });
  expect(await listed(`?limit=2&before=${second.body.id}`)).toEqual({ versions: [first.body], more: false });
  const renamed = await ask("PUT", `/versions/${first.body.id}`, { name: "Again" });
  expect([renamed.status, renamed.body]).toEqual([200, { ...first.body, name: "Again" }]);
  expect((await ask("DELETE", `/versions/${second.body.id}`)).status).toBe(204);
  expect((await listed()).versions.map(({ name }) => name)).toEqual(["Third", "Again"]);
  await server.restart();
  // By now fetch has noticed that its old connection is closed.
  using late = joinStock(server.syncUrl, "cptpp");
  await late.synced();
  expect((await listed()).versions).toEqual([third.body, renamed.body]);
});

test("everybody on the map is told when a version has its name, another one, and none any more", async () => {
  using listener = await openExtended(server.syncUrl, "cptpp");
  const { body: version } = await ask("POST", "/versions", { name: "One" });
  await ask("PUT", `/versions/${version.id}`, { name: "Two" });
  await ask("DELETE", `/versions/${version.id}`);
  await listener.hears(3, 100, 8);
  expect(listener.told("version").map(({ event, version: { id, name } }) => [event, id, name])).toEqual([
    ["named", version.id, "One"],
    ["named", version.id, "Two"],
    ["named", version.id, "Two"],
  ]);
});

test("what is no version, no name, or one too many is refused in words", async () => {
  const { body: made } = await ask("POST", "/versions", { name: "One" });
  const code = async (...request: Parameters<typeof ask>) => {
    const { status, body } = await ask(...request);
    return `${status} ${body.code}`;
  };
  for (const name of ["", "  ", "two\nlines\u0007", "x".repeat(versionNameLengthMax + 1)])
    expect(await code("POST", "/versions", { name }), JSON.stringify(name)).toMatch(
      /^400 (data-invalid|bad-request)$/u,
    );
  expect(await code("POST", "/versions", { name: "a", note: "x".repeat(1001) })).toBe("400 bad-request");
  expect(await code("POST", "/versions", { name: "a", more: 1 })).toBe("400 bad-request");
  for (const [method, path, body] of [
    ["GET", "/versions/999/changes"],
    ["POST", "/versions/999/restore", {}],
    ["PUT", "/versions/999", { name: "a" }],
    ["DELETE", "/versions/999"],
    ["GET", "/versions?before=999"],
  ] as const)
    expect(await code(method, path, body), `${method} ${path}`).toBe("404 version-unknown");
  expect(await code("GET", "/versions/x/changes")).toBe("400 bad-request");
  expect(await code("GET", `/versions/${made.id}/changes`, undefined, "test")).toBe("404 version-unknown");
  expect(await code("GET", "/versions", undefined, "nowhere")).toBe("404 workspace-unknown");
  for (const name of ["Two", "Three", "Four"]) await ask("POST", "/versions", { name });
  expect(await code("POST", "/versions", { name: "Five" })).toBe("503 overloaded");
});

test("going back is looked at first, then done, told to everybody, and can be taken back", async () => {
  using stock = joinStock(server.syncUrl, "cptpp");
  using listener = await openExtended(server.syncUrl, "cptpp");
  await stock.synced();
  const before = await hash();
  const { body: version } = await ask("POST", "/versions?by=Ann", { name: "Before" });
  const nothing = await ask("POST", `/versions/${version.id}/restore`);
  expect([nothing.status, nothing.body["before"]]).toEqual([200, undefined]);

  stock.set("n", "s:JPN/label", "Nihon");
  stock.set("n", "s:NEW", { kind: "state", label: "New" });
  using other = joinStock(server.syncUrl, "cptpp");
  await other.sees("n", "s:NEW", { kind: "state", label: "New" });
  const looked = await ask("GET", `/versions/${version.id}/changes`);
  expect(looked.body).toMatchObject({
    seq: version["seq"],
    counts: { entities: { added: 0, changed: 1, removed: 1 }, texts: { changed: 0 } },
    first: [
      { id: "s:JPN", label: "Japan", what: "changed" },
      { id: "s:NEW", label: "New", what: "removed" },
    ],
  });
  const changed = await hash();
  const late = await ask("POST", `/versions/${version.id}/restore`, {
    head: Number(looked.body["head"]) - 1,
  });
  expect([late.status, late.body.code, await hash()]).toEqual([409, "version-outdated", changed]);
  const done = await ask("POST", `/versions/${version.id}/restore?by=Bob`, { head: looked.body["head"] });
  expect([done.status, done.body["counts"]]).toEqual([200, looked.body["counts"]]);
  expect(await hash()).toBe(before);
  await stock.sees("n", "s:JPN/label", "Japan");
  await listener.hears(2, 100, 8);
  expect(listener.told("version")).toMatchObject([
    { event: "named", version: { id: version.id, name: "Before", kind: "named", by: "Ann" } },
    { event: "restored", version: { id: version.id }, by: "Bob", before: done.body["before"] },
  ]);
  const [kept] = (await listed()).versions;
  expect(kept).toMatchObject({
    id: done.body["before"],
    kind: "before-restore",
    name: expect.stringMatching(/^Before going back on \d+ \w+ \d{4} at \d\d:\d\d UTC$/u) as string,
    by: "Bob",
  });
  const history = (await ask("GET", "/history?record=s:NEW")).body as unknown as Answer["body"][];
  expect(history[0]).toMatchObject({ origin: "restore", by: "Bob", field: "$del" });

  const again = await ask("POST", `/versions/${kept?.id}/restore`);
  expect(again.status).toBe(200);
  expect(await hash()).toBe(changed);
});

test("a version that the server made is kept for good once somebody names it", async () => {
  const { body: version } = await ask("POST", "/versions", { name: "One" });
  using stock = joinStock(server.syncUrl, "cptpp");
  await stock.synced();
  stock.set("n", "s:JPN/label", "Nihon");
  using other = joinStock(server.syncUrl, "cptpp");
  await other.sees("n", "s:JPN/label", "Nihon");
  const { body: done } = await ask("POST", `/versions/${version.id}/restore`);
  const renamed = await ask("PUT", `/versions/${String(done["before"])}`, { name: "Mine" });
  expect(renamed.body).toMatchObject({ kind: "named", name: "Mine" });
});

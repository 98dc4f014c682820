// An import can be undone by anybody, later too, and brought back. Each is stored whole or not at all.
import { afterEach, beforeEach, expect, test } from "vitest";

import { recordsOf } from "../../../schema/imports/import-batch.ts";
import { readSeed } from "../../../seed/build.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { documentChanges, until } from "../../support/wait.ts";

let server: TestServer;
beforeEach(async () => {
  // One update a turn, so that a long import and everybody else's edits take turns.
  server = await startTestServer({ readSeed, workspaces: ["copy"], limits: { appliedBytesPerTurn: 1 } });
});
afterEach(() => server[Symbol.asyncDispose]());

interface Answer {
  readonly [field: string]: unknown;
  readonly batch?: string;
}

async function call(path: string, request?: RequestInit): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${server.url}/api/workspaces/copy${path}`, request);
  return { status: response.status, answer: (await response.json()) as Answer };
}

const post = (path: string, body?: string) => call(path, { method: "POST", ...(body && { body }) });
const listed = async () => (await call("/imports")).answer as unknown as readonly Answer[];

async function sampleText(): Promise<string> {
  return (await fetch(`${server.url}/api/workspaces/cptpp/export`)).text();
}

async function contentHash(): Promise<unknown> {
  return (await call("/export")).answer["hash"];
}

test("an import is listed, undone by somebody else after a restart, and brought back", async () => {
  const empty = await contentHash();
  const { answer } = await post("/import?name=sample.json&by=Ann", await sampleText());
  const full = await contentHash();
  expect(await listed()).toMatchObject([{ id: answer.batch, by: "Ann", name: "sample.json", changed: 0 }]);
  await server.restart();
  using late = joinStock(server.syncUrl, "copy");
  await late.synced();
  const undone = await post(`/imports/${answer.batch}/undo?by=Bob`);
  expect([undone.status, undone.answer]).toEqual([
    200,
    expect.objectContaining({ kind: "undo", records: answer["added"], left: 0 }),
  ]);
  expect(await contentHash()).toBe(empty);
  expect(await listed()).toMatchObject([{ by: "Ann", undone: { by: "Bob", left: 0 } }]);
  const back = await post(`/imports/${answer.batch}/bring-back?by=Ann`);
  expect(back.answer).toMatchObject({ kind: "bring-back", records: answer["added"], left: 0 });
  expect(await contentHash()).toBe(full);
});

test("the sample that a server starts with is no import, and neither is one that writes nothing", async () => {
  const sample = await fetch(`${server.url}/api/workspaces/cptpp/imports`);
  expect(await sample.json()).toEqual([]);
  await post("/import", await sampleText());
  expect((await post("/import", await sampleText())).answer).not.toHaveProperty("batch");
  expect(await listed()).toHaveLength(1);
});

test("what cannot be undone or brought back is said, and nothing changes", async () => {
  expect(await post("/imports/zzzz9999/undo")).toMatchObject({
    status: 404,
    answer: { code: "import-unknown" },
  });
  const { answer } = await post("/import", await sampleText());
  const early = await post(`/imports/${answer.batch}/bring-back`);
  expect(early).toMatchObject({ status: 409, answer: { code: "import-not-undone" } });
  const twice = await Promise.all([
    post(`/imports/${answer.batch}/undo`),
    post(`/imports/${answer.batch}/undo`),
  ]);
  expect(twice.map(({ status }) => status)).toEqual([200, 409]);
});

test("what somebody built on an import stays, and the answer names it", async () => {
  const { answer } = await post("/import", await sampleText());
  using person = joinStock(server.syncUrl, "copy");
  using other = joinStock(server.syncUrl, "copy");
  await Promise.all([person.synced(), other.synced()]);
  person.set("n", "s:JPN/notes", "Ours");
  await other.sees("n", "s:JPN/notes", "Ours");
  const undone = await post(`/imports/${answer.batch}/undo`);
  expect(undone.answer).toMatchObject({ left: 1, leftAlone: [{ id: "s:JPN", why: "changed" }] });
  const graph = (await call("/graph")).answer["entities"] as readonly { id: string }[];
  expect(graph.map(({ id }) => id)).toEqual(["s:JPN"]);
});

test("a dry run names what seems to be there already", async () => {
  const file = JSON.parse(await sampleText()) as { entities: { id: string; label: string }[] };
  await post("/import", JSON.stringify(file));
  const renamed = JSON.stringify(file).replaceAll('"s:NZL"', '"s:NEW"');
  const { answer } = await post("/import?dryRun=1", renamed);
  expect(answer).toMatchObject({ duplicates: 1, likelyDuplicates: [{ id: "s:NEW", of: "s:NZL" }] });
});

test("edits that come while an import is taken in are kept, in the same order everywhere", async () => {
  const text = await sampleText();
  using person = joinStock(server.syncUrl, "copy");
  using reader = joinStock(server.syncUrl, "copy");
  await Promise.all([person.synced(), reader.synced()]);
  const importing = post("/import", text);
  for (let index = 0; index < 20; index += 1) {
    person.set("n", "s:MNE/notes", index);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  const { answer } = await importing;
  await reader.sees("n", "s:MNE/notes", 19);
  await until(
    () => recordsOf(reader.doc, answer.batch ?? "").size === answer["added"],
    documentChanges(reader.doc),
    "the whole import",
  );
  await server.restart();
  using late = joinStock(server.syncUrl, "copy");
  await late.synced();
  expect([late.content("n"), late.content("i")]).toEqual([reader.content("n"), reader.content("i")]);
});

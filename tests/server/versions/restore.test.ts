// Going back to a version on a real server: others go on meanwhile, somebody is off line, the server is killed.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import { entityId } from "../../schema/workspace.ts";
import { conflictRoot, graphRoots } from "../../../schema/document.ts";
import { project } from "../../../schema/projection.ts";
import { openText } from "../../../schema/rooms/texts.ts";
import { readSeed } from "../../../seed/build.ts";
import { onDemand } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { runFile } from "../../support/run-process.ts";
import { startServerProcess, type ServerProcess } from "../../support/server-process.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { documentChanges, until } from "../../support/wait.ts";

const rounds = onDemand("ENTENTE_RESTORE_KILLS", 3);
const [japan, korea] = [entityId("s:JPN"), entityId("s:KOR")];

let opened: (TestServer | ServerProcess) | undefined;
afterEach(async () => {
  await opened?.[Symbol.asyncDispose]();
  opened = undefined;
});

interface Version {
  readonly id: number;
  readonly kind: string;
}

const at = (path: string) => `${opened?.url}/api/workspaces/cptpp${path}`;

async function ask<Body>(method: string, path: string, body?: object): Promise<Body> {
  const headers = { ...(body && { "content-type": "application/json" }), connection: "close" };
  const response = await fetch(at(path), { method, headers, ...(body && { body: JSON.stringify(body) }) });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  return (await response.json()) as Body;
}

const nameIt = (name: string) => ask<Version>("POST", "/versions", { name });
const hash = async () => (await ask<{ hash: string }>("GET", "/export")).hash;
const listed = async () => (await ask<{ versions: readonly Version[] }>("GET", "/versions")).versions;

/** All that a document of the map holds, whatever the order in which it came. */
function contentOf(doc: Y.Doc): string {
  const roots = [...graphRoots, conflictRoot].map((root) => [
    root,
    [...doc.getMap(root)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return JSON.stringify(roots);
}

test("P19 whoever edits while somebody goes back, or was off line, loses nothing, and nothing is doubled", async () => {
  const server = await startTestServer({ readSeed, limits: { appliedBytesPerTurn: 1 } });
  opened = server;
  const join = (room = "cptpp") => joinStock(server.syncUrl, room);
  using ann = join();
  using bob = join();
  using off = join();
  using texts = join("cptpp/text");
  using offTexts = join("cptpp/text");
  using reader = join("cptpp/text");
  for (const client of [ann, bob, off, texts, offTexts, reader]) await client.synced();
  let closed = 0;
  for (const { provider } of [ann, bob, texts]) provider.on("connection-close", () => (closed += 1));
  const says = (client: typeof texts, id: typeof japan, text: string) =>
    until(
      () => openText(client.doc, id).toJSON() === text,
      documentChanges(client.doc),
      `the text to be “${text}”`,
    );

  openText(texts.doc, japan).insert(0, "First. Second.");
  await says(offTexts, japan, "First. Second.");
  const before = project(ann.doc);
  const version = await nameIt("Before");
  off.provider.disconnect();
  offTexts.provider.disconnect();

  const gone = [...before.entities.keys()].filter((id) => id !== japan).slice(0, 60);
  ann.doc.transact(() => gone.forEach((id) => ann.set("n", `${id}/$del`, ["Ann", 1, 1])));
  ann.set("n", "s:JPN/label", "Nihon");
  ann.set("n", "s:NEW", { kind: "state", label: "New" });
  openText(texts.doc, japan).delete(0, 7);
  openText(texts.doc, korea).insert(0, "New.");
  off.set("n", "s:OFF", { kind: "state", label: "Off line" });
  off.set("n", "s:JPN/subtype", "off line");
  openText(offTexts.doc, japan).insert(openText(offTexts.doc, japan).length, " Third.");
  await bob.sees("n", "s:NEW", { kind: "state", label: "New" });
  await says(reader, korea, "New.");

  const work = { isBack: false };
  let made = 0;
  const goOn = async () => {
    while (!work.isBack) {
      made += 1;
      for (const [name, client] of [
        ["A", ann],
        ["B", bob],
      ] as const)
        client.set("n", `s:${name}${made}`, { kind: "state", label: `Meanwhile ${name}${made}` });
      await sleep(1);
    }
  };
  const [done] = await Promise.all([
    ask<{ before: number }>("POST", `/versions/${version.id}/restore`).finally(() => (work.isBack = true)),
    goOn(),
  ]);
  for (const [name, client] of [
    ["A", ann],
    ["B", bob],
  ] as const)
    client.set("n", `s:LAST${name}`, { kind: "state", label: `Last ${name}` });
  off.provider.connect();
  offTexts.provider.connect();

  const clients = [ann, bob, off];
  const isSame = () =>
    ["s:OFF", "s:LASTA", "s:LASTB"].every((id) => ann.doc.getMap("n").has(id)) &&
    new Set(clients.map(({ doc }) => contentOf(doc))).size === 1;
  await until(isSame, documentChanges(...clients.map(({ doc }) => doc)), "all to have the same");
  for (const client of [texts, offTexts, reader]) await says(client, japan, "First. Second. Third.");
  await says(reader, korea, "");

  const after = project(off.doc);
  for (const [id, entity] of before.entities)
    expect(after.entities.get(id)).toEqual(id === japan ? { ...entity, subtype: "off line" } : entity);
  const isOurs = (id: string) => ["s:OFF", "s:LASTA", "s:LASTB"].includes(id) || /^s:[AB]\d+$/u.test(id);
  expect([...after.entities.keys()].filter((id) => !before.entities.has(id) && !isOurs(id))).toEqual([]);
  expect([...after.relations.keys()].toSorted()).toEqual([...before.relations.keys()].toSorted());
  expect([...after.claims.keys()].toSorted()).toEqual([...before.claims.keys()].toSorted());
  expect(after.conflicts).toEqual([]);
  expect(closed).toBe(0);
  // Those who come anew are given the same.
  using late = join();
  await late.synced();
  expect(contentOf(late.doc)).toBe(contentOf(off.doc));
  expect((await listed()).map(({ id, kind }) => [id, kind])).toContainEqual([done.before, "before-restore"]);
}, 120_000);

test(`P19 a server killed ${rounds} times while somebody goes back has gone back, or has not begun`, async () => {
  const server = await startServerProcess();
  opened = server;
  const syncUrl = `${server.url.replace(/^http/u, "ws")}/sync`;
  const whole = await hash();
  const version = await nameIt("Whole");
  const random = new Random(19);
  const outcomes: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const kept = (await listed()).filter(({ kind }) => kind === "before-restore").length;
    await change(syncUrl, round);
    const changed = await hash();
    expect(changed).not.toBe(whole);
    const url = at(`/versions/${version.id}/restore`);
    const asked = fetch(url, { method: "POST", headers: { connection: "close" } }).catch(() => undefined);
    // Half of them as soon as something is written, half of them at any time.
    if (round % 2 === 0) await written(server.dataDir, headOf(server.dataDir) + 1);
    else await sleep(random.below(1500));
    await server.kill();
    await asked;
    await server.start();
    const now = await hash();
    outcomes.push(now === whole ? "gone back" : now === changed ? "not begun" : "between");
    const keptNow = (await listed()).filter(({ kind }) => kind === "before-restore").length;
    expect(keptNow - kept, outcomes.at(-1)).toBe(now === whole ? 1 : 0);
  }
  expect(outcomes).not.toContain("between");
  await server.stop();
  expect((await runFile("server/entente.mjs", ["verify", "--data", server.dataDir])).code).toBe(0);
}, 120_000);

/** Changes much of the map, and waits until somebody else has heard of it. */
async function change(syncUrl: string, round: number): Promise<void> {
  using client = joinStock(syncUrl, "cptpp");
  await client.synced();
  const claims = [...client.doc.getMap("c").keys()].filter((key) => !key.includes("/"));
  client.doc.transact(() => claims.forEach((id) => client.set("c", `${id}/$del`, ["Ann", round, 1])));
  client.set("n", "s:JPN/label", `Nihon ${round}`);
  using other = joinStock(syncUrl, "cptpp");
  await other.sees("n", "s:JPN/label", `Nihon ${round}`);
}

function headOf(dataDir: string): number {
  using database = new DatabaseSync(join(dataDir, "entente.sqlite"), { readOnly: true });
  return Number(database.prepare("SELECT head_seq FROM doc WHERE id = 'cptpp'").get()?.["head_seq"]);
}

async function written(dataDir: string, seq: number): Promise<void> {
  while (headOf(dataDir) < seq) await sleep(1);
}

test("P19 a backup holds the versions, and after it was put back one can still go back to them", async () => {
  const server = await startServerProcess();
  opened = server;
  const whole = await hash();
  const version = await nameIt("Whole");
  await change(`${server.url.replace(/^http/u, "ws")}/sync`, 1);
  using folder = temporaryFolder();
  const file = join(folder.path, "backup.sqlite");
  expect((await runFile("server/entente.mjs", ["backup", file, "--data", server.dataDir])).code).toBe(0);
  await ask("POST", `/versions/${version.id}/restore`);
  await server.stop();
  expect((await runFile("server/entente.mjs", ["restore", file, "--data", server.dataDir])).code).toBe(0);
  await server.start();
  expect(await hash()).not.toBe(whole);
  expect((await listed()).filter(({ kind }) => kind === "named")).toEqual([version]);
  await ask("POST", `/versions/${version.id}/restore`);
  expect(await hash()).toBe(whole);
}, 120_000);

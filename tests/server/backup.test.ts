// Backups made under load, put back, and who may still merge afterwards.
import { cpSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import { hashSecret } from "../../server/auth/secrets.ts";
import { openDataFolder } from "../../server/storage/data-folder.ts";
import { backUp } from "../../server/storage/backup.ts";
import { putBack } from "../../server/storage/put-back.ts";
import type { NewUpdate } from "../../server/storage/update-log.ts";
import { verifyLog } from "../../server/storage/verify.ts";
import { startAccountsServer } from "../support/accounts-server.ts";
import { Author, entriesOf, missingIn } from "../support/author.ts";
import { openExtended } from "../support/extended-client.ts";
import { openRaw } from "../support/raw-client.ts";
import { runFile } from "../support/run-process.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { startTestServer } from "../support/server.ts";
import { joinStock, type StockClient } from "../support/stock-client.ts";
import { editing } from "../support/sync-frames.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const entente = (...words: string[]) => runFile("server/entente.mjs", words);
const syncUrlOf = ({ syncUrl }: ServerProcess) => syncUrl;
let running: ServerProcess | undefined;
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
  running = undefined;
});

test("a backup made while somebody writes is whole, and holds what was saved before it began", async () => {
  running = await startServerProcess();
  using folder = temporaryFolder();
  using client = await openRaw(syncUrlOf(running), "cptpp");
  const author = new Author(client, "w");
  for (let edit = 0; edit < 100; edit += 1) author.edit();
  await client.hears(100, 0, 2);
  const saved = entriesOf(author.echoed());
  const writing = setInterval(() => author.edit(), 1);
  const file = join(folder.path, "backup.sqlite");
  const made = await entente("backup", file, "--data", running.dataDir, "--json");
  clearInterval(writing);
  expect([made.code, made.stderr]).toEqual([0, ""]);
  expect(readdirSync(folder.path)).toEqual(["backup.sqlite"]);
  expect(author.made).toBeGreaterThan(100);

  const elsewhere = join(folder.path, "elsewhere");
  const back = await entente("restore", file, "--data", elsewhere, "--json");
  expect([back.code, JSON.parse(back.stdout)]).toEqual([0, expect.objectContaining({ file })]);
  using restored = await startServerAt(elsewhere);
  using late = joinStock(restored.syncUrl, "cptpp");
  await late.synced();
  expect(missingIn(entriesOf(late.doc), saved)).toEqual([]);
  expect(missingIn(author.sent, entriesOf(late.doc))).toEqual([]);
});

async function startServerAt(dataDir: string) {
  const server = await startServerProcess({ dataDir });
  return { syncUrl: syncUrlOf(server), [Symbol.dispose]: () => void server.kill() };
}

/** Writes, and waits until somebody else has heard of it. */
async function write(syncUrl: string, client: StockClient, value: string): Promise<void> {
  using other = joinStock(syncUrl, "test");
  await other.synced();
  client.set("n", "s:JPN", value);
  await other.sees("n", "s:JPN", value);
}

/** The code with which a stock client is turned away, for good. */
async function codeFor(syncUrl: string, doc: Y.Doc, room = "test"): Promise<number> {
  using client = joinStock(syncUrl, room, doc);
  const { promise, resolve } = Promise.withResolvers<number>();
  client.provider.on("closed", ({ code }: { code: number }) => resolve(code));
  return await promise;
}

test("P20 after a restore, whoever holds what was taken back is stopped before it merges, all others go on", async () => {
  await using server = await startTestServer();
  using folder = temporaryFolder();
  const { syncUrl, dataDir } = server;
  const ahead = joinStock(syncUrl, "test");
  await ahead.synced();
  await write(syncUrl, ahead, "kept");
  const behind = new Y.Doc();
  Y.applyUpdate(behind, Y.encodeStateAsUpdate(ahead.doc));
  const first = await openExtended(syncUrl, "test");
  const before = generationOf(first);
  const file = join(folder.path, "backup.sqlite");
  await backUp(dataDir, file);
  await write(syncUrl, ahead, "taken back");
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ahead.doc));
  for (const client of [ahead, first]) client[Symbol.dispose]();
  await server.close();
  const { before: aside } = await putBack(file, dataDir);
  await server.restart();

  // By what it has, and by what it says.
  expect(await codeFor(syncUrl, copy)).toBe(4409);
  expect(copy.getMap("n").get("s:JPN")).toBe("taken back");
  using stale = await openRaw(syncUrl, `test?ext=1&generation=${before}`);
  expect((await stale.closed()).code).toBe(4409);

  using fresh = await openExtended(syncUrl, "test");
  await fresh.hears(1, 100, 0);
  const after = generationOf(fresh);
  expect(after).not.toBe(before);
  using same = await openExtended(syncUrl, `test?generation=${after}&`);
  expect((await same.readState()).getMap("n").get("s:JPN")).toBe("kept");
  // Somebody who had nothing that was taken back, and wrote off line since, as somebody new.
  const offLine = new Y.Doc();
  Y.applyUpdate(offLine, Y.encodeStateAsUpdate(behind));
  offLine.getMap("n").set("s:KOR", "off line");
  using merged = joinStock(syncUrl, "test", offLine);
  await merged.synced();
  using other = joinStock(syncUrl, "test");
  await other.sees("n", "s:KOR", "off line");
  expect(other.doc.getMap("n").get("s:JPN")).toBe("kept");
  expect(readdirSync(dataDir)).toContain(aside?.split("/").at(-1));
});

test("P20 what was taken back once stays out after another restore, and so does a room that began after the backup", async () => {
  await using server = await startTestServer();
  using folder = temporaryFolder();
  const { syncUrl, dataDir } = server;
  const file = join(folder.path, "backup.sqlite");
  await backUp(dataDir, file);
  const map = joinStock(syncUrl, "test");
  await map.synced();
  await write(syncUrl, map, "taken back");
  const view = await openExtended(syncUrl, "test/view/later");
  const pins = new Y.Doc();
  pins.getMap("p").set("s:JPN", [1, 2]);
  view.send(editing(Y.encodeStateAsUpdate(pins)));
  await view.hears(1, 0, 2);
  for (const client of [map, view]) client[Symbol.dispose]();
  await server.close();
  for (let round = 0; round < 2; round += 1) await putBack(file, dataDir);
  await server.restart();
  expect(await codeFor(syncUrl, map.doc)).toBe(4409);
  expect(await codeFor(syncUrl, pins, "test/view/later")).toBe(4409);
});

const generationOf = (client: Awaited<ReturnType<typeof openExtended>>) =>
  client.told("hello")[0]?.generation;

test("a restored folder verifies, is written to, and is read again", async () => {
  await using server = await startTestServer();
  using folder = temporaryFolder();
  const file = join(folder.path, "backup.sqlite");
  const writer = joinStock(server.syncUrl, "test");
  await writer.synced();
  await write(server.syncUrl, writer, "one");
  writer[Symbol.dispose]();
  await backUp(server.dataDir, file);
  await server.close();
  for (let round = 0; round < 2; round += 1) await putBack(file, server.dataDir);
  await server.restart();
  using again = joinStock(server.syncUrl, "test");
  await again.sees("n", "s:JPN", "one");
  await write(server.syncUrl, again, "two");
  await server.close();
  using opened = openDataFolder(server.dataDir);
  const { storage, rooms } = await verifyLog(opened.log);
  expect([storage, rooms.filter(({ problem }) => problem)]).toEqual([[], []]);
});

test("a version that was taken back leaves its number to no other", async () => {
  await using server = await startTestServer();
  using folder = temporaryFolder();
  const file = join(folder.path, "backup.sqlite");
  await backUp(server.dataDir, file);
  const nameVersion = async () => {
    using opened = openDataFolder(server.dataDir);
    const named = { workspace: "test", kind: "named", name: "One", note: "", by: undefined } as const;
    return (await opened.log.versions.add(named)).id;
  };
  await server.close();
  const ids = [await nameVersion(), await nameVersion()];
  for (let round = 0; round < 2; round += 1) {
    await putBack(file, server.dataDir);
    ids.push(await nameVersion());
  }
  expect(new Set(ids).size).toBe(ids.length);
});

test("nothing is put back over a running server, nor from a damaged copy, nor a copy over a file", async () => {
  await using server = await startTestServer();
  using folder = temporaryFolder();
  const file = join(folder.path, "backup.sqlite");
  await backUp(server.dataDir, file);
  await expect(backUp(server.dataDir, file)).rejects.toMatchObject({ code: "file-exists" });
  await expect(putBack(file, server.dataDir)).rejects.toMatchObject({ code: "data-in-use" });
  await server.close();
  const bytes = readFileSync(file);
  bytes.fill(7, bytes.length / 2, bytes.length / 2 + 4096);
  writeFileSync(file, bytes);
  const before = readFileSync(join(server.dataDir, "entente.sqlite"));
  await expect(putBack(file, server.dataDir)).rejects.toMatchObject({
    code: "backup-invalid",
    detail: expect.stringContaining(file) as string,
  });
  expect(readFileSync(join(server.dataDir, "entente.sqlite")).equals(before)).toBe(true);
  expect(readdirSync(server.dataDir).filter((name) => name.includes("restoring"))).toEqual([]);
});

test("what is no backup, or is not there, is named as it was given, and nothing is made of it", async () => {
  using folder = temporaryFolder();
  const [data, file] = [join(folder.path, "data"), join(folder.path, "given")];
  await expect(backUp(data, file)).rejects.toMatchObject({ code: "data-missing", detail: data });
  await expect(putBack(file, data)).rejects.toMatchObject({ code: "file-refused", detail: file });
  for (const rubbish of ["", "no database", "no database at all ".repeat(1000)]) {
    writeFileSync(file, rubbish);
    const refused = { code: "backup-invalid", detail: expect.stringContaining(file) as string };
    await expect(putBack(file, data)).rejects.toMatchObject(refused);
  }
  await expect(putBack(folder.path, data)).rejects.toMatchObject({ code: "backup-invalid" });
  expect(readdirSync(data)).toEqual(["entente.lock"]);
  {
    using opened = openDataFolder(data);
    await opened.log.createWorkspace("test", "Test");
  }
  const nowhere = join(folder.path, "nowhere");
  await expect(backUp(data, join(nowhere, "file"))).rejects.toMatchObject({
    code: "file-refused",
    detail: nowhere,
  });
});

test("a killed server's folder is backed up and put back whole, but not when the end of its log was cut", async () => {
  using folder = temporaryFolder();
  const killed = join(folder.path, "killed");
  {
    using opened = openDataFolder(join(folder.path, "open"));
    await opened.log.createWorkspace("test", "Test");
    for (let value = 0; value < 40; value += 1) await opened.log.append([someUpdate(value)]);
    // As a killed process leaves it: what was written last is not taken into the file yet.
    cpSync(join(folder.path, "open"), killed, { recursive: true });
  }
  expect(await backUp(killed, join(folder.path, "one"))).toMatchObject({ updates: 40 });
  const log = join(killed, "entente.sqlite");
  expect(await putBack(log, join(folder.path, "restored"))).toMatchObject({ updates: 40 });
  truncateSync(`${log}-wal`, statSync(`${log}-wal`).size - 6000);
  await expect(backUp(killed, join(folder.path, "two"))).rejects.toMatchObject({ code: "data-damaged" });
  expect(readdirSync(folder.path).toSorted()).toEqual(["killed", "one", "open", "restored"]);
});

function someUpdate(value: number): NewUpdate {
  const doc = new Y.Doc();
  doc.getMap("n").set("s:JPN", value);
  return { room: "test", origin: "edit", bytes: Y.encodeStateAsUpdate(doc) };
}

test("doctor finds a running server well, names what is not, and says what to do", async () => {
  await using server = await startTestServer();
  const statuses = async () => {
    const { code, stdout } = await entente("doctor", "--data", server.dataDir, "--json");
    const findings = JSON.parse(stdout) as { what: string; status: string; hint?: string }[];
    return { code, failed: findings.filter(({ status }) => status === "fail"), count: findings.length };
  };
  expect(await statuses()).toMatchObject({ code: 0, failed: [], count: 8 });
  await server.close();
  const mark = join(server.dataDir, "entente.mark");
  writeFileSync(mark, `x${readFileSync(mark, "utf8").slice(1)}`);
  const { code, failed } = await statuses();
  expect([code, failed.map(({ what }) => what)]).toEqual([1, ["end of the log"]]);
  expect(failed[0]?.hint).toContain("verify");
});

test("T39 a backup that is put back lets nobody in by what was revoked since, nor by anything else of then", async () => {
  await using server = await startAccountsServer();
  using folder = temporaryFolder();
  const file = join(folder.path, "backup.sqlite");
  await backUp(server.dataDir, file);
  const elsewhere = join(folder.path, "elsewhere");
  const { ended } = await putBack(file, elsewhere);
  using opened = openDataFolder(elsewhere);
  const store = opened.people();
  const everybody = Object.values(server.people);
  const secrets = [...everybody.flatMap((person) => person.secrets), server.share.secret];
  expect(secrets.filter((secret) => store.grantByHash(hashSecret(secret)))).toEqual([]);
  // Of five people, each a session and a token; a link, and its visitor.
  expect(ended).toBe(12);
  expect(everybody.map(({ id }) => store.person(id)?.name)).toEqual(everybody.map(({ name }) => name));
  expect(store.verifyAudit()).toBeUndefined();
});

test.skipIf(process.platform === "win32")(
  "other users of the machine read neither a data folder that was made nor a backup",
  async () => {
    using folder = temporaryFolder();
    const [data, file] = [join(folder.path, "made", "data"), join(folder.path, "backup.sqlite")];
    openDataFolder(data)[Symbol.dispose]();
    await backUp(data, file);
    await putBack(file, join(folder.path, "again"));
    for (const name of ["made/data", "backup.sqlite", "again"])
      expect([name, statSync(join(folder.path, name)).mode & 0o077]).toEqual([name, 0]);
  },
);

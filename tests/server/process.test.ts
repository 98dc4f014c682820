// The server as a process: what it prints, how it refuses to start, how it ends.
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";

import { openDataFolder } from "../../server/storage/data-folder.ts";
import { openRaw } from "../support/raw-client.ts";
import { runFile, startFile } from "../support/run-process.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { joinStock } from "../support/stock-client.ts";

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess();
});
afterAll(() => server[Symbol.asyncDispose]());

const syncUrl = () => server.syncUrl;

test("an empty data folder gets the sample, whose decision is answered as its text has it", async () => {
  const response = await fetch(`${server.url}/api/workspaces/cptpp/decisions/d:twn-cptpp?asOf=2024-12-15`);
  const answer = (await response.json()) as {
    counts: Record<string, number>;
    electors: string[];
    result: string;
  };
  expect(answer).toMatchObject({
    rule: "unanimity",
    result: "open",
    counts: { support: 2, undecided: 5, unknown: 4 },
  });
  expect(answer.electors).toHaveLength(11);
});

test("a second process on the same folder refuses to start, in plain words", async () => {
  const second = await runFile("server/main.ts", [], { DATA_DIR: server.dataDir, PORT: "0" });
  expect([second.code, second.stdout]).toEqual([1, ""]);
  expect(second.stderr).toContain("Another Entente process is using this data folder");
  expect(second.stderr).not.toContain("    at ");
});

test("a port that is taken is said, with the setting's name, before the sample is written", async () => {
  const [port, dataDir] = [new URL(server.url).port, `${server.dataDir}/other`];
  const second = await runFile("server/main.ts", [], { DATA_DIR: dataDir, PORT: port });
  expect([second.code, second.stdout]).toEqual([1, ""]);
  expect(second.stderr).toContain(`PORT ${port} is in use`);
  using folder = openDataFolder(dataDir);
  expect(await folder.log.listWorkspaces()).toEqual([]);
});

test.each([
  ["HOST", "0.0.0.0", "without accounts"],
  ["DATA_DIR", "package.json/data", "cannot be created"],
  ["DATA_DIR", "/proc/entente/data", "cannot be created"],
])("%s=%s is refused with the reason and no stack", async (name, value, words) => {
  const refused = await runFile("server/main.ts", [], {
    PORT: "0",
    DATA_DIR: "package.json/data",
    [name]: value,
  });
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain(words);
  expect(refused.stderr).not.toContain("    at ");
});

test("SIGTERM stores what was received, tells everybody to come back, and ends with 0", async () => {
  const writer = joinStock(syncUrl(), "cptpp");
  await writer.synced();
  const other = await openRaw(syncUrl(), "cptpp");
  for (let index = 0; index < 50; index += 1) writer.set("n", "s:JPN/notes", `note ${index}`);
  // Heard by somebody else: the first of them has arrived, and the rest is right behind it.
  await other.hears(1, 0, 2);
  const closing = other.closed();
  const ended = server.stop();
  expect((await closing).code).toBe(1012);
  expect(await ended).toBe(0);
  expect(server.log()).not.toContain('"level":60');
  writer[Symbol.dispose]();
  other[Symbol.dispose]();

  await server.start();
  using late = joinStock(syncUrl(), "cptpp");
  await late.synced();
  expect(late.doc.getMap("n").get("s:JPN/notes")).toMatch(/^note /);
});

test("nothing but the address is on standard output, and a misspelt setting is named in the log", async () => {
  const surroundings = { DATA_DIR: `${server.dataDir}/third`, PORT: "0", ENTENTE_ACESS: "accounts" };
  const third = startFile("server/main.ts", surroundings);
  await once(third.child.stdout, "data");
  third.child.kill("SIGTERM");
  const { code, stdout, stderr } = await third.finished;
  expect(code).toBe(0);
  expect(stderr).toContain("perhaps ENTENTE_ACCESS is meant");
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
});

// The command line does what the server does, with the same words.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, afterAll, expect, test } from "vitest";

import { readSeed } from "../../seed/build.ts";
import { snapshotText } from "../../schema/snapshot.ts";
import { runFile } from "../support/run-process.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder();
const file = join(folder.path, "sample.entente.json");
const data = join(folder.path, "data");
const entente = (...words: string[]) => runFile("server/entente.mjs", words);

let server: TestServer;
beforeAll(async () => {
  await writeFile(file, snapshotText(await readSeed()));
  server = await startTestServer({ workspaces: ["copy"] });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

test("import, export and verify work on a data folder", async () => {
  const imported = await entente("import", file, "--data", data, "--workspace", "mine", "--create", "--json");
  expect([imported.code, imported.stderr]).toEqual([0, ""]);
  expect(JSON.parse(imported.stdout)).toMatchObject({ changed: 0, dryRun: false });

  const out = join(folder.path, "out.json");
  expect((await entente("export", "--data", data, "--workspace", "mine", "--out", out)).code).toBe(0);
  const [before, after] = await Promise.all([readFile(file, "utf8"), readFile(out, "utf8")]);
  expect(JSON.parse(after)).toMatchObject({ hash: (JSON.parse(before) as { hash: string }).hash });

  const verified = await entente("verify", "--data", data, "--json");
  expect([verified.code, JSON.parse(verified.stdout)]).toEqual([
    0,
    { storage: [], rooms: [expect.objectContaining({ room: "mine" })] },
  ]);
});

test("verify names a changed row and fails", async () => {
  const database = new DatabaseSync(join(data, "entente.sqlite"));
  database.exec("UPDATE doc_update SET bytes = x'0000' WHERE seq = 1");
  database.close();
  const { code, stdout, stderr } = await entente("verify", "--data", data);
  expect([code, stdout]).toEqual([1, expect.stringContaining("DAMAGED  mine")]);
  expect(stderr).toContain("update 1 was changed");
});

test("import and export work on a running server", async () => {
  const place = ["--server", server.url, "--workspace", "copy"];
  expect((await entente("import", file, ...place)).code).toBe(0);
  const exported = await entente("export", ...place, "--format", "csv");
  expect([exported.code, exported.stdout]).toEqual([0, expect.stringContaining("s:JPN")]);
});

test("a failure ends with 1 and says what to do, for people and for programs", async () => {
  const missing = await entente("export", "--server", server.url, "--workspace", "other");
  expect([missing.code, missing.stdout]).toEqual([1, ""]);
  expect(missing.stderr).toContain("no such workspace");
  const bad = join(folder.path, "bad.json");
  await writeFile(bad, JSON.stringify({ format: "entente-snapshot" }));
  const refused = await entente("import", bad, "--server", server.url, "--workspace", "copy", "--json");
  expect([refused.code, JSON.parse(refused.stderr)]).toEqual([
    1,
    expect.objectContaining({ code: "import-invalid" }),
  ]);
  const busy = await entente("export", "--data", server.dataDir, "--workspace", "copy");
  expect([busy.code, busy.stderr]).toEqual([1, expect.stringContaining("Another Entente process")]);
});

test("a file that the system refuses is said in words, not in a stack", async () => {
  const nowhere = join(folder.path, "nowhere", "file.json");
  const place = ["--server", server.url, "--workspace", "copy"];
  for (const words of [
    ["export", ...place, "--out", nowhere],
    ["export", ...place, "--out", folder.path],
    ["import", nowhere, ...place],
    ["import", folder.path, ...place],
  ]) {
    const { code, stderr } = await entente(...words);
    expect([words[0], code, stderr]).toEqual([
      words[0],
      1,
      expect.stringMatching(/^This file or folder is not there.*\nCheck its name/u),
    ]);
  }
});

test("what is not understood ends with 2, and help with 0", async () => {
  const [unknown, missing, help] = await Promise.all([
    entente("dance"),
    entente("import"),
    entente("--help"),
  ]);
  expect([unknown.code, missing.code, help.code]).toEqual([2, 2, 0]);
  const both = await entente("audit", "--everywhere", "--server", server.url);
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("cannot be used with")]);
  const version = await entente("version", "changes", "last", "--server", server.url, "--workspace", "copy");
  expect([version.code, version.stderr]).toEqual([
    1,
    expect.stringContaining("Look at the list of versions"),
  ]);
  expect(help.stdout).toContain("verify");
});

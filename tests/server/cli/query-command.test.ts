// `entente query`, as a process, on a data folder and on a running server: the same answers, in words and as JSON.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { snapshotText } from "../../../schema/snapshot.ts";
import { readSeed } from "../../../seed/build.ts";
import { runFile } from "../../support/run-process.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = temporaryFolder();
const data = join(folder.path, "data");
const entente = (...words: string[]) => runFile("server/entente.mjs", words);
const query = (...words: string[]) => entente("query", ...words, "--data", data);

let server: TestServer;
beforeAll(async () => {
  const file = join(folder.path, "sample.entente.json");
  await writeFile(file, snapshotText(await readSeed()));
  server = await startTestServer({ readSeed, workspaces: [] });
  await entente("import", file, "--data", data, "--create");
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const opposite = ["opposite", "d:chn-cptpp", "d:twn-cptpp", "--as-of", "2024-12-15"];

test("an answer in words names who, how, when, and where to look", async () => {
  const { code, stdout, stderr } = await query(...opposite);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^As of 2024-12-15:$/mu);
  const peru = stdout.split("\n").find((line) => line.startsWith("[s:PER]"));
  expect(peru).toContain(
    "Peru, diverging: support on d:chn-cptpp (2024-12~, asserted, said of several together)",
  );
  expect(peru).toContain("undecided on d:twn-cptpp");
  expect(stdout).toMatch(/^\[clm:000-hesitation\] 000 p4, Cathy Fang, C3, 2024-12~: Peru, Malaysia/mu);
});

test("a data folder and a server give the same answer, in words and as JSON", async () => {
  const there = ["--server", server.url];
  const [here, remote] = await Promise.all([query(...opposite), entente("query", ...opposite, ...there)]);
  expect(remote).toEqual(here);
  const [own, asked] = await Promise.all([
    query("path", "Taiwan", "Peru", "--hops", "2", "--json"),
    entente("query", "path", "Taiwan", "Peru", "--hops", "2", "--json", ...there),
  ]);
  const { items } = JSON.parse(own.stdout) as { items: unknown[] };
  expect(items.length).toBeGreaterThan(0);
  expect(JSON.parse(asked.stdout)).toMatchObject({ items });
});

test("--count gives the number alone, and --limit and --offset turn the pages", async () => {
  const [count, whole, page] = await Promise.all([
    query("claims", "--by", "fang", "--count", "--limit", "3"),
    entente("query", "claims", "--by", "fang", "--limit", "1000", "--json", "--server", server.url),
    entente(
      "query",
      "claims",
      "--by",
      "fang",
      "--limit",
      "3",
      "--offset",
      "2",
      "--json",
      "--server",
      server.url,
    ),
  ]);
  const all = JSON.parse(whole.stdout) as { total: number; items: { id: string }[] };
  expect(count.stdout.trim()).toBe(String(all.total));
  expect(JSON.parse(page.stdout)).toMatchObject({
    total: all.total,
    offset: 2,
    next: 5,
    items: all.items.slice(2, 5),
  });
});

test("what is not understood ends with 2 and says what may stand there", async () => {
  const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
    [["claims", "--stance", "suport"], /stance: “suport”.*Nearest: support\b.*Allowed: champion/u],
    [["path", "Tiwan", "Peru"], /from: “Tiwan” is not on this map\. Nearest: s:TWN \(Taiwan\)/u],
    [["decisions", "--as-of", "yesterday"], /not a date in EDTF/u],
    [["claims", "--stanse", "support"], /unknown option '--stanse'/u],
    [["dance"], /unknown command 'dance'/u],
    [["path", "Taiwan"], /missing required argument 'to'/u],
  ];
  const ended = await Promise.all(
    mistakes.map(([words]) => entente("query", ...words, "--server", server.url)),
  );
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(mistakes[index]?.[1] ?? /never/u);
  }
});

test("as JSON a refusal lists the places", async () => {
  const { code, stderr } = await query("claims", "--kind", "country", "--stance", "yes", "--json");
  expect([code, JSON.parse(stderr)]).toEqual([
    2,
    expect.objectContaining({
      code: "query-invalid",
      faults: [expect.objectContaining({ at: "kind" }), expect.objectContaining({ at: "stance" })],
    }),
  ]);
});

test("a failure ends with 1", async () => {
  const { code, stderr } = await query("claims", "--workspace", "other");
  expect([code, stderr]).toEqual([1, expect.stringContaining("no such workspace")]);
});

test("help ends with 0 and has three examples, which are answered", async () => {
  const { code, stdout } = await entente("query", "path", "--help");
  const examples = stdout.match(/^ {2}entente query .*$/gmu) ?? [];
  expect([code, examples.length]).toEqual([0, 3]);
  const answers = await Promise.all(
    examples.map((line) => {
      const words = (line.match(/"[^"]+"|\S+/gu) ?? []).slice(1).map((word) => word.replaceAll('"', ""));
      return entente(...words, "--server", server.url);
    }),
  );
  for (const answer of answers) {
    expect([answer.code, answer.stdout]).toEqual([0, expect.stringContaining("[clm:")]);
  }
});

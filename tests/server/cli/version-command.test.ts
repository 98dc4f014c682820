// `entente version`: on a data folder and on a running server alike.
import { expect, test } from "vitest";

import { readSeed } from "../../../seed/build.ts";
import { runFile } from "../../support/run-process.ts";
import { startTestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";

const entente = (...words: string[]) => runFile("server/entente.mjs", ["version", ...words]);

test("versions are named, looked at, gone back to and taken away from the command line, with and without a server", async () => {
  await using server = await startTestServer({ readSeed });
  const json = async (...words: string[]) => {
    const { code, stdout, stderr } = await entente(...words, "--server", server.url, "--json");
    expect([code, stderr], words.join(" ")).toEqual([0, ""]);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const { id } = await json("add", "Before", "--note", "As agreed");
  using stock = joinStock(server.syncUrl, "cptpp");
  using other = joinStock(server.syncUrl, "cptpp");
  await stock.synced();
  stock.set("n", "s:JPN/label", "Nihon");
  await other.sees("n", "s:JPN/label", "Nihon");
  const changes = await entente("changes", String(id), "--server", server.url);
  expect(changes.stdout).toContain("entities: 0 come back, 1 change, 0 go to the bin");
  expect(changes.stdout).toContain("changed  s:JPN  Japan");
  const { before } = await json("restore", String(id));
  await stock.sees("n", "s:JPN/label", "Japan");

  await server.close();
  const here = ["--data", server.dataDir];
  const listed = await entente("list", ...here);
  expect(listed.stdout).toMatch(
    new RegExp(`^${String(before)} .*\n${String(id)}  .*Before \\(named\\)$`, "mu"),
  );
  expect((await entente("restore", String(before), ...here)).stdout).toContain(
    "What was there before is version",
  );
  expect((await entente("restore", String(before), ...here)).stdout).toContain("There is nothing to do");
  expect((await entente("rename", String(id), "Other", ...here)).stdout).toContain("Other (named)");
  expect((await entente("remove", String(id), ...here)).code).toBe(0);
  const unknown = await entente("restore", String(id), ...here);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("no such version")]);
}, 120_000);

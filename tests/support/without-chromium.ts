// Where there is no browser, its tests stay in the report: each skipped by name with the reason, or failed in CI.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const testFile = /\/tests\/(client|e2e)\/.*\.test\.ts$/u;
const testName = /^\s*test(?:\.\w+(?:\([^)]*\))?)*\(\s*(["'`])(?<name>.+?)\1/gmu;

/** Replaces each test file by one that only names its tests. A skipped test is not a passed one: CI must see it. */
export function withoutChromium(folder: string, reason: string, isCi = Boolean(process.env["CI"])): Plugin {
  console.error(`Not run: ${folder}, because ${reason}.`);
  return {
    name: "entente-without-chromium",
    enforce: "pre",
    load(id) {
      const path = id.split("?")[0] ?? id;
      return testFile.test(path) ? namesOnly(readFileSync(path, "utf8"), reason, isCi) : null;
    },
  };
}

/** The source of a test file whose tests do nothing but carry their names and the reason. */
export function namesOnly(source: string, reason: string, isCi: boolean): string {
  const names = [...source.matchAll(testName)].map((match) => match.groups?.["name"] ?? "");
  const tests = names.map((name) => {
    const title = JSON.stringify(`${name} (not run: ${reason})`);
    return isCi
      ? `test(${title}, () => { throw new Error(${JSON.stringify(`Not run in CI: ${reason}`)}); });`
      : `test.skip(${title}, () => {});`;
  });
  return ['import { test } from "vitest";', ...tests].join("\n");
}

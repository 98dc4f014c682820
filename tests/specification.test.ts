// Every numbered rule has a test that begins with its number, and no test cites a rule that is not there.
import { expect, test } from "vitest";
import { filesUnder, readText } from "./support/source-tree.ts";

/** A rule begins its line, after list marks, bold or a table's bar: `- **DOC-1** …`, `| EDT-2 | …`, `### ANA-3 …`. */
const ruleLine = /^[\s*|#-]*(?<rule>[A-Z]{2,6}-\d+)\b/gmu;
const citingName =
  /\btest(?:\.\w+(?:\([^)]*\))?)*\(\s*["'`](?<rules>[A-Z]{2,6}-\d+(?:(?:,| and| to)? [A-Z]{2,6}-\d+)*)/gu;

const rules = [...readText("schema/SPEC.md").matchAll(ruleLine)].map((match) => match.groups?.["rule"] ?? "");
const cited = filesUnder("tests")
  .filter((path) => path.endsWith(".test.ts") || path.startsWith("tests/contracts/"))
  .flatMap((path) => [...readText(path).matchAll(citingName)])
  .flatMap((match) => match.groups?.["rules"]?.match(/[A-Z]{2,6}-\d+/gu) ?? []);

test("the specification has rules, each number once", () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});

test("every rule is cited at the start of a test's name", () => {
  expect(rules.filter((rule) => !cited.includes(rule))).toEqual([]);
});

test("no test cites a rule that the specification does not have", () => {
  expect([...new Set(cited)].filter((rule) => !rules.includes(rule))).toEqual([]);
});

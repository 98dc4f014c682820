// Every promise of the server that is not marked as coming later has a test that begins with its number.
import { expect, test } from "vitest";
import { filesUnder, readText } from "../support/source-tree.ts";

const propertyLine = /^- \*\*(?<property>P\d+)\*\* (?<later>_\(later\)_)?/gmu;
const citingName = /\btest(?:\.\w+(?:\([^)]*\))?)*\(\s*["'`](?<properties>P\d+(?:, P\d+)*)\b/gu;

const listed = [...readText("server/PROPERTIES.md").matchAll(propertyLine)].map(({ groups }) => ({
  property: groups?.["property"] ?? "",
  isKept: groups?.["later"] === undefined,
}));
const cited = filesUnder("tests")
  .filter((path) => path.endsWith(".test.ts"))
  .flatMap((path) => [...readText(path).matchAll(citingName)])
  .flatMap((match) => match.groups?.["properties"]?.split(", ") ?? []);

test("the server has promises, each number once", () => {
  expect(listed.length).toBeGreaterThan(0);
  const numbers = listed.map(({ property }) => property);
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});

test("every promise that is kept is cited at the start of a test's name", () => {
  const kept = listed.filter(({ isKept }) => isKept).map(({ property }) => property);
  expect(kept.filter((property) => !cited.includes(property))).toEqual([]);
});

test("no test cites a promise that is not there", () => {
  const numbers = listed.map(({ property }) => property);
  expect(cited.filter((property) => !numbers.includes(property))).toEqual([]);
});

import { expect, test } from "vitest";

import { dateWords, periodWords } from "../../../schema/date-words.ts";
import { findEconomies } from "../../../client/controls/economies.ts";
import { naturalEntityId, newIds } from "../../../client/controls/new-id.ts";
import { aliasChanges, aliasesFromText, aliasesToText } from "../../../client/panels/alias-text.ts";
import { gradeOf } from "../../../client/panels/claim-words.ts";
import { entitySearch } from "../../../client/panels/entity-options.ts";
import { claimGroups, relationGroups, withNames } from "../../../client/panels/graph-reading.ts";
import { locatorWords } from "../../../client/panels/locator-words.ts";
import { relationChoice } from "../../../client/panels/relation-choice.ts";
import { relationDetails } from "../../../client/panels/relation-details.ts";
import { relationWhen } from "../../../client/panels/relation-words.ts";
import type { ClaimId, EntityId, RelationId } from "../../../schema/ids.ts";
import type { Alias, Claim, Relation } from "../../../schema/records.ts";
import { readDate } from "../../../schema/time.ts";
import { sample } from "./fixture.ts";

test.each([
  ["p4", "paragraph 4"],
  ["p4-5", "paragraphs 4–5"],
  ["p4, p12", "paragraphs 4, 12"],
  ["L299-304", "lines 299–304"],
  ["L715", "line 715"],
  ["p. 12", "page 12"],
  ["pp. 12-14", "pages 12–14"],
  ["§3", "section 3"],
  ["Art. 27.3", "Article 27.3"],
  ['"Whither TPA?" L715-725', "“Whither TPA?”, lines 715–725"],
  ['"Trade Activity"', "“Trade Activity”"],
  ["cover", "cover"],
  ["p4 and the box beside it", "p4 and the box beside it"],
])("the place %s reads “%s”", (locator, words) => {
  expect(locatorWords(locator)).toBe(words);
});

test.each([
  ["2024", "2024"],
  ["2024-12", "December 2024"],
  ["2024-12-05", "5 December 2024"],
  ["2024-12~", "about December 2024"],
  ["2018?", "perhaps 2018"],
  ["2018%", "perhaps about 2018"],
  ["2020-23", "autumn 2020"],
  ["201X", "the 2010s"],
  ["2020-09/2020-11", "September to November 2020"],
  ["2018/2020", "2018 to 2020"],
  ["../2020", "until 2020"],
  ["2021-09~/..", "since about September 2021"],
])("the date %s is EDTF and reads “%s”", (text, words) => {
  expect(readDate(text)).toBeDefined();
  expect(dateWords(text)).toBe(words);
});

test("what is no date in words comes back as written", () => {
  expect(dateWords("{2019, 2021}")).toBe("{2019, 2021}");
  expect(dateWords("2024-13")).toBe("2024-13");
  expect(dateWords("")).toBe("");
});

test("a period says only the ends that are known", () => {
  expect(periodWords("2018-12-30", undefined)).toBe("since 30 December 2018");
  expect(periodWords(undefined, "2020-11~")).toBe("until about November 2020");
  expect(periodWords("2018", "2020")).toBe("2018 to 2020");
  expect(periodWords(undefined, "../2024-11")).toBe("until November 2024");
  expect(periodWords("2020-06/2020-11~", undefined)).toBe("since June 2020");
  expect(periodWords(undefined, undefined)).toBe("");
});

test("a grade names both marks, and says which is missing", () => {
  const claim = (id: string) => sample.claims.get(id as ClaimId) as Claim;
  expect(gradeOf(sample, claim("clm:hesitate"))).toEqual({
    pair: "C3",
    words: "Source fairly reliable (C); claim possibly true (3)",
  });
  expect(gradeOf(sample, claim("clm:apply")).pair).toBe("B2");
  expect(gradeOf(sample, claim("clm:persuade")).pair).toBe("C–");
  expect(gradeOf(sample, claim("clm:surplus"))).toEqual({ pair: "––", words: "Not graded yet" });
});

test("ids in a text of the team's read as names", () => {
  expect(withNames(sample, "Inferred. src:000 names s:TWN (a:CPTPP); see src:001.")).toBe(
    "Inferred. Cathy Fang names Taiwan (CPTPP); see Asia Society Policy Institute.",
  );
  expect(withNames(sample, "Note: nothing here, x:unknown stays.")).toBe(
    "Note: nothing here, x:unknown stays.",
  );
});

test("relations read both ways", () => {
  const words = (id: string) =>
    relationGroups(sample, id as EntityId).map(({ words: verb, rows }) => [
      verb,
      ...rows.map((row) => row.otherName),
    ]);
  expect(words("s:TWN")).toContainEqual(["applied to join", "CPTPP"]);
  expect(words("a:CPTPP")).toEqual([
    ["has applicant", "Taiwan"],
    ["has member", "Japan", "Peru"],
  ]);
});

test("a claim stands in one group only", () => {
  const all = claimGroups(sample, "d:twn-cptpp" as EntityId).flatMap(({ claims }) =>
    claims.map(({ id }) => id),
  );
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain("clm:rule");
});

test("qualifiers read in words, and what was a number stays one", () => {
  const relation = sample.relations.get("r:persuade" as RelationId) as Relation;
  const written: unknown[] = [];
  const detailOf = (name: string, of = relation) =>
    relationDetails(sample, of, (fields) => void written.push(fields)).find((detail) => detail.name === name);
  expect(detailOf("qualifier-direction")).toMatchObject({ term: "Direction", display: "towards yes" });
  expect(detailOf("strength")).toMatchObject({ display: "weak, as an analyst judges it" });
  const counted = { ...relation, qualifiers: { rank: 3 } };
  for (const text of ["4", "first", ""]) detailOf("qualifier-rank", counted)?.keep(text);
  expect(written).toEqual([
    { "qualifiers.rank": 4 },
    { "qualifiers.rank": "first" },
    { "qualifiers.rank": null },
  ]);
});

test("what happened has a date, what lasts has a beginning", () => {
  const relation = (kind: string, validFrom?: string) =>
    ({ kind, from: "s:JPN", to: "a:CPTPP", id: "r:x", ...(validFrom && { validFrom }) }) as Relation;
  expect(relationWhen(relation("ratified", "2018-12"))).toBe("December 2018");
  expect(relationWhen(relation("ratified", "../2024-11"))).toBe("by November 2024");
  expect(relationWhen(relation("member-of", "2018-12"))).toBe("since December 2018");
  expect(relationWhen(relation("member-of", "../2024-11"))).toBe("");
  expect(relationWhen(relation("signed"))).toBe("");
});

test("aliases survive being edited as lines", () => {
  const before: readonly Alias[] = [
    { name: "Chinese Taipei", use: "forum", language: "en" },
    { name: "Formosa" },
  ];
  expect(aliasesFromText(aliasesToText(before), before)).toEqual(before);
  const after = aliasesFromText("Chinese Taipei (forum)\nFormosa (historic)\n\nROC\nROC", before);
  expect(after.map(({ name, use }) => [name, use])).toEqual([
    ["Chinese Taipei", "forum"],
    ["Formosa", "historic"],
    ["ROC", undefined],
  ]);
  expect(aliasChanges(before, after)).toEqual({
    "aliases.formosa": { name: "Formosa", use: "historic" },
    "aliases.roc": { name: "ROC" },
  });
  expect(aliasChanges(before, [])).toEqual({ "aliases.chinese-taipei": null, "aliases.formosa": null });
});

test("kinds that fit both ends come first, recent and common ones before the rest", () => {
  const { fitting, others } = relationChoice("state", "agreement", ["ratified"], {});
  expect(fitting.slice(0, 3)).toEqual(["ratified", "member-of", "applied-to-join"]);
  expect(others).toContain("sanctions");
  expect(fitting).not.toContain("sanctions");
});

test("who is called just so is found before whoever merely contains the name", () => {
  expect(entitySearch(sample)("taiwan").map(({ label }) => label)).toEqual([
    "Taiwan",
    "Taiwan joins the CPTPP",
  ]);
  expect(entitySearch(sample)("cptpp").map(({ label }) => label)).toEqual([
    "CPTPP",
    "Taiwan joins the CPTPP",
  ]);
  expect(entitySearch(sample)("chinese taipei").map(({ label }) => label)).toEqual(["Taiwan"]);
});

test("new entities get the id that everybody else would give them", () => {
  expect(naturalEntityId("state", "Thailand", "THA")).toBe("s:THA");
  expect(naturalEntityId("agreement", "RCEP", "")).toBe("a:RCEP");
  expect(naturalEntityId("person", "Wendy Cutler", "")).toBe("p:wendy-cutler");
  expect(naturalEntityId("person", "蔡英文", "")).toBe("");
});

test("an id that is taken, or a name without a Latin letter, gets a random id", () => {
  const ids = newIds((count) => new Uint8Array(count));
  expect(ids.entity("state", "Taiwan", "TWN", sample)).toBe("s:000000000000");
  expect(ids.entity("person", "蔡英文", "", sample)).toBe("p:000000000000");
  expect(ids.entity("company", "Intel", "", sample)).toBe("c:intel");
});

test("economies are found by name, word, code and without accents", () => {
  expect(findEconomies("taiw", 4)).toEqual([{ code: "TWN", name: "Taiwan" }]);
  expect(findEconomies("jpn", 4)).toEqual([{ code: "JPN", name: "Japan" }]);
  expect(findEconomies("zealand", 4)).toEqual([{ code: "NZL", name: "New Zealand" }]);
  expect(findEconomies("cote", 4)).toEqual([{ code: "CIV", name: "Côte d'Ivoire" }]);
  expect(findEconomies("", 4)).toEqual([]);
});

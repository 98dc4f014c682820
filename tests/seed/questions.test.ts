// What an analyst asks of the sample, with the answers that its texts give. Claims are named one by one: there will be more.
import { beforeAll, expect, test } from "vitest";
import { evaluate } from "../../schema/analysis/decision.ts";
import { ask } from "../../schema/analysis/query.ts";
import type { QuestionName } from "../../schema/analysis/query/question-terms.ts";
import type { Words } from "../../schema/analysis/query/read-words.ts";
import type { Graph } from "../../schema/graph.ts";
import { readSeed } from "../../seed/build.ts";
import { defaultLimits, toQueryBounds } from "../../server/limits.ts";
import { graphOfSnapshot } from "./sample-graph.ts";

let graph: Graph;
beforeAll(async () => {
  graph = graphOfSnapshot(await readSeed());
});

const today = "2026-01-02";
const answer = <Name extends QuestionName>(question: Name, words: Words) =>
  ask(graph, question, words, { today, bounds: toQueryBounds(defaultLimits) });
const five = ["s:BRN", "s:MYS", "s:PER", "s:SGP", "s:VNM"];

test("five diverge between China's entry and Taiwan's at the end of 2024, and none in 2020", () => {
  const { items, cited } = answer("opposite", { a: "d:chn-cptpp", b: "d:twn-cptpp", asOf: "2024-12-15" });
  expect(items.map(({ actor }) => actor)).toEqual(expect.arrayContaining(five));
  for (const item of items.filter(({ actor }) => five.includes(actor))) {
    expect(item).toMatchObject({
      parting: "diverging",
      a: { stance: "support" },
      b: { stance: "undecided" },
    });
    expect(item.a.claims).toContain("clm:000-china-support");
    expect(item.b.claims).toContain("clm:000-hesitation");
  }
  expect(cited.find(({ id }) => id === "clm:000-hesitation")).toMatchObject({
    places: ["000 p4"],
    asserter: "Cathy Fang",
    grade: "C3",
    date: "2024-12~",
  });
  expect(answer("opposite", { a: "d:chn-cptpp", b: "d:twn-cptpp", asOf: "2020-09-30" }).items).toEqual([]);
});

test.each(["2020-09-30", "2024-12-15"])("decisions as of %s are as each is evaluated alone", (asOf) => {
  const { items } = answer("decisions", { asOf });
  expect(items.map(({ decision }) => decision)).toEqual(
    expect.arrayContaining(["d:chn-cptpp", "d:twn-cptpp"]),
  );
  for (const { decision, result, counts, electors, positions } of items) {
    expect({ result, counts, electors, positions }).toEqual(
      (({ result, counts, electors, positions }) => ({ result, counts, electors, positions }))(
        evaluate(graph, decision, { asOf, today }),
      ),
    );
  }
  const taiwan = items.find(({ decision }) => decision === "d:twn-cptpp");
  expect(taiwan?.electors).toHaveLength(asOf === "2020-09-30" ? 7 : 11);
  expect(taiwan?.result).toBe("open");
});

test("Taiwan reaches Peru over the CPTPP and over Taiwan's own bid", () => {
  const { items } = answer("paths", { from: "Taiwan", to: "Peru", asOf: "2024-12-15", limit: "20" });
  const [first] = items;
  expect(first?.entities.map(({ id }) => id)).toEqual(["s:TWN", "a:CPTPP", "s:PER"]);
  expect(first?.steps.map(({ links }) => links[0]?.reading)).toEqual([
    "Taiwan applied to join CPTPP",
    "Peru is a member of CPTPP",
  ]);
  expect(first?.claims).toEqual(expect.arrayContaining(["clm:000-member-PER", "clm:000-twn-applied"]));
});

test("the TPP is found without the CPTPP", () => {
  const ids = answer("entities", { text: "TPP" }).items.map(({ id }) => id);
  expect(ids).toContain("a:TPP");
  expect(ids).not.toContain("a:CPTPP");
});

test("what Cathy Fang calls an opinion about Taiwan", () => {
  const { items } = answer("claims", { by: "fang", certainty: "opinion", about: "s:TWN", limit: "1000" });
  const ids = items.map(({ id }) => id);
  expect(ids).toContain("clm:000-chance-to-rethink");
  expect(ids).not.toContain("clm:000-twn-exports");
});

test("Peru's positions are two at the end of 2024, and none in 2020", () => {
  const { items } = answer("stances", { actor: "Peru", asOf: "2024-12-15" });
  expect(items.filter(({ latest }) => latest).map(({ on, stance }) => [on, stance])).toEqual(
    expect.arrayContaining([
      ["d:chn-cptpp", "support"],
      ["d:twn-cptpp", "undecided"],
    ]),
  );
  expect(answer("stances", { actor: "Peru", asOf: "2020-09-30", about: "d:twn-cptpp" }).items).toEqual([]);
});

test("B2 or better leaves out the op-ed, whose source is C", () => {
  const { items } = answer("claims", { grade: "B2-or-better", limit: "1000" });
  expect(items.length).toBeGreaterThan(20);
  for (const { grade } of items) expect(["A1", "A2", "B1", "B2"]).toContain(grade);
});

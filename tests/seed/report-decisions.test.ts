// What the sample answers on the questions that only the report of 2020 speaks of.
import { beforeAll, expect, test } from "vitest";
import { evaluate } from "../../schema/analysis/decision.ts";
import { currentPositions } from "../../schema/analysis/positions.ts";
import type { Graph } from "../../schema/graph.ts";
import { instantOf } from "../../schema/time.ts";
import { readSeed } from "../../seed/build.ts";
import { entityId } from "../schema/workspace.ts";
import { graphOfSnapshot } from "./sample-graph.ts";

const seven = ["AUS", "CAN", "JPN", "MEX", "NZL", "SGP", "VNM"].map((code) => `s:${code}`);

let graph: Graph;

beforeAll(async () => {
  graph = graphOfSnapshot(await readSeed());
});

function answer(decision: string, asOf: string) {
  return evaluate(graph, entityId(decision), { asOf, today: "2026-01-02" });
}

function stancesOn(id: string, asOf: string) {
  const positions = currentPositions(graph, entityId(id), { instant: instantOf(asOf) });
  return Object.fromEntries(positions.map(({ actor, stance }) => [actor, stance]));
}

test.each([
  ["d:gbr-cptpp", []],
  ["d:tha-cptpp", [["s:JPN", "support"]]],
])("%s is open in autumn 2020, with the seven to decide", (decision, known) => {
  const { electors, result, positions } = answer(decision, "2020-09-30");
  expect({ electors, result }).toEqual({ electors: seven, result: "open" });
  expect(positions.map(({ actor, stance }) => [actor, stance])).toEqual(known);
});

test("the four that have not ratified are listed for 2020, with no rule and no position of theirs", () => {
  const { rule, electors, result, positions } = answer("d:cptpp-ratification", "2020-09-30");
  expect({ rule, electors, result, positions }).toEqual({
    rule: "unspecified",
    electors: ["s:BRN", "s:CHL", "s:MYS", "s:PER"],
    result: "not-evaluable",
    positions: [],
  });
  expect(answer("d:cptpp-ratification", "2024-12").electors).toEqual([]);
});

test("Trump, Biden and Clinton change their minds, each at the date the report gives", () => {
  expect(stancesOn("d:usa-cptpp", "2018-04-15")).toMatchObject({ "p:donald-trump": "lean-oppose" });
  const inApril = answer("d:usa-cptpp", "2018-04-15").positions.find(
    ({ actor }) => actor === "p:donald-trump",
  );
  expect(inApril?.contested).toBe(true);
  expect(stancesOn("d:usa-cptpp", "2019-12")).toMatchObject({
    "p:donald-trump": "lean-oppose",
    "p:joe-biden": "lean-support",
  });
  expect(stancesOn("d:usa-cptpp", "2020-09")).toMatchObject({ "p:joe-biden": "lean-oppose" });
  expect(stancesOn("a:TPP", "2014")).toMatchObject({ "p:hillary-clinton": "support" });
  expect(stancesOn("a:TPP", "2016-11")).toMatchObject({
    "p:donald-trump": "oppose",
    "p:hillary-clinton": "oppose",
  });
});

test("in the talks of the eleven Japan turns from cool to leading, while Canada holds back", () => {
  expect(stancesOn("neg:tpp-11", "2017-01-31")).toMatchObject({ "s:JPN": "lean-oppose" });
  expect(stancesOn("neg:tpp-11", "2017-03")).toMatchObject({ "s:AUS": "support", "s:JPN": "support" });
  expect(stancesOn("neg:tpp-11", "2017-12")).toMatchObject({
    "s:AUS": "champion",
    "s:CAN": "lean-oppose",
    "s:JPN": "champion",
    "s:VNM": "champion",
  });
  expect(stancesOn("neg:tpp-11", "2018-06")).not.toHaveProperty("s:CAN");
});

test("Republicans in Congress turn from ISDS with Trump, not before", () => {
  expect(stancesOn("prv:isds", "2015")).toEqual({ "g:congress-republicans": "support" });
  expect(stancesOn("prv:isds", "2020-09-30")).toEqual({
    "g:congress-republicans": "oppose",
    "p:donald-trump": "oppose",
  });
});

test.each(["2024-12-15", "2025-11-30"])("on %s nobody is known to decide what the report asks", (asOf) => {
  for (const decision of ["d:usa-cptpp", "d:gbr-cptpp", "d:tha-cptpp", "d:cptpp-ratification", "d:us-tpa"]) {
    const { electors, result } = answer(decision, asOf);
    expect({ decision, electors, result }).toEqual({ decision, electors: [], result: "not-evaluable" });
  }
  expect(stancesOn("d:usa-cptpp", asOf)).not.toHaveProperty("b:ASPI");
});

test("the USMCA was carried by both chambers, and their votes do not lapse", () => {
  for (const asOf of ["2020-09-30", "2025-11-30"]) {
    expect(answer("d:usa-usmca-vote", asOf)).toMatchObject({ result: "carried", counts: { support: 2 } });
  }
});

test("who regrets the exit from the TPP stands for the TPP, and says nothing of the CPTPP", () => {
  expect(stancesOn("a:TPP", "2020-09-30")).toMatchObject({
    "p:chuck-grassley": "lean-support",
    "p:donald-trump": "oppose",
    "p:hillary-clinton": "oppose",
    "p:john-cornyn": "lean-support",
    "p:robert-lighthizer": "lean-oppose",
    "p:ron-kind": "lean-support",
  });
  expect(stancesOn("a:TPP", "2016-11")).toMatchObject({ "p:joe-biden": "support" });
  expect(stancesOn("a:TPP", "2020-09-30")).not.toHaveProperty("p:joe-biden");
});

test("on the routes only the institute and the officials have positions that count: the rest is foreseen", () => {
  const routes = ["pro:us-route-1-tpp", "pro:us-route-2-accede", "pro:us-route-3-renegotiate"];
  expect(routes.map((route) => stancesOn(route, "2020-09-30"))).toEqual([
    {},
    {},
    { "g:interviewed-officials": "lean-oppose" },
  ]);
  expect(stancesOn("pro:us-route-4-sectoral", "2020-09-30")).toEqual({ "b:ASPI": "support" });
  expect(stancesOn("pro:us-mix-routes-2-3", "2020-09-30")).toEqual({ "b:ASPI": "support" });
});

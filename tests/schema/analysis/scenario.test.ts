import { expect, test } from "vitest";
import * as Y from "yjs";

import { evaluate } from "../../../schema/analysis/decision.ts";
import { changeTerms, evaluateScenario, type Terms } from "../../../schema/analysis/scenario.ts";
import { perform, type Command } from "../../../schema/edits.ts";
import { project } from "../../../schema/projection.ts";
import { performScenario } from "../../../schema/rooms/scenario-edits.ts";
import { mergeScenario } from "../../../schema/rooms/scenario-merge.ts";
import { applyScenario, diffScenario } from "../../../schema/rooms/scenario.ts";
import { ann, claimId, entity, entityId, position, relation, source, workspace } from "../workspace.ts";

const decision = entityId("d:one");
const today = "2026-01-02";
const moment = { instant: Date.parse(today), knownBy: Infinity, background: false };

/** Three members decide; A is for it, B against, of C nothing is known. */
function map(electorate: readonly object[] = [{ membersOf: "a:PACT" }], rule = "unanimity"): Y.Doc {
  return workspace(
    source(),
    ...["s:A", "s:B", "s:C", "s:D"].map((id) => entity(id)),
    entity("a:PACT", { kind: "agreement" }),
    entity("d:one", { kind: "decision", rule: rule as "unanimity", electorate: electorate as never }),
    ...["A", "B", "C"].map((name) => relation(`r:${name}`, `s:${name}`, "a:PACT")),
    position("clm:A", "d:one", ["s:A"], { stance: "support" }),
    position("clm:B", "d:one", ["s:B"], { stance: "oppose" }),
  );
}

function scenarioOf(graph: Y.Doc, ...commands: readonly Command[]): Y.Doc {
  const doc = new Y.Doc();
  for (const command of commands) performScenario(graph, doc, { kind: "suppose", command }, ann);
  return doc;
}

const ask = (graph: Y.Doc, scenario: Y.Doc, asOf?: string) =>
  evaluateScenario(graph, scenario, "early-yes", decision, { today, ...(asOf !== undefined && { asOf }) });

test("SCN-8 a decision is evaluated with what is supposed, and says in which scenario", () => {
  const graph = map();
  const yes: Command = { kind: "change", id: claimId("clm:B"), fields: { stance: "lean-support" } };
  const alsoC = position("clm:C", "d:one", ["s:C"], { stance: "support" });
  const scenario = scenarioOf(graph, yes, alsoC);
  expect(evaluate(project(graph), decision, { today })).toMatchObject({ result: "blocked", scenario: null });
  const evaluation = ask(graph, scenario);
  expect(evaluation).toMatchObject({ result: "carried", scenario: "early-yes", asOf: today, unknown: [] });
  expect(evaluation).toEqual({
    ...evaluate(applyScenario(graph, scenario), decision, { today }),
    scenario: "early-yes",
  });
  mergeScenario(
    graph,
    scenario,
    diffScenario(graph, scenario).map(({ key }) => key),
    ann,
  );
  expect(evaluate(project(graph), decision, { today }).result).toBe("carried");
});

test("SCN-8 the scenario's day counts where none is asked for", () => {
  const graph = map([{ validFrom: "2027", membersOf: "a:PACT" }]);
  const scenario = scenarioOf(graph);
  performScenario(graph, scenario, { kind: "describe", title: "Later", asOf: "2028" }, ann);
  expect(ask(graph, scenario)).toMatchObject({
    asOf: "2028",
    result: "blocked",
    electors: ["s:A", "s:B", "s:C"],
  });
  expect(ask(graph, scenario, "2026")).toMatchObject({ asOf: "2026", result: "not-evaluable" });
});

test("SCN-8 no decision is made of what is none, in a scenario either", () => {
  const graph = map();
  const scenario = scenarioOf(graph, { kind: "retract", ids: [decision] });
  expect(() => ask(graph, scenario)).toThrow("no such decision");
  expect(() => changeTerms(project(graph), entityId("s:A"), moment, { rule: "consensus" })).toThrow(
    "no such decision",
  );
});

test.each<[string, readonly object[], Terms, object]>([
  [
    "an elector is left out of a query",
    [{ membersOf: "a:PACT" }],
    { remove: [entityId("s:B")] },
    { electors: ["s:A", "s:C"], result: "open" },
  ],
  [
    "one is added, another left out",
    [{ membersOf: "a:PACT" }],
    { add: [entityId("s:D")], remove: [entityId("s:C")] },
    { electors: ["s:A", "s:B", "s:D"] },
  ],
  [
    "electors where none are recorded",
    [],
    { add: [entityId("s:A")] },
    { electors: ["s:A"], result: "carried" },
  ],
  [
    "another rule",
    [{ membersOf: "a:PACT" }],
    { rule: "unspecified" },
    { rule: "unspecified", result: "not-evaluable" },
  ],
  [
    "another rule of a period that has its own",
    [{ membersOf: "a:PACT", rule: "consensus" }],
    { rule: "unspecified" },
    { rule: "unspecified" },
  ],
  [
    "only the period in force",
    [
      { validTo: "2020", members: ["s:D"] },
      { validFrom: "2021", members: ["s:A", "s:B"] },
    ],
    { remove: [entityId("s:B")] },
    { electors: ["s:A"], result: "carried" },
  ],
])("SCN-8 other terms: %s", (_, electorate, terms, expected) => {
  const graph = map(electorate);
  const scenario = scenarioOf(graph, changeTerms(project(graph), decision, moment, terms));
  expect(ask(graph, scenario)).toMatchObject(expected);
  const long = evaluate(project(graph), decision, { today, asOf: "2019" });
  expect(ask(graph, scenario, "2019").electors.includes(entityId("s:D"))).toBe(
    long.electors.includes(entityId("s:D")) || terms.add?.includes(entityId("s:D")) === true,
  );
});

test("SCN-8 terms that stay as they are change nothing", () => {
  const graph = map();
  expect(changeTerms(project(graph), decision, moment, {})).toEqual({
    kind: "change",
    id: decision,
    fields: {},
  });
  perform(graph, changeTerms(project(graph), decision, moment, { rule: "consensus" }), ann);
  expect(project(graph).entities.get(decision)).toMatchObject({
    rule: "consensus",
    electorate: [{ membersOf: "a:PACT" }],
  });
});

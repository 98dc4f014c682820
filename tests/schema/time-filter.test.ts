import { expect, test } from "vitest";
import { perform } from "../../schema/edits.ts";
import { project } from "../../schema/projection.ts";
import { filterByTime } from "../../schema/time-filter.ts";
import { ann, claim, dispute, entity, relation, source, workspace } from "./workspace.ts";

const base = [
  source(),
  entity("s:JPN"),
  entity("s:USA"),
  entity("a:TPP", { kind: "agreement", validFrom: "2016-02" }),
];
const member = (validFrom?: string, validTo?: string) =>
  relation("r:1", "s:USA", "a:TPP", { ...(validFrom && { validFrom }), ...(validTo && { validTo }) });

test("TIM-1 as-of keeps relations in force and those without a date", () => {
  const dated = project(
    workspace(...base, member("2016-02", "2017-01-23"), relation("r:2", "s:JPN", "s:USA")),
  );
  const on = (asOf: string) => [...filterByTime(dated, { asOf }).relations.keys()];
  expect(on("2016-06")).toEqual(["r:1", "r:2"]);
  expect(on("2017-01-24")).toEqual(["r:2"]);
  expect(filterByTime(dated, {})).toBe(dated);
});

test("TIM-2 as-of drops entities and claims that begin later, with what hangs on them", () => {
  const graph = project(
    workspace(...base, member(), claim("clm:1", "s:JPN", { valid: "2018" }), claim("clm:2", "s:JPN")),
  );
  const early = filterByTime(graph, { asOf: "2015" });
  expect(early.entities.has("a:TPP" as never)).toBe(false);
  expect(early.relations.size).toBe(0);
  expect([...early.claims.keys()]).toEqual(["clm:2"]);
  expect(early.relationsAt.size).toBe(0);
});

test("TIM-3 known-by goes by the claim's own publication, else by its oldest source", () => {
  const doc = workspace(
    ...base,
    member(),
    claim("clm:1", "r:1", { published: "2020-05" }),
    claim("clm:2", "s:JPN"),
  );
  const known = (knownBy: string) => {
    const { claims, relations } = filterByTime(project(doc), { knownBy });
    return [...claims.keys(), ...relations.keys()];
  };
  expect(known("2019")).toEqual([]);
  expect(known("2020-06")).toEqual(["clm:1", "r:1"]);
  expect(known("2025")).toEqual(["clm:1", "clm:2", "r:1"]);
});

test("TIM-4 a drawn relation without claims is no knowledge of a date and stays", () => {
  const doc = workspace(...base, member());
  expect(filterByTime(project(doc), { knownBy: "1990" }).relations.size).toBe(1);
  perform(doc, claim("clm:1", "r:1"), ann);
  expect(filterByTime(project(doc), { knownBy: "1990" }).relations.size).toBe(0);
});

test("TIM-5 without the background layer, what comes from outside goes, with what hangs on it", () => {
  const doc = workspace(
    ...base,
    entity("s:GBR", { background: true }),
    member(),
    relation("r:2", "s:GBR", "a:TPP"),
    relation("r:3", "s:JPN", "a:TPP", { background: true }),
    claim("clm:1", "r:1"),
    claim("clm:2", "r:1", { background: true }),
    dispute("dsp:1", ["clm:1", "clm:2"]),
  );
  const graph = project(doc);
  const own = filterByTime(graph, { background: false });
  expect(filterByTime(graph, { background: true })).toBe(graph);
  expect([...own.relations.keys(), ...own.claims.keys(), ...own.disputes.keys()]).toEqual(["r:1", "clm:1"]);
  expect(own.entities.has("s:GBR" as never)).toBe(false);
});

// The client's filter against the core that answers the command line and HTTP, on generated maps.
import { expect, test } from "vitest";

import { readAsked } from "../../../client/app/asked.ts";
import { noFilter, type ClaimWords, type Filter } from "../../../client/app/events.ts";
import { matches } from "../../../client/views/filter-graph.ts";
import { ask } from "../../../schema/analysis/query.ts";
import type { Graph } from "../../../schema/graph.ts";
import { project } from "../../../schema/projection.ts";
import { certainties, reviewStates, stances } from "../../../schema/vocabulary.ts";
import { generateDocument } from "../../support/generate-graph.ts";
import { Random } from "../../support/random.ts";

const bounds = { pageMax: 10_000, hopsMax: 6, pathsMax: 20, wordsMax: 16, lengthMax: 400 };
const today = "2026-11-22";

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "it finds what a question with the same words finds (seed %i)",
  (seed) => {
    const random = new Random(seed);
    const graph = project(generateDocument({ entities: 40, relations: 90, seed }));
    for (let round = 0; round < 12; round += 1) {
      const filter = randomFilter(graph, random);
      const { query, faults } = readAsked(graph, filter);
      const visible = matches(graph, filter, query);
      const asked = (question: "claims" | "relations" | "entities") =>
        ask(graph, question, wordsOf(filter), { today, bounds }).items.map((item) => String(item.id));
      expect({ filter, faults, claims: [...visible.claims].toSorted() }).toEqual({
        filter,
        faults: [],
        claims: asked("claims").toSorted(),
      });
      expect([...visible.relations].toSorted()).toEqual(asked("relations").toSorted());
      expect([...visible.entities].toSorted()).toEqual(asked("entities").toSorted());
    }
  },
);

test("the legend takes away from what is found and adds nothing", () => {
  const graph = project(generateDocument({ entities: 40, relations: 90, seed: 9 }));
  const filter: Filter = { ...noFilter, claims: { grade: "C3-or-better" } };
  const found = matches(graph, filter, readAsked(graph, filter).query);
  const hiding = { ...filter, hiddenEntityKinds: new Set(["company"]) };
  const left = matches(graph, hiding, readAsked(graph, hiding).query);
  expect(left.claims.size).toBeGreaterThan(0);
  expect(left.claims.size).toBeLessThan(found.claims.size);
  expect([...left.claims].every((id) => found.claims.has(id))).toBe(true);
});

test("what of a link is not understood is told and left out, and the rest is used", () => {
  const graph = project(generateDocument({ entities: 40, relations: 90, seed: 9 }));
  const filter = { ...noFilter, claims: { source: "src:nowhere", grade: "good", certainty: "opinion" } };
  const { query, faults } = readAsked(graph, filter);
  expect(faults.map(({ at }) => at).toSorted()).toEqual(["grade", "source"]);
  expect(query.certainties).toEqual(new Set(["opinion"]));
  expect(query.sources.size).toBe(0);
});

/** As somebody would type it after `entente query claims`. */
function wordsOf({ claims, text }: Filter): Readonly<Record<string, string>> {
  return { ...claims, text, background: "1", teaser: "1", limit: "10000" };
}

function randomFilter(graph: Graph, random: Random): Filter {
  const all = [...graph.claims.values()];
  const given: readonly (readonly [keyof ClaimWords, () => string])[] = [
    ["source", () => random.pick([...graph.sources.keys()])],
    ["place", () => random.pick([`p${1 + random.below(40)}`, "1-20", "L4", "p4"])],
    ["by", () => (random.pick(all).assertedBy ?? "a").slice(0, 3)],
    ["certainty", () => `${random.pick(certainties)},${random.pick(certainties)}`],
    ["grade", () => random.pick(["B2-or-better", "C3", "4-or-better", "B"])],
    ["stance", () => random.pick(stances)],
    ["review", () => random.pick(reviewStates)],
  ];
  const chosen = given.filter(() => random.chance(0.25)).map(([name, value]) => [name, value()] as const);
  const word = random.pick([...graph.entities.values()]).label.split(" ")[0] ?? "";
  return {
    ...noFilter,
    claims: Object.fromEntries(chosen),
    text: random.chance(0.4) ? word.slice(0, 4) : "",
  };
}

// What the sample says of the tariff talks of 2025 and of the export control regimes, and what counts for nothing in it.
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../schema/analysis/decision.ts";
import type { Graph } from "../../schema/graph.ts";
import type { Snapshot } from "../../schema/snapshot.ts";
import { filterByTime } from "../../schema/time-filter.ts";
import { readSeed } from "../../seed/build.ts";
import { entityId } from "../schema/workspace.ts";
import { graphOfSnapshot } from "./sample-graph.ts";

let seed: Snapshot;
let graph: Graph;
beforeAll(async () => {
  seed = await readSeed();
  graph = graphOfSnapshot(seed);
});

function answer(decision: string, asOf: string) {
  return evaluate(graph, entityId(decision), { asOf, today: "2026-01-02" });
}

describe("the tariff talks of 2025", () => {
  test("have Taiwan for lower tariffs and nothing known of the United States, so they are open", () => {
    const { rule, electors, result, unknown, positions } = answer("d:twn-us-tariff", "2025-11-30");
    expect({ rule, electors, result }).toEqual({
      rule: "bilateral",
      electors: ["s:TWN", "s:USA"],
      result: "open",
    });
    expect(positions.map(({ actor, stance }) => [actor, stance])).toEqual([["s:TWN", "support"]]);
    expect(unknown).toEqual(["s:USA"]);
  });

  test("are not there before a text tells of them", () => {
    for (const asOf of ["2020-09-30", "2024-12-15"]) {
      expect(answer("d:twn-us-tariff", asOf)).toMatchObject({ electors: [], positions: [] });
    }
  });

  test("are not on the map of 2024, nor is what they are about", () => {
    const { entities } = filterByTime(graph, { asOf: "2024-12" });
    const of2025 = ["neg:twn-us-tariff", "mea:us-tariff-twn", "pro:chip-5050", "pro:kor-twn-joint"];
    expect(of2025.filter((id) => entities.has(entityId(id)))).toEqual([]);
  });

  test("leave the 50–50 split without a rule, turned down by Taiwan, the denial a claim of its own", () => {
    const { rule, result, positions } = answer("d:chip-5050", "2025-11-30");
    expect({ rule, result }).toEqual({ rule: "unspecified", result: "not-evaluable" });
    expect(positions.map(({ actor, stance }) => [actor, stance])).toEqual([["s:TWN", "oppose"]]);
    const denials = seed.claims.filter(({ denies }) => denies === "clm:002-split-suggested");
    expect(denials).toMatchObject([{ certainty: "denied", assertedBy: "p:cheng-li-chiun" }]);
  });

  test("have doubts about going with South Korea from an institute and its director, not from Taiwan", () => {
    const { result, electors, unknown, positions } = answer("d:kor-twn-joint", "2025-11-30");
    expect({ result, electors }).toEqual({ result: "not-evaluable", electors: ["s:TWN", "s:USA"] });
    expect(unknown).toEqual(["s:TWN", "s:USA"]);
    expect(positions.map(({ actor, stance }) => [actor, stance])).toEqual([
      ["b:CIER", "lean-oppose"],
      ["p:da-nien-liu", "lean-oppose"],
      ["s:KOR", "support"],
    ]);
  });
});

describe("the export control regimes", () => {
  test("have no position that counts at any date: China's is foreseen only", () => {
    for (const asOf of ["2020-09-30", "2024-12-15", "2025-11-30"]) {
      const { result, electors, positions } = answer("d:twn-export-control", asOf);
      expect({ result, electors, positions }).toEqual({
        result: "not-evaluable",
        electors: ["g:regime-partners"],
        positions: [],
      });
    }
  });

  test("are pressed by China, as a prediction, and entered as an observer first, but for the MTCR", () => {
    expect(claimsOnRelation("influences", "s:CHN", "g:regime-partners")).toMatchObject([
      { certainty: "prediction", hedge: "would probably" },
    ]);
    const routes = seed.relations.filter(
      ({ kind, to }) => kind === "alternative-to" && to === "d:twn-export-control",
    );
    expect(routes.map(({ from, qualifiers }) => [from, qualifiers?.["route"]])).toEqual([
      ["pro:full-membership", 2],
      ["pro:observer-status", 1],
    ]);
    expect(claimsOnRelation("concerns", "pro:adherent-status", "reg:MTCR")).toHaveLength(1);
  });
});

test("three numbers of twenty are three different things: a tariff rate, allies, a fall in trade", () => {
  const twenties = seed.claims.filter(({ value }) => value === 20);
  expect(twenties.map(({ id, on }) => [id, on])).toEqual([
    ["clm:001-covid-trade-fall", expect.not.stringMatching(/^r:(?:imposes-tariff-on|affiliated-with)/)],
    ["clm:002-tariff", expect.stringMatching(/^r:imposes-tariff-on-USA-TWN/)],
    ["clm:003-allies-20", expect.stringMatching(/^r:affiliated-with-twn-allies/)],
  ]);
});

test("what stands in teasers says so, is of 2025, and no position rests on it", () => {
  const inTeaser = seed.claims.filter(({ evidence }) =>
    evidence.some(({ source, locator }) => source === "src:003" && /^p2[4-7]$/.test(locator)),
  );
  expect(inTeaser.length).toBeGreaterThan(0);
  const wrong = inTeaser.filter(({ teaser, published = "" }) => !teaser || !published.startsWith("2025"));
  expect(wrong).toEqual([]);
  const teasers = new Set(seed.claims.filter(({ teaser }) => teaser).map(({ id }) => id));
  const used = seed.decisions
    .flatMap(({ id }) => answer(id, "2025-11-30").positions)
    .flatMap(({ claims }) => claims)
    .filter((id) => teasers.has(id));
  expect(used).toEqual([]);
});

function claimsOnRelation(kind: string, from: string, to: string) {
  const relation = seed.relations.find((one) => one.kind === kind && one.from === from && one.to === to);
  return seed.claims.filter(({ on }) => on === relation?.id);
}

// What the sample must say, and that it goes through the document and back unchanged.
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../schema/analysis/decision.ts";
import type { Graph } from "../../schema/graph.ts";
import { toSnapshot, type Snapshot } from "../../schema/snapshot.ts";
import { readSeed } from "../../seed/build.ts";
import { entityId } from "../schema/workspace.ts";
import { graphOfSnapshot } from "./sample-graph.ts";

const eleven = ["AUS", "BRN", "CAN", "CHL", "JPN", "MEX", "MYS", "NZL", "PER", "SGP", "VNM"].map(
  (code) => `s:${code}`,
);
const seven = ["AUS", "CAN", "JPN", "MEX", "NZL", "SGP", "VNM"].map((code) => `s:${code}`);
const five = ["BRN", "MYS", "PER", "SGP", "VNM"].map((code) => `s:${code}`);

let seed: Snapshot;
let graph: Graph;

beforeAll(async () => {
  seed = await readSeed();
  graph = graphOfSnapshot(seed);
});

function answer(decision: string, asOf: string) {
  return evaluate(graph, entityId(decision), { asOf, today: "2026-01-02" });
}

describe("the sample", () => {
  test("opens on Taiwan's bid, at the end of 2024", () => {
    expect(seed.title).toBe("Who decides on Taiwan's CPTPP bid?");
    expect(seed.home).toMatchObject({ decision: "d:twn-cptpp", asOf: "2024-12" });
    // The kinds that the field thinks in come first; the others are one press away.
    expect(seed.home?.hide).not.toContain("state");
  });

  test("has no problems once it is in a document, and comes out of it as it went in", () => {
    expect(graph.problems).toEqual([]);
    const { workspace, id, createdAt, generation, head } = seed;
    const exported = toSnapshot(graph, { workspace, id, createdAt, generation, head });
    expect(exported.hash).toBe(seed.hash);
  });

  test("has at least 75 claims with evidence in the op-ed, and some in each of its 14 paragraphs", () => {
    const opEd = claimsOf("src:000");
    expect(opEd.length).toBeGreaterThanOrEqual(75);
    const paragraphs = new Set(opEd.flatMap(({ evidence }) => evidence.map(({ locator }) => locator)));
    for (let number = 1; number <= 14; number += 1) expect(paragraphs).toContain(`p${number}`);
  });

  test.each([
    ["src:002", 22],
    ["src:003", 45],
    ["src:004", 18],
  ])("has enough claims from %s: at least %d", (source, least) => {
    expect(claimsOf(source).length).toBeGreaterThanOrEqual(least);
  });

  test("has no relation without a claim and no claim without who asserts it, how surely, and in what grade", () => {
    expect(seed.relations.filter(({ claims }) => claims.length === 0)).toEqual([]);
    const bare = seed.claims.filter(
      ({ assertedBy, certainty, credibility, published }) =>
        !assertedBy || !certainty || !credibility || !published,
    );
    expect(bare).toEqual([]);
  });

  test("grades as confirmed only what both sources say", () => {
    const sourcesOn = (on: string) =>
      new Set(
        seed.claims
          .filter((claim) => claim.on === on)
          .flatMap(({ evidence }) => evidence.map((e) => e.source)),
      );
    const confirmed = seed.claims.filter(({ credibility }) => credibility === 1);
    expect(confirmed.filter(({ on }) => sourcesOn(on).size < 2)).toEqual([]);
  });
});

describe("Taiwan's bid", () => {
  test("at the end of 2024 is open: two for it, five hesitant, four unknown of eleven", () => {
    const { rule, electors, counts, result, ...rest } = answer("d:twn-cptpp", "2024-12");
    expect({ rule, electors, result }).toEqual({ rule: "unanimity", electors: eleven, result: "open" });
    expect(counts).toMatchObject({ support: 2, undecided: 5, unknown: 4, oppose: 0, block: 0 });
    expect(rest.declaredBlockers).toEqual([]);
    expect(rest.potentialBlockers).toEqual(five);
    expect(rest.unknown).toEqual(["s:AUS", "s:CHL", "s:MEX", "s:NZL"]);
    const supporters = rest.positions.filter(({ stance }) => stance === "support");
    expect(supporters.map(({ actor }) => actor)).toEqual(["s:CAN", "s:JPN"]);
    expect(rest.claims.rule).toEqual(["clm:000-rule"]);
  });

  test("has the same answer on 15 December 2024", () => {
    expect(answer("d:twn-cptpp", "2024-12-15")).toMatchObject({
      ...answer("d:twn-cptpp", "2024-12"),
      asOf: "2024-12-15",
    });
  });

  test("in September 2020 has seven electors, by their membership, and no positions", () => {
    const { electors, positions, result, unknown } = answer("d:twn-cptpp", "2020-09-30");
    expect({ electors, positions, result }).toEqual({ electors: seven, positions: [], result: "open" });
    expect(unknown).toEqual(seven);
  });

  test("is decided by six until Viet Nam joins them in January 2019", () => {
    expect(answer("d:twn-cptpp", "2018-12-31").electors).toEqual(seven.filter((id) => id !== "s:VNM"));
    expect(answer("d:twn-cptpp", "2019-01").electors).toEqual(seven);
  });

  test("has no answer for dates of which no text says who decides", () => {
    expect(answer("d:twn-cptpp", "2022").result).toBe("not-evaluable");
  });
});

test("China's entry has the same five as supporters at the end of 2024, and only groups' positions in 2020", () => {
  const { electors, positions, result, counts } = answer("d:chn-cptpp", "2024-12");
  expect({ electors, result }).toEqual({ electors: eleven, result: "open" });
  expect(positions.map(({ actor }) => actor)).toEqual(five);
  expect(positions.every(({ stance, collective }) => stance === "support" && collective)).toBe(true);
  expect(counts).toMatchObject({ support: 5, unknown: 6 });
  const in2020 = answer("d:chn-cptpp", "2020-09-30");
  expect(in2020).toMatchObject({ electors: seven, unknown: seven, result: "open" });
  expect(in2020.positions.map(({ actor, stance, collective }) => [actor, stance, collective])).toEqual([
    ["g:cptpp-members", "undecided", true],
    ["g:officials-against-china", "lean-oppose", true],
    ["g:officials-door-open", "undecided", true],
  ]);
});

describe("the US return", () => {
  test("in autumn 2020 is open: seven decide, of whom none has said anything of its own", () => {
    const { rule, electors, unknown, result, positions } = answer("d:usa-cptpp", "2020-09-30");
    expect({ rule, electors, unknown, result }).toEqual({
      rule: "unanimity",
      electors: seven,
      unknown: seven,
      result: "open",
    });
    expect(positions.map(({ actor, stance }) => [actor, stance])).toEqual([
      ["b:ASPI", "support"],
      ["g:cptpp-members", "support"],
      ["g:interviewed-officials", "lean-support"],
      ["g:us-25-senators", "support"],
      ["p:donald-trump", "lean-oppose"],
      ["p:joe-biden", "lean-oppose"],
      ["p:steven-ciobo", "lean-oppose"],
    ]);
  });

  test("has four numbered routes and a mix, and needs Congress and Trade Promotion Authority", () => {
    const routes = seed.relations
      .filter(({ kind, to }) => kind === "alternative-to" && to === "d:usa-cptpp")
      .map(({ from, qualifiers }) => [from, qualifiers?.["route"]]);
    expect(routes).toEqual([
      ["pro:us-mix-routes-2-3", undefined],
      ["pro:us-route-1-tpp", 1],
      ["pro:us-route-2-accede", 2],
      ["pro:us-route-3-renegotiate", 3],
      ["pro:us-route-4-sectoral", 4],
    ]);
    const needs = seed.relations.filter(({ kind, from }) => kind === "requires" && from === "d:usa-cptpp");
    expect(needs.map(({ to }) => to)).toEqual(["b:us-congress", "d:us-tpa"]);
  });
});

test("Congress has carried the USMCA by September 2020, and nobody is said to have renewed its authority", () => {
  expect(answer("d:usa-usmca-vote", "2020-09")).toMatchObject({
    electors: ["b:us-house", "b:us-senate"],
    result: "carried",
    counts: { support: 2 },
  });
  expect(answer("d:us-tpa", "2020-10")).toMatchObject({
    electors: ["b:us-congress"],
    result: "not-evaluable",
    counts: { unknown: 1 },
  });
});

test("Costa Rica's working group is carried from the day in Vancouver on", () => {
  expect(answer("d:cri-cptpp-wg", "2024-12").result).toBe("carried");
  expect(answer("d:cri-cptpp-wg", "2024-12").claims.outcome).toEqual(["clm:000-cri-agreed"]);
  expect(answer("d:cri-cptpp-wg", "2024-11-28").result).toBe("not-evaluable");
});

test("the TPP and the CPTPP are two agreements, and the United States left only the first", () => {
  const between = (from: string, to: string) =>
    seed.relations.filter((relation) => relation.from === from && relation.to === to).map(({ kind }) => kind);
  expect(between("a:CPTPP", "a:TPP")).toEqual(["derived-from", "different-from", "succeeds"]);
  expect(between("s:USA", "a:TPP")).toEqual(["signed", "withdrew-from"]);
  expect(between("s:USA", "a:CPTPP")).toEqual([]);
  const namesOf = (id: string) => graph.entities.get(entityId(id))?.aliases?.map(({ name }) => name) ?? [];
  expect(namesOf("a:CPTPP")).toContain("CTPP");
  expect(namesOf("a:TPP")).not.toContain("CTPP");
});

function claimsOf(source: string) {
  return seed.claims.filter(({ evidence }) => evidence[0]?.source === source);
}

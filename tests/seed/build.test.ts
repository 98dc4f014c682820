import { describe, expect, test } from "vitest";
import { buildSeed } from "../../seed/build.ts";
import { smallSeed, withClaim } from "./small-seed.ts";

describe("a right set of files", () => {
  const seed = buildSeed(smallSeed);

  test("becomes a snapshot with its settings", () => {
    expect(seed.title).toBe("Who decides?");
    expect(seed.home).toEqual({ decision: "d:one", asOf: "2024-12" });
    expect(seed.counts).toEqual({
      sources: 1,
      entities: 4,
      relations: 2,
      decisions: 1,
      claims: 5,
      disputes: 0,
    });
  });

  test("gives a claim the file's defaults, its source, and evidence with ids made from its own", () => {
    expect(seed.claims.find(({ id }) => id === "clm:japan")).toMatchObject({
      certainty: "asserted",
      stance: "support",
      evidence: [
        { id: "evd:japan", source: "src:one", locator: "p3" },
        { id: "evd:japan.2", source: "src:one", locator: "p4" },
      ],
    });
  });

  test("turns a claim about each of several into one claim and one relation for each", () => {
    expect(seed.relations.map(({ id, claims: ids }) => [id, ids])).toEqual([
      ["r:member-of-JPN-CPTPP", ["clm:member-JPN"]],
      ["r:member-of-PER-CPTPP", ["clm:member-PER"]],
    ]);
    expect(seed.claims.find(({ id }) => id === "clm:member-PER")?.statement).toBe("Peru is a member.");
  });

  test("gives the same bytes each time", () => {
    expect(buildSeed(smallSeed)).toEqual(seed);
  });
});

test("background makes a relation of its own and leaves the one of the team's texts as it is", () => {
  const relation = "{ kind: member-of, from: s:JPN, to: a:CPTPP, validFrom: 2018-12, validTo: 2020-12 }";
  const files = withClaim(`${relation}\n    background: true`);
  expect(buildSeed(files).relations.map(({ id, validTo, background }) => [id, validTo, background])).toEqual([
    ["r:member-of-JPN-CPTPP", undefined, undefined],
    ["r:member-of-JPN-CPTPP-bg", "2020-12", true],
    ["r:member-of-PER-CPTPP", undefined, undefined],
  ]);
});

test("two periods of one relation are two relations, told apart by their beginning", () => {
  const files = withClaim("{ kind: member-of, from: s:JPN, to: a:CPTPP, validFrom: 2022-05 }");
  expect(buildSeed(files).relations.map(({ id }) => id)).toEqual([
    "r:member-of-JPN-CPTPP-2018-12",
    "r:member-of-JPN-CPTPP-2022-05",
    "r:member-of-PER-CPTPP",
  ]);
});

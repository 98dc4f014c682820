import { expect, test } from "vitest";

import { readAsked } from "../../../client/app/asked.ts";
import { noFilter, type Filter } from "../../../client/app/events.ts";
import { looseningsOf } from "../../../client/views/loosen.ts";
import { sample } from "../panels/fixture.ts";

const ways = (filter: Filter) =>
  looseningsOf(sample, filter, readAsked(sample, filter).query, "claims").map(
    ({ words, count, filter: looser }) => [words, count, looser] as const,
  );

test("each part is offered with what there is without it, the least loss first", () => {
  const filter = { ...noFilter, claims: { place: "L700", source: "src:000" } };
  const all = looseningsOf(sample, { ...noFilter }, readAsked(sample, noFilter).query, "claims");
  expect(all.map(({ words }) => words)).toEqual(["what the legend hides"]);
  const found = ways(filter);
  expect(found.map(([words]) => words)).toEqual(["place line 700"]);
  expect(found[0]?.[2].claims).toEqual({ source: "src:000" });
});

test("a text and what the legend hides are parts like the others", () => {
  expect(ways({ ...noFilter, claims: { place: "p4" }, text: "zzz" }).map(([words]) => words)).toEqual([
    "“zzz”",
  ]);
  const hidden = { ...noFilter, hiddenEntityKinds: new Set(["decision", "state"]), text: "hold back" };
  expect(ways(hidden).map(([words]) => words)).toContain("what the legend hides");
});

test("nothing is offered that would leave nothing", () => {
  expect(ways({ ...noFilter, claims: { place: "L700", stance: "block" }, text: "zzz" })).toEqual([]);
});

import { expect, test } from "vitest";
import { readAsked } from "../../../client/app/asked.ts";
import { noFilter, type Filter } from "../../../client/app/events.ts";
import { matchesOf } from "../../../client/canvas/text-matches.ts";
import { sample } from "../panels/fixture.ts";

const asked = (filter: Partial<Filter>) =>
  matchesOf(sample, readAsked(sample, { ...noFilter, ...filter }).query);

test("a word of a claim leads to those whom the claim is about", () => {
  const nodes = asked({ text: "HOLD back" })?.nodes;
  expect(nodes?.has("d:twn-cptpp" as never)).toBe(true);
  expect(nodes?.has("s:PER" as never)).toBe(true);
  expect(nodes?.has("s:JPN" as never)).toBe(false);
});

test("the beginning of a name leads to what is called so, the middle of one does not", () => {
  expect(asked({ text: "CPT" })?.nodes.has("a:CPTPP" as never)).toBe(true);
  expect(asked({ text: "TPP" })?.nodes.has("a:CPTPP" as never)).toBe(false);
});

test("where claims are asked for, only lines that such claims back are drawn", () => {
  const backed = asked({ claims: { place: "p4" } })?.backed;
  expect(backed?.claims.has("clm:hesitate" as never)).toBe(true);
  expect(backed?.relations.has("r:draft" as never)).toBe(false);
  expect(asked({ text: "taiwan" })?.backed).toBeUndefined();
});

test("without words nothing is asked, and words that stand nowhere find nothing", () => {
  expect(asked({ text: "  " })).toBeUndefined();
  expect(asked({ text: "no claim says this" })?.nodes.size).toBe(0);
});

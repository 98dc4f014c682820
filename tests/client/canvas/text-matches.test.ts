import { expect, test } from "vitest";
import { saidOf } from "../../../client/canvas/text-matches.ts";
import { sample } from "../panels/fixture.ts";

test("a word of a claim leads to those whom the claim is about", () => {
  const found = saidOf(sample, "HOLD back");
  expect(found.has("d:twn-cptpp" as never)).toBe(true);
  expect(found.has("s:PER" as never)).toBe(true);
  expect(found.has("s:JPN" as never)).toBe(false);
});

test("without words nothing is found", () => {
  expect(saidOf(sample, "  ").size).toBe(0);
  expect(saidOf(sample, "no claim says this").size).toBe(0);
});

import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import { readAsked } from "../../../client/app/asked.ts";
import { claimChoices } from "../../../client/app/claim-choices.ts";
import { noFilter, PlaceEvent, type Filter } from "../../../client/app/events.ts";
import "../../../client/panels/claim-filter.ts";
import type { ClaimFilter } from "../../../client/panels/claim-filter.ts";
import { matches } from "../../../client/views/filter-graph.ts";
import { sample } from "./fixture.ts";
import {
  deepAll,
  expectAccessible,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
  textOf,
} from "./mount.ts";

afterEach(forgetListeners);

const choices = claimChoices(sample);

/** The panel, answered as the application answers it. */
async function panel(filter: Filter = noFilter, theme: "light" | "dark" = "light"): Promise<ClaimFilter> {
  const element = await mount<ClaimFilter>(
    "entente-claim-filter",
    { graph: sample, ...answered(filter) },
    theme,
  );
  element.addEventListener(PlaceEvent.type, ({ change }) => {
    if (change.filter) Object.assign(element, answered(change.filter));
  });
  return element;
}

function answered(filter: Filter) {
  const { query, faults } = readAsked(sample, filter);
  const { claims, hiddenClaims } = matches(sample, filter, query);
  return { filter, faults, found: claims.size, hiddenCount: hiddenClaims };
}

const open = () => page.getByRole("button", { name: "Find claims" }).click();
const found = (element: ClaimFilter) => textOf(deepAll(element, "[role=status]")[0] ?? element);

test("it is one line until it is opened, or a link asks for claims", async () => {
  const element = await panel();
  expect(deepAll(element, "input, select")).toEqual([]);
  await open();
  await settled(element);
  expect(deepAll(element, "input, select").length).toBe(8);
  const asking = await panel({ ...noFilter, claims: { place: "p4" } });
  expect(deepAll(asking, "input, select").length).toBe(8);
  expect(readingOf(asking)).toContain("1 set");
});

test("each choice says how many claims have it, and those that none has are left out", async () => {
  const element = await panel();
  await open();
  const options = deepAll(element, "option").map(textOf);
  expect(options).toContain(`000 Cathy Fang, op-ed (${choices.source[0]?.count})`);
  expect(options).not.toContain("block (0)");
});

test("choosing asks for it, says how many there are, and leaves the rest as it was", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const element = await panel({ ...noFilter, hiddenStances: new Set(["unknown"]) });
  await open();
  await page.getByRole("combobox", { name: "Stance" }).selectOptions("undecided (1)");
  await settled(element);
  expect(places.at(-1)?.change.filter).toEqual({
    ...noFilter,
    hiddenStances: new Set(["unknown"]),
    claims: { stance: "undecided" },
  });
  expect(found(element)).toBe(`1 of ${sample.claims.size} claims`);
});

test("what is typed is asked for when the hand rests, by keyboard alone", async () => {
  const element = await panel();
  await open();
  await page.getByRole("textbox", { name: "Paragraph, line or page" }).click();
  await userEvent.keyboard("paragraph 4");
  await expect.poll(() => element.filter.claims.place).toBe("paragraph 4");
  expect(Number.parseInt(found(element), 10)).toBeGreaterThan(0);
});

test("a whole name that is offered means whoever has it; part of one is words", async () => {
  const element = await panel();
  await open();
  const field = page.getByRole("combobox", { name: "Who says it" });
  await field.fill("Cathy Fang");
  await expect.poll(() => element.filter.claims.by).toBe("p:cathy-fang");
  await field.fill("fang");
  await expect.poll(() => element.filter.claims.by).toBe("fang");
});

test("all that is asked is taken back at once, and the legend's part stays", async () => {
  const hiddenStances = new Set(["unknown"]);
  const element = await panel({ ...noFilter, hiddenStances, claims: { place: "p4" }, text: "hold" });
  await page.getByRole("button", { name: "Ask for all" }).click();
  expect(element.filter).toEqual({ ...noFilter, hiddenStances });
  expect(found(element)).toBe(`All ${sample.claims.size} claims`);
});

test("what the legend hides of it is told, and shown with one press that leaves the question", async () => {
  const claims = { place: "p4" };
  const element = await panel({ ...noFilter, hiddenEntityKinds: new Set(["decision"]), claims });
  await page.getByRole("button", { name: /^Show \d that the legend hides$/u }).click();
  expect(element.filter).toEqual({ ...noFilter, claims });
  expect(readingOf(element)).not.toContain("hides");
});

test("it leads to the table of claims, unless that is there already", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const element = await panel({ ...noFilter, claims: { place: "p4" } });
  await page.getByRole("button", { name: "List them" }).click();
  expect(places.map(({ change }) => change)).toEqual([{ view: "table", table: "claims" }]);
  element.isListed = true;
  await settled(element);
  expect(page.getByRole("button", { name: "List them" }).query()).toBeNull();
});

test("what of a link is not understood is said, and a value that no list has is kept", async () => {
  const faulty = await panel({ ...noFilter, claims: { source: "src:nowhere" } });
  expect(readingOf(faulty)).toContain("Not used: source.");
  await panel({ ...noFilter, claims: { certainty: "asserted,denied" } });
  await expect.element(page.getByRole("combobox", { name: "Certainty" })).toHaveValue("asserted,denied");
});

describe("axe-core finds nothing serious", () => {
  for (const theme of ["light", "dark"] as const) {
    test(`in the ${theme} theme`, async () => {
      await expectAccessible(await panel({ ...noFilter, claims: { place: "p4", source: "src:no" } }, theme));
    });
  }
});

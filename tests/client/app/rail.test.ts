import { afterEach, expect, test } from "vitest";

import { ActionEvent } from "../../../client/app/actions.ts";
import { noFilter, PlaceEvent, type Filter } from "../../../client/app/events.ts";
import { readScreen } from "../../../client/app/screen.ts";
import "../../../client/panels/rail.ts";
import type { Rail } from "../../../client/panels/rail.ts";
import { decisionId, sample } from "../panels/fixture.ts";
import {
  deepAll,
  expectAccessible,
  find,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
  textOf,
} from "../panels/mount.ts";

afterEach(forgetListeners);

const screen = readScreen(sample, { asOf: "2024-12", decision: decisionId }, "2026-11-22");
const rail = (filter: Filter = noFilter, theme: "light" | "dark" = "light") =>
  mount<Rail>(
    "entente-rail",
    {
      view: "graph",
      decisions: screen.decisions,
      answers: screen.answers,
      decision: decisionId,
      counts: screen.counts,
      filter,
      problemCount: 2,
      binCount: 1,
    },
    theme,
  );
const row = (root: Element, label: string) => find(root, ".row-button", label);
const filters = (places: readonly PlaceEvent[]) => places.map(({ change }) => change.filter);

test("each decision has its answer in one line", async () => {
  expect(readingOf(await rail())).toContain("Open: 2 support, 5 undecided, 4 unknown");
});

test("the decision in view is marked, and pressing another asks for it", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const element = await rail();
  const row = find(element, ".decision[aria-current=true]");
  expect(textOf(row)).toContain("Taiwan joins the CPTPP");
  row.click();
  expect(places.map(({ change }) => change)).toEqual([{ decision: decisionId }]);
});

test("the legend counts what the decision counts", async () => {
  const element = await rail();
  expect(textOf(row(element, "Undecided"))).toContain("5");
  expect(textOf(row(element, "Unknown"))).toContain("4");
});

test("states, agreements and companies come first; the rest waits behind more kinds", async () => {
  const element = await rail();
  const labels = () => deepAll(element, "section:first-of-type .row-button .label").map(textOf);
  expect(labels().slice(0, 3)).toEqual(["States and economies", "Agreements", "Companies"]);
  expect(labels()).not.toContain("People");
  find(element, ".more", "more kind").click();
  await settled(element);
  expect(labels()).toContain("People");
});

test("kinds that are hidden altogether take one line, and one press shows them", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const others = screen.counts.entities.map(({ kind }) => kind).slice(4);
  const element = await rail({ ...noFilter, hiddenEntityKinds: new Set([...others, "place"]) });
  expect(readingOf(element)).toMatch(/\d more kinds?, hidden/);
  row(element, "Show them too").click();
  expect(filters(places).at(-1)?.hiddenEntityKinds).toEqual(new Set(["place"]));
});

test("of many decisions a few are shown, with the one in view, and the rest behind a button", async () => {
  const element = await rail();
  const [first] = screen.decisions;
  if (!first) throw new Error("the sample has no decision");
  const many = Array.from({ length: 9 }, (_, index) => ({ ...first, id: `d:n${index}` as typeof first.id }));
  Object.assign(element, { decisions: many, decision: "d:n8" });
  await settled(element);
  expect(deepAll(element, ".decision")).toHaveLength(6);
  find(element, ".more", "3 more decisions").click();
  await settled(element);
  expect(deepAll(element, ".decision")).toHaveLength(9);
});

test("pressing a row hides its kind, pressing again shows it", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const element = await rail();
  row(element, "Companies").click();
  expect(filters(places)).toEqual([{ ...noFilter, hiddenEntityKinds: new Set(["company"]) }]);
  element.filter = { ...noFilter, hiddenEntityKinds: new Set(["company"]) };
  await settled(element);
  expect(row(element, "Companies").getAttribute("aria-pressed")).toBe("false");
  row(element, "Companies").click();
  expect(filters(places).at(-1)).toEqual(noFilter);
});

test("filters are cleared by one button, which is there only when something is hidden", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const element = await rail();
  expect(deepAll(element, ".link-button")).toEqual([]);
  element.filter = { ...noFilter, hiddenStances: new Set(["unknown"]), text: "tsmc" };
  await settled(element);
  expect(readingOf(element)).toContain("Only what matches “tsmc”");
  find(element, ".link-button", "Clear filters").click();
  expect(filters(places)).toEqual([noFilter]);
});

test("names that are not the team's own are said, and changed by whoever may", async () => {
  const actions = heard<ActionEvent>(ActionEvent.type);
  const element = await rail();
  element.names = "Names as used in WTO";
  await settled(element);
  row(element, "Names as used in WTO").click();
  expect(actions.map(({ action }) => action)).toEqual(["names"]);
  element.looks = true;
  await settled(element);
  expect(readingOf(element)).toContain("Names as used in WTO");
  expect(deepAll(element, "button").map(textOf)).not.toContain("Names as used in WTO");
});

test("problems and bin say how many there are and open", async () => {
  const actions = heard<ActionEvent>(ActionEvent.type);
  const element = await rail();
  expect(textOf(row(element, "Problems"))).toContain("2");
  row(element, "Bin").click();
  expect(actions.map(({ action }) => action)).toEqual(["problems"]);
});

test("axe finds nothing serious in either theme, filtered or not", async () => {
  await expectAccessible(await rail());
  await expectAccessible(
    await rail({ ...noFilter, hiddenEntityKinds: new Set(["state"]), text: "a" }, "dark"),
  );
});

import { afterEach, expect, test, vi } from "vitest";

import "../../../client/app/bar/as-of-chip.ts";
import { faultOfDate, type AsOfChip } from "../../../client/app/bar/as-of-chip.ts";
import { PlaceEvent } from "../../../client/app/events.ts";
import {
  deepAll,
  expectAccessible,
  field,
  find,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
  textOf,
} from "../panels/mount.ts";

const dates = [
  { date: "2024-12", why: "7 positions" },
  { date: "2018-12", why: "6 join" },
];

afterEach(forgetListeners);

async function opened(asOf?: string): Promise<AsOfChip> {
  const chip = await mount<AsOfChip>("entente-as-of-chip", { asOf, dates });
  find(chip, ".trigger").click();
  await vi.waitFor(() => expect(chip.shadowRoot?.activeElement).toBe(field(chip, "input")));
  await settled(chip);
  return chip;
}

async function show(chip: AsOfChip, text: string): Promise<void> {
  field(chip, "input").value = text;
  find(chip, "button", "Show").click();
  await settled(chip);
}

test("the chip says Today, and another date in words and in amber", async () => {
  const chip = await mount<AsOfChip>("entente-as-of-chip", { asOf: undefined });
  expect(readingOf(find(chip, ".trigger"))).toContain("Today");
  expect(deepAll(chip, ".past")).toEqual([]);
  chip.asOf = "2024-12";
  await settled(chip);
  expect(readingOf(find(chip, ".trigger"))).toContain("As of December 2024");
  expect(deepAll(chip, ".past")).toHaveLength(1);
});

test("the panel opens on the date shown, with the focus in its field", async () => {
  const chip = await opened("2024-12");
  expect(field(chip, "input").value).toBe("2024-12");
  expect(chip.shadowRoot?.activeElement).toBe(field(chip, "input"));
});

test.each([
  ["15 December 2024", "2024-12-15"],
  ["Dec 2024", "2024-12"],
  ["about december 2024", "2024-12~"],
  ["December 15, 2024", "2024-12-15"],
])("%s in words is taken as %s", async (typed, asOf) => {
  const changes = heard<PlaceEvent>(PlaceEvent.type);
  await show(await opened(), typed);
  expect(changes.map(({ change }) => change)).toEqual([{ asOf }]);
});

test.each(["2020/2024", "31 February 2024", "Decembruary 2024"])(
  "%s is refused with what to write",
  async (text) => {
    const changes = heard<PlaceEvent>(PlaceEvent.type);
    await show(await opened(), text);
    expect(changes).toEqual([]);
  },
);

test.each(["2024", "2024-12", "2024-12-15", "2024-12~"])("%s is taken as it is written", async (text) => {
  const changes = heard<PlaceEvent>(PlaceEvent.type);
  await show(await opened(), text);
  expect(changes.map(({ change }) => change)).toEqual([{ asOf: text }]);
});

test("a text that is no date is refused with what to write instead, and nothing changes", async () => {
  const changes = heard<PlaceEvent>(PlaceEvent.type);
  const chip = await opened();
  await show(chip, "last spring");
  expect(textOf(find(chip, ".fault"))).toMatch(/not a date.*2024-12-15/);
  expect(field(chip, "input").getAttribute("aria-invalid")).toBe("true");
  expect(chip.shadowRoot?.activeElement).toBe(field(chip, "input"));
  expect(changes).toEqual([]);
});

test("Today and the dates that matter are one press away", async () => {
  const changes = heard<PlaceEvent>(PlaceEvent.type);
  const chip = await opened("2024-12");
  find(chip, "button", "Today").click();
  find(chip, ".row-button", "December 2018").click();
  expect(changes.map(({ change }) => change)).toEqual([{ asOf: null }, { asOf: "2018-12" }]);
  expect(find(chip, ".row-button", "December 2024").getAttribute("aria-current")).toBe("date");
});

test("what was known by a date is chosen in its own field, and said on the chip", async () => {
  const changes = heard<PlaceEvent>(PlaceEvent.type);
  const chip = await opened("2024-12");
  field(chip, "#knownBy").value = "soon";
  find(chip, "[data-axis=knownBy] button[type=submit]").click();
  await settled(chip);
  expect(textOf(find(chip, "#knownBy-help"))).toMatch(/not a date/);
  field(chip, "#knownBy").value = "2020";
  find(chip, "[data-axis=knownBy] button[type=submit]").click();
  expect(changes.map(({ change }) => change)).toEqual([{ knownBy: "2020" }]);
  chip.knownBy = "2020";
  await settled(chip);
  expect(readingOf(find(chip, ".trigger"))).toContain("known by 2020");
});

test("background facts are switched on and off", async () => {
  const changes = heard<PlaceEvent>(PlaceEvent.type);
  const chip = await opened();
  find(chip, "[type=checkbox]").click();
  expect(changes.map(({ change }) => change)).toEqual([{ background: true }]);
  chip.background = true;
  await settled(chip);
  expect(readingOf(find(chip, ".trigger"))).toContain("with background");
});

test("an empty text asks for a date", () => {
  expect(faultOfDate("  ")).toBe("Write a date, or take the button beside it.");
  expect(faultOfDate("2024-13")).toBeDefined();
});

test("axe finds nothing serious in either theme", async () => {
  await expectAccessible(await opened("2024-12"));
  await expectAccessible(await mount<AsOfChip>("entente-as-of-chip", { asOf: "2024-12", dates }, "dark"));
});

import { afterEach, expect, test } from "vitest";

import "../../../client/app/bar/search-box.ts";
import type { SearchBox } from "../../../client/app/bar/search-box.ts";
import { EvidenceRequestEvent, noFilter, PlaceEvent, SelectEvent } from "../../../client/app/events.ts";
import { searchGraph } from "../../../client/app/search-index.ts";
import { sample } from "../panels/fixture.ts";
import {
  deepAll,
  expectAccessible,
  field,
  forgetListeners,
  heard,
  mount,
  settled,
  textOf,
} from "../panels/mount.ts";

afterEach(forgetListeners);

async function searching(text: string): Promise<SearchBox> {
  const box = await mount<SearchBox>("entente-search-box", { graph: sample, filter: noFilter });
  box.focus();
  await type(box, text);
  return box;
}

async function type(box: SearchBox, text: string): Promise<void> {
  field(box, "input").value = text;
  field(box, "input").dispatchEvent(new InputEvent("input", { bubbles: true }));
  await settled(box);
}

async function press(box: SearchBox, key: string): Promise<void> {
  field(box, "input").dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
  );
  await settled(box);
}

/** The option that Enter would choose, found the way a screen reader finds it. */
function active(box: SearchBox): string {
  const id = field(box, "input").getAttribute("aria-activedescendant") ?? "";
  const option = box.shadowRoot?.getElementById(id);
  return option ? textOf(option) : "";
}

const labels = (text: string) => searchGraph(sample, text).map(({ label }) => label);

test("the beginning of a word, another name, a code and a slip all find it", () => {
  expect(labels("sing")).toContain("Singapore");
  expect(labels("Chinese Taipei")).toContain("Taiwan");
  expect(labels("twn")).toContain("Taiwan");
  expect(labels("Singapor")).toContain("Singapore");
  expect(labels("Malaisia")).toContain("Malaysia");
});

test("every word has to match", () => {
  expect(labels("taiwan joins")).toEqual(["Taiwan joins the CPTPP"]);
});

test("hits come in groups: whole names, then entities, decisions, sources, claims", async () => {
  const box = await searching("Taiwan");
  const groups = deepAll(box, "[role=group]").map((group) => group.getAttribute("aria-label"));
  expect(groups.at(-1)).toBe("Filter");
  expect(groups.slice(0, -1)).toEqual(
    ["Whole name", "Entities", "Decisions", "Sources", "Claims"].filter((group) => groups.includes(group)),
  );
  expect(field(box, "input").getAttribute("aria-expanded")).toBe("true");
});

test("the first hit is active; arrows go on and wrap around", async () => {
  const box = await searching("singapore");
  const first = active(box);
  expect(first).toContain("Singapore");
  await press(box, "ArrowUp");
  expect(active(box)).toContain("Show only what matches “singapore”");
  await press(box, "ArrowDown");
  expect(active(box)).toBe(first);
});

test("Enter goes to an entity and leaves the field empty", async () => {
  const selects = heard<SelectEvent>(SelectEvent.type);
  const box = await searching("singapore");
  await press(box, "Enter");
  expect(selects.map(({ ids }) => ids)).toEqual([["s:SGP"]]);
  expect(field(box, "input").value).toBe("");
  expect(deepAll(box, "[popover]")[0]?.matches(":popover-open")).toBe(false);
});

test("Enter on a decision opens it in the drawer and selects it", async () => {
  const [places, selects] = [heard<PlaceEvent>(PlaceEvent.type), heard<SelectEvent>(SelectEvent.type)];
  await press(await searching("taiwan joins"), "Enter");
  expect(places.map(({ change }) => change)).toEqual([{ decision: "d:twn-cptpp" }]);
  expect(selects.map(({ ids }) => ids)).toEqual([["d:twn-cptpp"]]);
});

test("a claim opens with the record it bears on", async () => {
  const requests = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
  const [claim] = sample.claims.values();
  const box = await searching(claim?.statement ?? "");
  deepAll(box, "[role=option]")
    .find((option) => textOf(option).startsWith(claim?.statement ?? "none"))
    ?.click();
  expect(requests.map(({ about, claims }) => [about, claims])).toEqual([[claim?.on, [claim?.id]]]);
});

test("the last option keeps on the map only what matches", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const box = await searching("tsmc");
  await press(box, "ArrowUp");
  await press(box, "Enter");
  expect(places.map(({ change }) => change)).toEqual([{ filter: { ...noFilter, text: "tsmc" } }]);
});

test("a place is kept as a place, so that only what stands there is shown", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const box = await searching("000 paragraph 4 hold");
  await press(box, "ArrowUp");
  await press(box, "Enter");
  expect(places.map(({ change }) => change)).toEqual([
    { filter: { ...noFilter, claims: { source: "src:000", place: "paragraph 4" }, text: "hold" } },
  ]);
});

test("Escape clears the text first and then leaves the field", async () => {
  const box = await searching("sing");
  await press(box, "Escape");
  expect(field(box, "input").value).toBe("");
  expect(box.matches(":focus-within")).toBe(true);
  await press(box, "Escape");
  expect(box.matches(":focus-within")).toBe(false);
});

test("axe finds nothing serious while results are open", async () => {
  await expectAccessible(await searching("taiwan"));
});

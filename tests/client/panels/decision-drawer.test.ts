import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";

import "../../../client/panels/decision-drawer.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  EvidenceRequestEvent,
  PlaceEvent,
  SelectEvent,
} from "../../../client/app/events.ts";
import type { DecisionDrawer } from "../../../client/panels/decision-drawer.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { decisionId, evaluationOf, sample } from "./fixture.ts";
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
} from "./mount.ts";

const decisions = [...sample.entities.values()].filter(({ kind }) => kind === "decision");

function drawer(change: Partial<DecisionDrawer> = {}, theme: "light" | "dark" = "light") {
  const properties = {
    graph: sample,
    decisions,
    decision: decisionId,
    evaluation: evaluationOf(),
    open: true,
  };
  return mount<DecisionDrawer>("entente-decision-drawer", { ...properties, ...change }, theme);
}

beforeEach(forgetListeners);

test("closed, it is one strip that says the answer", async () => {
  const element = await drawer({ open: false });
  expect(element.getBoundingClientRect().height).toBeLessThanOrEqual(45);
  expect(textOf(find(element, ".answer"))).toBe(
    "Open. Unanimity of 11: 2 support, 5 undecided, 4 unknown. Any one refusal stops it.",
  );
});

test("open, it is 208 pixels high, strip included", async () => {
  const element = await drawer();
  expect(element.getBoundingClientRect().height).toBeCloseTo(209, 0);
});

test("ELE-5 that an elector is in the bin is said, and one press restores them", async () => {
  expect(readingOf(await drawer())).not.toContain("in the bin");
  const peru = "s:PER" as EntityId;
  const item = { id: peru, root: "n", label: "Peru", deletedBy: "Ann", deletedAt: "" } as const;
  const entities = new Map([...sample.entities].filter(([id]) => id !== peru));
  const graph = { ...sample, entities, bin: [item] };
  const commands = heard<CommandEvent>(CommandEvent.type);
  const element = await drawer({ graph, evaluation: evaluationOf(decisionId, "2024-12-15", graph) });
  expect(readingOf(element)).toContain(
    "Peru is in the bin. It still has a vote, and nothing is known of it.",
  );
  find(element, "button", "Restore Peru").click();
  expect(commands.map(({ command }) => command)).toEqual([{ kind: "restore", ids: [peru] }]);
  await expectAccessible(element);
});

test("that the background would change the answer is said, and one press shows it", async () => {
  const places = heard<PlaceEvent>(PlaceEvent.type);
  expect(readingOf(await drawer())).not.toContain("say otherwise");
  const element = await drawer({ hasMoreInBackground: true });
  expect(readingOf(element)).toContain("Background facts say otherwise");
  find(element, "button", "Show them").click();
  expect(places.map(({ change }) => change)).toEqual([{ background: true }]);
});

test("the tally has a part for each stance that occurs, in words", async () => {
  const element = await drawer();
  const parts = deepAll(element, ".segment").map((part) => textOf(part));
  expect(parts).toEqual([
    "▲ 2 support , show the evidence",
    "◆ 5 undecided , show the evidence",
    "? 4 unknown , add a position",
  ]);
});

test("each name leads to the claims behind its stance", async () => {
  const element = await drawer();
  const requests = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
  for (const name of deepAll(element, ".elector:not(.unknown)")) name.click();
  const asked = requests.map(({ about, claims }) => [about, ...claims]);
  expect(asked).toEqual([
    ["s:CAN", "clm:support"],
    ["s:JPN", "clm:support"],
    ["s:BRN", "clm:hesitate"],
    ["s:MYS", "clm:hesitate"],
    ["s:PER", "clm:hesitate"],
    ["s:SGP", "clm:hesitate"],
    ["s:VNM", "clm:hesitate"],
    ["s:USA", "clm:usa"],
  ]);
});

test("a part of the tally leads to all of its claims, and rule and electorate to theirs", async () => {
  const element = await drawer();
  const requests = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
  find(element, ".segment", "5 undecided").click();
  find(element, ".facts-column .name", "Unanimity").click();
  find(element, ".facts-column .name", "11 electors").click();
  expect(requests.map(({ about, claims }) => [about, ...claims])).toEqual([
    [decisionId, "clm:hesitate"],
    [decisionId, "clm:rule"],
    [decisionId, "clm:electors"],
  ]);
});

test("who is unknown can be given a position", async () => {
  const element = await drawer();
  const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
  find(element, ".elector.unknown", "Chile").click();
  find(element, ".segment", "4 unknown").click();
  expect(requests.map(({ request }) => request)).toEqual([
    { kind: "set-stance", decision: decisionId, actor: "s:CHL" },
    { kind: "set-stance", decision: decisionId },
  ]);
});

test("positions of those without a vote stand apart and are not counted", async () => {
  const element = await drawer();
  expect(textOf(find(element, ".others"))).toContain("Not voting");
  expect(textOf(find(element, ".others .elector"))).toBe("United States");
});

test("names are one stop of the keyboard; arrows go between them and Enter opens", async () => {
  const element = await drawer();
  const requests = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
  const names = deepAll(element, ".elector");
  expect(names.filter(({ tabIndex }) => tabIndex === 0).map(textOf)).toEqual(["Canada"]);
  names[0]?.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowDown}{Enter}");
  await userEvent.keyboard("{ArrowLeft} ");
  await userEvent.keyboard("{End}{Enter}{Home}{Enter}");
  expect(requests.map(({ about }) => about)).toEqual(["s:BRN", "s:JPN", "s:USA", "s:CAN"]);
});

test("the strip opens and closes by keyboard and tells so", async () => {
  const element = await drawer({ open: false });
  let toggles = 0;
  element.addEventListener("toggle", () => (toggles += 1));
  const toggle = field(element, ".toggle");
  toggle.focus();
  await userEvent.keyboard("{Enter}");
  await settled(element);
  expect([element.open, toggle.ariaExpanded, toggles]).toEqual([true, "true", 1]);
  await userEvent.keyboard(" ");
  expect([element.open, toggles]).toEqual([false, 2]);
});

test("another decision can be chosen", async () => {
  const element = await drawer();
  const places = heard<PlaceEvent>(PlaceEvent.type);
  const chooser = field(element, ".strip select");
  await userEvent.selectOptions(chooser, "Working group for Costa Rica");
  expect(places.map(({ change }) => change)).toEqual([{ decision: "d:cri-cptpp-wg" }]);
});

test("a recorded outcome says so and leads to its evidence", async () => {
  const decision = "d:cri-cptpp-wg" as EntityId;
  const element = await drawer({ decision, evaluation: evaluationOf(decision) });
  const requests = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
  expect(textOf(find(element, ".answer"))).toBe("Carried on 29 November 2024, as recorded.");
  find(element, ".facts-column .name", "as recorded").click();
  expect(requests.map(({ claims }) => claims)).toEqual([["clm:outcome"]]);
});

test("what cannot be evaluated says why, without a tally of blockers", async () => {
  const decision = "d:us-tpa" as EntityId;
  const element = await drawer({ decision, evaluation: evaluationOf(decision) });
  expect(textOf(find(element, ".answer"))).toMatch(/^Not evaluable\. Simple majority is recorded/);
  expect(readingOf(element)).not.toContain("blockers");
});

test("without a decision it offers to add one", async () => {
  const element = await drawer({ decisions: [] });
  const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
  find(element, "button", "Add decision").click();
  expect(requests.map(({ request }) => request)).toEqual([{ kind: "add-entity", entityKind: "decision" }]);
});

test("the question leads to the decision itself", async () => {
  const element = await drawer();
  const selections = heard<SelectEvent>(SelectEvent.type);
  find(element, "button", "About this decision").click();
  expect(selections.map(({ ids }) => ids)).toEqual([[decisionId]]);
});

test("on a phone everything fits the width and the chooser moves into the body", async () => {
  await page.viewport(390, 844);
  const element = await drawer();
  for (const part of deepAll(element, "*"))
    expect(part.getBoundingClientRect().right).toBeLessThanOrEqual(391);
  expect(find(element, ".facts-column select").getBoundingClientRect().height).toBeGreaterThan(0);
  expect(textOf(find(element, ".answer"))).toContain("Any one refusal stops it.");
  await page.viewport(1280, 800);
});

test("on a phone the drawer makes room for the evidence it leads to", async () => {
  await page.viewport(390, 844);
  const element = await drawer();
  let toggles = 0;
  element.addEventListener("toggle", () => (toggles += 1));
  find(element, ".elector", "Peru").click();
  expect([element.open, toggles]).toEqual([false, 1]);
  await page.viewport(1280, 800);
  element.open = true;
  await settled(element);
  find(element, ".elector", "Peru").click();
  expect(element.open).toBe(true);
});

test.each(["light", "dark"] as const)("axe finds nothing serious (%s)", async (theme) => {
  const element = await drawer({}, theme);
  await expectAccessible(element);
});

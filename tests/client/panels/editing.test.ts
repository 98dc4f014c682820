// What could only be said when something was added can be changed afterwards: decisions and sources.
import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/panels/inspector.ts";
import { CommandEvent, DialogRequestEvent } from "../../../client/app/events.ts";
import {
  decisionChanges,
  decisionFaults,
  newPeriod,
  toDecisionEdit,
} from "../../../client/panels/decision-edit.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import { commandsFromNow, faultsOf, openedDialog, submit, type } from "./dialog-steps.ts";
import { decisionId, sample } from "./fixture.ts";
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
} from "./mount.ts";

const decision = sample.entities.get(decisionId);
if (!decision) throw new Error("The fixture has a decision.");
const draft = toDecisionEdit(decision);

beforeEach(forgetListeners);

test("a decision that nobody touched has nothing to change", () => {
  for (const entity of sample.entities.values())
    expect([entity.id, decisionChanges(entity, toDecisionEdit(entity))]).toEqual([entity.id, {}]);
  expect(decisionFaults(draft)).toEqual({});
});

test("only what was changed is written, and what was emptied is cleared", () => {
  const changes = decisionChanges(decision, {
    ...draft,
    rule: "consensus",
    subject: "",
    deadline: "15 December 2025",
    result: "rejected",
    resultDate: "2026",
    periods: [{ ...newPeriod(7), who: "members", members: ["s:JPN" as EntityId], basis: " said so " }],
  });
  expect(changes).toEqual({
    rule: "consensus",
    subject: null,
    deadline: "2025-12-15",
    outcome: { result: "rejected", date: "2026" },
    electorate: [{ members: ["s:JPN"], basis: "said so" }],
  });
});

test("faults name the field and what to do", () => {
  const faults = decisionFaults({
    ...draft,
    result: "carried",
    resultDate: "",
    staleAfterMonths: "1.5",
    periods: [newPeriod(0), { ...newPeriod(1), who: "members", validFrom: "autumn" }],
  });
  expect(Object.keys(faults).toSorted()).toEqual([
    "period.0.membersOf",
    "period.1.members",
    "period.1.validFrom",
    "resultDate",
    "staleAfterMonths",
  ]);
});

test("a decision is changed in a dialog that its summary opens", async () => {
  const page = await mount<Inspector>("entente-inspector", { graph: sample, selection: [decisionId] });
  const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
  find(page, ".link-button", "Change the decision").click();
  expect(requests.map(({ request }) => request)).toEqual([{ kind: "edit-decision", id: decisionId }]);
  const element = await openedDialog({ kind: "edit-decision", id: decisionId });
  const commands = commandsFromNow();
  await userEvent.selectOptions(find(element, '[name="status"]'), "lapsed");
  await type(element, "deadline", "autumn");
  await submit(element);
  expect(faultsOf(element)[0]).toMatch(/^“autumn” is not a date/);
  await userEvent.keyboard("{Control>}a{/Control}2026-11");
  await submit(element);
  expect(commands()).toEqual([
    { kind: "change", id: decisionId, fields: { status: "lapsed", deadline: "2026-11" } },
  ]);
});

test("who decides is listed one by one, by keyboard", async () => {
  const element = await openedDialog({ kind: "edit-decision", id: decisionId });
  const commands = commandsFromNow();
  for (let count = draft.periods.length; count > 0; count -= 1) {
    find(element, ".link-button", "Remove this period").click();
    await settled(element);
  }
  find(element, ".link-button", "Add a period").click();
  await settled(element);
  await userEvent.selectOptions(find(element, '[name$=".who"]'), "members");
  await settled(element);
  find(element, '[data-name$=".members"]').focus();
  await userEvent.keyboard("Japan{Enter}Peru{Enter}");
  await settled(element);
  expect(deepAll(element, ".members .chip").map(textOf)).toEqual(["Japan", "Peru"]);
  find(element, '[aria-label="Remove Japan"]').click();
  await submit(element);
  expect(commands()).toMatchObject([{ kind: "change", fields: { electorate: [{ members: ["s:PER"] }] } }]);
});

test("a source's fields are edited in place", async () => {
  const [source] = sample.sources.keys();
  if (!source) throw new Error("The fixture has a source.");
  const element = await mount<Inspector>("entente-inspector", {
    graph: sample,
    selection: [source],
  });
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(find(element, ".reliability"), ".read").click();
  await settled(element);
  await userEvent.selectOptions(find(element, "select.field"), "A");
  await userEvent.keyboard("{Enter}");
  find(element, ".link-button", "Add address").click();
  await settled(element);
  await userEvent.keyboard("example.org{Enter}");
  await settled(element);
  expect(textOf(find(element, ".fault"))).toBe("Write an address that begins with https://");
  await userEvent.keyboard("{Control>}a{/Control}https://example.org/a{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: source, fields: { reliability: "A" } },
    { kind: "change", id: source, fields: { url: "https://example.org/a" } },
  ]);
});

test("a relation's kind, qualifiers, strength and status can be changed after it was drawn", async () => {
  const id = "r:persuade" as RecordId;
  const element = await mount<Inspector>("entente-inspector", { graph: sample, selection: [id] });
  const commands = heard<CommandEvent>(CommandEvent.type);
  const choose = async (field: string, value: string) => {
    const shown = find(element, `entente-editable-field.${field}`);
    find(shown, ".read").click();
    await settled(element);
    await userEvent.selectOptions(find(shown, "select"), value);
    await userEvent.keyboard("{Enter}");
  };
  await choose("kind", "allied-with");
  await choose("strength", "strong");
  find(element, "button", "Add status").click();
  await settled(element);
  await userEvent.keyboard("suspended{Enter}");
  find(find(element, "entente-editable-field.qualifier-direction"), ".read").click();
  await settled(element);
  await userEvent.keyboard("{Control>}a{/Control}{Backspace}{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id, fields: { kind: "allied-with" } },
    { kind: "change", id, fields: { strength: "strong" } },
    { kind: "change", id, fields: { status: "suspended" } },
    { kind: "change", id, fields: { "qualifiers.direction": null } },
  ]);
  await expectAccessible(element);
});

test("a date typed in words is kept as a date", async () => {
  const element = await mount<Inspector>("entente-inspector", {
    graph: sample,
    selection: ["r:apply" as RecordId],
  });
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(find(element, "entente-editable-field.validFrom"), ".read").click();
  await settled(element);
  await userEvent.keyboard("{Control>}a{/Control}22 September 2021{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: "r:apply", fields: { validFrom: "2021-09-22" } },
  ]);
});

test.each(["light", "dark"] as const)(
  "axe finds nothing serious in the decision's dialog (%s)",
  async (theme) => {
    const element = await openedDialog({ kind: "edit-decision", id: decisionId }, theme);
    await expectAccessible(element);
    expect(readingOf(element)).toContain("Who decides");
  },
);

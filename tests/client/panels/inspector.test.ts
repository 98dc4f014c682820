import type { EditableField } from "../../../client/panels/editable-field.ts";
import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/panels/inspector.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  EvidenceRequestEvent,
  SelectEvent,
} from "../../../client/app/events.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import type { ClaimId, RecordId } from "../../../schema/ids.ts";
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

function inspector(
  selection: readonly string[],
  change: Partial<Inspector> = {},
  theme: "light" | "dark" = "light",
) {
  const properties = {
    graph: sample,
    selection: selection as RecordId[],
    asOf: "2024-12-15",
    evaluation: evaluationOf(),
  };
  return mount<Inspector>("entente-inspector", { ...properties, ...change }, theme);
}

async function openTab(element: Inspector, name: string) {
  find(element, '[role="tab"]', name).click();
  await settled(element);
}

beforeEach(forgetListeners);

test("a state reads as a page: kind, name, other names, relations in words", async () => {
  const reading = readingOf(await inspector(["s:TWN"]));
  for (const text of [
    "State or economy",
    "Taiwan",
    "Also Chinese Taipei (forum)",
    "ISO TWN",
    "applied to join",
    "about September 2021",
    "1 claim",
  ]) {
    expect(reading).toContain(text);
  }
});

test("the other end of a relation, and the relation itself, are one press away", async () => {
  const element = await inspector(["s:TWN"]);
  const selections = heard<SelectEvent>(SelectEvent.type);
  find(element, ".relation .name", "CPTPP").click();
  find(element, ".relation .meta .name", "1 claim").click();
  expect(selections.map(({ ids }) => ids)).toEqual([["a:CPTPP"], ["r:apply"]]);
});

test("a relation without a claim is marked as a draft", async () => {
  expect(readingOf(await inspector(["c:TSMC"]))).toContain("draft, no claim");
  const relation = await inspector(["r:draft"]);
  expect(readingOf(relation)).toContain("draft: no claim yet");
  const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
  find(relation, "button", "Add claim").click();
  expect(requests.map(({ request }) => request)).toEqual([{ kind: "add-claim", on: "r:draft" }]);
});

test("where an actor stands leads to the evidence", async () => {
  const element = await inspector(["s:PER"]);
  const requests = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
  expect(readingOf(element)).toContain("about December 2024");
  find(element, ".stand .meta .name").click();
  expect(requests.map(({ about, claims }) => [about, ...claims])).toEqual([["s:PER", "clm:hesitate"]]);
});

test("an old position is marked stale, not hidden", async () => {
  const element = await inspector(["s:PER"], { asOf: "2027-06-01" });
  expect(textOf(find(element, ".stand"))).toContain("stale");
});

test("a decision shows its answer, rule, electorates with their basis, and stances", async () => {
  const reading = readingOf(await inspector([decisionId]));
  for (const text of [
    "Open. Unanimity of 11",
    "Who seeks it Taiwan",
    "Every elector must consent.",
    "Until about November 2020",
    "Inferred: the eleven that signed",
    "stalled",
    "no vote",
  ]) {
    expect(reading).toContain(text);
  }
});

test("a claim card says who, how good, when, and where it stands written", async () => {
  const element = await inspector(["s:PER"]);
  await openTab(element, "Claims");
  const card = find(element, "entente-claim-card", "");
  const reading = readingOf(card);
  for (const text of [
    "undecided",
    "spoken of together",
    "hold back",
    "C3",
    "asserted by Cathy Fang",
    "valid about December 2024",
    "Cathy Fang, op-ed · paragraph 4",
    "Taiwan must rethink trade policy",
  ]) {
    expect(reading).toContain(text);
  }
  expect(find(card, ".grade").ariaLabel).toBe(
    "Grade C3: Source fairly reliable (C); claim possibly true (3)",
  );
  const selections = heard<SelectEvent>(SelectEvent.type);
  find(card, ".meta .name", "Cathy Fang").click();
  expect(selections.map(({ ids }) => ids)).toEqual([["p:cathy-fang"]]);
});

test("a card adds evidence, is reviewed, and is retracted", async () => {
  const element = await inspector(["r:surplus"]);
  const [requests, commands] = [
    heard<DialogRequestEvent>(DialogRequestEvent.type),
    heard<CommandEvent>(CommandEvent.type),
  ];
  const card = find(element, "entente-claim-card");
  expect(readingOf(card)).toContain("No source yet.");
  find(card, "button", "Add evidence").click();
  await userEvent.selectOptions(field(card, "select"), "Review: checked");
  find(card, "button", "Retract").click();
  expect(requests.map(({ request }) => request)).toEqual([{ kind: "add-evidence", claim: "clm:surplus" }]);
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: "clm:surplus", fields: { reviewState: "checked" } },
    { kind: "retract", ids: ["clm:surplus"] },
  ]);
});

test("evidence asked for comes first, under a heading about whom", async () => {
  const evidence = { about: decisionId, claims: ["clm:hesitate" as ClaimId] };
  const element = await inspector([], { evidence });
  expect(textOf(find(element, '[aria-selected="true"]'))).toMatch(/^Claims/);
  expect(deepAll(element, "h3").map(textOf)[0]).toBe("Evidence: Taiwan joins the CPTPP");
  expect(readingOf(find(element, "entente-claim-card"))).toContain("hold back");
  const cards = deepAll(element, "entente-claim-card").length;
  expect(cards).toBe(5);
});

test("sources say how reliable they are and how their date is known", async () => {
  const element = await inspector(["s:TWN"]);
  await openTab(element, "Sources");
  const reading = readingOf(find(element, "entente-source-list"));
  for (const text of [
    "C fairly reliable",
    "no printed date",
    "reckoned as 2024-12~",
    "Date inferred:",
    "1 claim here",
  ]) {
    expect(reading).toContain(text);
  }
});

test("the name is changed in place by keyboard alone", async () => {
  const element = await inspector(["c:TSMC"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(find(element, "h2 entente-editable-field"), ".read").focus();
  await userEvent.keyboard("{Enter}");
  await settled(element);
  await userEvent.keyboard("{Control>}a{/Control}Taiwan Semiconductor{Enter}");
  expect(commands.map(({ command, label }) => [command, label])).toEqual([
    [{ kind: "rename", id: "c:TSMC", label: "Taiwan Semiconductor" }, "Rename TSMC to Taiwan Semiconductor"],
  ]);
});

test("what is being typed stays when somebody else changes the same field", async () => {
  const element = await inspector(["c:TSMC"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  const field = find(element, "h2 entente-editable-field") as EditableField;
  find(field, ".read").focus();
  await userEvent.keyboard("{Enter}");
  await settled(element);
  await userEvent.keyboard("{Control>}a{/Control}Mine");
  field.value = "Theirs";
  await settled(element);
  await userEvent.keyboard("{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([{ kind: "rename", id: "c:TSMC", label: "Mine" }]);
});

test("an edit is dropped by Escape, and a fault keeps the field open with what to do", async () => {
  const element = await inspector(["r:apply"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  const field = find(element, "entente-editable-field.validFrom");
  find(field, ".read").click();
  await settled(element);
  await userEvent.keyboard("{Control>}a{/Control}autumn{Enter}");
  await settled(element);
  expect(textOf(find(field, ".fault"))).toContain("“autumn” is not a date. Write it like 15 December 2024");
  await userEvent.keyboard("{Escape}");
  await settled(element);
  expect(commands).toEqual([]);
  expect(textOf(find(field, ".read"))).toContain("about September 2021");
});

test("an empty field is added on demand", async () => {
  const element = await inspector(["c:TSMC"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(element, "button", "Add notes").click();
  await settled(element);
  await userEvent.keyboard("Makes chips.{Control>}{Enter}{/Control}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: "c:TSMC", fields: { notes: "Makes chips." } },
  ]);
});

test("other names are written as members of their set", async () => {
  const element = await inspector(["s:TWN"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(find(element, "entente-editable-field.aliases"), ".read").click();
  await settled(element);
  await userEvent.keyboard(
    "{Control>}a{/Control}Chinese Taipei (forum){Enter}Formosa{Control>}{Enter}{/Control}",
  );
  expect(commands.map(({ command }) => command)).toEqual([
    {
      kind: "change",
      id: "s:TWN",
      fields: { "aliases.republic-of-china": null, "aliases.formosa": { name: "Formosa" } },
    },
  ]);
});

test("several records can be retracted at once, and two can be related", async () => {
  const element = await inspector(["s:TWN", "s:USA"]);
  const [commands, requests] = [
    heard<CommandEvent>(CommandEvent.type),
    heard<DialogRequestEvent>(DialogRequestEvent.type),
  ];
  expect(readingOf(element)).toContain("2 selected");
  find(element, "button", "Relate these two").click();
  find(element, "button", "Retract all 2").click();
  expect(requests.map(({ request }) => request)).toEqual([
    { kind: "add-relation", from: "s:TWN", to: "s:USA" },
  ]);
  expect(commands.map(({ command }) => command)).toEqual([{ kind: "retract", ids: ["s:TWN", "s:USA"] }]);
});

test("tabs follow the arrow keys", async () => {
  const element = await inspector(["s:TWN"]);
  find(element, '[role="tab"]', "Summary").focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await settled(element);
  expect(textOf(find(element, '[aria-selected="true"]'))).toMatch(/^Sources/);
});

test("what is gone says so", async () => {
  expect(readingOf(await inspector(["s:XXX"]))).toContain("This is not there");
  expect(readingOf(await inspector([]))).toContain("Select something");
});

test.each([
  ["s:TWN", "light"],
  [decisionId, "dark"],
  ["r:apply", "light"],
  ["src:000", "dark"],
] as const)("axe finds nothing serious on %s (%s)", async (id, theme) => {
  await expectAccessible(await inspector([id], {}, theme));
});

test.each(["light", "dark"] as const)(
  "axe finds nothing serious among claims and sources (%s)",
  async (theme) => {
    const element = await inspector(["s:TWN"], {}, theme);
    await openTab(element, "Claims");
    await expectAccessible(element);
    await openTab(element, "Sources");
    await expectAccessible(element);
  },
);

test("an identifier is edited in place, and a bad one says what is wrong with it", async () => {
  const element = await inspector(["c:TSMC"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(element, ".link-button", "Add LEI").click();
  await settled(element);
  await userEvent.keyboard("549300KB6NK5SBD14S88{Enter}");
  await settled(element);
  expect(textOf(find(element, ".fault"))).toContain("has check digits that do not fit");
  await userEvent.keyboard("{Control>}a{/Control}549300kb6nk5sbd14s87{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: "c:TSMC", fields: { "identifiers.lei": "549300KB6NK5SBD14S87" } },
  ]);
});

test("what is chosen from a list is kept by Enter", async () => {
  const element = await inspector(["c:TSMC"]);
  const commands = heard<CommandEvent>(CommandEvent.type);
  find(element, ".link-button", "Mark as background").click();
  await settled(element);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: "c:TSMC", fields: { background: true } },
  ]);
});

import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import { CommandEvent, PinEvent, SelectEvent } from "../../../client/app/events.ts";
import type { EditDialogs } from "../../../client/panels/edit-dialogs.ts";
import type { EntityId, RelationId } from "../../../schema/ids.ts";
import { closed, commandsFromNow, faultsOf, open, openedDialog, submit, type } from "./dialog-steps.ts";
import { decisionId, sample } from "./fixture.ts";
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

beforeEach(forgetListeners);

test("an agreement is added with the id everybody would give it", async () => {
  const element = await openedDialog({ kind: "add-entity", at: [10, 20] });
  const [commands, pins, selections] = [
    commandsFromNow(),
    heard<PinEvent>(PinEvent.type),
    heard<SelectEvent>(SelectEvent.type),
  ];
  field(element, '[value="agreement"]').click();
  await settled(element);
  await type(element, "name", "RCEP");
  await submit(element);
  expect(commands()).toEqual([
    { kind: "add-entity", id: "a:RCEP", fields: { kind: "agreement", label: "RCEP" } },
  ]);
  expect(pins.map((event) => [...event.pins])).toEqual([[["a:RCEP", [10, 20]]]]);
  expect(selections.map(({ ids }) => ids)).toEqual([["a:RCEP"]]);
});

test("a state gets its code from its name", async () => {
  const element = await openedDialog({ kind: "add-entity" });
  const commands = commandsFromNow();
  await userEvent.keyboard("thail");
  await userEvent.keyboard("{ArrowDown}{Enter}");
  await settled(element);
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "add-entity",
      id: "s:THA",
      fields: { kind: "state", label: "Thailand", identifiers: { iso3: "THA" } },
    },
  ]);
});

test("what is here already is offered before anything new, and opens", async () => {
  const element = await openedDialog({ kind: "add-entity" });
  const [commands, selections] = [commandsFromNow(), heard<SelectEvent>(SelectEvent.type)];
  await userEvent.keyboard("Japan");
  await submit(element);
  expect(faultsOf(element)).toEqual(["Japan is here already. Open it below, or give another name."]);
  find(element, ".found button", "Already here: Japan").click();
  expect(commands()).toEqual([]);
  expect(selections.map(({ ids }) => ids)).toEqual([["s:JPN"]]);
});

test("what was typed stays, and can be copied, where the edit is refused when it is asked for", async () => {
  const element = await openedDialog({ kind: "add-entity", label: "Intel", entityKind: "company" });
  const refuse = (event: Event) => {
    if (event instanceof CommandEvent) event.refusal = "You may not change anything any more.";
  };
  document.addEventListener(CommandEvent.type, refuse, { once: true });
  await submit(element);
  const alert = find(element, "[role=alert]");
  expect(textOf(alert)).toContain(
    "Not done. You may not change anything any more. What you typed is still here",
  );
  expect(textOf(find(alert, "button"))).toBe("Copy what you typed");
  expect(field(element, "[name=name]").value).toBe("Intel");
  await expectAccessible(element);
  await submit(element);
  await closed(element);
});

test("in a short form Enter is enough", async () => {
  const element = await openedDialog({ kind: "add-entity", label: "Intel", entityKind: "company" });
  const commands = commandsFromNow();
  await userEvent.keyboard("{Enter}");
  await closed(element);
  expect(commands()).toEqual([
    { kind: "add-entity", id: "c:intel", fields: { kind: "company", label: "Intel" } },
  ]);
});

test("the three leading kinds come first, the rest on demand", async () => {
  const element = await openedDialog({ kind: "add-entity" });
  expect(deepAll(element, ".kind").map(textOf)).toEqual(["State or economy", "Agreement", "Company"]);
  find(element, "button", "More kinds").click();
  await settled(element);
  expect(deepAll(element, ".kind")).toHaveLength(16);
});

test("a decision is added with its rule and who decides", async () => {
  const element = await openedDialog({
    kind: "add-entity",
    entityKind: "decision",
    label: "Thailand joins the CPTPP",
  });
  const commands = commandsFromNow();
  await userEvent.selectOptions(field(element, '[name="rule"]'), "Consensus");
  find(element, '[data-name="membersOf"]').focus();
  await userEvent.keyboard("CPTPP{Enter}");
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "add-entity",
      id: "d:thailand-joins-the-cptpp",
      fields: {
        kind: "decision",
        label: "Thailand joins the CPTPP",
        rule: "consensus",
        electorate: [{ membersOf: "a:CPTPP" }],
        status: "open",
      },
    },
  ]);
});

test("renaming and dating are one change each", async () => {
  const element = await openedDialog({ kind: "rename", id: "s:VNM" as EntityId });
  const commands = commandsFromNow();
  await userEvent.keyboard("Viet Nam");
  await submit(element);
  await closed(element);
  await open(element, { kind: "edit-dates", id: "r:apply" as RelationId });
  await type(element, "validFrom", "{Control>}a{/Control}2021-09-22");
  await submit(element);
  expect(commands()).toEqual([
    { kind: "rename", id: "s:VNM", label: "Viet Nam" },
    { kind: "change", id: "r:apply", fields: { validFrom: "2021-09-22", validTo: null } },
  ]);
});

test("the focus goes in, and back to where it came from", async () => {
  const element = await mount<EditDialogs>("entente-edit-dialogs", { graph: sample });
  const button = document.createElement("button");
  document.body.append(button);
  button.focus();
  await open(element, { kind: "rename", id: "s:VNM" as EntityId });
  expect(find(element, "input").matches(":focus")).toBe(true);
  await userEvent.keyboard("{Escape}");
  await closed(element);
  expect(document.activeElement).toBe(button);
});

test("where what was pressed is gone, the focus goes to what held it", async () => {
  const element = await mount<EditDialogs>("entente-edit-dialogs", { graph: sample });
  const host = document.body.appendChild(document.createElement("section"));
  host.tabIndex = -1;
  const inner = document.createElement("button");
  host.attachShadow({ mode: "open" }).append(inner);
  inner.focus();
  await open(element, { kind: "rename", id: "s:VNM" as EntityId });
  inner.remove();
  await userEvent.keyboard("{Escape}");
  await closed(element);
  expect(document.activeElement).toBe(host);
});

test("one stray Escape does not throw away what was typed", async () => {
  const element = await openedDialog({ kind: "add-claim", on: "r:draft" as RelationId });
  await userEvent.keyboard("Half a sentence");
  await userEvent.keyboard("{Escape}");
  await settled(element);
  expect(readingOf(element)).toContain("Press Escape again to discard what you typed.");
  expect(field(element, "textarea").value).toBe("Half a sentence");
  await userEvent.keyboard("{Escape}");
  await closed(element);
});

test.each([
  [{ kind: "add-entity" }, "light"],
  [{ kind: "add-entity", entityKind: "decision" }, "dark"],
  [{ kind: "add-relation", from: "s:TWN" as EntityId }, "light"],
  [{ kind: "set-stance", decision: decisionId }, "dark"],
  [{ kind: "add-claim", on: "r:draft" as RelationId }, "light"],
] as const)("axe finds nothing serious in %o (%s), faults shown", async (request, theme) => {
  const element = await openedDialog(request, theme);
  await submit(element);
  await expectAccessible(element);
});

import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/panels/edit-dialogs.ts";
import { CommandEvent, PinEvent, SelectEvent, type DialogRequest } from "../../../client/app/events.ts";
import { newIds } from "../../../client/controls/new-id.ts";
import type { EditDialogs } from "../../../client/panels/edit-dialogs.ts";
import type { ClaimId, EntityId, RelationId } from "../../../schema/ids.ts";
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

/** Ids that a test can name: `clm:000000000001` is the first that is made, whatever its kind. */
function countedIds() {
  let made = 0;
  return newIds((count) => {
    made += 1;
    return new Uint8Array(count).fill(made, count - 1);
  });
}

async function dialogs(request: DialogRequest, theme: "light" | "dark" = "light"): Promise<EditDialogs> {
  const element = await mount<EditDialogs>(
    "entente-edit-dialogs",
    { graph: sample, ids: countedIds() },
    theme,
  );
  await open(element, request);
  return element;
}

async function open(element: EditDialogs, request: DialogRequest): Promise<void> {
  const shown = new Promise((resolve) =>
    find(element, "wa-dialog").addEventListener("wa-after-show", resolve, { once: true }),
  );
  element.open(request);
  await shown;
  await settled(element);
}

async function type(element: Element, name: string, text: string): Promise<void> {
  find(element, `[name="${name}"]`).focus();
  await userEvent.keyboard(text);
}

async function submit(element: EditDialogs): Promise<void> {
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await settled(element);
}

const commandsOf = () => {
  const events = heard<CommandEvent>(CommandEvent.type);
  return () => events.map(({ command }) => command);
};
const faultsOf = (element: Element) =>
  deepAll(element, ".fault")
    .map(textOf)
    .filter((text) => text !== "");

beforeEach(forgetListeners);

test("an agreement is added with the id everybody would give it", async () => {
  const element = await dialogs({ kind: "add-entity", at: [10, 20] });
  const [commands, pins, selections] = [
    commandsOf(),
    heard<PinEvent>(PinEvent.type),
    heard<SelectEvent>(SelectEvent.type),
  ];
  find<HTMLInputElement>(element, '[value="agreement"]').click();
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
  const element = await dialogs({ kind: "add-entity" });
  const commands = commandsOf();
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
  const element = await dialogs({ kind: "add-entity" });
  const [commands, selections] = [commandsOf(), heard<SelectEvent>(SelectEvent.type)];
  await userEvent.keyboard("Japan");
  await submit(element);
  expect(faultsOf(element)).toEqual(["Japan is here already. Open it below, or give another name."]);
  find(element, ".found button", "Already here: Japan").click();
  expect(commands()).toEqual([]);
  expect(selections.map(({ ids }) => ids)).toEqual([["s:JPN"]]);
});

test("the three leading kinds come first, the rest on demand", async () => {
  const element = await dialogs({ kind: "add-entity" });
  expect(deepAll(element, ".kind").map(textOf)).toEqual(["State or economy", "Agreement", "Company"]);
  find(element, "button", "More kinds").click();
  await settled(element);
  expect(deepAll(element, ".kind")).toHaveLength(16);
});

test("a decision is added with its rule and who decides", async () => {
  const element = await dialogs({
    kind: "add-entity",
    entityKind: "decision",
    label: "Thailand joins the CPTPP",
  });
  const commands = commandsOf();
  await userEvent.selectOptions(find<HTMLSelectElement>(element, '[name="rule"]'), "Consensus");
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

test("a relation comes with its first claim, as one step", async () => {
  const element = await dialogs({ kind: "add-relation", from: "s:USA" as EntityId });
  const commands = commandsOf();
  await userEvent.keyboard("CPTP{Enter}");
  await userEvent.selectOptions(
    find<HTMLSelectElement>(element, '[name="kind"]'),
    "has shown interest in joining",
  );
  await type(element, "validFrom", "2020~");
  await type(element, "statement", "Officials spoke of coming back.");
  find(element, '[data-name="source"]').focus();
  await userEvent.keyboard("rethink{Enter}");
  await type(element, "locator", "p3");
  expect(find<HTMLInputElement>(element, '[name="assertedBy"]').value).toBe("Cathy Fang");
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "all",
      commands: [
        {
          kind: "add-relation",
          id: "r:000000000001",
          fields: { kind: "interested-in", from: "s:USA", to: "a:CPTPP", validFrom: "2020~" },
        },
        {
          kind: "add-claim",
          id: "clm:000000000002",
          fields: {
            kind: "claim",
            on: "r:000000000001",
            statement: "Officials spoke of coming back.",
            assertedBy: "p:cathy-fang",
            certainty: "asserted",
          },
        },
        {
          kind: "add-evidence",
          id: "evd:000000000003",
          fields: { kind: "evidence", claim: "clm:000000000002", source: "src:000", locator: "p3" },
        },
      ],
    },
  ]);
});

test("a relation without a claim is allowed as a draft only, by saying so", async () => {
  const element = await dialogs({ kind: "add-relation", from: "s:TWN" as EntityId, to: "s:USA" as EntityId });
  const commands = commandsOf();
  await userEvent.selectOptions(find<HTMLSelectElement>(element, '[name="kind"]'), "negotiates with");
  await submit(element);
  expect(commands()).toEqual([]);
  expect(faultsOf(element)).toHaveLength(3);
  find(element, 'input[type="checkbox"]').focus();
  await userEvent.keyboard(" ");
  await settled(element);
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "add-relation",
      id: "r:000000000001",
      fields: { kind: "negotiates-with", from: "s:TWN", to: "s:USA" },
    },
  ]);
});

test("kinds made for the two ends are offered first", async () => {
  const element = await dialogs({
    kind: "add-relation",
    from: "s:TWN" as EntityId,
    to: "a:CPTPP" as EntityId,
  });
  const groups = deepAll<HTMLOptGroupElement>(element, "optgroup").map(({ label, children }) => [
    label,
    children[0]?.textContent,
  ]);
  expect(groups[0]).toEqual(["Made for these two", "is a member of"]);
  expect(groups[1]?.[0]).toBe("Unusual between these two");
});

test("a claim can bring a new source with it", async () => {
  const element = await dialogs({ kind: "add-claim", on: "r:draft" as RelationId });
  const commands = commandsOf();
  await userEvent.keyboard("The firm builds in Arizona.");
  find(element, '[data-name="source"]').focus();
  await userEvent.keyboard("Annual report{ArrowDown}{Enter}");
  await settled(element);
  await type(element, "source.author", "TSMC");
  await type(element, "source.datePrinted", "2025-04");
  await type(element, "locator", "p. 12");
  await userEvent.selectOptions(find<HTMLSelectElement>(element, '[name="credibility"]'), "2: probably true");
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "all",
      commands: [
        {
          kind: "add-source",
          id: "src:000000000002",
          fields: { kind: "news", title: "Annual report", author: "TSMC", datePrinted: "2025-04" },
        },
        {
          kind: "add-claim",
          id: "clm:000000000001",
          fields: {
            kind: "claim",
            on: "r:draft",
            statement: "The firm builds in Arizona.",
            certainty: "asserted",
            credibility: 2,
          },
        },
        {
          kind: "add-evidence",
          id: "evd:000000000003",
          fields: {
            kind: "evidence",
            claim: "clm:000000000001",
            source: "src:000000000002",
            locator: "p. 12",
          },
        },
      ],
    },
  ]);
});

test("a fault says what to do, keeps what was typed, and takes the keyboard there", async () => {
  const element = await dialogs({ kind: "add-claim", on: "r:draft" as RelationId });
  const commands = commandsOf();
  await userEvent.keyboard("The firm builds.");
  await type(element, "valid", "last spring");
  await submit(element);
  expect(commands()).toEqual([]);
  expect(faultsOf(element)).toEqual([
    "Choose the source, or add a new one.",
    "Say where in the source: p4 for a paragraph, p. 12 for a page, L715 for a line.",
    "“last spring” is not a date. Write it like 2024, 2024-12, 2024-12-15, 2024-12~ (about) or 2020/2024 (from/to).",
  ]);
  expect(find<HTMLTextAreaElement>(element, "textarea").value).toBe("The firm builds.");
  expect(find<HTMLInputElement>(element, '[name="valid"]').value).toBe("last spring");
  expect(find(element, '[data-name="source"]').matches(":focus-within, :focus")).toBe(true);
});

test("a position is set by keyboard alone", async () => {
  const element = await dialogs({ kind: "set-stance", decision: decisionId, actor: "s:AUS" as EntityId });
  const commands = commandsOf();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await userEvent.keyboard("{Tab}Canberra would go along.{Tab}rethink{Enter}{Tab}{Tab}p4");
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "all",
      commands: [
        {
          kind: "add-claim",
          id: "clm:000000000001",
          fields: {
            kind: "claim",
            on: decisionId,
            stance: "lean-support",
            actors: ["s:AUS"],
            statement: "Canberra would go along.",
            assertedBy: "p:cathy-fang",
            certainty: "asserted",
          },
        },
        {
          kind: "add-evidence",
          id: "evd:000000000002",
          fields: { kind: "evidence", claim: "clm:000000000001", source: "src:000", locator: "p4" },
        },
      ],
    },
  ]);
});

test("every stance is offered with glyph, word and meaning; unknown is not one of them", async () => {
  const element = await dialogs({ kind: "set-stance", decision: decisionId });
  const steps = deepAll(element, ".step").map(readingOf);
  expect(steps).toHaveLength(8);
  expect(steps[3]).toBe("◆ undecided evidence of hesitation or balance");
  await submit(element);
  expect(faultsOf(element).slice(0, 2)).toEqual([
    "Choose whose position it is.",
    "Choose a stance. Without evidence, leave it unknown and close this.",
  ]);
});

test("a claim gains a further place", async () => {
  const element = await dialogs({ kind: "add-evidence", claim: "clm:apply" as ClaimId });
  const commands = commandsOf();
  expect(readingOf(element)).toContain("Taipei filed in autumn 2021");
  await userEvent.keyboard("Reimag{Enter}");
  await type(element, "locator", "L384");
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "add-evidence",
      id: "evd:000000000001",
      fields: { kind: "evidence", claim: "clm:apply", source: "src:001", locator: "L384" },
    },
  ]);
});

test("renaming and dating are one change each", async () => {
  const element = await dialogs({ kind: "rename", id: "s:VNM" as EntityId });
  const commands = commandsOf();
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

test("one stray Escape does not throw away what was typed", async () => {
  const element = await dialogs({ kind: "add-claim", on: "r:draft" as RelationId });
  await userEvent.keyboard("Half a sentence");
  await userEvent.keyboard("{Escape}");
  await settled(element);
  expect(readingOf(element)).toContain("Press Escape again to discard what you typed.");
  expect(find<HTMLTextAreaElement>(element, "textarea").value).toBe("Half a sentence");
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
  const element = await dialogs(request, theme);
  await submit(element);
  await expectAccessible(element);
});

async function closed(element: EditDialogs): Promise<void> {
  const dialog = find<HTMLElement & { open: boolean }>(element, "wa-dialog");
  const native = dialog.shadowRoot?.querySelector("dialog");
  while (native?.open)
    await new Promise((resolve) => dialog.addEventListener("wa-after-hide", resolve, { once: true }));
  await settled(element);
}

import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import type { ClaimId, EntityId, RelationId } from "../../../schema/ids.ts";
import { commandsFromNow, faultsOf, openedDialog, submit, type } from "./dialog-steps.ts";
import { decisionId } from "./fixture.ts";
import { deepAll, field, find, forgetListeners, readingOf, settled } from "./mount.ts";

beforeEach(forgetListeners);

test("a relation comes with its first claim, as one step", async () => {
  const element = await openedDialog({ kind: "add-relation", from: "s:USA" as EntityId });
  const commands = commandsFromNow();
  await userEvent.keyboard("CPTP{Enter}");
  await userEvent.selectOptions(field(element, '[name="kind"]'), "has shown interest in joining");
  await type(element, "validFrom", "2020~");
  await type(element, "statement", "Officials spoke of coming back.");
  find(element, '[data-name="source"]').focus();
  await userEvent.keyboard("rethink{Enter}");
  await type(element, "locator", "p3");
  expect(field(element, '[name="assertedBy"]').value).toBe("Cathy Fang");
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
  const element = await openedDialog({
    kind: "add-relation",
    from: "s:TWN" as EntityId,
    to: "s:USA" as EntityId,
  });
  const commands = commandsFromNow();
  await userEvent.selectOptions(field(element, '[name="kind"]'), "negotiates with");
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
  const element = await openedDialog({
    kind: "add-relation",
    from: "s:TWN" as EntityId,
    to: "a:CPTPP" as EntityId,
  });
  const groups = deepAll(element, "optgroup").map((group) => [
    group.getAttribute("label"),
    group.children[0]?.textContent,
  ]);
  expect(groups[0]).toEqual(["Made for these two", "is a member of"]);
  expect(groups[1]?.[0]).toBe("Unusual between these two");
});

test("a claim can bring a new source with it", async () => {
  const element = await openedDialog({ kind: "add-claim", on: "r:draft" as RelationId });
  const commands = commandsFromNow();
  await userEvent.keyboard("The firm builds in Arizona.");
  find(element, '[data-name="source"]').focus();
  await userEvent.keyboard("Annual report{ArrowDown}{Enter}");
  await settled(element);
  await type(element, "source.author", "TSMC");
  await type(element, "source.datePrinted", "2025-04");
  await type(element, "locator", "p. 12");
  await userEvent.selectOptions(field(element, '[name="credibility"]'), "2: probably true");
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
  const element = await openedDialog({ kind: "add-claim", on: "r:draft" as RelationId });
  const commands = commandsFromNow();
  await userEvent.keyboard("The firm builds.");
  await type(element, "valid", "last spring");
  await submit(element);
  expect(commands()).toEqual([]);
  expect(faultsOf(element)).toEqual([
    "Choose the source, or add a new one.",
    "Say where in the source: p4 for a paragraph, p. 12 for a page, L715 for a line.",
    "“last spring” is not a date. Write it like 15 December 2024, 2024-12-15, 2024-12, 2024, 2024-12~ (about) or 2020/2024 (from/to).",
  ]);
  expect(field(element, "textarea").value).toBe("The firm builds.");
  expect(field(element, '[name="valid"]').value).toBe("last spring");
  expect(find(element, '[data-name="source"]').matches(":focus-within, :focus")).toBe(true);
});

test("a position is set by keyboard alone", async () => {
  const element = await openedDialog({
    kind: "set-stance",
    decision: decisionId,
    actor: "s:AUS" as EntityId,
  });
  const commands = commandsFromNow();
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
  const element = await openedDialog({ kind: "set-stance", decision: decisionId });
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
  const element = await openedDialog({ kind: "add-evidence", claim: "clm:apply" as ClaimId });
  const commands = commandsFromNow();
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

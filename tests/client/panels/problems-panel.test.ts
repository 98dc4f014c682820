import { afterEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { CommandEvent, DialogRequestEvent, SelectEvent } from "../../../client/app/events.ts";
import "../../../client/panels/bin-panel.ts";
import type { BinPanel } from "../../../client/panels/bin-panel.ts";
import { mattersOf } from "../../../client/panels/problem-words.ts";
import "../../../client/panels/problems-panel.ts";
import type { ProblemsPanel } from "../../../client/panels/problems-panel.ts";
import type { BinItem, Problem } from "../../../schema/graph.ts";
import type { RecordId } from "../../../schema/ids.ts";
import { sample } from "./fixture.ts";
import { expectAccessible, forgetListeners, heard, mount } from "./mount.ts";

const ids = (...texts: readonly string[]) => texts as readonly RecordId[];
const retracted = (id: string, label: string, more: Partial<BinItem> = {}): BinItem => ({
  id: id as RecordId,
  root: "n",
  label,
  deletedBy: "Mei Tanaka",
  deletedAt: "2026-11-20T09:12:00.000Z",
  ...more,
});
const problem = (code: Problem["code"], target: string, others: readonly RecordId[] = []): Problem => ({
  code,
  target,
  severity: code === "duplicate" ? "hint" : "warning",
  message: "As the projection says it.",
  ...(others.length > 0 && { others }),
});

/** Mexico lies in the bin; two relations and two claims hide with it. */
const troubled = {
  ...sample,
  problems: [
    problem("dangling", "r:1", ids("s:MEXX")),
    problem("dangling", "r:2", ids("s:MEXX")),
    problem("dangling-claim", "clm:1", ids("r:1")),
    problem("dangling-claim", "clm:2", ids("d:twn-cptpp", "s:MEXX")),
    problem("no-claim", "r:draft"),
    problem("no-evidence", "clm:surplus"),
    problem("duplicate", "s:USA", ids("s:TWN")),
    { ...problem("bad-base", "x:1"), severity: "error" as const },
  ],
  bin: [
    retracted("s:MEXX", "Mexico"),
    retracted("r:9", "member-of", {
      root: "e",
      ends: ["s:MEXX", "a:CPTPP"] as unknown as NonNullable<BinItem["ends"]>,
    }),
    retracted("clm:9", "Something was said.", { root: "c", deletedBy: "", deletedAt: "long ago" }),
  ],
};

afterEach(forgetListeners);
// The panels stand on whatever holds them; here on the page.
document.body.style.background = "var(--e-page)";

describe("problems", () => {
  test("with one cause are one matter, also through a hidden relation", () => {
    const [hidden] = mattersOf(troubled);
    expect(hidden).toMatchObject({
      about: "2 relations and 2 claims are hidden",
      sentence: "Mexico is in the bin.",
      fixes: [{ label: "Restore Mexico" }, { label: "Retract 2 relations and 2 claims" }],
    });
    expect(mattersOf(troubled)).toHaveLength(5);
  });

  test("are mended by what they offer", async () => {
    await mount<ProblemsPanel>("entente-problems-panel", { graph: troubled });
    const commands = heard<CommandEvent>(CommandEvent.type);
    const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const selections = heard<SelectEvent>(SelectEvent.type);
    await page.getByRole("button", { name: /^Restore Mexico/ }).click();
    await page.getByRole("button", { name: /^Merge into Taiwan \(s:TWN\)/ }).click();
    await page.getByRole("button", { name: /^Add claim…/ }).click();
    await page.getByRole("button", { name: /^Add evidence…/ }).click();
    await page.getByRole("button", { name: /^Show ?: TSMC invests in United States/ }).click();
    expect(commands.map(({ command }) => command)).toEqual([
      { kind: "restore", ids: ["s:MEXX"] },
      { kind: "merge", id: "s:USA", into: "s:TWN" },
    ]);
    expect(requests.map(({ request }) => request)).toEqual([
      { kind: "add-claim", on: "r:draft" },
      { kind: "add-evidence", claim: "clm:surplus" },
    ]);
    expect(selections.map((event) => event.ids)).toEqual([["r:draft"]]);
  });

  test("stand under what they ask of the reader, the gravest first", async () => {
    await mount<ProblemsPanel>("entente-problems-panel", { graph: troubled });
    const headings = page
      .getByRole("heading")
      .elements()
      .map((heading) => heading.textContent?.trim());
    expect(headings).toEqual(["Left out 1", "Needs attention 3", "Worth a look 1"]);
  });

  test("without any, it says so", async () => {
    await mount<ProblemsPanel>("entente-problems-panel", { graph: sample });
    await expect.element(page.getByText(/^No problems/)).toBeVisible();
  });

  for (const theme of ["light", "dark"] as const) {
    test(`axe-core finds nothing serious in the ${theme} list`, async () => {
      await expectAccessible(
        await mount<ProblemsPanel>("entente-problems-panel", { graph: troubled }, theme),
      );
    });
  }
});

describe("the bin", () => {
  test("says what was retracted, by whom and when, and brings it back", async () => {
    await mount<BinPanel>("entente-bin-panel", { graph: troubled });
    const commands = heard<CommandEvent>(CommandEvent.type);
    await expect.element(page.getByText("retracted by Mei Tanaka").first()).toBeVisible();
    await expect.element(page.getByText(/20 Nov 2026/).first()).toBeVisible();
    await page.getByRole("button", { name: "Restore Mexico", exact: true }).click();
    expect(commands.map(({ command, label }) => [command, label])).toEqual([
      [{ kind: "restore", ids: ["s:MEXX"] }, "Restore Mexico"],
    ]);
  });

  test("reads a relation as a sentence, even when its end lies there too", async () => {
    await mount<BinPanel>("entente-bin-panel", { graph: troubled });
    await expect.element(page.getByText("Mexico is a member of CPTPP", { exact: true })).toBeVisible();
  });

  test("without anything says what comes there", async () => {
    await mount<BinPanel>("entente-bin-panel", { graph: sample });
    await expect.element(page.getByText(/The bin is empty/)).toBeVisible();
  });

  for (const theme of ["light", "dark"] as const) {
    test(`axe-core finds nothing serious in the ${theme} bin`, async () => {
      await expectAccessible(await mount<BinPanel>("entente-bin-panel", { graph: troubled }, theme));
    });
  }
});

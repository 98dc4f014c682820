// Values that were written at the same time: told in the inspector's words, and chosen from by keyboard.
import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { lostToast } from "../../../client/app/edit-words.ts";
import { CommandEvent } from "../../../client/app/events.ts";
import "../../../client/panels/bin-panel.ts";
import type { BinPanel } from "../../../client/panels/bin-panel.ts";
import {
  conflictAbout,
  conflictTerm,
  conflictValueText,
  conflictWho,
} from "../../../client/panels/conflict-words.ts";
import "../../../client/panels/inspector.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import "../../../client/panels/problems-panel.ts";
import type { ProblemsPanel } from "../../../client/panels/problems-panel.ts";
import { LostValues } from "../../../client/session/lost-values.ts";
import type { Json } from "../../../schema/document.ts";
import type { Conflict } from "../../../schema/graph.ts";
import type { RecordId } from "../../../schema/ids.ts";
import { sample } from "./fixture.ts";
import {
  deepAll,
  expectAccessible,
  find,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
} from "./mount.ts";

const [one, two] = [
  { client: 1, clock: 4 },
  { client: 2, clock: 0 },
];
const taiwan = "s:TWN" as RecordId;

function conflict(
  field: string | undefined,
  current: Json,
  other: Json,
  more: Partial<Conflict> = {},
): Conflict {
  return {
    root: "n",
    key: field === undefined ? taiwan : `${taiwan}/${field}`,
    id: taiwan,
    ...(field !== undefined && { field }),
    current: { value: current, write: one, by: "Ann Able", at: "2026-11-20T09:12:00.000Z" },
    others: [{ value: other, write: two }],
    ...more,
  };
}

const name = conflict("label", "Taiwan", "Chinese Taipei");
const until = conflict("validTo", null, "2024-12~");
const contested = { ...sample, conflicts: [name, until] };

afterEach(forgetListeners);
document.body.style.background = "var(--e-page)";

describe("words", () => {
  const readings = (of: Conflict) =>
    [of.current, ...of.others].map((side) => conflictValueText(sample, of, side));

  test("are those of the field in the inspector", () => {
    expect(conflictTerm(sample, name)).toBe("Name");
    expect(conflictTerm(sample, conflict("identifiers.iso3", "TWN", "ROC"))).toBe("ISO code");
    expect(conflictTerm(sample, conflict("validTo", "2024", "2025", { root: "e" }))).toBe("To");
    const { id: _id, ...title } = conflict("x", "One", "Two", { root: "m", key: "title" });
    expect([conflictTerm(sample, title), conflictAbout(sample, title)]).toEqual([
      "Title of the map",
      "The map itself",
    ]);
  });

  test("show values as the inspector does: dates, names, yes and no, nothing", () => {
    expect(readings(until)).toEqual(["Nothing", "about December 2024"]);
    expect(readings(conflict("background", true, false))).toEqual(["yes", "no"]);
    expect(readings(conflict("subject", "s:TWN", "s:USA"))).toEqual(["Taiwan", "United States"]);
    expect(readings(conflict("rule", "unanimity", "consensus"))).toEqual(["Unanimity", "Consensus"]);
    expect(readings(conflict("$del", { by: "Ann", at: "" }, 0))).toEqual([
      "Retracted: in the bin",
      "Not retracted",
    ]);
    expect(readings(conflict("aliases.formosa", { name: "Formosa", use: "historic" }, null))).toEqual([
      "Formosa, use historic",
      "Nothing",
    ]);
    const versions = conflict(
      undefined,
      { kind: "state", label: "A" },
      { kind: "state", label: "B", imp: "1" },
    );
    expect(readings(versions)).toEqual(["Name: A", "Name: B"]);
  });

  test("say who and when as far as it is known", () => {
    expect(conflictWho(name.current)).toMatch(/^Ann Able · 20 Nov 2026, \d\d:\d\d$/u);
    expect(conflictWho({ value: 1, write: two })).toBe("Somebody");
  });
});

test("the badge beside a field opens by keyboard and gives the focus back to the field", async () => {
  const inspector = await mount<Inspector>("entente-inspector", { graph: contested, selection: [taiwan] });
  const commands = heard<CommandEvent>(CommandEvent.type);
  const badges = deepAll(inspector, "entente-conflict-badge");
  expect(badges.map(readingOf)).toHaveLength(2);
  const trigger = find(badges[0] as Element, ".trigger");
  trigger.focus();
  await userEvent.keyboard("{Enter}");
  await settled(inspector);
  await expectAccessible(inspector);
  const use = page.getByRole("button", { name: /^Use this ?: Chinese Taipei$/ });
  (use.element() as HTMLElement).focus();
  await userEvent.keyboard("{Enter}");
  expect(commands.map(({ command, label }) => [command, label])).toEqual([
    [{ kind: "settle-conflict", root: "n", key: "s:TWN/label", take: two }, "Change name of Taiwan"],
  ]);
  const deepest = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent ?? "";
  };
  expect(deepest()).toContain("edit name");
});

test("a field that is empty now shows its conflict all the same", async () => {
  const inspector = await mount<Inspector>("entente-inspector", { graph: contested, selection: [taiwan] });
  const details = find(inspector, "entente-entity-details");
  expect(readingOf(details)).toMatch(/Valid to Nothing 2 values/u);
});

test("the problems list conflicts first, with both values and both ways out", async () => {
  const panel = await mount<ProblemsPanel>("entente-problems-panel", { graph: contested });
  const commands = heard<CommandEvent>(CommandEvent.type);
  const section = find(panel, "section");
  expect(section.getAttribute("aria-label")).toBe("Conflicts");
  expect(readingOf(section)).toMatch(/Taiwan ?: Name Taiwan Keep this ?: Taiwan shown now Ann Able/u);
  await expectAccessible(panel);
  await page.getByRole("button", { name: /^Keep this ?: Taiwan$/ }).click();
  expect(commands[0]?.command).toEqual({ kind: "settle-conflict", root: "n", key: "s:TWN/label" });
});

test("whoever lost is told once, in the name they gave", () => {
  const lost = new LostValues();
  const [mine] = lost.take([name], two.client);
  if (!mine) throw new Error("a value of client 2 lost");
  expect(lost.take([{ ...name }], two.client)).toEqual([]);
  expect(new LostValues().take([name], one.client)).toEqual([]);
  expect(lostToast(contested, [mine], () => {}).text).toBe(
    "Ann Able changed the name of Chinese Taipei at the same time: “Taiwan”.",
  );
  expect(lostToast(contested, [mine, mine], () => {}).text).toMatch(/^2 values that you set/u);
});

test("the bin says what was changed after it was deleted", async () => {
  const item = {
    id: "s:MEXX" as RecordId,
    root: "n" as const,
    label: "Mexico",
    deletedBy: "Ann",
    deletedAt: "2026-11-20T09:12:00.000Z",
  };
  const bin = [
    { ...item, isChangedSince: true as const },
    { ...item, id: "s:PERX" as RecordId },
  ];
  const panel = await mount<BinPanel>("entente-bin-panel", { graph: { ...sample, bin } });
  expect(deepAll(panel, ".changed").map(readingOf)).toEqual(["changed after it was deleted"]);
});

import { beforeEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import * as Y from "yjs";

import {
  historyEdits,
  type HistoryAnswer,
  type HistoryChange,
} from "../../../client/panels/history-words.ts";
import "../../../client/panels/inspector.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import { perform } from "../../../schema/edits.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import { evaluationOf, sample } from "./fixture.ts";
import {
  deepAll,
  expectAccessible,
  find,
  forgetListeners,
  mount,
  readingOf,
  settled,
  textOf,
} from "./mount.ts";

beforeEach(forgetListeners);

const taiwan = "s:TWN" as EntityId;
const base: HistoryChange = {
  seq: 1,
  at: "2026-01-02T03:04:05.000Z",
  origin: "import",
  by: null,
  record: taiwan,
  field: null,
  after: { kind: "state", label: "Formosa", validFrom: "1949" },
};
const set = (
  seq: number,
  field: string,
  after: unknown,
  change: Partial<HistoryChange> = {},
): HistoryChange => ({
  ...base,
  origin: "edit",
  by: "Ann",
  seq,
  field,
  after,
  ...change,
});
const newestFirst = (...changes: readonly HistoryChange[]) => changes.toReversed();
const lines = (...changes: readonly HistoryChange[]) =>
  historyEdits(sample, taiwan, newestFirst(...changes)).map((edit) => edit.lines);

describe("a history in words", () => {
  test("says what stood there before, in the record as it was added or in the last change", () => {
    expect(lines(base, set(2, "label", "Taiwan"), set(3, "label", "Chinese Taipei"))).toEqual([
      ["Name: Taiwan → Chinese Taipei"],
      ["Name: Formosa → Taiwan"],
      ["Added: Formosa"],
    ]);
  });

  test("says nothing of what it was where the beginning is not told", () => {
    expect(lines(set(9, "label", "Taiwan"))).toEqual([["Name: Taiwan"]]);
  });

  test("gathers what one edit changed, and says who made it", () => {
    const edits = historyEdits(
      sample,
      taiwan,
      newestFirst(
        base,
        set(2, "label", "Taiwan"),
        set(2, "aliases.formosa", { name: "Formosa", use: "historic" }),
        set(3, "notes", "An island", { by: null }),
      ),
    );
    expect(edits.map(({ who }) => who)).toEqual(["somebody", "Ann", "import"]);
    expect(edits[1]?.lines.toSorted()).toEqual([
      "Also known as: Formosa, use historic",
      "Name: Formosa → Taiwan",
    ]);
  });

  test("names dates, kinds and other records as the inspector does", () => {
    expect(
      lines(base, set(2, "validFrom", "2021-09~"), set(3, "subject", "s:JPN"), set(4, "notes", null)),
    ).toEqual([
      ["Notes: Nothing"],
      ["Who seeks it: Japan"],
      ["Valid from: 1949 → about September 2021"],
      ["Added: Formosa"],
    ]);
  });

  test("tells bin and merge by what they are", () => {
    expect(
      lines(
        set(1, "$del", { by: "Ann" }),
        set(2, "$del", null),
        set(3, "$into", "s:JPN"),
        set(4, "$into", null),
      ),
    ).toEqual([["No longer merged"], ["Merged into Japan"], ["Taken out of the bin"], ["Put in the bin"]]);
  });

  test("tells what is in the bin and what is back by what our own edits write", () => {
    const doc = new Y.Doc();
    const author = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };
    perform(doc, { kind: "add-entity", id: taiwan, fields: { kind: "state", label: "Taiwan" } }, author);
    const written = (kind: "retract" | "restore") => {
      perform(doc, { kind, ids: [taiwan] }, author);
      return doc.getMap("n").get(`${taiwan}/$del`);
    };
    expect(lines(set(1, "$del", written("retract")), set(2, "$del", written("restore")))).toEqual([
      ["Taken out of the bin"],
      ["Put in the bin"],
    ]);
  });

  test("tells what was attached: claims, relations, evidence", () => {
    const attached = (record: string, after: unknown) => set(2, "", after, { record, field: null });
    expect(
      lines(
        attached("clm:new", { kind: "claim", on: taiwan, statement: "It waits." }),
        attached("r:new", { kind: "member-of", from: taiwan, to: "a:CPTPP" }),
        attached("evd:new", { kind: "evidence", claim: taiwan, source: "src:000", locator: "p4" }),
      )[0]?.toSorted(),
    ).toEqual([
      "Claim added: It waits.",
      "Evidence added: Cathy Fang, op-ed, paragraph 4",
      "Relation added: Taiwan is a member of CPTPP",
    ]);
  });
});

/** The inspector, whose histories are given by hand. */
function inspector(id: string, theme: "light" | "dark" = "light") {
  const asked: { record: string; answer: (answer: HistoryAnswer) => void }[] = [];
  const loadHistory = (record: RecordId) =>
    new Promise<HistoryAnswer>((answer) => asked.push({ record, answer }));
  const properties = {
    graph: sample,
    selection: [id as RecordId],
    asOf: "2024-12-15",
    evaluation: evaluationOf(),
    loadHistory,
  };
  return mount<Inspector>("entente-inspector", properties, theme).then((element) => ({ element, asked }));
}

async function answered(
  { element, asked }: Awaited<ReturnType<typeof inspector>>,
  answer: HistoryAnswer,
): Promise<string> {
  asked.at(-1)?.answer(answer);
  await Promise.resolve();
  await settled(element);
  return readingOf(element);
}

const changes: HistoryAnswer = { kind: "changes", changes: newestFirst(base, set(2, "label", "Taiwan")) };

describe("the history in the inspector", () => {
  test("is asked for when its tab is opened, and not before", async () => {
    const { element, asked } = await inspector(taiwan);
    expect(asked).toEqual([]);
    await page.getByRole("tab", { name: "History" }).click();
    await settled(element);
    expect(asked.map(({ record }) => record)).toEqual([taiwan]);
    expect(readingOf(element)).toContain("Loading the history…");
    const reading = await answered({ element, asked }, changes);
    for (const text of ["Ann", "Name: Formosa → Taiwan", "import", "2 Jan 2026"])
      expect(reading).toContain(text);
  });

  test.each(["r:apply", "clm:hesitate", "src:000", "s:GONE"])("is there for %s too", async (id) => {
    const { element, asked } = await inspector(id);
    const button = page.getByRole("button", { name: "History" });
    await expect.element(button).toHaveAttribute("aria-expanded", "false");
    await button.click();
    await settled(element);
    expect(asked.map(({ record }) => record)).toEqual([id]);
    expect(await answered({ element, asked }, { kind: "changes", changes: [] })).toContain(
      "Nothing of it has reached the server yet.",
    );
  });

  test("says that the server cannot be reached, or what is wrong, and tries again", async () => {
    const shown = await inspector(taiwan);
    await page.getByRole("tab", { name: "History" }).click();
    expect(await answered(shown, { kind: "offline" })).toContain("which cannot be reached");
    await page.getByRole("button", { name: "Try again" }).click();
    expect(await answered(shown, { kind: "problem", message: "The log is away." })).toContain(
      "The log is away.",
    );
    await page.getByRole("button", { name: "Try again" }).click();
    expect(await answered(shown, changes)).toContain("Name: Formosa → Taiwan");
    expect(shown.asked.length).toBe(3);
  });

  test("is asked for one record at a time, the last that was chosen, and shows no other's answer", async () => {
    const { element, asked } = await inspector(taiwan);
    await page.getByRole("tab", { name: "History" }).click();
    for (const id of ["s:CHN", "s:JPN"]) {
      element.selection = [id as RecordId];
      await settled(element);
    }
    expect(asked.map(({ record }) => record)).toEqual([taiwan]);
    asked[0]?.answer(changes);
    await expect.poll(() => asked.map(({ record }) => record)).toEqual([taiwan, "s:JPN"]);
    await settled(element);
    expect(readingOf(element)).toContain("Loading the history…");
  });

  for (const theme of ["light", "dark"] as const) {
    test(`has nothing serious for axe in the ${theme} theme`, async () => {
      const shown = await inspector(taiwan, theme);
      await page.getByRole("tab", { name: "History" }).click();
      await answered(shown, changes);
      await expectAccessible(shown.element);
      expect(textOf(find(shown.element, "ol"))).toContain("Ann");
      expect(deepAll(shown.element, "ol > li").length).toBe(2);
    });
  }
});

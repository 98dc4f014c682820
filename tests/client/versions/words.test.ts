import { expect, test } from "vitest";
import * as Y from "yjs";

import { countRemovedBy } from "../../../client/session/removed-by.ts";
import { isNothing } from "../../../client/versions/restore-views.ts";
import type { ChangeCounts, VersionHead } from "../../../client/versions/version-data.ts";
import { versionToast } from "../../../client/versions/version-news.ts";
import { countedWords, countOf, kindWords, whenWords } from "../../../client/versions/version-words.ts";
import type { VersionNotice } from "../../../client/session/notice-event.ts";

const none = { added: 0, changed: 0, removed: 0 };
const counts: ChangeCounts = {
  entities: { added: 12, changed: 1, removed: 0 },
  decisions: { added: 1, changed: 0, removed: 0 },
  relations: { added: 1200, changed: 0, removed: 0 },
  claims: none,
  others: none,
  texts: { changed: 2 },
};
const head = {
  id: 8,
  name: "Draft for the ministers",
  kind: "named",
  by: "Ann Lee",
  at: "2026-11-25T12:00:00Z",
} as const;
const editor = { isReader: false, ownRemovals: () => 0, removals: new Set<number>() };
const notice = (more: Partial<VersionNotice>): VersionNotice => ({
  kind: "version",
  event: "restored",
  version: head,
  ...more,
});

test("when a version is from is told as people say it", () => {
  const now = new Date(2026, 10, 25, 15, 0);
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
  const words = (iso: string) => whenWords(iso, now.getTime());
  expect(words(now.toISOString())).toBe("just now");
  expect(words(at(2026, 10, 25, 14, 59))).toBe("1 minute ago");
  expect(words(at(2026, 10, 25, 14, 18))).toBe("42 minutes ago");
  expect(words(at(2026, 10, 25, 9, 5))).toBe("today at 09:05");
  expect(words(at(2026, 10, 24, 23, 59))).toBe("yesterday at 23:59");
  expect(words(at(2026, 10, 23, 23, 59))).toBe("23 November 2026 at 23:59");
});

test("a version says who named it, or why it was kept by itself", () => {
  expect(kindWords({ kind: "named", by: "Ann Lee" })).toBe("Named by Ann Lee");
  expect(kindWords({ kind: "named", by: null })).toBe("Named");
  expect(kindWords({ kind: "before-removal", by: null })).toBe(
    "Kept by itself, before somebody removed many records",
  );
  expect(kindWords({ kind: "of-a-newer-server", by: null })).toBe("Kept by itself");
});

test("what going back would do is counted in the words of the map", () => {
  expect(countedWords(counts, "added")).toBe("12 entities, 1 decision and 1,200 relations");
  expect(countedWords(counts, "changed")).toBe("1 entity and 2 texts");
  expect(countedWords(counts, "removed")).toBe("");
  expect(countOf(counts, "changed")).toBe(3);
  const onlyTexts = { entities: none, decisions: none, relations: none, claims: none, others: none };
  expect(isNothing({ counts: { ...onlyTexts, texts: { changed: 1 } }, first: [] })).toBe(false);
  expect(isNothing({ counts: { ...onlyTexts, texts: { changed: 0 } }, first: [] })).toBe(true);
});

test("everybody hears who went back, and whoever may edit is offered the way back", () => {
  const opened: VersionHead[] = [];
  const openVersion = (version: VersionHead) => void opened.push(version);
  const restored = notice({ by: "Ben Ortiz", before: 12 });
  const toast = versionToast(restored, { ...editor, openVersion });
  expect(toast?.text).toMatch(/^Ben Ortiz went back to “Draft for the ministers”\./u);
  toast?.action?.run();
  expect(opened.map(({ id }) => id)).toEqual([12]);
  expect(versionToast(restored, { ...editor, isReader: true, openVersion })?.action).toBeUndefined();
  expect(versionToast(notice({ event: "named" }), { ...editor, openVersion })).toBeUndefined();
});

test("a large removal is a question to whoever may edit, and news to everybody else", () => {
  const opened: VersionHead[] = [];
  const openVersion = (version: VersionHead) => void opened.push(version);
  const removal = notice({ event: "removal", by: "Ben Ortiz", count: 64, of: 1212 });
  const asked = versionToast(removal, { ...editor, openVersion });
  expect(asked?.text).toMatch(/^Ben Ortiz removed at least 64 of 1,212 records at once\./u);
  expect(asked?.otherwise).toBe("Leave it");
  asked?.action?.run();
  expect(opened).toEqual([head]);
  const told = versionToast(removal, { ...editor, isReader: true, openVersion });
  expect(told).toMatchObject({ tone: "warning" });
  expect(told).not.toHaveProperty("action");
});

test("who removed much here is told nothing of it, but of what is removed elsewhere under the same name", () => {
  const own = new Y.Doc();
  const elsewhere = new Y.Doc();
  for (const [doc, count, at] of [
    [own, 40, 0],
    [elsewhere, 60, 40],
  ] as const)
    for (let index = at; index < at + count; index += 1)
      doc.getMap("n").set(`s:A${index}/$del`, ["Ben Ortiz", 1, "hash"]);
  own.getMap("n").set("s:A0/$del", 0);
  Y.applyUpdate(own, Y.encodeStateAsUpdate(elsewhere));
  const tools = { ...editor, ownRemovals: () => countRemovedBy(own), openVersion: () => undefined };
  const told = (count: number) =>
    versionToast(notice({ event: "removal", by: "Ben Ortiz", count, of: 1212 }), tools) !== undefined;
  expect([tools.ownRemovals(), told(40), told(64), told(100)]).toEqual([39, false, false, true]);
});

test("whoever was asked about a removal is not asked any more when somebody went back to before it", () => {
  const tools = { ...editor, removals: new Set([9]), openVersion: () => undefined };
  const asked = versionToast(notice({ event: "removal", version: { ...head, id: 9 } }), tools);
  const topicsOf = (id: number) => versionToast(notice({ version: { ...head, id } }), tools)?.topics ?? [];
  const sharesTopic = (id: number) => topicsOf(id).some((topic) => asked?.topics?.includes(topic));
  expect([8, 9, 10].map(sharesTopic)).toEqual([true, true, false]);
});

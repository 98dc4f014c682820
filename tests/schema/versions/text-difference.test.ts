// What turns one text into another: exactly, and by as little as possible.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { openText } from "../../../schema/rooms/texts.ts";
import { collectUpdates } from "../../../schema/collect-updates.ts";
import { carryOutTextRestore, planTextRestore } from "../../../schema/versions/restore-texts.ts";
import { differenceOf } from "../../../schema/versions/text-difference.ts";
import type { TextChange } from "../../../schema/rooms/texts.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { entityId } from "../workspace.ts";

function changed(text: string, changes: readonly TextChange[]): string {
  return changes
    .toReversed()
    .reduce((now, { at, remove, insert }) => now.slice(0, at) + insert + now.slice(at + remove), text);
}

const charactersOf = (text: string) => Array.from(text).length;
const sizeOf = (from: string, changes: readonly TextChange[]) =>
  changes.reduce(
    (sum, { at, remove, insert }) =>
      sum + charactersOf(from.substring(at, at + remove)) + charactersOf(insert),
    0,
  );

/** The fewest characters that must go and come, by the plain table of all beginnings. */
function leastOf(from: string, to: string): number {
  const [a, b] = [[...from], [...to]];
  let row = [0, ...b.map((_, j) => j + 1)];
  for (const item of a) {
    const next = [(row[0] ?? 0) + 1];
    for (const [j, other] of b.entries()) {
      const kept = item === other ? (row[j] ?? 0) : Infinity;
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

test("the difference of two texts makes the one of the other, whole characters at a time, and is the least", () => {
  runSeeds("text-difference", 200, (seed) => {
    const random = new Random(seed);
    const write = () =>
      Array.from({ length: random.below(14) }, () => random.pick(["a", "b", " ", "𝄞", "é"])).join("");
    const [from, to] = [write(), write()];
    const changes = differenceOf(from, to);
    expect(changed(from, changes)).toBe(to);
    for (const { at, remove, insert } of changes) {
      expect(insert.isWellFormed() && from.slice(at, at + remove).isWellFormed()).toBe(true);
    }
    expect(sizeOf(from, changes)).toBe(leastOf(from, to));
  });
});

test("two long texts that have little in common are still made of one another, and at once", () => {
  const letters = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 50_000 }, () => random.pick(["a", "b", "c", "d", " ", "\n"])).join("");
  };
  const [from, to] = [letters(1), letters(2)];
  expect(changed(from, differenceOf(from, to))).toBe(to);
  const reordered = from.split(" ").toReversed().join(" ");
  expect(changed(from, differenceOf(from, reordered))).toBe(reordered);
});

test("RST-4 a text that is put back keeps what others write in it meanwhile, where it belongs", () => {
  const id = entityId("s:JPN");
  const now = new Y.Doc();
  openText(now, id).insert(0, "First. Second. Third.");
  const then = copyOf(now);
  openText(now, id).delete(7, 8);
  openText(now, id).insert(0, "New. ");
  const offline = copyOf(now);
  openText(offline, id).insert(openText(offline, id).length, " Offline.");
  expect([...carryOutTextRestore(now, planTextRestore(then, now))].length).toBe(1);
  expect(openText(now, id).toJSON()).toBe("First. Second. Third.");
  Y.applyUpdate(now, Y.encodeStateAsUpdate(offline));
  Y.applyUpdate(offline, Y.encodeStateAsUpdate(now));
  expect(openText(now, id).toJSON()).toBe("First. Second. Third. Offline.");
  expect(openText(offline, id).toJSON()).toBe(openText(now, id).toJSON());
});

test("many long texts come back in transactions of a bounded length each", () => {
  const [then, now] = [new Y.Doc(), new Y.Doc()];
  for (let index = 0; index < 60; index += 1)
    openText(then, entityId(`s:A${index}`)).insert(0, "long ".repeat(20_000));
  const updates = collectUpdates(now, () => [...carryOutTextRestore(now, planTextRestore(then, now))]);
  expect(openText(now, entityId("s:A59")).length).toBe(100_000);
  expect(Math.max(...updates.map(({ byteLength }) => byteLength))).toBeLessThan(1024 * 1024);
});

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

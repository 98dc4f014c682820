// Values that lost a race are found, exactly: against what each writer knew, recorded when they wrote.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { conflictId } from "../../../schema/conflicts/conflict-entries.ts";
import { applyFindingConflicts, areSameValues } from "../../../schema/conflicts/conflicts.ts";
import { isKeyOf, isSettlingKey } from "../../../schema/document.ts";
import { isId } from "../../../schema/ids.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { keys, nameOf, Star, type Arrival, type Person, type Recorded } from "../star.ts";

const seeds = fuzzSeeds(300);

/** Sets one to three keys in one step; two people often mean the same value. */
function edit(random: Random, person: Person): void {
  person.edit(() => {
    person.doc.transact(() => {
      const count = 1 + random.below(2);
      for (let index = 0; index < count; index += 1)
        person.doc.getMap("n").set(random.pick(keys), { said: random.below(6) });
    });
  });
}

/** Pairs of an arrival that must be found: by what was known, not by where items stand. */
function truthOf(star: Star, { key, stood, current, writes }: Arrival): string[] {
  const shown = new Set(writes.map((write) => write.shown));
  const tips = writes.filter(({ name }) => !shown.has(name));
  const knewStood = (tip: Recorded) => stood !== undefined && knows(firstOf(tip, writes), stood);
  const winner = tips.find(({ name }) => name === current);
  const rivals = winner
    ? [...tips.map(({ name }) => name), ...(stood && !knewStood(winner) ? [stood] : [])]
    : tips.filter((tip) => !knewStood(tip)).map(({ name }) => name);
  const valueOf = (name: string) => star.writes.get(name)?.value;
  return rivals
    .filter((name) => name !== current && !areSameValues(key, valueOf(name), valueOf(current)))
    .map((name) => [name, current].toSorted().join(" with "));
}

/** The first of a writer's steps on a key that arrive together, each after the value of the one before. */
function firstOf(write: Recorded, writes: readonly Recorded[]): Recorded {
  const before = writes.find(({ name }) => name === write.shown);
  return before ? firstOf(before, writes) : write;
}

function knows({ knew }: Recorded, name: string): boolean {
  const [client, clock] = name.split(" ").map(Number) as [number, number];
  return clock < (knew.get(client) ?? 0);
}

function run(seed: number): Star {
  const star = new Star(new Random(seed), false);
  for (let index = 0; index < 250; index += 1) star.step((person) => edit(star.random, person));
  star.settle();
  return star;
}

test("CON-1 five people, cut off at random: all values that lost are found, and nothing else", () => {
  let count = 0;
  for (const seed of seeds) {
    const star = run(seed);
    const found = star.found.map(({ values }) => values.map(nameOf).toSorted().join(" with "));
    const truth = star.arrivals.flatMap((arrival) => truthOf(star, arrival));
    expect(found.toSorted(), `seed ${seed}`).toEqual(truth.toSorted());
    for (const { values } of star.found)
      for (const side of values) expect(side.value).toEqual(star.writes.get(nameOf(side))?.value);
    count += truth.length;
  }
  expect(count).toBeGreaterThan(seeds.length * 10);
});

test("CON-1 the log read again in one transaction tells the same", () => {
  for (const seed of seeds.slice(0, 50)) {
    const star = run(seed);
    const doc = new Y.Doc();
    const found = doc.transact(() => star.log.flatMap((bytes) => [...applyFindingConflicts(doc, bytes)]));
    expect(found, `seed ${seed}`).toEqual(star.found);
  }
});

/** Two people who know one document and then each write one value. */
function race(root: string, key: string, a: unknown, b: unknown): ReturnType<typeof applyFindingConflicts> {
  const [start, server] = [new Y.Doc(), new Y.Doc()];
  start.getMap(root).set(key, "what stood there");
  const known = Y.encodeStateAsUpdate(start);
  Y.applyUpdate(server, known);
  return [a, b].flatMap((value) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, known);
    const before = Y.encodeStateVector(doc);
    doc.getMap(root).set(key, value);
    return [...applyFindingConflicts(server, Y.encodeStateAsUpdate(doc, before))];
  });
}

test("CON-2 equal values and two deletions are no conflict; a deletion against a restoration is one", () => {
  const [byAnn, byBen] = [
    { by: "Ann", at: "2026-01-01" },
    { by: "Ben", at: "2026-01-02" },
  ];
  expect(race("n", "s:A/label", "A", "B")).toHaveLength(1);
  expect(race("n", "s:A", { kind: "state", label: "A" }, { label: "A", kind: "state" })).toEqual([]);
  expect(race("n", "s:A/$del", byAnn, byBen)).toEqual([]);
  expect(race("n", "s:A/$del", byAnn, 0)).toHaveLength(1);
});

test("CON-2 settings, entities, relations, claims and sources count; places of nodes and entries do not", () => {
  const counts = Object.fromEntries(
    ["m", "n", "e", "c", "s", "i", "p", "l", "x"].map((root) => [root, race(root, "a", 1, 2).length]),
  );
  expect(counts).toEqual({ m: 1, n: 1, e: 1, c: 1, s: 1, i: 0, p: 0, l: 0, x: 0 });
});

test("CON-3 an entry's id comes from the two writes, in either order of arrival, and is an id", () => {
  const value = "x";
  const [a, b] = [
    { client: 4_294_967_295, clock: 123_456, value },
    { client: 7, clock: 0, value },
  ];
  expect(conflictId([b, a])).toBe("cfl:7-0-1z141z3-2n9c");
  const huge = { client: Number.MAX_SAFE_INTEGER, clock: Number.MAX_SAFE_INTEGER, value };
  expect(isId(conflictId([huge, huge]))).toBe(true);
});

test("CON-5 entries stand in their own root, and everybody may write only the mark that settles one", () => {
  expect(isKeyOf("x", "cfl:1-2-3-4")).toBe(true);
  expect(isKeyOf("x", "cfl:1-2-3-4/settled")).toBe(true);
  expect(isKeyOf("x", "cfl:1-2-3-4/values")).toBe(false);
  expect(isKeyOf("x", "s:JPN")).toBe(false);
  expect(isKeyOf("n", "cfl:1-2-3-4")).toBe(false);
  expect(["cfl:1-2-3-4/settled", "cfl:1-2-3-4"].map(isSettlingKey)).toEqual([true, false]);
});

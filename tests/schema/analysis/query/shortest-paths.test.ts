import { expect, test } from "vitest";
import { shortestPaths } from "../../../../schema/analysis/query/shortest-paths.ts";
import { Random } from "../../../support/random.ts";

/** Neighbours both ways, sorted, of lines written as "a-b". */
function joined(...lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const ends = lines.map((line) => line.split("-") as [string, string]);
  const ids = [...new Set(ends.flat())];
  return new Map(
    ids.map((id) => {
      const others = ends.flatMap(([a, b]) => [...(a === id ? [b] : []), ...(b === id ? [a] : [])]);
      return [id, [...new Set(others)].toSorted()];
    }),
  );
}

const words = (paths: readonly (readonly string[])[]) => paths.map((path) => path.join(""));

test("QRY-9 shorter paths come first, and those of one length in order of their ids", () => {
  const map = joined("a-b", "b-z", "a-c", "c-z", "a-d", "d-e", "e-z", "b-c");
  expect(words(shortestPaths(map, "a", "z", { hops: 3, count: 9 }))).toEqual([
    "abz",
    "acz",
    "abcz",
    "acbz",
    "adez",
  ]);
  expect(words(shortestPaths(map, "a", "z", { hops: 2, count: 9 }))).toEqual(["abz", "acz"]);
  expect(words(shortestPaths(map, "a", "z", { hops: 3, count: 3 }))).toEqual(["abz", "acz", "abcz"]);
});

test("QRY-9 there is no path to what is not joined, or beyond the steps allowed", () => {
  expect(shortestPaths(joined("a-b", "y-z"), "a", "z", { hops: 8, count: 5 })).toEqual([]);
  expect(shortestPaths(joined("a-b", "b-z"), "a", "z", { hops: 1, count: 5 })).toEqual([]);
  expect(shortestPaths(joined("a-b"), "a", "nowhere", { hops: 8, count: 5 })).toEqual([]);
});

test.each(Array.from({ length: 150 }, (_, index) => index + 1))(
  "QRY-9 the paths are those that trying every way finds (seed %i)",
  (seed) => {
    const random = new Random(seed);
    const ids = Array.from({ length: 4 + random.below(5) }, (_, index) => String.fromCodePoint(97 + index));
    const lines = Array.from({ length: random.below(ids.length * 3) }, () => [
      random.pick(ids),
      random.pick(ids),
    ])
      .filter(([a, b]) => a !== b)
      .map((ends) => ends.join("-"));
    const map = joined(...lines, "a-b");
    const bounds = { hops: 1 + random.below(6), count: 1 + random.below(12) };
    const to = ids[1 + random.below(ids.length - 1)] ?? "b";
    const every = everyPath(map, ["a"], to, bounds.hops).toSorted(
      (x, y) => x.length - y.length || (x.join("") < y.join("") ? -1 : 1),
    );
    expect(words(shortestPaths(map, "a", to, bounds))).toEqual(words(every.slice(0, bounds.count)));
  },
);

test("QRY-9 among fifty that are all joined to each other it takes a bounded number of searches", () => {
  const ids = Array.from({ length: 50 }, (_, index) => `n${String(index).padStart(2, "0")}`);
  const map = new CountingMap(ids.map((id) => [id, ids.filter((other) => other !== id)]));
  const bounds = { hops: 8, count: 20 };
  expect(shortestPaths(map, "n00", "n49", bounds)).toHaveLength(20);
  // Each search looks at every entity at most once, and once more for each step of the path it finds.
  expect(map.reads).toBeLessThan(bounds.count * bounds.hops * (ids.length + bounds.hops + 1));
});

class CountingMap extends Map<string, readonly string[]> {
  reads = 0;
  override get(id: string): readonly string[] | undefined {
    this.reads += 1;
    return super.get(id);
  }
}

function everyPath(
  map: ReadonlyMap<string, readonly string[]>,
  path: readonly string[],
  to: string,
  hops: number,
): string[][] {
  const end = path.at(-1) ?? "";
  if (end === to) return [[...path]];
  if (hops === 0) return [];
  const next = (map.get(end) ?? []).filter((id) => !path.includes(id));
  return next.flatMap((id) => everyPath(map, [...path, id], to, hops - 1));
}

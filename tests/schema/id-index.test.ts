import { expect, test } from "vitest";
import { addTo, countAt, idsAt, removeFrom, type IdIndex } from "../../schema/id-index.ts";
import { Random } from "../support/random.ts";

test("an index of ids holds what a set for each key would, in its order, and nothing at a key without any", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = new Random(seed);
    const index: IdIndex<string, string> = new Map();
    const sets = new Map<string, Set<string>>();
    for (let step = 0; step < 200; step += 1) {
      const [key, id] = [`k${random.below(3)}`, `i${random.below(4)}`];
      const set = sets.get(key) ?? new Set();
      sets.set(key, set);
      if (random.chance(0.5)) {
        addTo(index, key, id);
        set.add(id);
      } else {
        removeFrom(index, key, id);
        set.delete(id);
      }
      const where = `seed ${seed}, step ${step}`;
      expect([...idsAt(index, key)], where).toEqual([...set]);
      expect([countAt(index, key), index.has(key)], where).toEqual([set.size, set.size > 0]);
    }
  }
});

test("two indexes of the same ids are equal, however they came to hold them", () => {
  const grown: IdIndex<string, string> = new Map();
  for (const id of ["clm:1", "clm:2", "clm:3"]) addTo(grown, "r:1", id);
  for (const id of ["clm:1", "clm:3"]) removeFrom(grown, "r:1", id);
  const plain: IdIndex<string, string> = new Map();
  addTo(plain, "r:1", "clm:2");
  expect(grown).toEqual(plain);
});

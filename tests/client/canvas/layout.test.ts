import { describe, expect, test } from "vitest";
import { runLayout } from "../../../client/canvas/force-layout.ts";
import { firstPlaces, layoutJob } from "../../../client/canvas/layout-job.ts";
import { LayoutRunner } from "../../../client/canvas/layout-runner.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { mapOf, overlapsIn, randomJob, sceneOf } from "./places.ts";

const ids = ["s:a", "s:b", "s:c", "s:d", "a:X"];
const relations = [
  ["s:a", "a:X"],
  ["s:b", "a:X"],
  ["s:c", "a:X"],
] as const;
const nobody = () => false;

function placeOf(places: Float64Array, node: number): readonly [number, number] {
  return [places[2 * node] ?? Number.NaN, places[2 * node + 1] ?? Number.NaN];
}

describe("a whole layout", () => {
  test("the same job gives the same places, bit by bit", () => {
    const job = randomJob(60, 110, 3);
    expect(runLayout(structuredClone(job))).toEqual(runLayout(job));
  });

  test("does not depend on the order in which records came", () => {
    const there = layoutJob("arrange", sceneOf(mapOf(ids, relations)), new Map(), nobody);
    const back = layoutJob(
      "arrange",
      sceneOf(mapOf(ids.toReversed(), relations.toReversed())),
      new Map(),
      nobody,
    );
    expect(back.ids).toEqual(there.ids);
    expect(runLayout(back.job)).toEqual(runLayout(there.job));
  });

  test.each([1, 2, 3, 4])("leaves no two nodes or names on top of each other (seed %i)", (seed) => {
    const job = randomJob(80, 150, seed);
    expect(overlapsIn(job, runLayout(job))).toBe(0);
  });

  test("is wider than high, as screens are", () => {
    const job = randomJob(80, 120, 5);
    const places = runLayout(job);
    const extent = (axis: number) => {
      const values = [...places].filter((_, index) => index % 2 === axis);
      return Math.max(...values) - Math.min(...values);
    };
    expect(extent(0) / extent(1)).toBeGreaterThan(1.3);
  });

  test("pinned nodes stay exactly where they are", () => {
    const job = randomJob(40, 60, 7);
    job.places.set([123, -456], 2 * 11);
    job.fixed[11] = 1;
    expect(placeOf(runLayout(job), 11)).toEqual([123, -456]);
  });

  test("what nothing is linked to stands in a band below, in rows", () => {
    const scene = sceneOf(mapOf([...ids, "s:e", "s:f"], relations));
    const { ids: order, job } = layoutJob("arrange", scene, new Map(), nobody);
    const places = runLayout(job);
    const yOf = (id: string) => placeOf(places, order.indexOf(id as EntityId))[1];
    const main = Math.max(...["s:a", "s:b", "s:c", "a:X"].map(yOf));
    for (const id of ["s:d", "s:e", "s:f"]) expect(yOf(id)).toBeGreaterThan(main);
    expect(new Set(["s:d", "s:e", "s:f"].map((id) => yOf(id))).size).toBe(1);
  });

  test("an empty graph and a single node are laid out too", () => {
    expect(runLayout(randomJob(0, 0, 1))).toHaveLength(0);
    expect(Number.isFinite(runLayout(randomJob(1, 0, 1))[0])).toBe(true);
  });
});

describe("new nodes in a graph that people know", () => {
  test.each([1, 2, 3])("nothing old moves, and the new find room (seed %i)", (seed) => {
    const job = randomJob(60, 100, seed);
    const places = runLayout(job);
    const fresh = [57, 58, 59];
    const start = places.slice();
    for (const node of fresh) start.set(placeOf(places, 0), 2 * node);
    const fixed = Uint8Array.from({ length: 60 }, (_, node) => (fresh.includes(node) ? 0 : 1));
    const step = { ...job, kind: "settle" as const, places: start, fixed };
    const after = runLayout(step);
    for (let node = 0; node < 57; node += 1) expect(placeOf(after, node)).toEqual(placeOf(places, node));
    expect(overlapsIn(step, after)).toBe(0);
  });

  test("a new node begins in the middle of its neighbours, one without beside everything", () => {
    const scene = sceneOf(
      mapOf(
        ["s:a", "s:b", "s:new", "s:lone"],
        [
          ["s:a", "s:new"],
          ["s:new", "s:b"],
        ],
      ),
    );
    const places = new Map([
      ["s:a" as EntityId, { x: 0, y: 0 }],
      ["s:b" as EntityId, { x: 200, y: 100 }],
    ]);
    const found = firstPlaces(scene, places, ["s:new", "s:lone"] as EntityId[]);
    const near = found.get("s:new" as EntityId);
    expect(Math.hypot((near?.x ?? 0) - 100, (near?.y ?? 0) - 50)).toBeLessThan(20);
    expect(found.get("s:lone" as EntityId)?.y).toBeGreaterThan(100);
  });
});

test("the worker gives what the page would have computed", async () => {
  const job = randomJob(30, 50, 9);
  using runner = new LayoutRunner();
  expect(await runner.run(job)).toEqual(runLayout(job));
});

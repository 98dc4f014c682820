import { describe, expect, test } from "vitest";
import { nextNode } from "../../../client/canvas/directions.ts";
import { fitView, isInView, openingView, zoomed } from "../../../client/canvas/framing.ts";
import { distanceTo, reach, routeBetween, type Spot } from "../../../client/canvas/geometry.ts";
import { mix, readPalette } from "../../../client/canvas/palette.ts";
import type { Place } from "../../../client/canvas/places.ts";
import { outlines } from "../../../schema/formats/picture.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { mapOf, shownOf } from "./places.ts";

const spot = (x: number, y: number, change: Partial<Spot> = {}): Spot => ({
  x,
  y,
  width: 40,
  height: 40,
  outline: "circle",
  clearance: 0,
  ...change,
});
const straight = { bend: 0, headSize: 8 };

describe("lines", () => {
  test.each(outlines)("leave a %s at its outline and end with the arrow's tip at the other's", (outline) => {
    const from = spot(0, 0, { outline });
    const to = spot(300, 0, { outline });
    const { curve, head } = routeBetween(from, to, straight);
    expect(curve[0]).toBeCloseTo(reach(from, 1, 0) + 2.5);
    expect(head[0]?.[0]).toBeCloseTo(300 - reach(to, -1, 0) - 2.5);
    expect(curve[4]).toBeLessThan(head[0]?.[0] ?? 0);
  });

  test("without direction have no head", () => {
    expect(routeBetween(spot(0, 0), spot(100, 100), { bend: 0, headSize: 0 }).head).toEqual([]);
  });

  test("that bend to one side there bend to the same side seen from the other end", () => {
    const there = routeBetween(spot(0, 0), spot(200, 0), { bend: 10, headSize: 0 }).curve;
    const back = routeBetween(spot(200, 0), spot(0, 0), { bend: -10, headSize: 0 }).curve;
    expect(there[3]).toBeCloseTo(back[3]);
  });

  test("from a node to itself go out and come back", () => {
    const { curve } = routeBetween(spot(0, 0), spot(0, 0), straight);
    expect(curve.every(Number.isFinite)).toBe(true);
    expect(curve[3]).toBeLessThan(-40);
  });

  test("between nodes that overlap are short but finite", () => {
    const { curve } = routeBetween(spot(0, 0), spot(1, 0), straight);
    expect(curve.every(Number.isFinite)).toBe(true);
  });

  test("are found near their curve, not beside it", () => {
    const { curve } = routeBetween(spot(0, 0), spot(300, 0), { bend: 30, headSize: 0 });
    expect(distanceTo(curve, 150, -34, 20)).toBeLessThan(1);
    expect(distanceTo(curve, 150, 0, 50)).toBeGreaterThan(25);
    expect(distanceTo(curve, 150, 400, 50)).toBe(50);
  });
});

describe("views", () => {
  const shown = shownOf(mapOf(["s:a", "s:b", "s:far"], [["s:a", "s:b"]]));
  const places = new Map<EntityId, Place>([
    ["s:a" as EntityId, { x: 0, y: 0 }],
    ["s:b" as EntityId, { x: 300, y: 0 }],
    ["s:far" as EntityId, { x: 300, y: 200 }],
  ]);
  const size = { width: 800, height: 600 };

  test("everything fits, with its names, and nothing is blown up", () => {
    const view = fitView(shown, places, size);
    expect(view && isInView(shown.nodes.keys(), places, view, size)).toBe(true);
    expect(view?.zoom).toBeLessThanOrEqual(1.25);
  });

  test("nothing to show is no view", () => {
    expect(fitView(shown, new Map(), size)).toBeUndefined();
    expect(fitView(shown, places, { width: 0, height: 0 })).toBeUndefined();
  });

  test("a map too large to read opens on its best connected part, readable", () => {
    const wide = new Map([...places].map(([id, { x, y }]) => [id, { x: x * 20, y: y * 20 }]));
    expect(fitView(shown, wide, size)?.zoom).toBeLessThan(0.5);
    expect(openingView(shown, wide, size)?.zoom).toBeGreaterThanOrEqual(0.5);
  });

  test("what hangs together is shown whole, though what stands apart lies far off", () => {
    const chain = Array.from({ length: 20 }, (_, index) => `s:n${index}`);
    const links = chain.slice(1).map((id, index) => [chain[index] ?? "", id] as const);
    const map = shownOf(mapOf([...chain, "s:apart"], links));
    const spread = new Map(
      chain.map((id, index) => [id as EntityId, { x: index * 78, y: (index % 3) * 90 }]),
    );
    const all = new Map([...spread, ["s:apart" as EntityId, { x: 800, y: 4000 }]]);
    expect(fitView(map, all, size)?.zoom).toBeLessThan(0.2);
    const view = openingView(map, all, size);
    const { x: left, y: top, zoom } = view ?? { x: NaN, y: NaN, zoom: NaN };
    expect(zoom).toBeGreaterThan(0.4);
    for (const { x, y } of spread.values()) {
      expect(Math.abs(x * zoom + left - size.width / 2)).toBeLessThan(size.width / 2 - 20);
      expect(Math.abs(y * zoom + top - size.height / 2)).toBeLessThan(size.height / 2 - 20);
    }
  });

  test("zooming keeps the middle of the screen and stops at the limits", () => {
    const view = { x: 10, y: 20, zoom: 1 };
    const nearer = zoomed(view, 2, size);
    expect((400 - nearer.x) / nearer.zoom).toBeCloseTo(390);
    expect(zoomed(view, 1000, size).zoom).toBe(4);
    expect(zoomed(view, 0, size).zoom).toBe(0.08);
  });

  test("arrow keys go to the nearest node that way, and nowhere where there is none", () => {
    const ids = [...shown.nodes.keys()];
    expect(nextNode("s:a" as EntityId, "ArrowRight", ids, places)).toBe("s:b");
    expect(nextNode("s:b" as EntityId, "ArrowDown", ids, places)).toBe("s:far");
    expect(nextNode("s:b" as EntityId, "ArrowUp", ids, places)).toBeUndefined();
  });
});

describe("colours", () => {
  test("come from the interface's properties, and have defaults where it has none", () => {
    expect(readPalette((name) => (name === "--e-page" ? " #101010 " : "")).page).toBe("#101010");
    expect(readPalette(() => "").stances.unknown.fill).toBe("#e6e8eb");
  });

  test("are mixed by share", () => {
    expect(mix("#000000", "#ffffff", 0.5)).toBe("#808080");
    expect(mix("rebeccapurple", "#ffffff", 0.5)).toBe("rebeccapurple");
  });
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { placeNames, wordsBox, type LabelBox, type NameItem } from "../../../client/canvas/labels.ts";
import type { EntityId } from "../../../schema/ids.ts";

function item(id: string, x: number, y: number, change: Partial<NameItem> = {}): NameItem {
  return {
    id: id as EntityId,
    x,
    y,
    width: 40,
    height: 40,
    wordsWidth: 70,
    wordsHeight: 15,
    priority: 1,
    isForced: false,
    ...change,
  };
}

function overlap(one: LabelBox, other: LabelBox): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

test("alone, a name stands below its node", () => {
  const places = placeNames([item("s:a", 0, 0)], 1);
  expect(places.get("s:a" as EntityId)).toMatchObject({ side: "below", dx: -35, dy: 23 });
});

test("names never overlap, whatever the zoom", () => {
  const place = fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 400 }) });
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 40 }),
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      (spots, zoom) => {
        const items = spots.map(({ x, y }, index) => item(`s:n${index}`, x, y, { priority: index % 7 }));
        const places = placeNames(items, zoom);
        const boxes = items.flatMap((each) => {
          const found = places.get(each.id);
          return found ? [wordsBox(each, zoom, found)] : [];
        });
        for (const [index, one] of boxes.entries()) {
          for (const other of boxes.slice(index + 1)) expect(overlap(one, other)).toBe(false);
        }
      },
    ),
  );
});

test("where there is room for one name only, the hub has it", () => {
  const crowd = Array.from({ length: 12 }, (_, index) =>
    item(`s:n${index}`, (index % 4) * 18, Math.floor(index / 4) * 14),
  );
  const hub = item("s:hub", 24, 20, { priority: 100 });
  const places = placeNames([...crowd, hub], 0.2);
  expect(places.has(hub.id)).toBe(true);
});

test("what is hovered or selected is named even where there is no room", () => {
  const crowd = Array.from({ length: 30 }, (_, index) => item(`s:n${index}`, index * 3, 0, { priority: 50 }));
  const places = placeNames([...crowd, item("s:sel", 45, 2, { priority: 0, isForced: true })], 1);
  expect(places.has("s:sel" as EntityId)).toBe(true);
});

test("a name keeps its side while it has room there", () => {
  const alone = item("s:a", 0, 0);
  const before = new Map([[alone.id, { side: "above", dx: 0, dy: 0, width: 70 } as const]]);
  expect(placeNames([alone], 1, before).get(alone.id)?.side).toBe("above");
});

test("a node without words beside it has no place for them", () => {
  expect(placeNames([item("a:X", 0, 0, { wordsWidth: 0 })], 1).size).toBe(0);
});

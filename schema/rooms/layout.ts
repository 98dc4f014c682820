// Where a layout has put the nodes of a view, shared so that everybody sees one picture and a reload changes nothing.
// It is a machine's output, not anybody's work: a few texts, not a key for each node, and no step of undo.
import type * as Y from "yjs";

import { layoutRoot } from "../document.ts";
import { write, type Author } from "../edits.ts";
import { isId, type EntityId } from "../ids.ts";

/** Places in graph coordinates. */
export type Layout = ReadonlyMap<EntityId, readonly [number, number]>;

const partLengthMax = 15_000;

/** The layout that was kept. Lines of another form are left out. Rule LAY-1. */
export function readLayout(viewDoc: Y.Doc): Layout {
  const places = new Map<EntityId, readonly [number, number]>();
  for (const part of viewDoc.getMap<unknown>(layoutRoot).values()) {
    for (const line of typeof part === "string" ? part.split("\n") : []) {
      const [id = "", x = "", y = ""] = line.split(" ");
      if (isId(id) && isWhole(x) && isWhole(y)) places.set(id as EntityId, [Number(x), Number(y)]);
    }
  }
  return places;
}

/** Keeps a layout, in whole numbers, in one transaction; parts that do not change are not written. */
export function writeLayout(viewDoc: Y.Doc, layout: Layout, author: Author): void {
  const map = viewDoc.getMap<unknown>(layoutRoot);
  const parts = toParts(layout);
  // A key is never removed: what is no longer needed becomes empty.
  const count = Math.max(parts.length, map.size);
  const planned = Array.from({ length: count }, (_, index) => {
    return { root: layoutRoot, key: `part${index}`, value: parts[index] ?? "" };
  }).filter(({ key, value }) => map.get(key) !== value);
  if (planned.length > 0) write(viewDoc, planned, author);
}

function toParts(layout: Layout): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const [id, [x, y]] of [...layout].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const line = `${id} ${Math.round(x)} ${Math.round(y)}\n`;
    if (part.length + line.length > partLengthMax) {
      parts.push(part);
      part = "";
    }
    part += line;
  }
  return part === "" ? parts : [...parts, part];
}

function isWhole(text: string): boolean {
  return /^-?\d{1,7}$/.test(text);
}

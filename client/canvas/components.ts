// Parts of a graph that no line joins, and where those stand that do not belong to the main one.
import { at, shiftPoint } from "./numbers.ts";
import type { Boxes } from "./separate.ts";

/** Node numbers by connected part, the largest first, then by the lowest number in them. */
export function componentsOf(count: number, links: Uint32Array): readonly (readonly number[])[] {
  const parents = Uint32Array.from({ length: count }, (_, index) => index);
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[node] = root;
    return root;
  };
  for (let index = 0; index + 1 < links.length; index += 2) {
    parents[rootOf(at(links, index))] = rootOf(at(links, index + 1));
  }
  const nodes = Array.from(parents, (_, node) => node);
  const groups = [...Map.groupBy(nodes, rootOf).values()];
  return groups.toSorted((one, other) => other.length - one.length || (one[0] ?? 0) - (other[0] ?? 0));
}

const bandGap = 46;
const cellGap = 18;

/**
 * Sets loose parts in rows under the others, as wide as they are: a tidy margin instead of a cloud. Changes `places`.
 *
 * @param placed Nodes that stay; the rows begin under the lowest of them.
 */
export function packBeside(
  boxes: Boxes,
  placed: readonly number[],
  loose: readonly (readonly number[])[],
): void {
  if (loose.length === 0) return;
  const frame = frameOf(boxes, placed);
  const rows = rowsOf(boxes, loose, Math.max(frame.right - frame.left, 480));
  let top = placed.length === 0 ? 0 : frame.bottom + bandGap;
  const middle = placed.length === 0 ? 0 : (frame.left + frame.right) / 2;
  for (const row of rows) {
    let left = middle - row.width / 2;
    for (const { part, frame } of row.parts) {
      shift(boxes, part, left - frame.left, top - frame.top);
      left += frame.right - frame.left + cellGap;
    }
    top += row.height + cellGap;
  }
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Row {
  readonly parts: { readonly part: readonly number[]; readonly frame: Frame }[];
  width: number;
  height: number;
}

function rowsOf(boxes: Boxes, loose: readonly (readonly number[])[], width: number): readonly Row[] {
  const rows: Row[] = [];
  for (const part of loose) {
    const frame = frameOf(boxes, part);
    const [partWidth, partHeight] = [frame.right - frame.left, frame.bottom - frame.top];
    const last = rows.at(-1);
    if (last && last.width + cellGap + partWidth <= width) {
      last.parts.push({ part, frame });
      last.width += cellGap + partWidth;
      last.height = Math.max(last.height, partHeight);
    } else rows.push({ parts: [{ part, frame }], width: partWidth, height: partHeight });
  }
  return rows;
}

function frameOf({ places, sizes }: Boxes, nodes: readonly number[]): Frame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [x, y] = [at(places, 2 * node), at(places, 2 * node + 1)];
    const half = at(sizes, 3 * node) / 2;
    left = Math.min(left, x - half);
    right = Math.max(right, x + half);
    top = Math.min(top, y - at(sizes, 3 * node + 1));
    bottom = Math.max(bottom, y + at(sizes, 3 * node + 2));
  }
  return { left, top, right, bottom };
}

function shift({ places }: Boxes, nodes: readonly number[], dx: number, dy: number): void {
  for (const node of nodes) shiftPoint(places, node, dx, dy);
}

// The words beside a node: how they are broken, how large they are at a zoom, and which matter most.
import { textWidth, wrapText } from "../../schema/formats/text-width.ts";
import { type NameItem } from "./labels.ts";
import type { Place } from "./places.ts";
import type { Role } from "./node-look.ts";
import type { SceneNode } from "./scene.ts";
import { ringGap, ringWidth } from "../../schema/formats/picture.ts";

/** A name as it is set: its lines and their type. */
export interface NameWords {
  readonly lines: readonly string[];
  /** px on the screen. */
  readonly size: number;
  readonly lineHeight: number;
  readonly weight: number;
  readonly isQuiet: boolean;
}

interface NameStyle {
  readonly size: number;
  readonly width: number;
  readonly weight: number;
  readonly isQuiet: boolean;
  readonly priority: number;
}

const styles: Readonly<Record<Role, NameStyle>> = {
  decision: { size: 12.5, width: 130, weight: 600, isQuiet: false, priority: 60 },
  agreement: { size: 12, width: 130, weight: 500, isQuiet: false, priority: 40 },
  state: { size: 12.5, width: 110, weight: 500, isQuiet: false, priority: 45 },
  company: { size: 12, width: 110, weight: 500, isQuiet: false, priority: 30 },
  body: { size: 11.5, width: 116, weight: 400, isQuiet: true, priority: 12 },
  person: { size: 11.5, width: 110, weight: 400, isQuiet: true, priority: 8 },
  other: { size: 11.5, width: 116, weight: 400, isQuiet: true, priority: 6 },
};

/** From afar only states, agreements, companies and decisions are named. */
const quietZoomMin = 0.4;
const readablePx = 6.7;

/** Names grow slowly with the zoom: at twice the size of the picture they are a third larger. */
function nameScale(zoom: number): number {
  // In steps, so that a name drawn once serves for many frames of a zoom.
  return Math.min(1.35, Math.max(0.96, Math.round(Math.sqrt(zoom) * 25) / 25));
}

/** A node's name in lines, at its size on the screen at this zoom. */
export function nameWords(node: SceneNode, zoom: number): NameWords {
  const style = styles[node.look.role];
  const size = style.size * nameScale(zoom);
  const { weight, isQuiet } = style;
  const isInside = node.look.name === "" && insideIsReadable(node, zoom);
  const lines = isInside ? [] : linesOf(node, style);
  return { lines, size, lineHeight: size * 1.22, weight, isQuiet };
}

/** Whether words inside the outline can be read at this zoom; where they cannot, they are written beside it. */
export function insideIsReadable({ look }: SceneNode, zoom: number): boolean {
  return look.insideSize * zoom >= readablePx;
}

/** What label placement needs to know of a node. */
export function nameItem(node: SceneNode, { x, y }: Place, zoom: number, isForced: boolean): NameItem {
  const words = nameWords(node, zoom);
  const { width, height, role } = node.look;
  const isLeftOut = words.isQuiet && zoom < quietZoomMin && !isForced;
  const ring = node.stance?.isElector ? 2 * (ringGap + ringWidth) : 2;
  return {
    id: node.id,
    x,
    y,
    width: width + ring,
    height: height + ring,
    wordsWidth: isLeftOut ? 0 : Math.max(0, ...words.lines.map((line) => textWidth(line, words.size))),
    wordsHeight: words.lines.length * words.lineHeight,
    priority:
      styles[role].priority +
      6 * Math.log2(1 + node.degree) +
      (node.stance ? 25 : 0) +
      (node.isFocus ? 100 : 0),
    isForced,
  };
}

// Wrapping is the same at every zoom, and a scene keeps its nodes: broken once for each.
const wrapped = new WeakMap<SceneNode, readonly string[]>();

function linesOf(node: SceneNode, { size, width }: NameStyle): readonly string[] {
  const known = wrapped.get(node);
  if (known) return known;
  const lines = wrapText(node.look.name || node.look.inside.join(" "), size, width, 3);
  wrapped.set(node, lines);
  return lines;
}

// Lines on a 2D context. Measured without a graphics card, 2,000 lines: one path of all that look the same costs 90 ms
// a frame, a path for each 20, with dashes 60 to 110; but hairlines, at most one pixel wide and unbroken, cost 6 in one
// path. So a few hundred lines are drawn with everything they have to say, and a crowd as hairlines, paler where dashed.
import type { LineLook } from "../../schema/formats/picture.ts";
import { everywhere, type Box } from "./boxes.ts";
import type { Route } from "./geometry.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A line with its look and its way: all that painting it needs. */
export interface DrawnLine {
  readonly look: LineLook;
  readonly route: Route;
}

/** More lines than this in view that are not loud are a crowd. */
const crowd = 450;

/** Lines ready to be painted many times. Those that look the same follow one another, in the order of first looks. */
export class LinePainter {
  readonly #groups: readonly (readonly DrawnLine[])[];
  #hairlines: ReadonlyMap<string, Hairlines> | undefined;

  constructor(lines: Iterable<DrawnLine>) {
    this.#groups = [...Map.groupBy(lines, ({ look }) => lookKey(look)).values()];
  }

  /**
   * @param context In graph coordinates.
   * @param zoom Its scale: widths follow it only in part, so that far away lines stay visible.
   * @param sight The part of the graph that can be seen, in graph coordinates; pictures see everything.
   * @param part What of that is painted.
   */
  paint(context: Context, zoom: number, sight: Box = everywhere, part: Box = sight): void {
    const isCrowd = sight !== everywhere && this.#countPlain(sight) > crowd;
    const groups = this.#groups.map((lines) => lines.filter((line) => isInside(line, part)));
    context.save();
    if (isCrowd) paintHairlines(context, zoom, this.#hairlinesOf(part === sight ? undefined : groups.flat()));
    for (const lines of groups) {
      const [first] = lines;
      if (first && !(isCrowd && isPlain(first.look))) paintGroup(context, first.look, lines, zoom);
    }
    context.restore();
  }

  #countPlain(sight: Box): number {
    const plain = this.#groups.filter(([line]) => line && isPlain(line.look));
    return plain.flat().filter((line) => isInside(line, sight)).length;
  }

  /** Of these lines, or of all: those are kept, for pans and zooms. */
  #hairlinesOf(some: readonly DrawnLine[] | undefined): ReadonlyMap<string, Hairlines> {
    if (some) return gatherHairlines(some);
    return (this.#hairlines ??= gatherHairlines(this.#groups.flat()));
  }
}

function paintHairlines(context: Context, zoom: number, all: ReadonlyMap<string, Hairlines>): void {
  // Whatever the pixel ratio, a hair less than one pixel: from there on the browser takes its slow way.
  context.lineWidth = 0.99 / (zoom * (window.devicePixelRatio || 1));
  for (const { color, alpha, curves, heads } of all.values()) {
    context.globalAlpha = alpha;
    context.strokeStyle = color;
    context.stroke(curves);
    if (zoom < headZoomMin) continue;
    context.fillStyle = color;
    context.fill(heads);
  }
}

/** Width on the screen of a line that is 1 px wide at zoom 1. */
export function lineScale(zoom: number): number {
  return Math.min(1.6, Math.max(0.36, zoom ** 0.7));
}

interface Hairlines {
  readonly color: string;
  readonly alpha: number;
  readonly curves: Path2D;
  readonly heads: Path2D;
}

/** Arrowheads are specks from afar. */
const headZoomMin = 0.3;

function gatherHairlines(lines: readonly DrawnLine[]): ReadonlyMap<string, Hairlines> {
  const all = new Map<string, Hairlines>();
  for (const { look, route } of lines.filter((line) => isPlain(line.look))) {
    const key = lookKey(look);
    const hairlines = all.get(key) ?? {
      color: look.color,
      alpha: inkShare(look),
      curves: new Path2D(),
      heads: new Path2D(),
    };
    all.set(key, hairlines);
    traceCurve(hairlines.curves, route);
    traceHead(hairlines.heads, route);
  }
  return all;
}

/** How dark a hairline is: as much as the ink that the line would lay down, the stronger the darker. */
function inkShare({ dash: [dash = 1, gap = 0], opacity, width }: LineLook): number {
  return opacity * (0.25 + (0.75 * dash) / (dash + gap)) * Math.min(1, 0.5 + 0.2 * width);
}

/** One of many. */
function isPlain({ isLoud }: LineLook): boolean {
  return isLoud !== true;
}

function isInside({ route: { curve } }: DrawnLine, { left, top, right, bottom }: Box): boolean {
  const [x1, y1, cx, cy, x2, y2] = curve;
  const isAcross = Math.max(x1, cx, x2) >= left && Math.min(x1, cx, x2) <= right;
  return isAcross && Math.max(y1, cy, y2) >= top && Math.min(y1, cy, y2) <= bottom;
}

function paintGroup(context: Context, look: LineLook, lines: readonly DrawnLine[], zoom: number): void {
  const scale = lineScale(zoom) / zoom;
  context.globalAlpha = look.opacity;
  context.fillStyle = look.color;
  context.setLineDash(look.dash.map((length) => length * scale));
  const strokeAll = (color: string, width: number) => {
    context.strokeStyle = color;
    context.lineWidth = width * scale;
    for (const line of lines) context.stroke(pathsOf(line).curve);
  };
  strokeAll(look.color, look.width);
  if (look.core) strokeAll(look.core.color, look.core.width);
  for (const line of lines) if (line.route.head.length > 0) context.fill(pathsOf(line).head);
}

interface LinePaths {
  readonly curve: Path2D;
  readonly head: Path2D;
}

const pathsByRoute = new WeakMap<Route, LinePaths>();

function pathsOf({ route }: DrawnLine): LinePaths {
  const known = pathsByRoute.get(route);
  if (known) return known;
  const paths = { curve: new Path2D(), head: new Path2D() };
  traceCurve(paths.curve, route);
  traceHead(paths.head, route);
  pathsByRoute.set(route, paths);
  return paths;
}

function traceCurve(path: Path2D, { curve: [x1, y1, cx, cy, x2, y2] }: Route): void {
  path.moveTo(x1, y1);
  path.quadraticCurveTo(cx, cy, x2, y2);
}

/** Filling closes it; closing it here would cost a walk over all heads traced before. */
function traceHead(path: Path2D, { head }: Route): void {
  for (const [index, [x, y]] of head.entries()) {
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
}

const keys = new WeakMap<LineLook, string>();

/** The same for all looks that paint alike. */
function lookKey(look: LineLook): string {
  const known = keys.get(look);
  if (known !== undefined) return known;
  const { color, width, dash, opacity, core, isLoud } = look;
  const key = `${isLoud} ${color} ${width} ${dash.join()} ${opacity} ${core?.color} ${core?.width}`;
  keys.set(look, key);
  return key;
}

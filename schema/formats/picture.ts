// A drawn graph as plain shapes: places, sizes, colours and words, nothing of where they came from. The canvas paints
// it for a bitmap and svg.ts writes it as a file, so both show the same figure. Lengths are in px at zoom 1.
import type { StanceState } from "../vocabulary.ts";
import { textWidth } from "./text-width.ts";

export const outlines = ["circle", "rounded", "hexagon", "clipped", "diamond"] as const;
export type Outline = (typeof outlines)[number];

/** A quadratic curve: start, control point, end. */
export type Curve = readonly [number, number, number, number, number, number];

/** One shape of an icon, drawn on a grid of 24 by 24 with round strokes of 2. */
export interface IconShape {
  readonly tag: "path" | "circle" | "rect" | "line" | "ellipse" | "polyline" | "polygon";
  readonly attributes: Readonly<Record<string, string>>;
}

/** The colours of a stance in the theme of the picture. */
export interface StancePaint {
  readonly fill: string;
  /** What stands on the fill. */
  readonly text: string;
  /** Outline and lines: at least 3:1 against the page. */
  readonly line: string;
}

/** An actor's stance on the decision that is being looked at. */
export interface StanceMark extends StancePaint {
  readonly state: StanceState;
  /** Set where nothing is known: the strokes of the fine hatch. */
  readonly hatch?: string;
  /** A ring for whoever has a vote; others wear the badge alone. */
  readonly hasRing: boolean;
  readonly isContested: boolean;
  readonly isStale: boolean;
}

/** How one node looks, wherever it stands. */
export interface Figure {
  readonly outline: Outline;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly isDashed: boolean;
  /** Words inside the outline, centred line by line. */
  readonly inside: readonly string[];
  readonly insideSize: number;
  readonly insideColor: string;
  readonly icon?: readonly IconShape[];
  readonly mark?: StanceMark;
}

/** Words beside a node, centred on `x`; `y` is the baseline of the first line. Relative to the node. */
export interface NameBlock {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly lineHeight: number;
  readonly weight: number;
  readonly color: string;
}

/** A node at its place, with its name. */
export interface PictureNode extends Figure {
  readonly id: string;
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly name?: NameBlock;
}

/** How one line looks, wherever it runs. */
export interface LineLook {
  readonly color: string;
  readonly width: number;
  /** Lengths of dash and gap; empty is solid. */
  readonly dash: readonly number[];
  readonly opacity: number;
  /** A narrower stroke on top: the fill of a pale stance, or the page where sources disagree, which splits the line. */
  readonly core?: { readonly color: string; readonly width: number };
  /** Keeps its width and dashes where there are too many lines to draw each with all it has to say. */
  readonly isLoud?: true;
}

/** A line at its place. */
export interface PictureLine extends LineLook {
  readonly id: string;
  readonly title: string;
  readonly curve: Curve;
  /** Corners of the arrowhead; empty where the line has no direction. */
  readonly head: readonly (readonly [number, number])[];
}

export type LegendEntry =
  | { readonly kind: "figure"; readonly figure: Figure; readonly text: string }
  | { readonly kind: "stance"; readonly mark: StanceMark; readonly text: string }
  | { readonly kind: "line"; readonly look: LineLook; readonly text: string };

/** All that a picture of the map shows, with nothing left to decide by whoever writes the file. */
export interface Picture {
  readonly title: string;
  /** One sentence under the title; may be empty. */
  readonly subtitle: string;
  /** For who cannot see it: what the picture shows, one or two sentences. */
  readonly description: string;
  readonly page: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  readonly font: string;
  readonly nodes: readonly PictureNode[];
  readonly lines: readonly PictureLine[];
  readonly legend: readonly LegendEntry[];
  /** One line under the picture: workspace, snapshot, date. */
  readonly footer: string;
}

/** A rectangle in the units of the drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the parts of a picture stand on its sheet. */
export interface Sheet extends Box {
  readonly titleBaseline: number;
  readonly subtitleBaseline: number;
  /** Centre of each legend entry's swatch; its words begin `swatchWidth` to the right of `x`. */
  readonly legend: readonly { readonly x: number; readonly y: number }[];
  readonly ruleY: number;
  readonly footerBaseline: number;
  readonly left: number;
}

const margin = 40;
const rowHeight = 30;
const widthMin = 640;
export const swatchWidth = 30;
export const captionSize = 15;
export const titleSize = 26;
export const subtitleSize = 17;

/** Lays title, drawing, legend and footer on one sheet. */
export function sheetOf(picture: Picture): Sheet {
  const drawing = drawingBox(picture.nodes);
  const width = Math.max(drawing.width + 2 * margin, widthMin);
  const x = drawing.x + drawing.width / 2 - width / 2;
  const heading =
    (picture.title === "" ? 0 : titleSize * 2) + (picture.subtitle === "" ? 0 : subtitleSize * 1.5);
  const y = drawing.y - margin - heading;
  const left = x + margin;
  const ruleY = drawing.y + drawing.height + margin / 2;
  const legend = flow(picture.legend, left, ruleY + 32, width - 2 * margin);
  const lastY = legend.at(-1)?.y ?? ruleY;
  const footerBaseline = lastY + rowHeight + 8;
  return {
    x,
    y,
    width,
    height: footerBaseline + margin / 2 - y,
    titleBaseline: y + margin / 2 + titleSize,
    subtitleBaseline: y + margin / 2 + titleSize + subtitleSize * 1.6,
    legend,
    ruleY,
    footerBaseline,
    left,
  };
}

/** The closed outline of a node as SVG path data, centred at a point. */
export function outlinePath(outline: Outline, x: number, y: number, width: number, height: number): string {
  const [rx, ry] = [width / 2, height / 2];
  if (outline === "circle")
    return `M${n(x - rx)} ${n(y)}a${n(rx)} ${n(ry)} 0 1 0 ${n(width)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-width)} 0z`;
  if (outline === "rounded") return roundedPath(x - rx, y - ry, width, height, Math.min(cornerRadius, ry));
  return polygonPath(corners(outline).map(([ux, uy]) => [x + ux * rx, y + uy * ry]));
}

export const cornerRadius = 7;

/** Corners of the straight-sided outlines, from -1 to 1 on both axes. */
export function corners(outline: "hexagon" | "clipped" | "diamond"): readonly (readonly [number, number])[] {
  switch (outline) {
    case "hexagon":
      return [
        [-1, 0],
        [-0.5, -0.92],
        [0.5, -0.92],
        [1, 0],
        [0.5, 0.92],
        [-0.5, 0.92],
      ];
    case "clipped":
      return [
        [-1, -1],
        [0.4, -1],
        [1, -0.4],
        [1, 1],
        [-1, 1],
      ];
    case "diamond":
      return [
        [0, -1],
        [1, 0],
        [0, 1],
        [-1, 0],
      ];
  }
}

/** A stance's glyph as path data; its question mark is words, so unknown has none. */
export function glyphPath(state: StanceState, x: number, y: number, radius: number): string {
  if (state === "abstain") return outlinePath("circle", x, y, radius * 1.3, radius * 1.3);
  return glyphPolygons[state]
    .map((polygon) => polygonPath(polygon.map(([ux, uy]) => [x + ux * radius, y + uy * radius])))
    .join("");
}

/** Glyphs that are drawn as an outline: the pale half of the scale. */
export const outlinedGlyphs: ReadonlySet<StanceState> = new Set<StanceState>([
  "lean-support",
  "lean-oppose",
  "abstain",
]);

/** A filled shape through these points as path data. */
export function polygonPath(points: readonly (readonly [number, number])[]): string {
  return points.length === 0 ? "" : `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join("L")}z`;
}

/** A curve as path data. */
export function curvePath([x1, y1, cx, cy, x2, y2]: Curve): string {
  return `M${n(x1)} ${n(y1)}Q${n(cx)} ${n(cy)} ${n(x2)} ${n(y2)}`;
}

/** Where the badge of a node's stance sits: at its upper right. */
export function badgePlace(figure: Figure): {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
} {
  const reach = figure.outline === "circle" ? 0.78 : 0.96;
  const rim = ringGap + 1;
  return {
    x: (figure.width / 2) * reach + rim * 0.7,
    y: -((figure.height / 2) * reach + rim * 0.7),
    radius: 8.5,
  };
}

/** Clear space between a node and the ring of its stance, and the ring's width. */
export const ringGap = 3;
export const ringWidth = 3.5;
/** A ring with gaps: the sources disagree. */
export const contestedDash: readonly number[] = [7, 5];

function drawingBox(nodes: readonly PictureNode[]): Box {
  if (nodes.length === 0) return { x: 0, y: 0, width: widthMin - 2 * margin, height: 60 };
  const boxes = nodes.map(nodeBox);
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function nodeBox({ x, y, width, height, name }: PictureNode): Box {
  const ring = ringGap + ringWidth + 6;
  const [half, up] = [width / 2 + ring, height / 2 + ring];
  if (!name) return { x: x - half, y: y - up, width: 2 * half, height: 2 * up };
  const words = Math.max(...name.lines.map((line) => textWidth(line, name.size))) / 2;
  const left = Math.min(x - half, x + name.x - words);
  const right = Math.max(x + half, x + name.x + words);
  const top = Math.min(y - up, y + name.y - name.size);
  const bottom = Math.max(y + up, y + name.y + name.lineHeight * name.lines.length);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function flow(entries: readonly LegendEntry[], left: number, top: number, width: number) {
  let [x, y] = [left, top];
  return entries.map((entry) => {
    const entryWidth = swatchWidth + textWidth(entry.text, captionSize) + 24;
    if (x > left && x + entryWidth > left + width) {
      x = left;
      y += rowHeight;
    }
    const place = { x, y };
    x += entryWidth;
    return place;
  });
}

function roundedPath(x: number, y: number, width: number, height: number, r: number): string {
  const arc = (dx: number, dy: number) => `a${n(r)} ${n(r)} 0 0 1 ${n(dx)} ${n(dy)}`;
  const [across, down] = [width - 2 * r, height - 2 * r];
  return `M${n(x + r)} ${n(y)}h${n(across)}${arc(r, r)}v${n(down)}${arc(-r, r)}h${n(-across)}${arc(-r, -r)}v${n(-down)}${arc(r, -r)}z`;
}

type Polygon = readonly (readonly [number, number])[];
const up: Polygon = [
  [0, -0.62],
  [0.62, 0.45],
  [-0.62, 0.45],
];
const down: Polygon = [
  [0, 0.62],
  [0.62, -0.45],
  [-0.62, -0.45],
];
const pair = (polygon: Polygon) =>
  [-0.36, 0.36].map((shift) => polygon.map(([x, y]) => [x * 0.58 + shift, y * 0.75] as const));

const glyphPolygons: Readonly<Record<Exclude<StanceState, "abstain">, readonly Polygon[]>> = {
  champion: pair(up),
  support: [up],
  "lean-support": [up],
  undecided: [
    [
      [0, -0.62],
      [0.62, 0],
      [0, 0.62],
      [-0.62, 0],
    ],
  ],
  "lean-oppose": [down],
  oppose: [down],
  block: pair(down),
  unknown: [],
};

/** Two decimals are a hundredth of a pixel: enough, and half the file. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

// Paints figures on a 2D context: their bodies for bitmaps, and what stands on and around them for the screen, where
// cytoscape draws the bodies. The context's origin is the node's centre, one unit is one unit of the graph.
import {
  badgePlace,
  contestedDash,
  glyphPath,
  outlinedGlyphs,
  outlinePath,
  ringGap,
  ringWidth,
  type Figure,
  type StanceMark,
} from "../../schema/formats/picture.ts";
import { iconPath } from "./icons.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints the outline and fill of a node. The context stands at its centre, in graph coordinates. */
export function paintBody(context: Context, figure: Figure): void {
  const { outline, width, height, fill, stroke, strokeWidth, isDashed } = figure;
  const path = pathOf(outlinePath(outline, 0, 0, width, height));
  context.fillStyle = fill;
  context.fill(path);
  context.setLineDash(isDashed ? [4, 3] : []);
  strokePath(context, path, stroke, strokeWidth);
  context.setLineDash([]);
}

/** Words or icon inside the outline. */
export function paintInside(context: Context, figure: Figure, font: string): void {
  const { icon, inside, insideSize, insideColor } = figure;
  if (icon) {
    const scale = insideSize / 24;
    context.save();
    context.translate(-insideSize / 2, -insideSize / 2);
    context.scale(scale, scale);
    context.lineCap = "round";
    context.lineJoin = "round";
    strokePath(context, iconPath(icon), insideColor, 2);
    context.restore();
  }
  if (inside.length === 0) return;
  context.font = `600 ${insideSize}px ${font}`;
  context.fillStyle = insideColor;
  context.textAlign = "center";
  const lineHeight = insideSize * 1.18;
  const top = insideSize * 0.36 - ((inside.length - 1) * lineHeight) / 2;
  for (const [index, line] of inside.entries()) context.fillText(line, 0, top + index * lineHeight);
}

/** The ring around whoever has a vote, in the colour of the stance. */
export function paintRing(context: Context, { outline, width, height }: Figure, mark: StanceMark): void {
  const around = 2 * ringGap + ringWidth;
  const path = pathOf(outlinePath(outline, 0, 0, width + around, height + around));
  context.save();
  context.globalAlpha *= mark.isStale ? 0.45 : 1;
  if (mark.isContested) context.setLineDash([...contestedDash]);
  strokePath(context, path, mark.line, ringWidth + 1.5);
  strokePath(context, path, mark.fill, ringWidth);
  if (mark.hatch !== undefined) strokePath(context, path, hatchOf(context, mark.hatch), ringWidth);
  context.restore();
}

/** The disc with a stance's glyph, centred at the origin. */
export function paintBadge(context: Context, mark: StanceMark, radius: number, font: string): void {
  context.save();
  context.globalAlpha *= mark.isStale ? 0.6 : 1;
  const disc = pathOf(outlinePath("circle", 0, 0, radius * 2, radius * 2));
  context.fillStyle = mark.fill;
  context.fill(disc);
  if (mark.hatch !== undefined) {
    context.fillStyle = hatchOf(context, mark.hatch);
    context.fill(disc);
  }
  strokePath(context, disc, mark.line, 1.5);
  paintGlyph(context, mark, radius, font);
  context.restore();
}

/** A figure's badge at its upper right, enlarged where the picture is small: it says what colours alone must not. */
export function paintBadgeOf(
  context: Context,
  figure: Figure,
  mark: StanceMark,
  font: string,
  scale = 1,
): void {
  const { x, y, radius } = badgePlace(figure);
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  paintBadge(context, mark, radius, font);
  context.restore();
}

function paintGlyph(context: Context, { state, text }: StanceMark, radius: number, font: string): void {
  if (state === "unknown") {
    context.font = `700 ${radius * 1.35}px ${font}`;
    context.fillStyle = text;
    context.textAlign = "center";
    context.fillText("?", 0, radius * 0.47);
    return;
  }
  const glyph = pathOf(glyphPath(state, 0, 0, radius));
  context.fillStyle = text;
  if (outlinedGlyphs.has(state)) strokePath(context, glyph, text, 1.3);
  else context.fill(glyph);
}

function strokePath(context: Context, path: Path2D, style: string | CanvasPattern, width: number): void {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.stroke(path);
}

const paths = new Map<string, Path2D>();
const pathsMax = 4000;

/** Path data as a path, made once. */
export function pathOf(data: string): Path2D {
  const known = paths.get(data);
  if (known) return known;
  if (paths.size >= pathsMax) paths.clear();
  const path = new Path2D(data);
  paths.set(data, path);
  return path;
}

const hatches = new Map<string, CanvasPattern>();

function hatchOf(context: Context, color: string): CanvasPattern | string {
  const known = hatches.get(color);
  if (known) return known;
  const tile = new OffscreenCanvas(16, 16);
  const pen = tile.getContext("2d");
  if (!pen) return color;
  pen.strokeStyle = color;
  pen.lineWidth = 5;
  for (const shift of [-16, 0, 16]) {
    pen.moveTo(shift - 2, 18);
    pen.lineTo(shift + 18, -2);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  if (!pattern) return color;
  // Four times as fine as the tile is large, so that it stays sharp when zoomed.
  pattern.setTransform(new DOMMatrix([0.25, 0, 0, 0.25, 0, 0]));
  hatches.set(color, pattern);
  return pattern;
}

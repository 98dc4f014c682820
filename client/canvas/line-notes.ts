// Words on lines: what a relation says, or which stance a line stands for. Shown for the line that is hovered or
// selected, and small glyphs on the stance lines at a hovered node.
import type { StanceMark } from "../../schema/formats/picture.ts";
import { textWidth } from "../../schema/formats/text-width.ts";
import { stanceTerms } from "../../schema/vocabulary.ts";
import { stanceMark } from "./figures.ts";
import { pointOn, type Point } from "./geometry.ts";
import type { Viewport } from "./viewport.ts";
import { paintBadge } from "./paint-figure.ts";
import type { Palette } from "./palette.ts";
import type { RoutedLine } from "./routes.ts";
import type { SceneLine } from "./scene-lines.ts";

/** Words that stand on a line while it is looked at. */
export interface LineNote {
  /** In graph coordinates. */
  readonly at: Point;
  readonly text: string;
  readonly mark?: StanceMark;
}

/** The words of a line at its middle; with `isShort` the glyph alone, where there is one. */
export function noteOn({ line, route }: RoutedLine, palette: Palette, isShort: boolean): LineNote {
  const at = pointOn(route.curve, 0.5);
  if (line.kind === "relation") return { at, text: isShort ? "" : lineWords(line) };
  const mark = stanceMark(line.stance, palette, { ...line, hasRing: false });
  return { at, mark, text: isShort ? "" : lineWords(line) };
}

/** What a line says between its ends, such as "applied to join" or "undecided, contested". */
export function lineWords(line: SceneLine): string {
  if (line.kind === "relation") return line.words;
  const more = [line.isContested && "contested", line.isStale && "stale"].filter((word) => word !== false);
  return [stanceTerms[line.stance].label, ...more].join(", ");
}

const size = 11.5;
const height = 20;
const radius = 7.5;

/** Paints a note upright and in the same size whatever the zoom. */
export function paintNote(
  context: CanvasRenderingContext2D,
  note: LineNote,
  view: Viewport,
  palette: Palette,
): void {
  const [x, y] = [note.at[0] * view.zoom + view.x, note.at[1] * view.zoom + view.y];
  if (note.text === "" && note.mark) {
    context.save();
    context.translate(x, y);
    paintBadge(context, note.mark, radius, palette.font);
    context.restore();
    return;
  }
  if (note.text !== "") paintPill(context, note, x, y, palette);
}

function paintPill(
  context: CanvasRenderingContext2D,
  { text, mark }: LineNote,
  x: number,
  y: number,
  palette: Palette,
): void {
  const glyph = mark ? radius * 2 + 5 : 0;
  const width = textWidth(text, size) * 1.04 + glyph + 16;
  const left = x - width / 2;
  context.save();
  context.fillStyle = palette.raised;
  context.strokeStyle = palette.outline;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(left, y - height / 2, width, height, height / 2);
  context.fill();
  context.stroke();
  context.font = `500 ${size}px ${palette.font}`;
  context.textAlign = "left";
  context.fillStyle = palette.ink;
  context.fillText(text, left + 8 + glyph, y + size * 0.36);
  if (mark) {
    context.translate(left + 6 + radius, y);
    paintBadge(context, mark, radius, palette.font);
  }
  context.restore();
}

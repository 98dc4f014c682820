// Lines on a 2D context. Lines that look the same are one path, so a frame costs a few strokes however many there are.
import type { LineLook } from "../../schema/formats/picture.ts";
import type { Route } from "./geometry.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

export interface DrawnLine {
  readonly look: LineLook;
  readonly route: Route;
}

interface Batch {
  readonly look: LineLook;
  readonly curves: Path2D;
  readonly heads: Path2D;
}

/** Lines ready to be stroked, in the order given where looks differ. */
export class LineBatches {
  readonly #batches: readonly Batch[];

  constructor(lines: Iterable<DrawnLine>) {
    const batches = new Map<string, Batch>();
    for (const { look, route } of lines) {
      const key = lookKey(look);
      let batch = batches.get(key);
      if (!batch) {
        batch = { look, curves: new Path2D(), heads: new Path2D() };
        batches.set(key, batch);
      }
      trace(batch, route);
    }
    this.#batches = [...batches.values()];
  }

  /** @param zoom Scale of the context: widths follow it only in part, so that far away lines stay visible. */
  paint(context: Context, zoom: number): void {
    const scale = lineScale(zoom) / zoom;
    context.save();
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const { look, curves, heads } of this.#batches) {
      context.globalAlpha = look.opacity;
      context.setLineDash(look.dash.map((length) => length * scale));
      stroke(context, curves, look.color, look.width * scale);
      if (look.core) stroke(context, curves, look.core.color, look.core.width * scale);
      context.fillStyle = look.color;
      context.fill(heads);
    }
    context.restore();
  }
}

/** Width on the screen of a line that is 1 px wide at zoom 1. */
export function lineScale(zoom: number): number {
  return Math.min(1.6, Math.max(0.36, zoom ** 0.7));
}

function stroke(context: Context, path: Path2D, color: string, width: number): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
}

function trace({ curves, heads }: Batch, { curve, head }: Route): void {
  const [x1, y1, cx, cy, x2, y2] = curve;
  curves.moveTo(x1, y1);
  curves.quadraticCurveTo(cx, cy, x2, y2);
  for (const [index, [x, y]] of head.entries()) {
    if (index === 0) heads.moveTo(x, y);
    else heads.lineTo(x, y);
  }
  if (head.length > 0) heads.closePath();
}

function lookKey({ color, width, dash, opacity, core }: LineLook): string {
  return `${color} ${width} ${dash.join()} ${opacity} ${core?.color} ${core?.width}`;
}

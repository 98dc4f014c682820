import type { Box } from "./boxes.ts";
import type { Viewport } from "./viewport.ts";

/** A transparent canvas over the whole stage, sharp at any pixel ratio. */
export class Sheet {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser gives no 2D canvas.");
    this.#canvas = canvas;
    this.#context = context;
  }

  /**
   * Clears, and lets `draw` paint in CSS px.
   *
   * @param draw Told whether all is to be painted, as it is on a canvas that has another size than before.
   * @param part Leaves what is outside this part as it is. In CSS px.
   */
  paint(
    width: number,
    height: number,
    draw: (context: CanvasRenderingContext2D, isWhole: boolean) => void,
    part?: Box,
  ): void {
    const ratio = window.devicePixelRatio || 1;
    const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== pixelsWide || this.#canvas.height !== pixelsHigh) {
      part = undefined;
      this.#canvas.width = pixelsWide;
      this.#canvas.height = pixelsHigh;
    }
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.save();
    if (part) clipTo(context, part, ratio);
    context.clearRect(0, 0, pixelsWide, pixelsHigh);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(context, part === undefined);
    context.restore();
  }
}

/** To whole pixels, or the edges of the part would show. */
function clipTo(context: CanvasRenderingContext2D, { left, top, right, bottom }: Box, ratio: number): void {
  const [x, y] = [Math.floor(left * ratio), Math.floor(top * ratio)];
  context.beginPath();
  context.rect(x, y, Math.ceil(right * ratio) - x, Math.ceil(bottom * ratio) - y);
  context.clip();
}

/** Lets `draw` paint in graph coordinates. */
export function inGraph(context: CanvasRenderingContext2D, { x, y, zoom }: Viewport, draw: () => void): void {
  context.save();
  context.translate(x, y);
  context.scale(zoom, zoom);
  draw();
  context.restore();
}

import { emphasised } from "./line-look.ts";
import type { Viewport } from "./node-layer.ts";
import { LineBatches } from "./paint-lines.ts";
import type { Palette } from "./palette.ts";
import type { RoutedLine } from "./routes.ts";
import { inGraph, Sheet } from "./sheet.ts";

/** All lines, under the nodes, with those at selected nodes once more on top and darker. */
export class LineLayer {
  readonly #sheet: Sheet;
  #all = new LineBatches([]);
  #emphasised = new LineBatches([]);
  #palette: Palette | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#sheet = new Sheet(canvas);
  }

  setLines(lines: Iterable<RoutedLine>, palette: Palette): void {
    this.#palette = palette;
    this.#all = new LineBatches(lines);
  }

  setEmphasis(lines: readonly RoutedLine[]): void {
    const palette = this.#palette;
    if (!palette) return;
    this.#emphasised = new LineBatches(
      lines.map(({ line, look, route }) => ({ route, look: emphasised(look, line, palette) })),
    );
  }

  paint(width: number, height: number, view: Viewport): void {
    this.#sheet.paint(width, height, (context) => {
      inGraph(context, view, () => {
        this.#all.paint(context, view.zoom);
        this.#emphasised.paint(context, view.zoom);
      });
    });
  }
}

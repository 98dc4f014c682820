import { grown, type Box } from "./boxes.ts";
import { GlLines } from "./gl-lines.ts";
import { emphasised } from "./line-look.ts";
import type { Viewport } from "./viewport.ts";
import { LinePainter } from "./paint-lines.ts";
import type { Palette } from "./palette.ts";
import type { RoutedLine } from "./routes.ts";
import { inGraph, Sheet } from "./sheet.ts";

/** From here on lines go to the graphics card: a 2D canvas would need a frame's time for them alone. */
const manyLines = 600;
/** How far from its way a line can be seen: its width and its head, in graph coordinates and on the screen. */
const beside = 12;

/**
 * All lines, under the nodes, with those at selected nodes once more on top and darker. Few lines are painted in 2D;
 * many on a WebGL canvas, or in 2D again where there is none.
 */
export class LineLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #sheet: Sheet;
  #gl: GlLines | "unavailable" | undefined;
  #isOnGl = false;
  #all = new LinePainter([]);
  #emphasised = new LinePainter([]);
  #palette: Palette | undefined;

  readonly #lost: () => void;

  /**
   * @param canvas Painted on in 2D; a canvas for WebGL is put under it when one is needed.
   * @param lost Told when the graphics card has dropped the lines: they are to be set again.
   */
  constructor(canvas: HTMLCanvasElement, lost: () => void) {
    this.#canvas = canvas;
    this.#lost = lost;
    this.#sheet = new Sheet(canvas);
  }

  setLines(lines: readonly RoutedLine[], palette: Palette): void {
    this.#palette = palette;
    const gl = lines.length >= manyLines ? this.#openGl() : undefined;
    // A line that was drawn on the other canvas before must not stay there.
    if (!gl && this.#gl instanceof GlLines) this.#gl.setLines([]);
    this.#isOnGl = gl !== undefined;
    gl?.setLines(lines);
    this.#all = new LinePainter(gl ? [] : lines);
  }

  /** @param selected Ids of lines that are selected themselves. */
  setEmphasis(lines: readonly RoutedLine[], selected: ReadonlySet<string>): void {
    const palette = this.#palette;
    if (!palette) return;
    this.#emphasised = new LinePainter(
      lines.map(({ line, look, route }) => ({
        route,
        look: emphasised(look, line, palette, selected.has(line.id)),
      })),
    );
  }

  /** @param changed Where lines are others than when they were painted last, in graph coordinates; everywhere if left out. */
  paint(width: number, height: number, view: Viewport, changed?: Box): void {
    if (this.#gl instanceof GlLines) this.#gl.paint(width, height, view);
    const sight = sightOf(width, height, view);
    // Lines and their heads are wider than their ways.
    const part = changed && grown(changed, beside + beside / view.zoom);
    const near = part && grown(part, beside + beside / view.zoom);
    const draw = (context: CanvasRenderingContext2D, isWhole: boolean) =>
      inGraph(context, view, () => {
        const painted = isWhole ? sight : near;
        if (!this.#isOnGl) this.#all.paint(context, view.zoom, sight, painted);
        this.#emphasised.paint(context, view.zoom, sight, painted);
      });
    this.#sheet.paint(width, height, draw, part && onScreen(part, view));
  }

  [Symbol.dispose](): void {
    this.#canvas.parentElement?.querySelector(".gl-lines")?.remove();
  }

  #openGl(): GlLines | undefined {
    this.#gl ??= this.#tryGl();
    return this.#gl === "unavailable" ? undefined : this.#gl;
  }

  #tryGl(): GlLines | "unavailable" {
    const canvas = document.createElement("canvas");
    canvas.className = "gl-lines";
    canvas.ariaHidden = "true";
    try {
      const gl = new GlLines(canvas);
      canvas.addEventListener("webglcontextlost", () => this.#loseGl(canvas));
      this.#canvas.before(canvas);
      return gl;
    } catch {
      // No card, a blocked driver, or too many contexts: the 2D canvas shows the same, only slower.
      return "unavailable";
    }
  }

  #loseGl(canvas: HTMLCanvasElement): void {
    canvas.remove();
    this.#gl = "unavailable";
    this.#lost();
  }
}

function onScreen({ left, top, right, bottom }: Box, { x, y, zoom }: Viewport): Box {
  return { left: left * zoom + x, top: top * zoom + y, right: right * zoom + x, bottom: bottom * zoom + y };
}

function sightOf(width: number, height: number, { x, y, zoom }: Viewport): Box {
  return { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom };
}

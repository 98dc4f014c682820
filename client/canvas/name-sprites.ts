// Names as small bitmaps. Outlined text is the dearest thing a 2D canvas draws, and a name looks the same in every frame.
import type { NameWords } from "./names.ts";

/** What names are written with; a change of it makes every sprite anew. */
export interface NameInk {
  readonly color: string;
  /** Drawn around the letters, so that they can be read across lines. */
  readonly halo: string;
  readonly font: string;
}

export type Alignment = "left" | "center" | "right";

interface Sprite {
  readonly bitmap: OffscreenCanvas;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
}

const haloWidth = 3.5;
const edge = 3;
const spritesMax = 3000;

/** Names that were written once and are copied from then on: writing letters is what costs. */
export class NameSprites {
  readonly #sprites = new Map<string, Sprite>();

  /** After fonts have come, everything is drawn anew. */
  clear(): void {
    this.#sprites.clear();
  }

  /**
   * Paints a name into a context whose unit is a CSS px.
   *
   * @param x Left edge, middle or right edge of the words, as they are aligned.
   * @param top Upper edge of the first line.
   */
  paint(
    context: CanvasRenderingContext2D,
    words: NameWords,
    ink: NameInk,
    align: Alignment,
    x: number,
    top: number,
  ): void {
    const ratio = window.devicePixelRatio || 1;
    const { bitmap, width, height } = this.#spriteOf(words, ink, align, ratio);
    const left = x - edge - (width - 2 * edge) * shares[align];
    // On whole pixels of the screen, or the letters would be smeared over two.
    const snap = (value: number) => Math.round(value * ratio) / ratio;
    context.drawImage(bitmap, snap(left), snap(top - edge), width, height);
  }

  #spriteOf(words: NameWords, ink: NameInk, align: Alignment, ratio: number): Sprite {
    const { lines, size, weight } = words;
    const key = `${ratio} ${size} ${weight} ${align} ${ink.color} ${ink.halo} ${lines.join("\n")}`;
    const known = this.#sprites.get(key);
    if (known) return known;
    if (this.#sprites.size >= spritesMax) this.#sprites.clear();
    const sprite = drawSprite(words, ink, align, ratio);
    this.#sprites.set(key, sprite);
    return sprite;
  }
}

const shares: Readonly<Record<Alignment, number>> = { left: 0, center: 0.5, right: 1 };

function drawSprite(
  { lines, size, lineHeight, weight }: NameWords,
  ink: NameInk,
  align: Alignment,
  ratio: number,
): Sprite {
  const font = `${weight} ${size}px ${ink.font}`;
  const width = Math.ceil(Math.max(...lines.map((line) => measure(line, font)))) + 2 * edge;
  const height = Math.ceil(lines.length * lineHeight) + 2 * edge;
  const bitmap = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
  const pen = bitmap.getContext("2d");
  if (!pen) return { bitmap, width, height };
  pen.scale(ratio, ratio);
  pen.font = font;
  pen.textAlign = align;
  pen.lineJoin = "round";
  pen.lineWidth = haloWidth;
  pen.strokeStyle = ink.halo;
  pen.fillStyle = ink.color;
  const x = edge + (width - 2 * edge) * shares[align];
  const baseline = (index: number) => edge + index * lineHeight + size * 0.93;
  for (const [index, line] of lines.entries()) pen.strokeText(line, x, baseline(index));
  for (const [index, line] of lines.entries()) pen.fillText(line, x, baseline(index));
  return { bitmap, width: bitmap.width / ratio, height: bitmap.height / ratio };
}

const ruler = new OffscreenCanvas(1, 1).getContext("2d");

function measure(line: string, font: string): number {
  if (!ruler) return 0;
  ruler.font = font;
  return ruler.measureText(line).width;
}

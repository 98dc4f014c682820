import { describe, expect, test } from "vitest";
import { gradeDashes } from "../../../client/canvas/grade.ts";
import { GlLines } from "../../../client/canvas/gl-lines.ts";
import { everywhere } from "../../../client/canvas/boxes.ts";
import { LinePainter, lineScale, type DrawnLine } from "../../../client/canvas/paint-lines.ts";
import { pngScale } from "../../../client/canvas/paint-picture.ts";
import type { LineLook } from "../../../schema/formats/picture.ts";

const look: LineLook = { color: "#0000ff", width: 4, dash: [], opacity: 1 };

/** A line from left to right at a height, 160 long, with an arrowhead at 180. */
function lineAt(y: number, change: Partial<LineLook> = {}): DrawnLine {
  return {
    look: { ...look, ...change },
    route: {
      curve: [20, y, 100, y, 172, y],
      head: [
        [190, y],
        [170, y + 8],
        [174.4, y],
        [170, y - 8],
      ],
    },
  };
}

interface Painted {
  /** Red, green, blue, alpha at a point. */
  readonly at: (x: number, y: number) => readonly number[];
}

function readable(canvas: HTMLCanvasElement): Painted {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  context?.drawImage(canvas, 0, 0);
  const ratio = window.devicePixelRatio;
  return { at: (x, y) => [...(context?.getImageData(x * ratio, y * ratio, 1, 1).data ?? [])] };
}

function paintedIn2d(lines: readonly DrawnLine[], sight = everywhere): Painted {
  const canvas = document.createElement("canvas");
  const ratio = window.devicePixelRatio;
  canvas.width = 200 * ratio;
  canvas.height = 100 * ratio;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no 2D canvas");
  context.scale(ratio, ratio);
  new LinePainter(lines).paint(context, 1, sight);
  return readable(canvas);
}

function paintedByGl(lines: readonly DrawnLine[]): Painted {
  const canvas = document.createElement("canvas");
  const gl = new GlLines(canvas, true);
  gl.setLines(lines);
  gl.paint(200, 100, { x: 0, y: 0, zoom: 1 });
  return readable(canvas);
}

describe.each([
  ["in 2D", paintedIn2d],
  ["by WebGL", paintedByGl],
])("%s", (_, painted) => {
  test("a line is where it should be, in its colour, and nowhere else", () => {
    const { at } = painted([lineAt(50)]);
    expect(at(100, 50)).toEqual([0, 0, 255, 255]);
    expect(at(100, 40)[3]).toBe(0);
    expect(at(10, 50)[3]).toBe(0);
  });

  test("it ends in an arrowhead, wider than the line and pointed", () => {
    const { at } = painted([lineAt(50)]);
    expect(at(174, 54)[3]).toBeGreaterThan(200);
    expect(at(188, 54)[3]).toBe(0);
  });

  test("a broken line has gaps", () => {
    const { at } = painted([lineAt(50, { dash: [10, 10] })]);
    const alphas = Array.from({ length: 40 }, (_, step) => at(30 + 3 * step, 50)[3] ?? 0);
    expect(alphas.filter((alpha) => alpha > 200).length).toBeGreaterThan(12);
    expect(alphas.filter((alpha) => alpha < 50).length).toBeGreaterThan(12);
  });

  test("a core splits it along its length", () => {
    const { at } = painted([lineAt(50, { width: 10, core: { color: "#ffffff", width: 4 } })]);
    expect(at(100, 50)).toEqual([255, 255, 255, 255]);
    expect(at(100, 46)).toEqual([0, 0, 255, 255]);
  });

  test("a faded line lets through", () => {
    expect(painted([lineAt(50, { opacity: 0.5 })]).at(100, 50)[3]).toBeCloseTo(128, -1);
  });

  test("no lines paint nothing", () => {
    expect(painted([]).at(100, 50)[3]).toBe(0);
  });
});

test("without a graphics card there is no WebGL layer: 2D is quicker there", () => {
  expect(() => new GlLines(document.createElement("canvas"))).toThrow("graphics card");
});

test("a crowd is drawn as hairlines, paler the weaker its grade, and stances are spared", () => {
  const sight = { left: 0, top: 0, right: 200, bottom: 100 };
  const plain = { color: "#000000", width: 1.5 };
  const crowd = Array.from({ length: 500 }, () => lineAt(20, { ...plain, opacity: 0.004 }));
  const dotted = lineAt(40, { ...plain, dash: gradeDashes.dotted });
  const solid = lineAt(60, plain);
  const { at } = paintedIn2d([...crowd, dotted, solid, lineAt(80, { isLoud: true })], sight);
  const alphaAround = (y: number) => Math.max(...[-1, 0, 1].map((step) => at(100, y + step)[3] ?? 0));
  expect(alphaAround(60)).toBeGreaterThan(alphaAround(40) * 1.4);
  expect(alphaAround(40)).toBeGreaterThan(0);
  expect(at(100, 81)).toEqual([0, 0, 255, 255]);
});

test("lines stay visible from afar and do not become beams from near", () => {
  expect(lineScale(1)).toBe(1);
  expect(lineScale(0.05)).toBeGreaterThan(0.3);
  expect(lineScale(4)).toBeLessThan(2);
});

test("a bitmap is twice as fine as the sheet, but never larger than 8,192 px", () => {
  expect(pngScale({ width: 1000, height: 500 })).toBe(2);
  expect(pngScale({ width: 10_000, height: 500 }) * 10_000).toBe(8192);
});

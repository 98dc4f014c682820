import { pointOn } from "./geometry.ts";
import {
  curveSteps,
  headFragmentShader,
  headVertexShader,
  lineFragmentShader,
  lineVertexShader,
} from "./gl-shaders.ts";
import type { Viewport } from "./viewport.ts";
import { lineScale, type DrawnLine } from "./paint-lines.ts";

const lineFloats = 20;
const headFloats = 9;

/**
 * Many lines on a WebGL canvas. Looks like what LineBatches paints, at a price that hardly grows with their number.
 *
 * @throws Error where there is no WebGL 2; lines are painted in 2D then.
 */
export class GlLines {
  readonly #canvas: HTMLCanvasElement;
  readonly #gl: WebGL2RenderingContext;
  readonly #lines: Instances;
  readonly #heads: Instances;

  /** @param isSlowOk Takes WebGL without a graphics card too: for tests. 2D is much quicker then. */
  constructor(canvas: HTMLCanvasElement, isSlowOk = false) {
    const gl = canvas.getContext("webgl2", {
      antialias: false,
      depth: false,
      failIfMajorPerformanceCaveat: !isSlowOk,
    });
    if (!gl || (!isSlowOk && isSoftware(gl)))
      throw new Error("There is no WebGL 2 with a graphics card behind it.");
    this.#canvas = canvas;
    this.#gl = gl;
    this.#lines = new Instances(
      gl,
      [lineVertexShader, lineFragmentShader],
      [4, 4, 4, 4, 4],
      2 * (curveSteps + 1),
    );
    this.#heads = new Instances(gl, [headVertexShader, headFragmentShader], [4, 1, 4], 4);
  }

  setLines(list: readonly DrawnLine[]): void {
    const directed = list.filter(({ route }) => route.head.length > 0);
    const bodies = new Float32Array(list.length * lineFloats);
    for (const [index, line] of list.entries()) bodies.set(numbersOf(line).body, index * lineFloats);
    const heads = new Float32Array(directed.length * headFloats);
    for (const [index, line] of directed.entries()) heads.set(numbersOf(line).head, index * headFloats);
    this.#lines.upload(bodies, list.length);
    this.#heads.upload(heads, directed.length);
  }

  paint(width: number, height: number, view: Viewport): void {
    const ratio = window.devicePixelRatio || 1;
    const gl = this.#gl;
    const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== pixelsWide || this.#canvas.height !== pixelsHigh) {
      this.#canvas.width = pixelsWide;
      this.#canvas.height = pixelsHigh;
    }
    gl.viewport(0, 0, pixelsWide, pixelsHigh);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    for (const instances of [this.#lines, this.#heads]) {
      instances.draw((set) => {
        set("size", [width, height]);
        set("view", [view.x, view.y, view.zoom]);
        set("ratio", [ratio]);
        set("scale", [lineScale(view.zoom)]);
      });
    }
  }
}

/** Software renderers say so in their name; not all of them admit a "major performance caveat". */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(String(renderer));
}

type SetUniform = (name: string, values: readonly number[]) => void;

/** One program with a buffer of instances, each drawn as the same strip of vertices. */
class Instances {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #array: WebGLVertexArrayObject;
  readonly #buffer: WebGLBuffer;
  readonly #vertices: number;
  #count = 0;

  constructor(
    gl: WebGL2RenderingContext,
    shaders: readonly [string, string],
    sizes: readonly number[],
    vertices: number,
  ) {
    this.#gl = gl;
    this.#program = link(gl, shaders);
    this.#array = gl.createVertexArray();
    this.#buffer = gl.createBuffer();
    this.#vertices = vertices;
    gl.bindVertexArray(this.#array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    const stride = sizes.reduce((sum, size) => sum + size, 0) * 4;
    let offset = 0;
    for (const [location, size] of sizes.entries()) {
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, size, gl.FLOAT, false, stride, offset);
      gl.vertexAttribDivisor(location, 1);
      offset += size * 4;
    }
  }

  upload(numbers: Float32Array, count: number): void {
    const gl = this.#gl;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    gl.bufferData(gl.ARRAY_BUFFER, numbers, gl.DYNAMIC_DRAW);
    this.#count = count;
  }

  draw(setUniforms: (set: SetUniform) => void): void {
    if (this.#count === 0) return;
    const gl = this.#gl;
    gl.useProgram(this.#program);
    setUniforms((name, values) => {
      const location = gl.getUniformLocation(this.#program, name);
      if (values.length === 1) gl.uniform1fv(location, values);
      else if (values.length === 2) gl.uniform2fv(location, values);
      else gl.uniform3fv(location, values);
    });
    gl.bindVertexArray(this.#array);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, this.#vertices, this.#count);
  }
}

function link(gl: WebGL2RenderingContext, [vertex, fragment]: readonly [string, string]): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error("This browser's WebGL has given up.");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  const isLinked: unknown = gl.getProgramParameter(program, gl.LINK_STATUS);
  if (isLinked !== true)
    throw new Error(`A line program does not link: ${gl.getProgramInfoLog(program) ?? ""}`);
  return program;
}

interface LineNumbers {
  readonly body: Float32Array;
  readonly head: Float32Array;
}

// A line that did not change is the same object, so an edit turns only its own lines into numbers.
const numbersByLine = new WeakMap<DrawnLine, LineNumbers>();

function numbersOf(line: DrawnLine): LineNumbers {
  const known = numbersByLine.get(line);
  if (known) return known;
  const numbers = { body: Float32Array.from(lineNumbers(line)), head: Float32Array.from(headNumbers(line)) };
  numbersByLine.set(line, numbers);
  return numbers;
}

function lineNumbers({ look, route }: DrawnLine): readonly number[] {
  const [x1, y1, cx, cy, x2, y2] = route.curve;
  const [dash = 0, gap = 0] = look.dash;
  const ends = [x1, y1, x2, y2];
  const control = [cx, cy, lengthOf(route.curve), 0];
  const widths = [look.width, look.core?.width ?? 0, dash, gap];
  const core = channels(look.core?.color ?? look.color, 1);
  return [...ends, ...control, ...widths, ...channels(look.color, look.opacity), ...core];
}

function headNumbers({ look, route }: DrawnLine): readonly number[] {
  const [tip = [0, 0], , notch = [0, 0]] = route.head;
  const [dx, dy] = [tip[0] - notch[0], tip[1] - notch[1]];
  const length = Math.hypot(dx, dy) || 1;
  // The notch lies at 0.78 of the head's length.
  return [tip[0], tip[1], dx / length, dy / length, length / 0.78, ...channels(look.color, look.opacity)];
}

function lengthOf(curve: DrawnLine["route"]["curve"]): number {
  const [x, y] = pointOn(curve, 0.5);
  const [x1, y1, , , x2, y2] = curve;
  return Math.hypot(x - x1, y - y1) + Math.hypot(x2 - x, y2 - y);
}

const channelCache = new Map<string, readonly [number, number, number]>();

function channels(color: string, opacity: number): readonly number[] {
  const known = channelCache.get(color) ?? parse(color);
  channelCache.set(color, known);
  return [...known, opacity];
}

function parse(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return Number.isNaN(value)
    ? [0.5, 0.5, 0.5]
    : [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

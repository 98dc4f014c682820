import type { EntityId } from "../../schema/ids.ts";
import {
  between,
  fitView,
  isInView,
  openingView,
  readableZoom,
  viewOf,
  zoomed,
  type Size,
} from "./framing.ts";
import type { Point } from "./geometry.ts";
import type { Place, Places } from "./places.ts";
import { Glide } from "./motion.ts";
import type { NodeLayer } from "./node-layer.ts";
import type { Viewport } from "./viewport.ts";
import type { Scene } from "./scene.ts";

const glideMs = 300;
const focusZoomMax = 1.4;
const revealMarginPx = 60;

/** Which part of the graph is on the screen, and how that changes on command. Gestures move the view by themselves. */
export class Camera {
  readonly #nodes: NodeLayer;
  readonly #host: HTMLElement;
  readonly #glide = new Glide();

  constructor(nodes: NodeLayer, host: HTMLElement) {
    this.#nodes = nodes;
    this.#host = host;
  }

  get view(): Viewport {
    return this.#nodes.viewport;
  }

  /** CSS px. */
  get size(): Size {
    return { width: this.#host.clientWidth, height: this.#host.clientHeight };
  }

  /** What no panel lies over: `--e-covered-right` says how much of the right side one takes, in px. */
  get clearSize(): Size {
    const { width, height } = this.size;
    const covered =
      Number.parseFloat(getComputedStyle(this.#host).getPropertyValue("--e-covered-right")) || 0;
    return { width: Math.max(width - covered, width / 3), height };
  }

  /** Shows what a map opens with. Whether there was anything to show. */
  open(scene: Scene, places: Places): boolean {
    const view = openingView(scene, places, this.clearSize);
    if (view) this.#goTo(view, false);
    return view !== undefined;
  }

  /** Shows everything. */
  fit(scene: Scene, places: Places): void {
    const view = fitView(scene, places, this.clearSize);
    if (view) this.#goTo(view, true);
  }

  /** Brings these nodes into view with as little change as will do: nothing, a pan, or another zoom. */
  focusOn(ids: Iterable<EntityId>, scene: Scene, places: Places): void {
    const { view, clearSize: size } = this;
    const wanted = viewOf(ids, scene, places, size, focusZoomMax);
    if (!wanted) return;
    const keeps = wanted.zoom >= view.zoom && view.zoom >= readableZoom;
    if (!keeps) this.#goTo(wanted, true);
    else if (!isInView(ids, places, view, size))
      this.#goTo(zoomed(wanted, view.zoom / wanted.zoom, size), true);
  }

  /** Pans as little as is needed to see a place. */
  reveal(place: Place): void {
    const [x, y] = this.toScreen(place);
    const { width, height } = this.clearSize;
    const dx = intoRange(x, revealMarginPx, width - revealMarginPx);
    const dy = intoRange(y, revealMarginPx, height - revealMarginPx);
    const { view } = this;
    if (dx !== 0 || dy !== 0) this.#goTo({ ...view, x: view.x + dx, y: view.y + dy }, true);
  }

  /** Pans as little as is needed to bring a place out from under a panel. Anywhere else it stays where it is. */
  uncover(place: Place): void {
    const [x] = this.toScreen(place);
    const isCovered = x > this.clearSize.width && x <= this.size.width;
    if (isCovered) this.reveal(place);
  }

  /** Zooms at the middle of the screen. */
  zoomBy(factor: number): void {
    this.#goTo(zoomed(this.view, factor, this.clearSize), true);
  }

  /** From CSS px within the stage to graph coordinates, and back. */
  toGraph(x: number, y: number): Point {
    const { view } = this;
    return [(x - view.x) / view.zoom, (y - view.y) / view.zoom];
  }
  toScreen({ x, y }: Place): Point {
    const { view } = this;
    return [x * view.zoom + view.x, y * view.zoom + view.y];
  }

  /** From the window's px to graph coordinates, and back. */
  fromClient(x: number, y: number): Point {
    const { left, top } = this.#host.getBoundingClientRect();
    return this.toGraph(x - left, y - top);
  }
  toClient(place: Place): Point {
    const { left, top } = this.#host.getBoundingClientRect();
    const [x, y] = this.toScreen(place);
    return [x + left, y + top];
  }

  [Symbol.dispose](): void {
    this.#glide.stop();
  }

  #goTo(view: Viewport, isGlide: boolean): void {
    const from = this.view;
    const step = (share: number) => {
      this.#nodes.viewport = between(from, view, share);
    };
    if (isGlide) this.#glide.start(glideMs, step);
    else {
      this.#glide.stop();
      step(1);
    }
  }
}

/** How far a number has to go to lie between two others. */
function intoRange(value: number, low: number, high: number): number {
  if (value < low) return low - value;
  return value > high ? high - value : 0;
}

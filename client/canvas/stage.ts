import type { EntityId } from "../../schema/ids.ts";
import type { Peer } from "../session/session-state.ts";
import { boxAround, type Box } from "./boxes.ts";
import { Camera } from "./camera.ts";
import { FigureBook } from "./figures.ts";
import { paintFront, type FrontPicture } from "./front-layer.ts";
import type { Point } from "./geometry.ts";
import type { Place, Places } from "./places.ts";
import { LineLayer } from "./line-layer.ts";
import { noteOn, type LineNote } from "./line-notes.ts";
import { Glide } from "./motion.ts";
import { NameBoard } from "./name-board.ts";
import { NameSprites } from "./name-sprites.ts";
import { NodeLayer, type NodeLayerListener } from "./node-layer.ts";
import type { Viewport } from "./viewport.ts";
import { peersBySelection } from "./paint-people.ts";
import type { Palette } from "./palette.ts";
import { RouteBook, type RoutedLine } from "./routes.ts";
import type { SceneNode } from "./scene.ts";
import type { SceneLine } from "./scene-lines.ts";
import { nothingShown, type ShownScene } from "./scene-filter.ts";
import { Sheet } from "./sheet.ts";
import { spotlightOn, type Hover, type Spotlight } from "./spotlight.ts";

/** The layers of the canvas, from back to front: lines, nodes, front. */
export interface StageElements {
  /** Holds cytoscape's own canvases. */
  readonly nodes: HTMLElement;
  readonly lines: HTMLCanvasElement;
  readonly front: HTMLCanvasElement;
}

/** What must be found or painted anew in the next frame: ways of lines, places of names, and two of the layers. */
type Stale = "routes" | "names" | "lines" | "front";
const everything: readonly Stale[] = ["routes", "names", "lines", "front"];

const glideMs = 300;
const veilMs = 130;
const linePickPx = 7;
/** As many as an edit or two change. */
const fewLines = 50;

/**
 * Everything that is drawn: lines under the nodes, nodes, words over them, for one viewport. Knows nothing of the
 * document or of the application. Whatever changes is collected and drawn once in the next frame.
 */
export class Stage {
  readonly camera: Camera;
  #scene: ShownScene = nothingShown;
  #book: FigureBook;
  /** Where nodes are on the screen now, on their way included. */
  readonly #places = new Map<EntityId, Place>();
  readonly #routes = new RouteBook();
  readonly #sprites = new NameSprites();
  readonly #nodes: NodeLayer;
  readonly #lines: LineLayer;
  readonly #front: Sheet;

  #selected: ReadonlySet<string> = new Set();
  #peers: ReadonlyMap<string, readonly Peer[]> = new Map();
  #peersKey = "";
  #hover: Hover | undefined;
  #spotlight: Spotlight | undefined;
  #veil = 0;
  #wire: FrontPicture["wire"];
  readonly #names = new NameBoard();

  readonly #stale = new Set<Stale>(everything);
  /** Where lines alone are stale that have changed; undefined when all are. */
  #changedLines: Box | undefined;
  #frame = 0;
  #drawnView: Viewport | undefined;
  readonly #placeGlide = new Glide();
  readonly #veilGlide = new Glide();

  readonly #viewChanged: () => void;

  /** @param viewChanged Told after each pan and zoom, when everything has been drawn. */
  constructor(
    elements: StageElements,
    listener: NodeLayerListener,
    palette: Palette,
    viewChanged: () => void,
  ) {
    this.#viewChanged = viewChanged;
    this.#book = new FigureBook(palette);
    this.#lines = new LineLayer(elements.lines, () => {
      this.#setLines();
      this.#redraw("lines");
    });
    this.#front = new Sheet(elements.front);
    this.#nodes = new NodeLayer(elements.nodes, palette, listener, () => this.#rendered());
    this.camera = new Camera(this.#nodes, elements.nodes);
  }

  get scene(): ShownScene {
    return this.#scene;
  }
  get places(): Places {
    return this.#places;
  }
  /** All that a picture of the whole graph needs. */
  get drawing() {
    if (this.#stale.has("routes")) this.#reroute();
    return { scene: this.#scene, places: this.#places, book: this.#book, routes: this.#routes };
  }
  get hover(): Hover | undefined {
    return this.#hover;
  }

  setPalette(palette: Palette): void {
    this.#book = new FigureBook(palette);
    this.#nodes.setPalette(palette);
    this.#nodes.sync(this.#scene, this.#scene, this.#places, this.#book, true);
    this.#redraw(...everything);
  }

  /** Shows a scene. Nodes without a place are left out until they have one. A layer is painted only if it changes. */
  show(scene: ShownScene, places: Places): void {
    const isPlaced = this.#takePlaces(scene, places);
    const before = this.#scene;
    this.#scene = scene;
    this.#nodes.sync(scene, before, this.#places, this.#book, false);
    this.#light();
    if (isPlaced || !hasSameNodes(scene, before)) this.#redraw("names", "front");
    if (scene.matches !== before.matches) this.#redraw("front");
    // Whether the lines look different is known when their ways are.
    this.#redraw("routes");
  }

  /** Gives nodes that are new here their first places; tells whether there were any. */
  #takePlaces(scene: ShownScene, places: Places): boolean {
    const before = this.#places.size;
    for (const id of scene.nodes.keys()) {
      const place = this.#places.get(id) ?? places.get(id);
      if (place) this.#places.set(id, place);
    }
    return this.#places.size > before;
  }

  /** Sets nodes where they are to stand, at once or gliding. */
  place(ids: Iterable<EntityId>, places: Places, isGlide: boolean): void {
    this.arrive();
    const moves = [...ids].flatMap((id) => {
      const to = places.get(id);
      return to ? [{ id, from: this.#places.get(id) ?? to, to }] : [];
    });
    const step = (share: number) => {
      for (const { id, from, to } of moves) this.#places.set(id, share < 1 ? partWay(from, to, share) : to);
      // Nodes that were waiting for a place are made now.
      this.#nodes.sync(this.#scene, this.#scene, this.#places, this.#book, false);
      this.moveTo(moves.map(({ id }) => id));
    };
    if (isGlide && moves.length > 0) this.#placeGlide.start(glideMs, step);
    else step(1);
  }

  /** Brings nodes that are on their way to their places at once. */
  arrive(): void {
    this.#placeGlide.finish();
  }

  /** Draws nodes at their places after those were changed with `setPlace`. */
  moveTo(ids: readonly EntityId[]): void {
    this.#nodes.place(ids, this.#places);
    this.#redraw("routes", "names", "front");
  }

  setPlace(id: EntityId, place: Place): void {
    this.#places.set(id, place);
  }

  setSelected(ids: readonly string[]): void {
    this.#selected = new Set(ids);
    this.#lines.setEmphasis(this.#emphasis(), this.#selected);
    this.#redraw("names", "lines", "front");
  }

  setPeers(peers: readonly Peer[]): void {
    const key = peers
      .map(({ clientId, color, selection }) => [clientId, color, ...selection].join(" "))
      .join("\n");
    // Pointers move all the time and are not drawn here.
    if (key === this.#peersKey) return;
    this.#peersKey = key;
    this.#peers = peersBySelection(peers);
    this.#redraw("front");
  }

  setHover(hover: Hover | undefined): void {
    this.#hover = hover;
    this.#light();
    this.#names.light(hover && this.#spotlight?.nodes, this.#scene, this.#places);
    this.#redraw("front");
  }

  setWire(wire: FrontPicture["wire"]): void {
    this.#wire = wire;
    this.#redraw("front");
  }

  /** The line under a point, in graph coordinates. */
  lineAt([x, y]: Point): SceneLine | undefined {
    return this.#routes.hit(x, y, linePickPx / this.camera.view.zoom)?.line;
  }

  /** The topmost node whose outline's box holds a point, in graph coordinates. */
  nodeAt([x, y]: Point): SceneNode | undefined {
    for (const node of this.#scene.nodes.values()) {
      const place = this.#places.get(node.id);
      const { width, height } = node.look;
      if (place && Math.abs(x - place.x) <= width / 2 + 4 && Math.abs(y - place.y) <= height / 2 + 4)
        return node;
    }
    return undefined;
  }

  resize(): void {
    this.#nodes.resize();
    this.#redraw("lines", "front");
  }

  /** Fonts have come: what was painted in another one is painted again. */
  repaint(): void {
    this.#sprites.clear();
    this.#redraw("lines", "front");
  }

  [Symbol.dispose](): void {
    cancelAnimationFrame(this.#frame);
    for (const glide of [this.#placeGlide, this.#veilGlide]) glide.stop();
    this.camera[Symbol.dispose]();
    this.#lines[Symbol.dispose]();
    this.#nodes[Symbol.dispose]();
  }

  #light(): void {
    const next = spotlightOn(this.#scene, this.#hover);
    const target = next ? 1 : 0;
    if (next) this.#spotlight = next;
    const from = this.#veil;
    if (from === target) return;
    this.#veilGlide.start(veilMs, (share) => {
      this.#veil = from + (target - from) * share;
      if (target === 0 && share === 1) this.#spotlight = undefined;
      this.#redraw("front");
    });
  }

  #emphasis(): readonly RoutedLine[] {
    const lines = [...this.#selected].flatMap(
      (id) => this.#scene.linesAt.get(id as EntityId)?.map((line) => line.id) ?? [id],
    );
    return [...new Set(lines)].flatMap((id) => this.#routes.of(id) ?? []);
  }

  #redraw(...stale: readonly Stale[]): void {
    for (const each of stale) this.#stale.add(each);
    if (stale.includes("lines")) this.#changedLines = undefined;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** cytoscape has drawn: after a pan or zoom the layers around it follow in the same frame. */
  #rendered(): void {
    const { x, y, zoom } = this.camera.view;
    const drawn = this.#drawnView;
    if (drawn?.x === x && drawn.y === y && drawn.zoom === zoom) return;
    this.#redraw("lines", "front");
    this.#draw();
    this.#viewChanged();
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const view = this.camera.view;
    this.#drawnView = view;
    if (this.#stale.has("routes")) this.#reroute();
    if (this.#stale.has("names") || this.#names.zoom !== view.zoom) this.#placeNames(view.zoom);
    const { width, height } = this.camera.size;
    if (this.#stale.has("lines")) this.#lines.paint(width, height, view, this.#changedLines);
    if (this.#stale.has("front"))
      this.#front.paint(width, height, (context) => paintFront(context, this.#picture(view)));
    this.#changedLines = undefined;
    this.#stale.clear();
  }

  #reroute(): void {
    this.#stale.delete("routes");
    const before = this.#routes.lines;
    this.#routes.update(this.#scene, this.#places, this.#book.palette);
    const { lines } = this.#routes;
    if (lines.length === before.length && lines.every((line, index) => line === before[index])) return;
    this.#setLines();
    this.#changedLines = this.#stale.has("lines") ? undefined : changedBetween(before, lines);
    this.#stale.add("lines");
    // Notes, initials and lines in the light are painted in front.
    if (this.#hover || this.#spotlight || this.#selected.size + this.#peers.size > 0)
      this.#stale.add("front");
  }

  #setLines(): void {
    const { palette } = this.#book;
    this.#lines.setLines(this.#routes.lines, palette);
    this.#lines.setEmphasis(this.#emphasis(), this.#selected);
  }

  #placeNames(zoom: number): void {
    const isMoving = this.#nodes.isDragging && zoom === this.#names.zoom;
    this.#names.rest(this.#scene, this.#places, zoom, this.#selected, isMoving);
    this.#names.light(this.#hover && this.#spotlight?.nodes, this.#scene, this.#places);
  }

  #picture(view: Viewport): FrontPicture {
    return {
      view,
      ...this.camera.size,
      scene: this.#scene,
      places: this.#places,
      book: this.#book,
      routes: this.#routes,
      names: this.#names.places,
      selected: this.#selected,
      peers: this.#peers,
      spotlight: this.#spotlight,
      veil: this.#veil,
      notes: this.#notes(),
      wire: this.#wire,
      sprites: this.#sprites,
    };
  }

  #notes(): readonly LineNote[] {
    const { palette } = this.#book;
    const note = (id: string, isShort: boolean) => {
      const routed = this.#routes.of(id);
      return routed ? [noteOn(routed, palette, isShort)] : [];
    };
    const chosen = [...this.#selected].flatMap((id) => note(id, false));
    if (this.#hover?.kind === "line") return [...chosen, ...note(this.#hover.line.id, false)];
    if (this.#hover?.kind !== "node") return chosen;
    const lines = this.#scene.linesAt.get(this.#hover.id) ?? [];
    return [...chosen, ...lines.flatMap((line) => (line.kind === "stance" ? note(line.id, true) : []))];
  }
}

function hasSameNodes({ nodes }: ShownScene, other: ShownScene): boolean {
  return nodes.size === other.nodes.size && [...nodes].every(([id, node]) => other.nodes.get(id) === node);
}

/** Where relations differ. What changes about stances may change what lies on top, so it is everywhere. */
function changedBetween(before: readonly RoutedLine[], after: readonly RoutedLine[]): Box | undefined {
  const [old, now] = [new Set(before), new Set(after)];
  const changed = [...before.filter((line) => !now.has(line)), ...after.filter((line) => !old.has(line))];
  if (changed.length > fewLines || changed.some(({ line }) => line.kind === "stance")) return undefined;
  return boxAround(changed.map(({ route }) => route));
}

function partWay(from: Place, to: Place, share: number): Place {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

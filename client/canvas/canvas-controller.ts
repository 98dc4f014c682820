// The way of data to the screen, at most once a frame:
//   graph, stances, evaluation → scene.ts (nodes and lines) → scene-filter.ts (what the legend leaves)
//   → arrangement.ts (places: pins, shared layout, force-layout.ts in a worker) → stage.ts, which draws three layers:
//   line-layer.ts under, node-layer.ts (cytoscape) in the middle, front-layer.ts (words, stances, veil) over them.
// What people do goes the other way: node-layer.ts and the element → gestures.ts → the application's events.
import type { QueryFilter } from "../../schema/analysis/query/filter.ts";
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Picture } from "../../schema/formats/picture.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import type { Layout } from "../../schema/rooms/layout.ts";
import { LayoutEvent, type Filter } from "../app/events.ts";
import type { StanceLine } from "../app/stance-lines.ts";
import type { Peer } from "../session/session-state.ts";
import { Arrangement, type Pins } from "./arrangement.ts";
import { Connector } from "./connector.ts";
import { Cursors } from "./cursors.ts";
import { Gestures, type GestureHost } from "./gestures.ts";
import { readPalette, type Palette } from "./palette.ts";
import { PeerDrags } from "./peer-drags.ts";
import { pictureOf } from "./picture-of.ts";
import type { Place } from "./places.ts";
import { buildScene, emptyScene, type Scene } from "./scene.ts";
import { filterScene, nothingShown, showsSame, type ShownScene } from "./scene-filter.ts";
import { Stage } from "./stage.ts";
import { matchesOf } from "./text-matches.ts";

/** What the canvas is given to show. */
export interface CanvasData {
  readonly graph: Graph | undefined;
  readonly filter: Filter;
  /** What the filter asks for. */
  readonly asked: QueryFilter;
  readonly selection: readonly RecordId[];
  readonly stanceLines: readonly StanceLine[];
  readonly evaluation: Evaluation | undefined;
  readonly pins: Pins;
  readonly layout: Layout | undefined;
  readonly peers: readonly Peer[];
}

/** What of it there is. */
export const canvasDataNames = [
  "graph",
  "filter",
  "asked",
  "selection",
  "stanceLines",
  "evaluation",
  "pins",
  "layout",
  "peers",
] as const satisfies (keyof CanvasData)[];

/** The parts of the element that are drawn on. */
export interface CanvasElements {
  readonly stage: HTMLElement;
  readonly nodes: HTMLElement;
  readonly lines: HTMLCanvasElement;
  readonly front: HTMLCanvasElement;
  readonly handle: HTMLElement;
  readonly cursors: HTMLElement;
}

export type CanvasPhase = "waiting" | "empty" | "arranging" | "nothing-fits" | "shown";

interface ControllerHost extends GestureHost {
  data(): CanvasData;
  /** The scene or its phase is another one. */
  sceneChanged(phase: CanvasPhase, scene: ShownScene): void;
}

/**
 * Carries data to the screen: at most once a frame it compares what it was given with what is shown, finds places for
 * what is new, and hands the differences to the stage.
 */
export class CanvasController {
  readonly arrangement: Arrangement;
  readonly gestures: Gestures;
  readonly #host: ControllerHost;
  readonly #peerDrags = new PeerDrags();
  #open:
    | {
        readonly stage: Stage;
        readonly connector: Connector;
        readonly cursors: Cursors;
        readonly element: HTMLElement;
      }
    | undefined;
  #whole: Scene = emptyScene;
  #shown: ShownScene = nothingShown;
  #isFramed = false;
  /** Nodes that were given their first place last. */
  #newest: readonly EntityId[] = [];
  readonly #waiting = new Set<keyof CanvasData>();
  #frame = 0;

  constructor(host: ControllerHost) {
    this.#host = host;
    this.arrangement = new Arrangement({
      placed: (ids, isGlide) => this.#placesFound(ids, isGlide),
      laidOut: (layout) => host.dispatchEvent(new LayoutEvent(layout)),
    });
    this.gestures = new Gestures(host, () => this.stage, this.arrangement);
  }

  get stage(): Stage | undefined {
    return this.#open?.stage;
  }

  /** Draws on these elements until `close`. What was arranged before is kept. */
  open(elements: CanvasElements): void {
    const stage = new Stage(elements, this.gestures, paletteOf(elements.stage), () => this.#viewChanged());
    const connector = new Connector(
      elements.handle,
      () => this.stage,
      (event) => this.#host.dispatchEvent(event),
    );
    this.#open = { stage, connector, cursors: new Cursors(elements.cursors), element: elements.stage };
    this.#isFramed = false;
    this.schedule(canvasDataNames);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#open?.stage[Symbol.dispose]();
    this.#open = undefined;
  }

  /** These data are others than before; they are shown in the next frame, together with whatever else comes until then. */
  schedule(changed: Iterable<keyof CanvasData>): void {
    for (const name of changed) this.#waiting.add(name);
    if (this.#open && this.#waiting.size > 0 && this.#frame === 0)
      this.#frame = requestAnimationFrame(() => this.#apply());
  }

  /** Places all nodes anew but the pinned ones. */
  tidy(): void {
    this.arrangement.tidy(this.#whole);
  }

  hoverChanged(id: EntityId | undefined): void {
    this.#open?.connector.show(id);
  }

  resized(): void {
    this.stage?.resize();
    this.#openView();
  }

  themeChanged(): void {
    if (this.#open) this.#open.stage.setPalette(paletteOf(this.#open.element));
  }

  picture(title: string, footer: string): Picture | undefined {
    const { evaluation } = this.#host.data();
    return this.stage && pictureOf({ ...this.stage.drawing, title, footer, evaluation });
  }

  #apply(): void {
    this.#frame = 0;
    const { stage } = this;
    if (!stage) return;
    const { pins, layout, selection, peers } = this.#host.data();
    // A layout that others see may be on its way; making another would move everything for everybody.
    if (layout === undefined) return;
    const changed = new Set(this.#waiting);
    this.#waiting.clear();
    this.arrangement.setLayout(layout);
    if (this.#rebuild(changed) || changed.has("pins")) {
      const moved = this.arrangement.setPins(pins);
      this.#place();
      // While a whole layout is under way the picture stays as it is: a few pinned nodes alone would be no map.
      if (!this.arrangement.isArranging) this.#show(stage, moved);
      this.#tellPhase();
    }
    if (changed.has("selection")) this.#select(stage, selection);
    if (changed.has("peers")) this.#showPeers(peers);
  }

  #select(stage: Stage, selection: readonly RecordId[]): void {
    stage.setSelected(selection);
    // What was clicked may now lie under the panel that tells about it.
    const place = this.#placeOfSelected();
    if (place) stage.camera.uncover(place);
    this.#revealNewest();
  }

  #placeOfSelected(): Place | undefined {
    const [only, ...others] = this.#host.data().selection;
    return others.length === 0 ? this.arrangement.places.get(only as EntityId) : undefined;
  }

  /** Whoever has just added something sees where it is. Nodes that others add move nobody's view. */
  #revealNewest(): void {
    const [only] = this.#host.data().selection;
    const place = this.#placeOfSelected();
    if (place && this.#newest.includes(only as EntityId)) this.stage?.camera.reveal(place);
  }

  #show(stage: Stage, moved: readonly EntityId[]): void {
    stage.show(this.#shown, this.arrangement.places);
    if (moved.length > 0) stage.place(moved, this.arrangement.places, true);
    this.#openView();
  }

  /** Whether there is another scene to show. */
  #rebuild(changed: ReadonlySet<keyof CanvasData>): boolean {
    const { graph, filter, asked, stanceLines, evaluation } = this.#host.data();
    const isNew = changed.has("graph") || changed.has("stanceLines") || changed.has("evaluation");
    if (isNew) this.#whole = graph ? buildScene({ graph, stanceLines, evaluation }, this.#whole) : emptyScene;
    if (!isNew && !changed.has("filter") && !changed.has("asked")) return false;
    const before = this.#shown;
    this.#shown = filterScene(this.#whole, filter, graph && matchesOf(graph, asked));
    return before === nothingShown || !showsSame(before, this.#shown);
  }

  #place(): void {
    const change = this.arrangement.update(this.#whole);
    if (change.kind === "arranging") this.#isFramed = false;
    if (change.kind === "placed") this.#newest = change.ids;
  }

  #placesFound(ids: readonly EntityId[], isGlide: boolean): void {
    const { stage } = this;
    if (!stage) return;
    const isWhole = ids.length > this.#whole.nodes.size / 2;
    stage.place(ids, this.arrangement.places, isGlide);
    // What came while the layout ran gets its place now.
    this.#place();
    stage.show(this.#shown, this.arrangement.places);
    if (this.#isFramed && isWhole) stage.camera.fit(this.#shown, this.arrangement.places);
    if (!isWhole) this.#revealNewest();
    this.#openView();
    this.#tellPhase();
  }

  #openView(): void {
    const hasPlaces = this.arrangement.places.size > 0 && !this.arrangement.isArranging;
    if (this.#isFramed || !hasPlaces) return;
    if (!this.stage?.camera.open(this.#shown, this.arrangement.places)) return;
    this.#isFramed = true;
    // A link to a node shows the node.
    const place = this.#placeOfSelected();
    if (place) this.stage.camera.reveal(place);
  }

  #tellPhase(): void {
    this.#host.sceneChanged(this.#phase(), this.#shown);
  }

  #phase(): CanvasPhase {
    if (!this.#host.data().graph) return "waiting";
    if (this.#whole.nodes.size === 0) return "empty";
    if (this.arrangement.isArranging && this.stage?.scene.nodes.size === 0) return "arranging";
    return this.#shown.nodes.size > 0 ? "shown" : "nothing-fits";
  }

  #showPeers(peers: readonly Peer[]): void {
    const open = this.#open;
    if (!open) return;
    open.stage.setPeers(peers);
    open.cursors.show(peers, open.stage.camera);
    const dragged = this.#peerDrags.update(peers, this.arrangement.places);
    if (dragged.size > 0) open.stage.place(dragged.keys(), dragged, false);
  }

  #viewChanged(): void {
    const open = this.#open;
    open?.cursors.follow(open.stage.camera);
    open?.connector.follow();
  }
}

function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return readPalette((name) => style.getPropertyValue(name));
}

// The only file that knows cytoscape: it keeps the nodes' bodies, finds what is under the pointer, and turns pans,
// zooms, drags and boxes into calls. Lines and words are drawn on layers of our own, which cost a tenth of an edit.
import cytoscape, { type Core, type EventObject, type NodeSingular, type StylesheetJson } from "cytoscape";

import { corners, cornerRadius, type Figure } from "../../schema/formats/picture.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { FigureBook } from "./figures.ts";
import type { Point } from "./geometry.ts";
import type { Place, Places } from "./places.ts";
import type { Palette } from "./palette.ts";
import type { Scene, SceneNode } from "./scene.ts";
import { zoomMax, zoomMin, type Viewport } from "./viewport.ts";

/** What people do on the canvas. Points are in graph coordinates. */
export interface NodeLayerListener {
  tapped(target: EntityId | undefined, at: Point, event: MouseEvent | TouchEvent): void;
  doubleTapped(target: EntityId | undefined, at: Point): void;
  menuAsked(target: EntityId | undefined, at: Point, event: MouseEvent | TouchEvent): void;
  hovered(target: EntityId | undefined): void;
  boxed(ids: readonly EntityId[]): void;
  /** Whether nodes can be dragged now. */
  mayMove(): boolean;
  /** Nodes that go along when this one is dragged. */
  companionsOf(id: EntityId): readonly EntityId[];
  dragged(ids: readonly EntityId[], by: Point): void;
  dropped(ids: readonly EntityId[], by: Point): void;
}

/** What part of the graph is seen: pan in px of the screen, and zoom. */
export class NodeLayer {
  readonly #cy: Core;
  readonly #listener: NodeLayerListener;
  #drag:
    | { readonly ids: readonly EntityId[]; readonly from: ReadonlyMap<EntityId, Place>; by: Point }
    | undefined;

  /** @param rendered Called when nodes have been drawn: what lies under and over them follows in the same frame. */
  constructor(container: HTMLElement, palette: Palette, listener: NodeLayerListener, rendered: () => void) {
    reserveStyleId();
    this.#listener = listener;
    this.#cy = cytoscape({
      container,
      style: styleUnder(palette),
      layout: { name: "preset" },
      minZoom: zoomMin,
      maxZoom: zoomMax,
      boxSelectionEnabled: true,
      selectionType: "additive",
      // What is selected is the application's to say; cytoscape would draw everything again for each change.
      autounselectify: true,
    });
    this.#cy.on("render", rendered);
    // Before cytoscape hears of it, and so before it takes hold of a node.
    for (const kind of ["mousedown", "touchstart"])
      container.addEventListener(kind, () => this.#hold(), { capture: true, passive: true });
    this.#listen();
  }

  get viewport(): Viewport {
    const { x, y } = this.#cy.pan();
    return { x, y, zoom: this.#cy.zoom() };
  }

  set viewport({ x, y, zoom }: Viewport) {
    this.#cy.viewport({ zoom, pan: { x, y } });
  }

  get isDragging(): boolean {
    return this.#drag !== undefined;
  }

  resize(): void {
    this.#cy.resize();
  }

  setPalette(palette: Palette): void {
    this.#cy.style(styleUnder(palette));
  }

  /** Brings the nodes up to date: one batch, and only those whose bodies look different. */
  sync(scene: Scene, before: Scene, places: Places, book: FigureBook, isRestyled: boolean): void {
    this.#cy.batch(() => {
      for (const id of before.nodes.keys()) if (!scene.nodes.has(id)) this.#cy.getElementById(id).remove();
      for (const [id, node] of scene.nodes) {
        const place = places.get(id);
        const old = this.#cy.getElementById(id);
        if (old.empty()) {
          if (place) this.#add(node, place, book);
        } else if (isRestyled || before.nodes.get(id) !== node) {
          const data = dataOf(node, book.figureOf(node));
          // cytoscape draws everything again for any data it is given, be they what it has; a name is none of them.
          if (Object.entries(data).some(([name, value]) => old.data(name) !== value)) old.data(data);
        }
      }
    });
  }

  /** Sets nodes where they belong; those in somebody's hand here stay there. */
  place(ids: Iterable<EntityId>, places: Places): void {
    const held = new Set(this.#drag?.ids);
    this.#cy.batch(() => {
      for (const id of ids) {
        const place = places.get(id);
        if (place && !held.has(id)) this.#cy.getElementById(id).position({ ...place });
      }
    });
  }

  [Symbol.dispose](): void {
    this.#cy.destroy();
  }

  #add(node: SceneNode, place: Place, book: FigureBook): void {
    this.#cy.add({
      group: "nodes",
      data: { id: node.id, ...dataOf(node, book.figureOf(node)) },
      position: { ...place },
    });
  }

  #listen(): void {
    const cy = this.#cy;
    const listener = this.#listener;
    cy.on("tap", (event) => listener.tapped(targetOf(event), pointOf(event), event.originalEvent));
    cy.on("dbltap", (event) => listener.doubleTapped(targetOf(event), pointOf(event)));
    cy.on("cxttap", (event) => listener.menuAsked(targetOf(event), pointOf(event), event.originalEvent));
    cy.on("taphold", (event) => {
      // A mouse has a right button for this, and holding it still is how a drag begins.
      if (event.originalEvent instanceof TouchEvent)
        listener.menuAsked(targetOf(event), pointOf(event), event.originalEvent);
    });
    cy.on("mouseover", "node", (event) => listener.hovered(targetOf(event)));
    cy.on("mouseout", "node", () => listener.hovered(undefined));
    cy.on("grab", "node", (event: EventObject) => this.#grab(event.target as NodeSingular));
    cy.on("drag", "node", (event: EventObject) => this.#follow(event.target as NodeSingular));
    cy.on("free", "node", () => this.#drop());
    this.#listenToBoxes();
  }

  #listenToBoxes(): void {
    let boxed: EntityId[] = [];
    this.#cy.on("box", "node", (event) => {
      const id = targetOf(event);
      if (id) boxed.push(id);
    });
    // cytoscape says that the box has ended before it says what was in it.
    this.#cy.on("boxend", () =>
      queueMicrotask(() => {
        this.#listener.boxed(boxed);
        boxed = [];
      }),
    );
  }

  /** Where nothing can be moved, a drag that begins on a node moves the map, like any other. */
  #hold(): void {
    const isFixed = !this.#listener.mayMove();
    if (isFixed === this.#cy.autoungrabify()) return;
    this.#cy.autoungrabify(isFixed);
    this.#cy.batch(() => (isFixed ? this.#cy.nodes().panify() : this.#cy.nodes().unpanify()));
  }

  #grab(node: NodeSingular): void {
    const id = node.id() as EntityId;
    const ids = [id, ...this.#listener.companionsOf(id).filter((other) => other !== id)];
    const from = new Map(ids.map((each) => [each, { ...this.#cy.getElementById(each).position() }]));
    this.#drag = { ids, from, by: [0, 0] };
  }

  #follow(node: NodeSingular): void {
    const drag = this.#drag;
    const start = drag?.from.get(node.id() as EntityId);
    if (!drag || !start) return;
    const { x, y } = node.position();
    drag.by = [x - start.x, y - start.y];
    this.#cy.batch(() => {
      for (const [id, { x, y }] of drag.from) {
        if (id !== node.id()) this.#cy.getElementById(id).position({ x: x + drag.by[0], y: y + drag.by[1] });
      }
    });
    this.#listener.dragged(drag.ids, drag.by);
  }

  #drop(): void {
    const drag = this.#drag;
    this.#drag = undefined;
    if (drag) this.#listener.dropped(drag.ids, drag.by);
  }
}

/** cytoscape asks for a style element by this id and makes one if it finds none, which our content policy blocks. */
function reserveStyleId(): void {
  const id = "__________cytoscape_stylesheet";
  if (document.getElementById(id)) return;
  const reserved = document.createElement("meta");
  reserved.id = id;
  document.head.append(reserved);
}

function targetOf({ target, cy }: EventObject): EntityId | undefined {
  return target === cy ? undefined : ((target as NodeSingular).id() as EntityId);
}

function pointOf({ position }: EventObject): Point {
  return [position.x, position.y];
}

function dataOf(node: SceneNode, { outline, width, height, fill, stroke, strokeWidth, isDashed }: Figure) {
  const border = isDashed ? "dashed" : "solid";
  return { outline, width, height, fill, stroke, strokeWidth, border, layer: node.degree };
}

function styleUnder({ accent }: Palette): StylesheetJson {
  const polygon = (outline: "hexagon" | "clipped" | "diamond") => ({
    selector: `node[outline = "${outline}"]`,
    style: { shape: "polygon" as const, "shape-polygon-points": corners(outline).flat().join(" ") },
  });
  return [
    {
      selector: "node",
      style: {
        width: "data(width)",
        height: "data(height)",
        "background-color": "data(fill)",
        "border-color": "data(stroke)",
        "border-width": "data(strokeWidth)",
        "border-style": "data(border)" as "solid",
        "overlay-opacity": 0,
        "z-index": "data(layer)" as unknown as number,
      },
    },
    {
      selector: 'node[outline = "rounded"]',
      style: { shape: "round-rectangle", "corner-radius": String(cornerRadius) },
    },
    polygon("hexagon"),
    polygon("clipped"),
    polygon("diamond"),
    { selector: "node:active", style: { "overlay-opacity": 0 } },
    {
      selector: "core",
      style: {
        "active-bg-opacity": 0,
        "active-bg-color": accent,
        "active-bg-size": 0,
        "selection-box-color": accent,
        "selection-box-border-color": accent,
        "selection-box-opacity": 0.12,
        "selection-box-border-width": 1,
        "outside-texture-bg-color": "#000",
        "outside-texture-bg-opacity": 0,
      },
    },
  ];
}

import "../controls/icon.ts";
import "../controls/action-menu.ts";
import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { everything, type QueryFilter } from "../../schema/analysis/query/filter.ts";
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Picture } from "../../schema/formats/picture.ts";
import { assert } from "../../schema/errors.ts";
import { toSvg } from "../../schema/formats/svg.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId, RelationId } from "../../schema/ids.ts";
import type { Layout } from "../../schema/rooms/layout.ts";
import { DialogRequestEvent, noFilter, PlaceEvent, type Filter } from "../app/events.ts";
import type { StanceLine } from "../app/stance-lines.ts";
import { mayEdit } from "../controls/may-edit.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import type { Peer } from "../session/session-state.ts";
import type { Pins } from "./arrangement.ts";
import {
  CanvasController,
  canvasDataNames,
  type CanvasData,
  type CanvasElements,
  type CanvasPhase,
} from "./canvas-controller.ts";
import { canvasStyles } from "./canvas-styles.ts";
import type { ActionMenu } from "../controls/action-menu.ts";
import type { Target } from "./gestures.ts";
import { menuFor } from "./menu-items.ts";
import { toPngBlob } from "./paint-picture.ts";
import type { Place } from "./places.ts";
import type { ShownScene } from "./scene-filter.ts";
import { nodeSentence, sceneSentence } from "./spoken.ts";

const dataNames: ReadonlySet<PropertyKey> = new Set(canvasDataNames);

/**
 * The graph as a picture that can be worked on. Shows exactly what it is given; what people do with it leaves as the
 * application's events. Everything here can be done by keyboard in the table view as well.
 *
 * @fires {SelectEvent} entente-select
 * @fires {EvidenceRequestEvent} entente-evidence-request
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {CommandEvent} entente-command
 * @fires {PinEvent} entente-pin
 * @fires {LayoutEvent} entente-layout
 * @fires {PresenceEvent} entente-presence
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-graph-canvas")
export class GraphCanvas extends LitElement {
  static override styles = [baseStyles, buttonStyles, canvasStyles];

  /** Already filtered by time. */
  @property({ attribute: false }) graph?: Graph | undefined;
  @property({ attribute: false }) filter: Filter = noFilter;
  /** What the filter asks for. */
  @property({ attribute: false }) asked: QueryFilter = everything;
  @property({ attribute: false }) selection: readonly RecordId[] = [];
  @property({ attribute: false }) stanceLines: readonly StanceLine[] = [];
  /** Of the decision being looked at. */
  @property({ attribute: false }) evaluation?: Evaluation | undefined;
  /** Places that people have given nodes in this view. */
  @property({ attribute: false }) pins: Pins = new Map();
  /** Where nodes were put before, here or elsewhere; undefined until that is known. */
  @property({ attribute: false }) layout?: Layout | undefined;
  @property({ attribute: false }) peers: readonly Peer[] = [];
  /** The day shown, for the foot of exported pictures. */
  @property() now = "";

  @state() private phase: CanvasPhase = "waiting";
  @state() private summary = "";
  @state() private spoken = "";
  @query(".stage") private stageElement?: HTMLElement | null;
  @query("entente-action-menu") private menu?: ActionMenu | null;

  private shown: ShownScene | undefined;
  private readonly waiters: (() => void)[] = [];
  private readonly controller: CanvasController;
  private readonly resizes = new ResizeObserver(() => this.controller.resized());
  private readonly themes = new MutationObserver(() => this.controller.themeChanged());
  private readonly fontsLoaded = () => this.controller.stage?.repaint();

  constructor() {
    super();
    this.controller = new CanvasController(this.hostOfController());
  }

  /** Shows everything. */
  fit(): void {
    const { stage } = this.controller;
    stage?.camera.fit(stage.scene, stage.places);
  }

  /** Brings nodes, or the ends of relations, into view. */
  focusOn(ids: readonly RecordId[]): void {
    const nodes = ids.flatMap((id): EntityId[] => {
      const relation = this.graph?.relations.get(id as RelationId);
      return relation ? [relation.from, relation.to] : [id as EntityId];
    });
    const { stage } = this.controller;
    stage?.camera.focusOn(nodes, stage.scene, stage.places);
  }

  /** Places all nodes anew but the pinned ones: the only way in which nodes move that nobody moved. */
  tidy(): void {
    this.controller.tidy();
  }

  zoomBy(factor: number): void {
    this.controller.stage?.camera.zoomBy(factor);
  }

  /** Where the shown nodes are in the window now, in CSS px: for whoever points at them from outside. */
  placesOnScreen(): ReadonlyMap<EntityId, Place> {
    const { stage } = this.controller;
    const shown = [...(stage?.scene.nodes.keys() ?? [])];
    return new Map(
      shown.flatMap((id) => {
        const place = stage?.places.get(id);
        if (!stage || !place) return [];
        const [x, y] = stage.camera.toClient(place);
        return [[id, { x, y }] as const];
      }),
    );
  }

  /** Settles when there is a picture: not while the first layout is under way. */
  whenShown(): Promise<void> {
    if (isShown(this.phase)) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  /** @param footer Workspace, snapshot and date in words; made from what is known here where it is left out. */
  toSvg(footer?: string): string {
    return toSvg(this.picture(footer));
  }

  /** At most 8,192 px on a side. @param footer As for `toSvg`. */
  async toPng(footer?: string): Promise<Blob> {
    await document.fonts.ready;
    return toPngBlob(this.picture(footer));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizes.observe(this);
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme", "class", "style"] });
    document.fonts.addEventListener("loadingdone", this.fontsLoaded);
    if (this.hasUpdated) this.controller.open(this.elements());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizes.disconnect();
    this.themes.disconnect();
    document.fonts.removeEventListener("loadingdone", this.fontsLoaded);
    this.controller.close();
  }

  protected override firstUpdated(): void {
    this.controller.open(this.elements());
  }

  protected override updated(changed: PropertyValues): void {
    this.controller.schedule([...changed.keys()].filter(isDataName));
  }

  protected override render() {
    return html`<div
        class="stage"
        tabindex="0"
        role="application"
        aria-roledescription="graph"
        aria-label="Graph"
        aria-describedby="summary"
        @keydown=${this.keyPressed}
        @mousedown=${this.takeFocus}
        @pointermove=${this.pointerMoved}
        @pointerleave=${() => this.controller.gestures.pointerLeft()}
        @contextmenu=${prevent}
      >
        <canvas class="lines" aria-hidden="true"></canvas>
        <div class="nodes" aria-hidden="true"></div>
        <canvas class="front" aria-hidden="true"></canvas>
        <div class="cursors" aria-hidden="true"></div>
        <button class="handle" type="button" tabindex="-1" aria-hidden="true" hidden>
          <wa-icon name="plus"></wa-icon>
        </button>
      </div>
      <p id="summary" class="visually-hidden">${this.summary}</p>
      <p class="visually-hidden" role="status">${this.spoken}</p>
      ${this.renderMessage()}
      <entente-action-menu></entente-action-menu>`;
  }

  private renderMessage() {
    switch (this.phase) {
      case "waiting":
      case "shown":
        return nothing;
      case "arranging":
        return html`<div class="message arranging" role="status">Arranging the graph…</div>`;
      case "empty":
        return html`<div class="message">
          <p>Nothing is on this map yet.</p>
          <button type="button" class="button primary edits" @click=${this.addEntity}>Add entity</button>
        </div>`;
      case "nothing-fits":
        return html`<div class="message">
          <p>Nothing fits the filters.</p>
          <button type="button" class="button" @click=${this.clearFilters}>Clear filters</button>
        </div>`;
    }
  }

  private addEntity() {
    this.dispatchEvent(new DialogRequestEvent({ kind: "add-entity" }));
  }

  private clearFilters() {
    this.dispatchEvent(new PlaceEvent({ filter: noFilter }));
  }

  private keyPressed(event: KeyboardEvent) {
    this.stageElement?.classList.remove("by-pointer");
    if (!this.controller.gestures.keyPressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** cytoscape takes the focus from whatever has it; here is where the arrow keys belong after a click. */
  private takeFocus() {
    // The browser cannot know that this focus comes from a pointer, and would ring the whole canvas.
    this.stageElement?.classList.add("by-pointer");
    this.stageElement?.focus({ preventScroll: true });
  }

  private pointerMoved(event: PointerEvent) {
    const { left, top } = this.getBoundingClientRect();
    this.controller.gestures.pointerMoved(event.clientX - left, event.clientY - top);
    this.stageElement?.classList.toggle("on-line", this.controller.stage?.hover?.kind === "line");
  }

  private openMenu(target: Target, clientX: number, clientY: number) {
    const { graph, controller } = this;
    if (!graph) return;
    if (target.kind === "node" && !this.selection.includes(target.id))
      controller.gestures.choose([target.id]);
    const { label, items } = menuFor(target, {
      graph,
      decision: this.evaluation?.decision,
      isPinned: (id) => controller.arrangement.isPinned(id),
      placeOf: (id) => controller.stage?.places.get(id),
      tell: (event) => this.dispatchEvent(event),
      fit: () => this.fit(),
      tidy: () => this.tidy(),
    });
    if (items.length > 0) void this.menu?.open({ x: clientX, y: clientY }, label, items);
  }

  private picture(footer = this.footer()): Picture {
    const title = this.evaluation && this.graph?.entities.get(this.evaluation.decision)?.label;
    const picture = this.controller.picture(title ?? this.graph?.meta.title ?? "", footer);
    if (!picture) throw new Error("A picture is made of a canvas that is on the page.");
    return picture;
  }

  private footer(): string {
    const { graph, evaluation, now } = this;
    const counts = `${graph?.entities.size ?? 0} entities, ${graph?.relations.size ?? 0} relations, ${graph?.claims.size ?? 0} claims`;
    const date = evaluation ? `as of ${evaluation.asOf}` : now && `on ${now}`;
    return [graph?.meta.title, date, counts, "made with Entente"].filter(Boolean).join(" · ");
  }

  private elements(): CanvasElements {
    const root = this.renderRoot;
    const stage = this.stageElement;
    const nodes = root.querySelector<HTMLElement>(".nodes");
    const lines = root.querySelector<HTMLCanvasElement>(".lines");
    const front = root.querySelector<HTMLCanvasElement>(".front");
    const handle = root.querySelector<HTMLElement>(".handle");
    const cursors = root.querySelector<HTMLElement>(".cursors");
    assert(
      stage && nodes && lines && front && handle && cursors,
      "the canvas is rendered before it is drawn on",
    );
    return { stage, nodes, lines, front, handle, cursors };
  }

  /** What the controller may ask of this element, without opening it to everybody. */
  private hostOfController(): ConstructorParameters<typeof CanvasController>[0] {
    return {
      data: () => dataOf(this),
      selection: () => this.selection,
      mayEdit: () => mayEdit(this),
      dispatchEvent: (event) => this.dispatchEvent(event),
      openMenu: (target, x, y) => this.openMenu(target, x, y),
      hoverChanged: (id) => {
        this.controller.hoverChanged(mayEdit(this) ? id : undefined);
        this.stageElement?.classList.toggle("on-node", id !== undefined);
      },
      announceNode: (id) => {
        const node = this.shown?.nodes.get(id);
        if (node && this.shown) this.spoken = nodeSentence(node, this.shown);
      },
      sceneChanged: (phase, scene) => {
        this.phase = phase;
        this.shown = scene;
        this.summary = sceneSentence(scene);
        if (isShown(phase)) for (const resolve of this.waiters.splice(0)) resolve();
      },
    };
  }
}

/** Whether what is to be seen is there, be it nothing. */
function isShown(phase: CanvasPhase): boolean {
  return phase !== "waiting" && phase !== "arranging";
}

function dataOf({
  graph,
  filter,
  asked,
  selection,
  stanceLines,
  evaluation,
  pins,
  layout,
  peers,
}: GraphCanvas): CanvasData {
  return { graph, filter, asked, selection, stanceLines, evaluation, pins, layout, peers };
}

function isDataName(name: PropertyKey): name is keyof CanvasData {
  return dataNames.has(name);
}

function prevent(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-graph-canvas": GraphCanvas;
  }
}

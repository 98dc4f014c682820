import type { EntityId, RecordId } from "../../schema/ids.ts";
import {
  DialogRequestEvent,
  EvidenceRequestEvent,
  PinEvent,
  PresenceEvent,
  SelectEvent,
} from "../app/events.ts";
import type { Arrangement } from "./arrangement.ts";
import { isArrow, nextNode, type Arrow } from "./directions.ts";
import type { Point } from "./geometry.ts";
import { Throttle } from "./motion.ts";
import type { NodeLayerListener } from "./node-layer.ts";
import type { SceneLine } from "./scene-lines.ts";
import type { Stage } from "./stage.ts";

/** What is under the pointer or in the keyboard's focus. */
export type Target =
  | { readonly kind: "node"; readonly id: EntityId }
  | { readonly kind: "line"; readonly line: SceneLine }
  | { readonly kind: "empty"; readonly at: Point };

/** What gestures need of the element they happen on. */
export interface GestureHost {
  selection(): readonly RecordId[];
  mayEdit(): boolean;
  dispatchEvent(event: Event): boolean;
  /** Opens the menu of a target, at a point of the window. */
  openMenu(target: Target, clientX: number, clientY: number): void;
  /** A node is hovered, or none: the handle for new relations follows. */
  hoverChanged(id: EntityId | undefined): void;
  /** Something was reached by keyboard. */
  announceNode(id: EntityId): void;
}

const presencePerSecond = 15;
/** Long enough to cross a node without the picture blinking. */
const hoverDelayMs = 70;

/** Turns what people do with pointer and keys into the application's events. */
export class Gestures implements NodeLayerListener {
  readonly #host: GestureHost;
  readonly #stage: () => Stage | undefined;
  readonly #arrangement: Arrangement;
  readonly #presence: Throttle<PresenceEvent>;
  readonly #dragPresence: Throttle<PresenceEvent>;
  #hoverTimer: ReturnType<typeof setTimeout> | undefined;
  #hoveredNode: EntityId | undefined;
  #isDragging = false;
  #taps: readonly [string, string] = ["", ""];

  constructor(host: GestureHost, stage: () => Stage | undefined, arrangement: Arrangement) {
    this.#host = host;
    this.#stage = stage;
    this.#arrangement = arrangement;
    this.#presence = new Throttle(presencePerSecond, (event) => host.dispatchEvent(event));
    this.#dragPresence = new Throttle(presencePerSecond, (event) => host.dispatchEvent(event));
  }

  tapped(target: EntityId | undefined, at: Point, event: MouseEvent | TouchEvent): void {
    this.#taps = [this.#taps[1], target ?? "nothing"];
    const found = this.targetAt(target, at);
    const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
    if (found.kind === "node") this.#tapRecord(found.id, isAdding);
    else if (found.kind === "line") this.#tapLine(found.line, isAdding);
    else if (!isAdding && this.#host.selection().length > 0) this.choose([]);
  }

  doubleTapped(target: EntityId | undefined, at: Point): void {
    // Two quick clicks on two things are two clicks; cytoscape looks at the clock alone.
    if (this.#taps[0] !== this.#taps[1] || !this.#host.mayEdit()) return;
    const found = this.targetAt(target, at);
    if (found.kind === "node")
      this.#host.dispatchEvent(new DialogRequestEvent({ kind: "rename", id: found.id }));
    if (found.kind === "empty") {
      this.#host.dispatchEvent(
        new DialogRequestEvent({ kind: "add-entity", at: [Math.round(at[0]), Math.round(at[1])] }),
      );
    }
  }

  menuAsked(target: EntityId | undefined, at: Point, event: MouseEvent | TouchEvent): void {
    const point = event instanceof MouseEvent ? event : event.changedTouches[0];
    this.#stage()?.setHover(undefined);
    if (point) this.#host.openMenu(this.targetAt(target, at), point.clientX, point.clientY);
  }

  hovered(target: EntityId | undefined): void {
    if (this.#isDragging) return;
    this.#hoveredNode = target;
    if (target) this.#host.hoverChanged(target);
    clearTimeout(this.#hoverTimer);
    this.#hoverTimer = setTimeout(() => {
      this.#host.hoverChanged(target);
      this.#stage()?.setHover(target && { kind: "node", id: target });
    }, hoverDelayMs);
  }

  boxed(ids: readonly EntityId[]): void {
    if (ids.length > 0) this.choose([...new Set([...this.#host.selection(), ...ids])]);
  }

  mayMove(): boolean {
    return this.#host.mayEdit();
  }

  companionsOf(id: EntityId): readonly EntityId[] {
    const selection = this.#host.selection();
    const shown = this.#stage()?.scene.nodes;
    if (!shown || !selection.includes(id)) return [];
    return selection.flatMap((other) => shown.get(other as EntityId)?.id ?? []);
  }

  dragged(ids: readonly EntityId[], by: Point): void {
    const stage = this.#stage();
    if (!stage) return;
    if (!this.#isDragging) {
      this.#isDragging = true;
      stage.arrive();
      this.#host.hoverChanged(undefined);
      stage.setHover(undefined);
    }
    for (const id of ids) {
      const home = this.#arrangement.places.get(id);
      if (home) stage.setPlace(id, { x: home.x + by[0], y: home.y + by[1] });
    }
    stage.moveTo(ids);
    this.#dragPresence.push(new PresenceEvent({ drag: { ids, by: [Math.round(by[0]), Math.round(by[1])] } }));
  }

  dropped(ids: readonly EntityId[], by: Point): void {
    const stage = this.#stage();
    if (!this.#isDragging || !stage) return;
    this.#isDragging = false;
    const pins = new Map<EntityId, readonly [number, number]>();
    for (const id of ids) {
      const home = this.#arrangement.places.get(id);
      if (!home) continue;
      const place = { x: Math.round(home.x + by[0]), y: Math.round(home.y + by[1]) };
      this.#arrangement.move(id, place);
      stage.setPlace(id, place);
      pins.set(id, [place.x, place.y]);
    }
    stage.moveTo(ids);
    this.#host.dispatchEvent(new PinEvent(pins));
    this.#dragPresence.push(new PresenceEvent({ drag: null }));
    this.#dragPresence.flush();
  }

  /** The pointer is somewhere over the stage, in CSS px within it. */
  pointerMoved(x: number, y: number): void {
    const stage = this.#stage();
    if (!stage) return;
    const at = stage.camera.toGraph(x, y);
    this.#presence.push(new PresenceEvent({ cursor: [Math.round(at[0]), Math.round(at[1])] }));
    if (this.#hoveredNode || this.#isDragging) return;
    const line = stage.lineAt(at);
    const { hover } = stage;
    const isSame = hover?.kind === "line" ? hover.line === line : line === undefined;
    if (!isSame && hover?.kind !== "node") stage.setHover(line && { kind: "line", line });
  }

  pointerLeft(): void {
    this.#presence.push(new PresenceEvent({ cursor: null }));
    this.hovered(undefined);
  }

  /** Whether the key meant something here. */
  keyPressed(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (isArrow(event.key)) return this.#walk(event.key);
    if (event.key === "Enter") return this.#inspect();
    const asksForMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    return asksForMenu && this.#menuAtSelected();
  }

  /** What is at a point: a node that cytoscape found, else a line, else nothing. */
  targetAt(node: EntityId | undefined, at: Point): Target {
    if (node) return { kind: "node", id: node };
    const line = this.#stage()?.lineAt(at);
    return line ? { kind: "line", line } : { kind: "empty", at };
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#hoverTimer);
    this.#presence[Symbol.dispose]();
    this.#dragPresence[Symbol.dispose]();
  }

  /** Asks for another selection. */
  choose(ids: readonly RecordId[]): void {
    this.#host.dispatchEvent(new SelectEvent(ids));
  }

  #tapLine(line: SceneLine, isAdding: boolean): void {
    if (line.kind === "relation") this.#tapRecord(line.relation.id, isAdding);
    // A stance is no record of its own: what can be looked at is what was said.
    else this.#host.dispatchEvent(new EvidenceRequestEvent(line.from, line.claims));
  }

  #tapRecord(id: RecordId, isAdding: boolean): void {
    this.choose(isAdding ? toggled(this.#host.selection(), id) : [id]);
  }

  #firstSelected(): EntityId | undefined {
    const shown = this.#stage()?.scene.nodes;
    return this.#host
      .selection()
      .map((id) => shown?.get(id as EntityId)?.id)
      .find((id) => id !== undefined);
  }

  #walk(arrow: Arrow): boolean {
    const stage = this.#stage();
    if (!stage) return false;
    const { nodes } = stage.scene;
    const start = this.#firstSelected();
    const next = start ? nextNode(start, arrow, nodes.keys(), stage.places) : mostConnected(stage);
    if (!next) return true;
    this.choose([next]);
    this.#host.announceNode(next);
    const place = stage.places.get(next);
    if (place) stage.camera.reveal(place);
    return true;
  }

  #inspect(): boolean {
    const selection = this.#host.selection();
    if (selection.length > 0) this.choose(selection);
    return selection.length > 0;
  }

  #menuAtSelected(): boolean {
    const stage = this.#stage();
    const id = this.#firstSelected();
    const place = id && stage?.places.get(id);
    if (!stage || !id || !place) return false;
    this.#host.openMenu({ kind: "node", id }, ...stage.camera.toClient(place));
    return true;
  }
}

function toggled(selection: readonly RecordId[], id: RecordId): readonly RecordId[] {
  return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
}

function mostConnected({ scene }: Stage): EntityId | undefined {
  const ranked = [...scene.nodes.values()].toSorted(
    (one, other) => Number(other.isFocus) - Number(one.isFocus) || other.degree - one.degree,
  );
  return ranked[0]?.id;
}

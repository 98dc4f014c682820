import { ringGap, ringWidth } from "../../schema/formats/picture.ts";
import type { EntityId } from "../../schema/ids.ts";
import { DialogRequestEvent } from "../app/events.ts";
import type { Point } from "./geometry.ts";
import type { Stage } from "./stage.ts";

const handleSizePx = 22;
/** On smaller nodes the handle would cover what it belongs to. */
const zoomMin = 0.35;

/**
 * The small handle at the rim of a hovered node: dragged to another node it asks for a relation between the two. For
 * the pointer only; "Relate…" in the menu does the same by keyboard.
 */
export class Connector {
  readonly #handle: HTMLElement;
  readonly #stage: () => Stage | undefined;
  readonly #tell: (event: Event) => void;
  #node: EntityId | undefined;
  #isHeld = false;
  #isOver = false;

  constructor(handle: HTMLElement, stage: () => Stage | undefined, tell: (event: Event) => void) {
    this.#handle = handle;
    this.#stage = stage;
    this.#tell = tell;
    handle.addEventListener("pointerdown", (event) => this.#hold(event));
    handle.addEventListener("pointermove", (event) => this.#drag(event));
    handle.addEventListener("pointerup", (event) => this.#release(event));
    handle.addEventListener("pointercancel", () => this.#end());
    handle.addEventListener("pointerenter", () => (this.#isOver = true));
    handle.addEventListener("pointerleave", () => {
      this.#isOver = false;
      if (!this.#isHeld) this.show(undefined);
    });
  }

  /** Whether the pointer is on the handle, which belongs to its node though it stands outside. */
  get isOver(): boolean {
    return this.#isOver || this.#isHeld;
  }

  /** Shows the handle at a node, or hides it. */
  show(id: EntityId | undefined): void {
    if (this.isOver) return;
    this.#node = id;
    this.follow();
  }

  /** Keeps to the node after pans and zooms. */
  follow(): void {
    const at = this.#rim();
    this.#handle.hidden = at === undefined;
    if (at) this.#handle.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
  }

  /** Where the handle's upper left corner belongs: half over the right rim, so that the way to it leaves no gap. */
  #rim(): Point | undefined {
    const stage = this.#stage();
    const node = this.#node && stage?.scene.nodes.get(this.#node);
    const place = node && stage?.places.get(node.id);
    if (!stage || !place || stage.camera.view.zoom < zoomMin) return undefined;
    const ring = node.stance?.isElector ? ringGap + ringWidth : 0;
    const [x, y] = stage.camera.toScreen({ x: place.x + node.look.width / 2 + ring, y: place.y });
    return [x - handleSizePx / 3, y - handleSizePx / 2];
  }

  #hold(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#handle.setPointerCapture(event.pointerId);
    this.#isHeld = true;
    this.#stage()?.setHover(undefined);
  }

  #drag(event: PointerEvent): void {
    const stage = this.#stage();
    const from = this.#node && stage?.places.get(this.#node);
    if (!this.#isHeld || !stage || !from) return;
    const at = stage.camera.fromClient(event.clientX, event.clientY);
    const target = this.#targetAt(at);
    const place = target && stage.places.get(target);
    stage.setWire({ from: [from.x, from.y], to: place ? [place.x, place.y] : at, target });
  }

  #release(event: PointerEvent): void {
    const from = this.#node;
    const stage = this.#stage();
    const to =
      this.#isHeld && stage
        ? this.#targetAt(stage.camera.fromClient(event.clientX, event.clientY))
        : undefined;
    this.#end();
    if (from && to) this.#tell(new DialogRequestEvent({ kind: "add-relation", from, to }));
  }

  #targetAt(at: readonly [number, number]): EntityId | undefined {
    const id = this.#stage()?.nodeAt(at)?.id;
    return id === this.#node ? undefined : id;
  }

  #end(): void {
    this.#isHeld = false;
    this.#isOver = false;
    this.#stage()?.setWire(undefined);
    this.show(undefined);
  }
}

import type { Peer } from "../session/session-state.ts";
import { inkOn } from "./paint-people.ts";
import type { Camera } from "./camera.ts";

/** Other people's pointers with their names, each an element that only ever moves: no canvas is drawn for them. */
export class Cursors {
  readonly #layer: HTMLElement;
  readonly #elements = new Map<number, HTMLElement>();
  #peers: readonly Peer[] = [];

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  show(peers: readonly Peer[], camera: Camera): void {
    this.#peers = peers;
    const present = new Set(peers.filter((peer) => peer.cursor).map((peer) => peer.clientId));
    for (const [id, element] of this.#elements) {
      if (present.has(id)) continue;
      element.remove();
      this.#elements.delete(id);
    }
    this.follow(camera);
  }

  /** Puts every pointer where it belongs after a pan, a zoom or a move. */
  follow(camera: Camera): void {
    for (const peer of this.#peers) {
      if (!peer.cursor) continue;
      const element = this.#elementOf(peer);
      const [x, y] = camera.toScreen({ x: peer.cursor[0], y: peer.cursor[1] });
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    }
  }

  #elementOf({ clientId, name, color }: Peer): HTMLElement {
    const known = this.#elements.get(clientId);
    const element = known ?? makeCursor();
    element.style.setProperty("--peer", color);
    element.style.setProperty("--on-peer", inkOn(color));
    const label = element.querySelector(".peer-name");
    if (label && label.textContent !== name) label.textContent = name;
    if (!known) {
      this.#elements.set(clientId, element);
      this.#layer.append(element);
    }
    return element;
  }
}

const svgNamespace = "http://www.w3.org/2000/svg";

function makeCursor(): HTMLElement {
  const element = document.createElement("div");
  element.className = "peer-cursor";
  const arrow = document.createElementNS(svgNamespace, "svg");
  arrow.setAttribute("viewBox", "0 0 16 18");
  const path = document.createElementNS(svgNamespace, "path");
  path.setAttribute("d", "M1.5 1.5v13l3.6-3.4 2.5 5.4 2.4-1.1-2.5-5.3h5z");
  arrow.append(path);
  const name = document.createElement("span");
  name.className = "peer-name";
  element.append(arrow, name);
  return element;
}

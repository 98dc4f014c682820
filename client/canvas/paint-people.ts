// Other people on the canvas: rings around what they have selected, in their colour, with their initials.
import { outlinePath } from "../../schema/formats/picture.ts";
import type { Peer } from "../session/session-state.ts";
import { pathOf } from "./paint-figure.ts";
import type { SceneNode } from "./scene.ts";

/** Who has selected which node or line. */
export function peersBySelection(peers: readonly Peer[]): ReadonlyMap<string, readonly Peer[]> {
  const pairs = peers.flatMap((peer) => peer.selection.map((id) => ({ id, peer })));
  const groups = Map.groupBy(pairs, ({ id }) => id);
  return new Map([...groups].map(([id, list]) => [id, list.map(({ peer }) => peer)]));
}

/** One ring for each, outside one another. The context's origin is the node's centre, in graph coordinates. */
export function paintPeerRings(
  context: CanvasRenderingContext2D,
  node: SceneNode,
  peers: readonly Peer[],
  zoom: number,
): void {
  const { outline, width, height } = node.look;
  const first = (node.stance?.isElector ? 9 : 3) + 5 / zoom;
  for (const [index, { color }] of peers.entries()) {
    const around = 2 * (first + (index * 4) / zoom);
    context.strokeStyle = color;
    context.lineWidth = 2.5 / zoom;
    context.stroke(pathOf(outlinePath(outline, 0, 0, width + around, height + around)));
  }
}

/** Initials beside the rings, in px of the screen; `x`, `y` is the node's lower left. */
export function paintInitials(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  peers: readonly Peer[],
  { page, font }: { readonly page: string; readonly font: string },
): void {
  context.font = `600 10px ${font}`;
  context.textAlign = "center";
  let right = x;
  for (const { color, initials } of peers) {
    const width = context.measureText(initials).width + 8;
    context.fillStyle = color;
    context.strokeStyle = page;
    context.lineWidth = 1.5;
    context.beginPath();
    context.roundRect(right - width, y - 7, width, 14, 7);
    context.stroke();
    context.fill();
    context.fillStyle = inkOn(color);
    context.fillText(initials, right - width / 2, y + 3.5);
    right -= width + 2;
  }
}

/** Black or white, whichever can be read on a colour. */
export function inkOn(color: string): string {
  const value = Number.parseInt(color.slice(1), 16);
  const [red, green, blue] = [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
  const light = 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2;
  return light > 0.18 ? "#101316" : "#ffffff";
}

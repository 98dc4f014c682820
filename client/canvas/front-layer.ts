// What lies over the nodes: words, stances, rings, and the veil under which all sinks that is not looked at. Painted
// whole whenever something in it changes; nothing here touches cytoscape, so hovering costs one small frame.
import { outlinePath, type Figure } from "../../schema/formats/picture.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Peer } from "../session/session-state.ts";
import type { FigureBook } from "./figures.ts";
import { pointOn, type Point } from "./geometry.ts";
import type { NamePlace, Side } from "./labels.ts";
import type { Place, Places } from "./places.ts";
import { emphasised } from "./line-look.ts";
import { insideIsReadable, nameWords } from "./names.ts";
import type { Alignment, NameSprites } from "./name-sprites.ts";
import type { Viewport } from "./viewport.ts";
import { paintBadgeOf, paintInside, paintRing, pathOf } from "./paint-figure.ts";
import { LinePainter, type DrawnLine } from "./paint-lines.ts";
import { paintNote, type LineNote } from "./line-notes.ts";
import { paintInitials, paintPeerRings } from "./paint-people.ts";
import type { RouteBook } from "./routes.ts";
import type { SceneNode } from "./scene.ts";
import type { ShownScene } from "./scene-filter.ts";
import { inGraph } from "./sheet.ts";
import { sunkShare, type Spotlight } from "./spotlight.ts";

/** All that the layer in front shows in one frame. */
export interface FrontPicture {
  readonly view: Viewport;
  readonly width: number;
  readonly height: number;
  readonly scene: ShownScene;
  readonly places: Places;
  readonly book: FigureBook;
  readonly routes: RouteBook;
  readonly names: ReadonlyMap<EntityId, NamePlace>;
  readonly selected: ReadonlySet<string>;
  readonly peers: ReadonlyMap<string, readonly Peer[]>;
  readonly spotlight: Spotlight | undefined;
  /** 0 to 1: how far the veil has come down. */
  readonly veil: number;
  readonly notes: readonly LineNote[];
  readonly sprites: NameSprites;
  /** A relation that is being drawn by hand, in graph coordinates. */
  readonly wire?:
    | { readonly from: Point; readonly to: Point; readonly target: EntityId | undefined }
    | undefined;
}

interface Shown {
  readonly node: SceneNode;
  readonly place: Place;
  readonly figure: Figure;
  readonly alpha: number;
}

/**
 * Paints the whole layer, from the veil at its back to initials at its front. Linear in the nodes in view.
 */
export function paintFront(context: CanvasRenderingContext2D, picture: FrontPicture): void {
  const shown = nodesInView(picture);
  if (picture.veil > 0 && picture.spotlight) paintVeil(context, picture, picture.spotlight);
  inGraph(context, picture.view, () => {
    paintWire(context, picture);
    for (const each of shown) paintNode(context, each, picture);
  });
  for (const note of picture.notes) paintNote(context, note, picture.view, picture.book.palette);
  for (const each of shown) paintName(context, each, picture);
  context.globalAlpha = 1;
  for (const [id, peers] of picture.peers) {
    const at = initialsPlace(id, picture);
    if (at) paintInitials(context, ...at, peers, picture.book.palette);
  }
}

/** At the lower left of a node, on the middle of a line. */
function initialsPlace(id: string, { scene, places, routes, view }: FrontPicture): Point | undefined {
  const node = scene.nodes.get(id as EntityId);
  const place = places.get(id as EntityId);
  if (node && place) return lowerLeft(node, place, view);
  const line = routes.of(id);
  if (!line) return undefined;
  const [x, y] = pointOn(line.route.curve, 0.5);
  return [x * view.zoom + view.x, y * view.zoom + view.y];
}

const viewMargin = 160;

function nodesInView({
  scene,
  places,
  book,
  view,
  width,
  height,
  spotlight,
  veil,
}: FrontPicture): readonly Shown[] {
  const shown: Shown[] = [];
  const sunk = 1 - veil * (1 - sunkShare);
  for (const node of scene.nodes.values()) {
    const place = places.get(node.id);
    if (!place) continue;
    const [x, y] = [place.x * view.zoom + view.x, place.y * view.zoom + view.y];
    const isInView = x > -viewMargin && y > -viewMargin && x < width + viewMargin && y < height + viewMargin;
    if (!isInView) continue;
    const alpha = spotlight && !spotlight.nodes.has(node.id) ? sunk : 1;
    shown.push({ node, place, figure: book.figureOf(node), alpha });
  }
  return shown;
}

/** Covers nodes and lines with the page's colour, then lets those in the light through. */
function paintVeil(context: CanvasRenderingContext2D, picture: FrontPicture, spotlight: Spotlight): void {
  const { book, view, veil, scene, places, routes } = picture;
  context.globalAlpha = veil * (1 - sunkShare);
  context.fillStyle = book.palette.page;
  context.fillRect(0, 0, picture.width, picture.height);
  context.globalAlpha = 1;
  const lit: DrawnLine[] = spotlight.lines.flatMap((line) => {
    const routed = routes.of(line.id);
    return routed ? [{ route: routed.route, look: emphasised(routed.look, line, book.palette) }] : [];
  });
  inGraph(context, view, () => {
    context.globalAlpha = veil;
    new LinePainter(lit).paint(context, view.zoom);
    context.globalCompositeOperation = "destination-out";
    for (const id of spotlight.nodes) {
      const [node, place] = [scene.nodes.get(id), places.get(id)];
      if (!node || !place) continue;
      const { outline, width, height, strokeWidth } = book.figureOf(node);
      context.save();
      context.translate(place.x, place.y);
      context.fill(pathOf(outlinePath(outline, 0, 0, width + strokeWidth, height + strokeWidth)));
      context.restore();
    }
  });
}

/** Smaller icons are specks, and smaller words stand beside their node. */
const iconSizeMin = 5;

function isInsideShown(node: SceneNode, zoom: number): boolean {
  return node.look.icon === "" ? insideIsReadable(node, zoom) : node.look.insideSize * zoom >= iconSizeMin;
}

const badgeZoomMin = 0.3;

function paintNode(
  context: CanvasRenderingContext2D,
  { node, place, figure, alpha }: Shown,
  picture: FrontPicture,
): void {
  const { zoom } = picture.view;
  const { font } = picture.book.palette;
  const { mark } = figure;
  context.save();
  context.globalAlpha = alpha;
  context.translate(place.x, place.y);
  if (mark?.hasRing) paintRing(context, figure, mark);
  if (isInsideShown(node, zoom)) paintInside(context, figure, font);
  context.globalAlpha = 1;
  paintPeerRings(context, node, picture.peers.get(node.id) ?? [], zoom);
  if (picture.selected.has(node.id) || picture.wire?.target === node.id)
    paintSelection(context, node, picture);
  context.globalAlpha = alpha;
  if (mark && zoom >= badgeZoomMin) paintBadgeOf(context, figure, mark, font, Math.max(1, 0.85 / zoom));
  context.restore();
}

function paintSelection(context: CanvasRenderingContext2D, node: SceneNode, picture: FrontPicture): void {
  const { outline, width, height } = node.look;
  const { zoom } = picture.view;
  const around = 2 * ((node.stance?.isElector ? 7.5 : 1) + 3.5 / zoom);
  context.strokeStyle = picture.book.palette.accent;
  context.lineWidth = 3 / zoom;
  context.stroke(pathOf(outlinePath(outline, 0, 0, width + around, height + around)));
}

function paintName(
  context: CanvasRenderingContext2D,
  { node, place, alpha }: Shown,
  picture: FrontPicture,
): void {
  const { view, book, names, sprites } = picture;
  const at = names.get(node.id);
  if (!at) return;
  const { page, ink, muted, font } = book.palette;
  const words = nameWords(node, view.zoom);
  const align = alignmentOf(at.side);
  const x = place.x * view.zoom + view.x + at.dx + at.width * anchors[align];
  const top = place.y * view.zoom + view.y + at.dy;
  context.globalAlpha = alpha;
  sprites.paint(context, words, { color: words.isQuiet ? muted : ink, halo: page, font }, align, x, top);
}

const anchors = { center: 0.5, left: 0, right: 1 } as const;

/** Words beside a node begin or end at it; below and above they are centred. */
function alignmentOf(side: Side): Alignment {
  if (side.endsWith("right")) return "left";
  return side.endsWith("left") ? "right" : "center";
}

function paintWire(context: CanvasRenderingContext2D, { wire, view, book }: FrontPicture): void {
  if (!wire) return;
  context.strokeStyle = book.palette.accent;
  context.lineWidth = 2 / view.zoom;
  context.setLineDash(wire.target ? [] : [6 / view.zoom, 4 / view.zoom]);
  context.beginPath();
  context.moveTo(...wire.from);
  context.lineTo(...wire.to);
  context.stroke();
  context.setLineDash([]);
}

function lowerLeft(node: SceneNode, place: Place, view: Viewport): Point {
  const [rx, ry] = [(node.look.width / 2) * view.zoom, (node.look.height / 2) * view.zoom];
  return [place.x * view.zoom + view.x - rx * 0.6, place.y * view.zoom + view.y + ry * 0.85 + 4];
}

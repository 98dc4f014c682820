// What the legend and the search text leave of a scene.
import type { EntityId } from "../../schema/ids.ts";
import type { Filter } from "../app/events.ts";
import type { Scene, SceneNode } from "./scene.ts";
import { indexLines, type SceneLine } from "./scene-lines.ts";
import type { Matches } from "./text-matches.ts";

/** A scene as it is shown. Hidden nodes keep their places, so that they come back where they were. */
export interface ShownScene extends Scene {
  /** Steps to the side by line, seen from the end with the smaller id, so that lines between the same two part. */
  readonly fans: ReadonlyMap<string, number>;
  /** Nodes that the filter asks for; undefined when it asks for nothing. */
  readonly matches?: ReadonlySet<EntityId>;
}

export const nothingShown: ShownScene = { nodes: new Map(), lines: [], linesAt: new Map(), fans: new Map() };

/** Linear in nodes and lines. @param matches What the filter's text and its questions of claims ask for. */
export function filterScene(scene: Scene, filter: Filter, matches?: Matches): ShownScene {
  const isNodeShown = ({ entity, stance }: SceneNode) =>
    !filter.hiddenEntityKinds.has(entity.kind) && !(stance && filter.hiddenStances.has(stance.state));
  const nodes = new Map([...scene.nodes].filter(([, node]) => isNodeShown(node)));
  const isLineShown = (line: SceneLine) =>
    nodes.has(line.from) && nodes.has(line.to) && !isKindHidden(line, filter) && isBacked(line, matches);
  const lines = scene.lines.filter(isLineShown);
  const bright = matches && new Set([...matches.nodes].filter((id) => nodes.has(id)));
  return {
    nodes,
    lines,
    linesAt: indexLines(lines),
    fans: fansOf(lines),
    ...(bright && { matches: bright }),
  };
}

/** Whether two scenes show the very same things, as after an edit of what is not drawn. */
export function showsSame(one: ShownScene, other: ShownScene): boolean {
  if (one.nodes.size !== other.nodes.size || one.lines.length !== other.lines.length) return false;
  if (one.matches !== other.matches) return false;
  for (const [id, node] of one.nodes) if (other.nodes.get(id) !== node) return false;
  return one.lines.every((line, index) => other.lines[index] === line);
}

function isKindHidden(line: SceneLine, filter: Filter): boolean {
  return line.kind === "relation"
    ? filter.hiddenRelationKinds.has(line.relation.kind)
    : filter.hiddenStances.has(line.stance);
}

function isBacked(line: SceneLine, matches: Matches | undefined): boolean {
  const backed = matches?.backed;
  if (!backed) return true;
  if (line.kind === "relation") return backed.relations.has(line.relation.id);
  return line.claims.some((id) => backed.claims.has(id));
}

function fansOf(lines: readonly SceneLine[]): ReadonlyMap<string, number> {
  const fans = new Map<string, number>();
  for (const members of Map.groupBy(lines, pairKey).values()) {
    if (members.length < 2) continue;
    // By id, so that the order in which people added them does not matter; stances keep to one side.
    const sorted = members.toSorted((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1));
    for (const [index, { id }] of sorted.entries()) fans.set(id, index - (sorted.length - 1) / 2);
  }
  return fans;
}

function pairKey({ from, to }: SceneLine): string {
  return from < to ? `${from} ${to}` : `${to} ${from}`;
}

function rankOf({ kind, id }: SceneLine): string {
  return `${kind} ${id}`;
}

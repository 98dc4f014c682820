// Small graphs and their layouts, for tests of the canvas's pure parts.
import type { Filter } from "../../../client/app/events.ts";
import { noFilter } from "../../../client/app/events.ts";
import { readAsked } from "../../../client/app/asked.ts";
import { matchesOf } from "../../../client/canvas/text-matches.ts";
import type { LayoutJob } from "../../../client/canvas/force-layout.ts";
import { buildScene, emptyScene, type Scene } from "../../../client/canvas/scene.ts";
import { filterScene, type ShownScene } from "../../../client/canvas/scene-filter.ts";
import type { Graph } from "../../../schema/graph.ts";
import type { Entity, Relation } from "../../../schema/records.ts";
import { Random } from "../../support/random.ts";
import { graphOf } from "../panels/graph-of.ts";

/** A graph of states and agreements: `a-b` is a relation of Japan's kind from `s:a` to `s:b`. */
export function mapOf(ids: readonly string[], relations: readonly (readonly [string, string])[]): Graph {
  return graphOf({
    entities: Object.fromEntries(
      ids.map((id) => [id, { kind: id.startsWith("a:") ? "agreement" : "state", label: `The ${id}` }]),
    ),
    relations: Object.fromEntries(
      relations.map(([from, to], index) => [`r:${index}`, { kind: "trades-with", from, to }]),
    ),
  });
}

export function sceneOf(graph: Graph, before: Scene = emptyScene): Scene {
  return buildScene({ graph, stanceLines: [] }, before);
}

export function shownOf(graph: Graph, filter: Filter = noFilter): ShownScene {
  return filterScene(sceneOf(graph), filter, matchesOf(graph, readAsked(graph, filter).query));
}

/** The same graph with one record changed, as after an edit. */
export function withEntity(graph: Graph, entity: Entity): Graph {
  return { ...graph, entities: new Map([...graph.entities, [entity.id, entity]]) };
}
export function withRelation(graph: Graph, relation: Relation): Graph {
  return { ...graph, relations: new Map([...graph.relations, [relation.id, relation]]) };
}

/** A connected random job; every node 60 wide and 50 high. */
export function randomJob(nodes: number, links: number, seed: number): LayoutJob {
  const random = new Random(seed);
  const pairs: number[] = [];
  for (let node = 1; node < nodes; node += 1) pairs.push(random.below(node), node);
  for (let link = nodes; link < links; link += 1) pairs.push(random.below(nodes), random.below(nodes));
  return {
    kind: "arrange",
    places: new Float64Array(2 * nodes).fill(Number.NaN),
    sizes: Float64Array.from({ length: 3 * nodes }, (_, index) => [60, 20, 30][index % 3] ?? 0),
    fixed: new Uint8Array(nodes),
    links: Uint32Array.from(pairs),
  };
}

/** How many pairs of boxes overlap by more than half a px. */
export function overlapsIn({ sizes, fixed }: LayoutJob, places: Float64Array): number {
  const box = (node: number) => {
    const [x, y] = [places[2 * node] ?? 0, places[2 * node + 1] ?? 0];
    const [width, above, below] = [sizes[3 * node] ?? 0, sizes[3 * node + 1] ?? 0, sizes[3 * node + 2] ?? 0];
    return { left: x - width / 2, right: x + width / 2, top: y - above, bottom: y + below };
  };
  let found = 0;
  for (let one = 0; one < fixed.length; one += 1) {
    for (let other = one + 1; other < fixed.length; other += 1) {
      const [a, b] = [box(one), box(other)];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 0.5 && down > 0.5) found += 1;
    }
  }
  return found;
}

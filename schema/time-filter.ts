// What the graph says of one day, or from what was known on one day. Filters views and exports.
import type { Graph, TimeFilter } from "./graph.ts";
import { idsAt } from "./id-index.ts";
import type { EntityId, RelationId } from "./ids.ts";
import { emptyGraph, indexClaim, indexRelation, type MutableGraph } from "./mutable-graph.ts";
import type { Claim, Relation } from "./records.ts";
import { instantOf, isInForce, startOfDate } from "./time.ts";

/**
 * The part of a graph that holds at `asOf` and rests on what was published by `knownBy`, with or without the
 * background layer. What carries no date is kept: a text that gives no date does not say that something was not so.
 * Rules TIM-1 to TIM-5. Linear.
 *
 * @throws EntenteError `date-invalid`
 */
export function filterByTime(graph: Graph, { asOf, knownBy, background = true }: TimeFilter): Graph {
  if (asOf === undefined && knownBy === undefined && background) return graph;
  const asOfMs = asOf === undefined ? Infinity : instantOf(asOf);
  const knownByMs = knownBy === undefined ? Infinity : instantOf(knownBy);
  const isShown = ({ background: isBackground }: { readonly background?: boolean | undefined }) =>
    background || !isBackground;
  const isKept = (claim: Claim) => isShown(claim) && claimCounts(graph, claim, asOfMs, knownByMs);

  const entities = keep(graph.entities, (entity) => isShown(entity) && hasBegun(entity.validFrom, asOfMs));
  const relations = keep(
    graph.relations,
    (relation) =>
      isShown(relation) &&
      (asOf === undefined || isInForce(relation.validFrom, relation.validTo, asOfMs)) &&
      entities.has(relation.from) &&
      entities.has(relation.to) &&
      isKnown(graph, relation, isKept),
  );
  const isOnKept = ({ on }: Claim) => relations.has(on as RelationId) || entities.has(on as EntityId);
  const claims = keep(graph.claims, (claim) => isOnKept(claim) && isKept(claim));
  const sources = keep(graph.sources, isShown);
  const disputes = keep(graph.disputes, (dispute) => dispute.claims.every((id) => claims.has(id)));
  const kept: MutableGraph = { ...emptyGraph(graph.meta), entities, relations, claims, sources, disputes };
  relations.forEach((relation) => indexRelation(kept, relation));
  claims.forEach((claim) => indexClaim(kept, claim));
  const { dangling, merged, problems, bin, conflicts } = graph;
  return { ...kept, dangling, merged, problems, bin, conflicts };
}

/** Whether what a claim says had begun by one instant and was published by another. Infinity: no limit. */
export function claimCounts(graph: Graph, claim: Claim, asOfMs: number, knownByMs: number): boolean {
  return hasBegun(claim.valid, asOfMs) && isPublishedBy(graph, claim, knownByMs);
}

/** Whether a claim was published by an instant. */
export function isPublishedBy(graph: Graph, claim: Claim, instantMs: number): boolean {
  return instantMs === Infinity || publishedAt(graph, claim) <= instantMs;
}

/** When a claim was published, in milliseconds: by its own date, else by its oldest source's; -Infinity without any. */
export function publishedAt(graph: Graph, claim: Claim): number {
  if (claim.published !== undefined) return startOfDate(claim.published);
  const dates = claim.evidence.map(({ source }) => {
    const { datePrinted, dateUsed } = graph.sources.get(source) ?? {};
    return startOfDate(datePrinted ?? dateUsed);
  });
  return dates.length === 0 ? -Infinity : Math.min(...dates);
}

/** A drawn relation without any claim is a draft and stays; with claims, one of them must be known. */
function isKnown(graph: Graph, relation: Relation, isKept: (claim: Claim) => boolean): boolean {
  if (!graph.claimsOn.has(relation.id)) return true;
  return [...idsAt(graph.claimsOn, relation.id)].some((id) => {
    const claim = graph.claims.get(id);
    return claim !== undefined && isKept(claim);
  });
}

function keep<Key, Item>(items: ReadonlyMap<Key, Item>, isKept: (item: Item) => boolean): Map<Key, Item> {
  const kept = new Map<Key, Item>();
  for (const [key, item] of items) if (isKept(item)) kept.set(key, item);
  return kept;
}

function hasBegun(date: string | undefined, instantMs: number): boolean {
  return instantMs === Infinity || startOfDate(date) <= instantMs;
}

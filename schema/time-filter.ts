// What the graph says of one day, or from what was known on one day. Filters views and exports.
import type { Graph, TimeFilter } from "./graph.ts";
import { emptyGraph, indexClaim, indexRelation } from "./projection.ts";
import type { Claim, Entity, Relation } from "./records.ts";
import { instantOf, isInForce, readDate } from "./time.ts";

/**
 * The part of a graph that holds at `asOf` and rests on what was published by `knownBy`. What carries no date
 * is kept: a text that gives no date does not say that something was not so. Rules TIM-1 to TIM-4. Linear.
 *
 * @throws EntenteError `date-invalid`
 */
export function filterByTime(graph: Graph, { asOf, knownBy }: TimeFilter): Graph {
  if (asOf === undefined && knownBy === undefined) return graph;
  const asOfMs = asOf === undefined ? Infinity : instantOf(asOf);
  const knownByMs = knownBy === undefined ? Infinity : instantOf(knownBy);
  const kept = emptyGraph(graph.meta);

  for (const entity of graph.entities.values())
    if (hasBegun(entity, asOfMs)) kept.entities.set(entity.id, entity);
  for (const [id, source] of graph.sources) kept.sources.set(id, source);
  for (const [id, merged] of graph.merged) kept.merged.set(id, merged);
  const isKept = (claim: Claim) => claimHasBegun(claim, asOfMs) && isPublishedBy(graph, claim, knownByMs);
  for (const relation of graph.relations.values()) {
    const holds = asOf === undefined || isInForce(relation.validFrom, relation.validTo, asOfMs);
    const hasEnds = kept.entities.has(relation.from) && kept.entities.has(relation.to);
    if (holds && hasEnds && isKnown(graph, relation, isKept)) kept.relations.set(relation.id, relation);
  }
  for (const claim of graph.claims.values()) {
    const isOnKept =
      kept.relations.has(claim.on as Relation["id"]) || kept.entities.has(claim.on as Entity["id"]);
    if (isOnKept && isKept(claim)) kept.claims.set(claim.id, claim);
  }
  for (const relation of kept.relations.values()) indexRelation(kept, relation);
  for (const claim of kept.claims.values()) indexClaim(kept, claim);
  return { ...kept, problems: graph.problems, bin: graph.bin };
}

/** Whether a claim was published by an instant; by its own date, else by its oldest source's. */
export function isPublishedBy(graph: Graph, claim: Claim, instantMs: number): boolean {
  if (instantMs === Infinity) return true;
  if (claim.published !== undefined) return startOf(claim.published) <= instantMs;
  const dates = claim.evidence.map(({ source }) => {
    const { datePrinted, dateUsed } = graph.sources.get(source) ?? {};
    return startOf(datePrinted ?? dateUsed);
  });
  return dates.length === 0 || Math.min(...dates) <= instantMs;
}

/** A drawn relation without any claim is a draft and stays; with claims, one of them must be known. */
function isKnown(graph: Graph, relation: Relation, isKept: (claim: Claim) => boolean): boolean {
  const ids = graph.claimsOn.get(relation.id);
  if (!ids?.size) return true;
  return [...ids].some((id) => {
    const claim = graph.claims.get(id);
    return claim !== undefined && isKept(claim);
  });
}

function hasBegun(entity: Entity, instantMs: number): boolean {
  return instantMs === Infinity || startOf(entity.validFrom) <= instantMs;
}

function claimHasBegun(claim: Claim, instantMs: number): boolean {
  return instantMs === Infinity || startOf(claim.valid) <= instantMs;
}

function startOf(date: string | undefined): number {
  return (date === undefined ? undefined : readDate(date)?.from) ?? -Infinity;
}

// What the filters leave of a graph: one answer for canvas and table alike, so that they never disagree.
import { everything, type QueryFilter } from "../../schema/analysis/query/filter.ts";
import { asksOfClaims, select } from "../../schema/analysis/query/select.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId, RelationId } from "../../schema/ids.ts";
import type { Claim, Relation } from "../../schema/records.ts";
import { type StanceState } from "../../schema/vocabulary.ts";
import { noFilter, type Filter } from "../app/events.ts";

/** What is to be seen, by id. */
export interface Visible {
  /** Entities whose kind and stance are shown and which are asked for themselves. */
  readonly entities: ReadonlySet<EntityId>;
  /** Relations of a shown kind between two entities of shown kind and stance, which are asked for. */
  readonly relations: ReadonlySet<RelationId>;
  /** Claims on what is shown, with a shown stance, which are asked for. */
  readonly claims: ReadonlySet<ClaimId>;
  /** Ends of those relations that are not asked for themselves: drawn so that no line hangs, never listed. */
  readonly context: ReadonlySet<EntityId>;
  /** How many claims are asked for and hidden, since the legend hides what they bear on or their stance. */
  readonly hiddenClaims: number;
}

/**
 * Applies the shared filter: what the legend leaves of what is asked for. Linear in the number of records; texts are
 * prepared once for each record.
 *
 * @param query What `filter` asks for, read by `readAsked`.
 * @param stanceOf Where each entity stands on the decision shown, `unknown` included; nothing where it has no say.
 */
export function matches(
  graph: Graph,
  filter: Filter,
  query: QueryFilter = everything,
  stanceOf: ReadonlyMap<EntityId, StanceState> = new Map(),
): Visible {
  const asked = isAsking(query) ? select(graph, query) : graph;
  const allowed = new Set<EntityId>();
  for (const { id, kind } of graph.entities.values()) {
    if (!filter.hiddenEntityKinds.has(kind) && !isHiddenStance(filter, stanceOf.get(id))) allowed.add(id);
  }
  const isAllowedRelation = ({ kind, from, to }: Relation) =>
    !filter.hiddenRelationKinds.has(kind) && allowed.has(from) && allowed.has(to);
  const isAllowedClaim = ({ on, stance }: Claim) => {
    if (isHiddenStance(filter, stance)) return false;
    const relation = graph.relations.get(on as RelationId);
    return relation ? isAllowedRelation(relation) : allowed.has(on as EntityId);
  };
  const entities = kept(graph.entities, ({ id }) => allowed.has(id) && asked.entities.has(id));
  const relations = kept(graph.relations, (item) => isAllowedRelation(item) && asked.relations.has(item.id));
  const claims = kept(graph.claims, (claim) => isAllowedClaim(claim) && asked.claims.has(claim.id));
  return {
    entities,
    relations,
    claims,
    context: contextOf(graph, entities, relations),
    hiddenClaims: asked.claims.size - claims.size,
  };
}

/** Whether anything is filtered away, so that "clear filters" has something to clear. */
export function isFiltering(filter: Filter): boolean {
  const { hiddenEntityKinds, hiddenRelationKinds, hiddenStances, claims, text } = filter;
  const isHiding = hiddenEntityKinds.size + hiddenRelationKinds.size + hiddenStances.size > 0;
  return isHiding || Object.keys(claims).length > 0 || text.trim() !== "";
}

/** The same filter with nothing hidden by the legend. */
export function withoutHiding({ claims, text }: Filter): Filter {
  return { ...noFilter, claims, text };
}

/** Whether a filter asks for anything: most of the time none does, and all records need not be looked at. */
export function isAsking(query: QueryFilter): boolean {
  return asksOfClaims(query) || query.words.length > 0;
}

function isHiddenStance({ hiddenStances }: Filter, stance: StanceState | undefined): boolean {
  return stance !== undefined && hiddenStances.has(stance);
}

function kept<Id, Item>(items: ReadonlyMap<Id, Item>, isKept: (item: Item) => boolean): ReadonlySet<Id> {
  const ids = new Set<Id>();
  for (const [id, item] of items) if (isKept(item)) ids.add(id);
  return ids;
}

function contextOf(
  graph: Graph,
  entities: ReadonlySet<EntityId>,
  relations: ReadonlySet<RelationId>,
): ReadonlySet<EntityId> {
  const ends = [...relations]
    .flatMap((id) => graph.relations.get(id) ?? [])
    .flatMap(({ from, to }) => [from, to]);
  return new Set(ends.filter((end) => !entities.has(end)));
}

// A graph while it is being made, and its indexes.
import type { Claim, Dispute, Entity, Relation, Source } from "./records.ts";
import type { MergedEntity, WorkspaceMeta } from "./graph.ts";
import { addTo, type IdIndex } from "./id-index.ts";
import type { ClaimId, DisputeId, EntityId, RelationId, SourceId } from "./ids.ts";

/** A graph under construction; the same maps, writable. */
export interface MutableGraph {
  readonly entities: Map<EntityId, Entity>;
  readonly relations: Map<RelationId, Relation>;
  readonly dangling: Map<RelationId, Relation>;
  readonly claims: Map<ClaimId, Claim>;
  readonly sources: Map<SourceId, Source>;
  readonly disputes: Map<DisputeId, Dispute>;
  readonly relationsAt: IdIndex<EntityId, RelationId>;
  readonly claimsOn: IdIndex<EntityId | RelationId, ClaimId>;
  readonly positionsBy: IdIndex<EntityId, ClaimId>;
  readonly merged: Map<EntityId, MergedEntity>;
  meta: WorkspaceMeta;
}

/** A graph of nothing, to be filled. */
export function emptyGraph(meta: WorkspaceMeta): MutableGraph {
  return {
    entities: new Map(),
    relations: new Map(),
    dangling: new Map(),
    claims: new Map(),
    sources: new Map(),
    disputes: new Map(),
    relationsAt: new Map(),
    claimsOn: new Map(),
    positionsBy: new Map(),
    merged: new Map(),
    meta,
  };
}

/** Makes a relation findable by both ends. */
export function indexRelation(graph: MutableGraph, relation: Relation): void {
  addTo(graph.relationsAt, relation.from, relation.id);
  addTo(graph.relationsAt, relation.to, relation.id);
}

/** Makes a claim findable by what it bears on and, if a position, by its actors. */
export function indexClaim(graph: MutableGraph, claim: Claim): void {
  addTo(graph.claimsOn, claim.on, claim.id);
  if (claim.stance !== undefined)
    for (const actor of claim.actors ?? []) addTo(graph.positionsBy, actor, claim.id);
}

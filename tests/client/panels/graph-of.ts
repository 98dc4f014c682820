// Graphs from plain records, for tests of what only reads a graph.
import type { Graph } from "../../../schema/graph.ts";
import { addTo, type IdIndex } from "../../../schema/id-index.ts";
import type { ClaimId, EntityId, EvidenceId, RelationId, SourceId } from "../../../schema/ids.ts";
import type {
  Claim,
  ClaimFields,
  Entity,
  EntityFields,
  Relation,
  RelationFields,
  Source,
  SourceFields,
} from "../../../schema/records.ts";

/** Records by id, as the document has them; claims with their evidence as `[source, locator]`. */
export interface Records {
  readonly entities?: Readonly<Record<string, object>>;
  readonly relations?: Readonly<Record<string, object>>;
  readonly claims?: Readonly<
    Record<
      string,
      { readonly evidence?: readonly (readonly [string, string])[]; readonly [field: string]: unknown }
    >
  >;
  readonly sources?: Readonly<Record<string, object>>;
}

/** The graph that these records make. */
export function graphOf({ entities = {}, relations = {}, claims = {}, sources = {} }: Records): Graph {
  const entityList = Object.entries(entities).map(([id, fields]) => ({
    ...(fields as EntityFields),
    id: id as EntityId,
  }));
  const relationList = Object.entries(relations).map(([id, fields]) => ({
    ...(fields as RelationFields),
    id: id as RelationId,
  }));
  const claimList = Object.entries(claims).map(([id, fields]) => toClaim(id as ClaimId, fields));
  const ends = relationList.flatMap(({ id, from, to }) => [[from, id] as const, [to, id] as const]);
  const actors = claimList.flatMap(({ id, actors: who = [] }) => who.map((actor) => [actor, id] as const));
  return {
    entities: byId<EntityId, Entity>(entityList),
    relations: byId<RelationId, Relation>(relationList),
    dangling: new Map(),
    claims: byId<ClaimId, Claim>(claimList),
    sources: byId<SourceId, Source>(
      Object.entries(sources).map(([id, fields]) => ({ ...(fields as SourceFields), id: id as SourceId })),
    ),
    disputes: new Map(),
    relationsAt: indexOf(ends),
    claimsOn: indexOf(claimList.map(({ on, id }) => [on, id] as const)),
    positionsBy: indexOf(actors),
    merged: new Map(),
    problems: [],
    bin: [],
    conflicts: [],
    meta: {},
  };
}

function toClaim(
  id: ClaimId,
  { evidence = [], ...fields }: { readonly evidence?: readonly (readonly [string, string])[] },
): Claim {
  const places = evidence.map(([source, locator], index) => ({
    kind: "evidence" as const,
    id: `evd:${id.slice(4)}-${index}` as EvidenceId,
    claim: id,
    source: source as SourceId,
    locator,
  }));
  return { ...(fields as unknown as ClaimFields), kind: "claim", id, evidence: places };
}

function byId<Id, Item extends { readonly id: Id }>(items: readonly Item[]): Map<Id, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function indexOf<Key, Id extends string>(pairs: readonly (readonly [Key, Id])[]): IdIndex<Key, Id> {
  const index: IdIndex<Key, Id> = new Map();
  for (const [key, id] of pairs) addTo(index, key, id);
  return index;
}

// The rules by which assembled records become a graph: redirects, liveness, dangling ends, the bin. Each function looks at
// one record and what it names, so that the full and the incremental projection share them and differ only in which
// records they visit.
import type { Assembled } from "./assemble.ts";
import { frozenInDevelopment } from "./frozen.ts";
import type { BinItem, Graph, MergedEntity } from "./graph.ts";
import type { ClaimId, DisputeId, EntityId, RecordId, RelationId, SourceId } from "./ids.ts";
import type {
  Claim,
  ClaimFields,
  Dispute,
  DisputeFields,
  Entity,
  EntityFields,
  Evidence,
  EvidenceFields,
  Relation,
  RelationFields,
  Source,
  SourceFields,
} from "./records.ts";

/** Assembled records by root; claims and evidence, which share a root, are told apart. */
export interface Parts {
  readonly entities: ReadonlyMap<EntityId, Assembled<EntityFields>>;
  readonly relations: ReadonlyMap<RelationId, Assembled<RelationFields>>;
  readonly claims: ReadonlyMap<ClaimId, Assembled<ClaimFields>>;
  readonly evidence: ReadonlyMap<RecordId, Assembled<EvidenceFields>>;
  readonly sources: ReadonlyMap<SourceId, Assembled<SourceFields>>;
  readonly disputes: ReadonlyMap<DisputeId, Assembled<DisputeFields>>;
}

/**
 * Where a reference to an entity ends once declared duplicates are followed. A cycle, which two people can make
 * by merging both ways at once, ends at its smallest id. Rules RED-1 to RED-3.
 */
export function survivorOf(parts: Parts, id: EntityId): EntityId {
  const path: EntityId[] = [];
  let current = id;
  for (;;) {
    const seenAt = path.indexOf(current);
    if (seenAt !== -1) return path.slice(seenAt).reduce((least, member) => (member < least ? member : least));
    path.push(current);
    const into = parts.entities.get(current)?.into;
    if (into === undefined || !parts.entities.get(into)?.fields) return current;
    current = into;
  }
}

/** An entity is live when it has a usable record, nobody deleted it and it was not merged away. */
export function liveEntity(parts: Parts, id: EntityId): Entity | undefined {
  const record = parts.entities.get(id);
  if (!record?.fields || record.deleted || survivorOf(parts, id) !== id) return undefined;
  return record.fields as Entity;
}

/** An entity that was merged into another, with where that ends. */
export function mergedEntity(parts: Parts, id: EntityId): MergedEntity | undefined {
  const record = parts.entities.get(id);
  const survivor = survivorOf(parts, id);
  if (!record?.fields || record.into === undefined || survivor === id) return undefined;
  return Object.freeze({ entity: record.fields as Entity, into: record.into, survivor });
}

/** A relation is shown only between two live entities. Rule REL-1. */
export function liveRelation(
  parts: Parts,
  graph: Pick<Graph, "entities">,
  id: RelationId,
): Relation | undefined {
  const relation = redirectedRelation(parts, id);
  return relation && hasEnds(graph, relation) ? relation : undefined;
}

/** A relation that is hidden, since an end is not live. Rule REL-1. */
export function danglingRelation(
  parts: Parts,
  graph: Pick<Graph, "relations">,
  id: RelationId,
): Relation | undefined {
  // Nearly all have both their ends: these cost no more than the look.
  if (graph.relations.has(id)) return undefined;
  return redirectedRelation(parts, id);
}

function hasEnds({ entities }: Pick<Graph, "entities">, { from, to }: Relation): boolean {
  return entities.has(from) && entities.has(to);
}

/** A relation that nobody deleted, from and to where its ends were merged. */
function redirectedRelation(parts: Parts, id: RelationId): Relation | undefined {
  const record = parts.relations.get(id);
  if (!record?.fields || record.deleted) return undefined;
  const from = survivorOf(parts, record.fields.from);
  const to = survivorOf(parts, record.fields.to);
  // Most relations name no merged entity: these are shown as they are, at no cost in memory.
  if (from === record.fields.from && to === record.fields.to) return record.fields as Relation;
  return Object.freeze({ ...record.fields, id, from, to });
}

/** A source that nobody deleted. */
export function liveSource(parts: Parts, id: SourceId): Source | undefined {
  const record = parts.sources.get(id);
  return record?.fields && !record.deleted ? (record.fields as Source) : undefined;
}

/** A claim is shown when what it bears on is shown, and a position when one of its actors is. Rule CLM-1. */
export function liveClaim(
  parts: Parts,
  graph: Pick<Graph, "entities" | "relations" | "sources">,
  id: ClaimId,
  evidenceIds: Iterable<RecordId>,
): Claim | undefined {
  const record = parts.claims.get(id);
  if (!record?.fields || record.deleted) return undefined;
  const on = targetOf(parts, graph, record.fields.on);
  const actors = record.fields.actors && liveActors(parts, graph, record.fields.actors);
  if (on === undefined || actors?.length === 0) return undefined;
  const evidence = liveEvidence(parts, graph, evidenceIds);
  return Object.freeze({ ...record.fields, id, on, ...(actors && { actors }), evidence });
}

function targetOf(parts: Parts, graph: Pick<Graph, "entities" | "relations">, on: EntityId | RelationId) {
  if (graph.relations.has(on as RelationId)) return on;
  const survivor = survivorOf(parts, on as EntityId);
  return graph.entities.has(survivor) ? survivor : undefined;
}

function liveActors(parts: Parts, graph: Pick<Graph, "entities">, actors: readonly EntityId[]): EntityId[] {
  const survivors = new Set(actors.map((actor) => survivorOf(parts, actor)));
  return frozenInDevelopment([...survivors].filter((actor) => graph.entities.has(actor)));
}

function liveEvidence(
  parts: Parts,
  graph: Pick<Graph, "sources">,
  ids: Iterable<RecordId>,
): readonly Evidence[] {
  const items: Evidence[] = [];
  for (const id of ids) {
    const record = parts.evidence.get(id);
    if (!record?.fields || record.deleted || !graph.sources.has(record.fields.source)) continue;
    items.push(record.fields as Evidence);
  }
  return Object.freeze(items.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}

/** A dispute is shown while two of its claims are. Rule DSP-1. */
export function liveDispute(parts: Parts, graph: Pick<Graph, "claims">, id: DisputeId): Dispute | undefined {
  const record = parts.disputes.get(id);
  if (!record?.fields || record.deleted) return undefined;
  const claims = [...new Set(record.fields.claims)].filter((claim) => graph.claims.has(claim));
  return claims.length < 2 ? undefined : Object.freeze({ ...record.fields, id, claims });
}

/** A deleted record as the bin shows it; undefined when it is not deleted or never arrived. */
export function binItem(root: BinItem["root"], record: Assembled): BinItem | undefined {
  if (!record.deleted || !record.fields) return undefined;
  const fields = record.fields as Partial<Record<string, string>>;
  const { from, to } = fields;
  const isRelation = root === "e" && from !== undefined && to !== undefined;
  return {
    id: record.id,
    root,
    label: binLabel(fields) ?? record.id,
    ...(isRelation && { ends: [from as EntityId, to as EntityId] as const }),
    deletedBy: record.deleted.by,
    deletedAt: record.deleted.at,
    ...(record.deleted.isChangedSince && { isChangedSince: true }),
  };
}

/** Of a relation, or a dispute without a note, its kind. */
function binLabel({
  label,
  title,
  statement,
  kind,
  note,
}: Partial<Record<string, string>>): string | undefined {
  return label ?? title ?? statement ?? (kind === "dispute" ? note : undefined) ?? kind;
}

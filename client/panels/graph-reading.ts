// Questions the panels ask of a graph. Pure; each answer is small and ordered for reading.
import type { Graph } from "../../schema/graph.ts";
import { idsAt } from "../../schema/id-index.ts";
import type { ClaimId, EntityId, RecordId, RelationId, SourceId } from "../../schema/ids.ts";
import type { Claim, Dispute, Entity, Relation, Source } from "../../schema/records.ts";
import { readDate } from "../../schema/time.ts";
import { entityTermOf, markedLabel, relationTermOf } from "../../schema/terms/terms.ts";
import { reliabilities, type Reliability } from "../../schema/vocabulary.ts";

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The entity that an id names today, following merges. */
export function entityOf(graph: Graph, id: RecordId): Entity | undefined {
  const entityId = id as EntityId;
  return graph.entities.get(graph.merged.get(entityId)?.survivor ?? entityId);
}

/** The relation that an id names, if it is one and is there. */
export function relationOf(graph: Graph, id: RecordId): Relation | undefined {
  return graph.relations.get(id as RelationId);
}
/** The claim that an id names, if it is one and is there. */
export function claimOf(graph: Graph, id: RecordId): Claim | undefined {
  return graph.claims.get(id as ClaimId);
}
/** The source that an id names, if it is one and is there. */
export function sourceOf(graph: Graph, id: RecordId): Source | undefined {
  return graph.sources.get(id as SourceId);
}

/** An entity's name, also out of the bin; its id where it is nowhere, or outside the date shown. */
export function nameIn(graph: Graph, id: RecordId): string {
  return entityOf(graph, id)?.label ?? nameInBin(graph, id) ?? id;
}

/** An entity's name for where it is said anyway that it lies in the bin. */
export function plainNameIn(graph: Graph, id: RecordId): string {
  return entityOf(graph, id)?.label ?? labelInBin(graph, id) ?? id;
}

function nameInBin(graph: Graph, id: RecordId): string | undefined {
  const label = labelInBin(graph, id);
  return label && `${label} (in the bin)`;
}

function labelInBin({ bin }: Graph, id: RecordId): string | undefined {
  return bin.find((each) => each.id === id)?.label;
}

const idInText = /\b[a-z]{1,4}:[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]/g;

/** A text of the team's in which ids stand for records, with their names instead: "src:000" reads as its author. */
export function withNames(graph: Graph, text: string): string {
  return text.replaceAll(idInText, (id) => {
    const source = sourceOf(graph, id as RecordId);
    return source
      ? (source.author ?? source.publisher ?? `“${source.title}”`)
      : nameIn(graph, id as RecordId);
  });
}

/** What a kind is called on screen, with what is to be said of it: "Rumour (retired kind)". */
export function kindLabel({ meta }: Pick<Graph, "meta">, kind: string): string {
  return markedLabel(entityTermOf(kind, meta));
}

/** A relation as a sentence: "Taiwan applied to join CPTPP". */
export function relationSentence(graph: Graph, relation: Relation): string {
  return `${nameIn(graph, relation.from)} ${relationTermOf(relation.kind, graph.meta).label} ${nameIn(graph, relation.to)}`;
}

/** What any record is called in a list. */
export function recordLabel(graph: Graph, id: RecordId): string {
  const relation = relationOf(graph, id);
  if (relation) return relationSentence(graph, relation);
  return claimOf(graph, id)?.statement ?? sourceOf(graph, id)?.title ?? nameIn(graph, id);
}

/** One relation, seen from one of its ends. */
export interface RelationRow {
  readonly relation: Relation;
  /** The end that is not the entity asked about. */
  readonly other: EntityId;
  readonly otherName: string;
  readonly claimCount: number;
}
/** Relations of one kind read one way. */
export interface RelationGroup {
  readonly kind: string;
  /** "applied to join", or inverse "has applicant". */
  readonly words: string;
  readonly rows: readonly RelationRow[];
}

/** An entity's relations by kind and direction, read from the entity outwards. */
export function relationGroups(graph: Graph, entity: EntityId): readonly RelationGroup[] {
  const relations = [...idsAt(graph.relationsAt, entity)].flatMap((id) => graph.relations.get(id) ?? []);
  const groups = Map.groupBy(relations, (relation) => directionWords(graph, relation, entity));
  return [...groups]
    .map(([words, members]) => ({
      kind: members[0]?.kind ?? "",
      words,
      rows: members
        .map((relation) => rowOf(graph, relation, entity))
        .toSorted((a, b) => byName.compare(a.otherName, b.otherName)),
    }))
    .toSorted((a, b) => byName.compare(a.words, b.words));
}

function directionWords({ meta }: Graph, relation: Relation, entity: EntityId): string {
  const { label, inverse } = relationTermOf(relation.kind, meta);
  return relation.from === entity ? label : inverse;
}

function rowOf(graph: Graph, relation: Relation, entity: EntityId): RelationRow {
  const other = relation.from === entity ? relation.to : relation.from;
  return {
    relation,
    other,
    otherName: nameIn(graph, other),
    claimCount: claimsOn(graph, relation.id).length,
  };
}

/** Claims that bear on a record itself, newest first. */
export function claimsOn(graph: Graph, id: EntityId | RelationId): readonly Claim[] {
  return newestFirst(claimsByIds(graph, idsAt(graph.claimsOn, id)));
}

/** Claims in which an actor takes a position, newest first. */
export function positionClaimsBy(graph: Graph, actor: EntityId): readonly Claim[] {
  return newestFirst(claimsByIds(graph, idsAt(graph.positionsBy, actor)));
}

/** Disputes in which a claim stands against others. Linear in the disputes, of which there are few. */
export function disputesOf(graph: Graph, claim: ClaimId): readonly Dispute[] {
  return [...graph.disputes.values()].filter(({ claims }) => claims.includes(claim));
}

/** Claims that back one field of an entity, such as a decision's rule. */
export function claimsOnField(graph: Graph, id: EntityId, field: string): readonly Claim[] {
  return claimsOn(graph, id).filter((claim) => claim.field === field);
}

/** The claims that are still there, in the order given. */
export function claimsByIds(graph: Graph, ids: Iterable<ClaimId>): readonly Claim[] {
  return [...ids].flatMap((id) => graph.claims.get(id) ?? []);
}

/** Claims under one heading. */
export interface ClaimGroup {
  readonly heading: string;
  readonly claims: readonly Claim[];
}

/** Every claim that says something of an entity: its positions, itself, its relations. Each claim once. */
export function claimGroups(graph: Graph, entity: EntityId): readonly ClaimGroup[] {
  const own = claimsOn(graph, entity);
  const onRelations = relationGroups(graph, entity).flatMap(({ rows }) =>
    rows.flatMap(({ relation }) => claimsOn(graph, relation.id)),
  );
  const isPosition = (claim: Claim) => claim.stance !== undefined;
  const groups: readonly ClaimGroup[] = [
    { heading: "Positions it takes", claims: positionClaimsBy(graph, entity) },
    { heading: "Positions on it", claims: own.filter(isPosition) },
    { heading: "About it", claims: own.filter((claim) => !isPosition(claim)) },
    { heading: "About its relations", claims: onRelations },
  ];
  const seen = new Set<ClaimId>();
  return groups.flatMap(({ heading, claims }) => {
    const fresh = claims.filter((claim) => !seen.has(claim.id));
    for (const claim of fresh) seen.add(claim.id);
    return fresh.length > 0 ? [{ heading, claims: fresh }] : [];
  });
}

/** A source, with the claims that cite it. */
export interface SourceUse {
  readonly source: Source;
  readonly claims: readonly ClaimId[];
}

/** The sources behind some claims, those with most claims first. */
export function sourcesOf(graph: Graph, claims: readonly Claim[]): readonly SourceUse[] {
  const uses = new Map<SourceId, Set<ClaimId>>();
  for (const claim of claims) {
    for (const { source } of claim.evidence) uses.set(source, (uses.get(source) ?? new Set()).add(claim.id));
  }
  return [...uses]
    .flatMap(([id, ids]) => {
      const source = graph.sources.get(id);
      return source ? [{ source, claims: [...ids] }] : [];
    })
    .toSorted((a, b) => b.claims.length - a.claims.length || byName.compare(a.source.title, b.source.title));
}

/** The most reliable grade among a claim's sources; F, which is no judgement, comes last. */
export function reliabilityOf(graph: Graph, claim: Claim): Reliability | undefined {
  const grades = claim.evidence.map(({ source }) => graph.sources.get(source)?.reliability);
  return reliabilities.find((grade) => grades.includes(grade));
}

/** Who asserts a claim: an entity of the graph, or a plain name. */
export function asserterOf(graph: Graph, claim: Claim): Entity | string | undefined {
  return claim.assertedBy === undefined
    ? undefined
    : (entityOf(graph, claim.assertedBy as RecordId) ?? claim.assertedBy);
}

function newestFirst(claims: readonly Claim[]): readonly Claim[] {
  return claims.toSorted((a, b) => dateOf(b) - dateOf(a) || a.id.localeCompare(b.id));
}

function dateOf({ valid, said, published }: Claim): number {
  const text = valid ?? said ?? published;
  const from = text === undefined ? undefined : readDate(text)?.from;
  return from === undefined || !Number.isFinite(from) ? 0 : from;
}

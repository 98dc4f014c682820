// What the rows of the tables are made of: the records of a snapshot, joined by their ids.
import type { ClaimId, EntityId, RelationId, SourceId } from "../ids.ts";
import { noOwnTerms } from "../terms/own-terms.ts";
import type { Relation, Source } from "../records.ts";
import type { Snapshot, SnapshotClaim, SnapshotEntity } from "../snapshot.ts";
import { relationTermOf } from "../terms/terms.ts";
import { reliabilities, type Reliability } from "../vocabulary.ts";

/** An entity with what is counted on it. */
export interface EntityRow {
  readonly entity: SnapshotEntity;
  readonly relationCount: number;
  readonly claimCount: number;
  readonly nameOf: (id: string | undefined) => string | undefined;
}

/** A relation with the names of its ends. */
export interface RelationRow {
  readonly relation: Relation;
  /** The relation in words, by the vocabulary or the team. */
  readonly words: string;
  readonly fromName: string;
  readonly toName: string;
  readonly claims: readonly ClaimId[];
}

/** A claim with the names of all it mentions. */
export interface ClaimRow {
  readonly claim: SnapshotClaim;
  /** What it bears on, in words: a relation as a sentence, an entity by its name. */
  readonly onName: string;
  readonly actorNames: readonly string[];
  /** A name where the snapshot has the entity, else as written. */
  readonly asserter: string | undefined;
  /** In the order of the claim's evidence; a source that is not in the snapshot shows its id. */
  readonly sourceTitles: readonly string[];
  /** The best among its sources. */
  readonly reliability: Reliability | undefined;
}

/** A claim, a relation without a claim, or a claim with the relation it bears on. */
export interface CombinedRow {
  readonly snapshot: Snapshot;
  readonly claim?: ClaimRow;
  readonly relation?: RelationRow;
  /** What the claim bears on when that is not a relation. */
  readonly on?: { readonly id: string; readonly name: string };
}

/** The rows of every table of one snapshot. */
export interface SnapshotRows {
  readonly entities: readonly EntityRow[];
  readonly relations: readonly RelationRow[];
  readonly claims: readonly ClaimRow[];
  readonly sources: readonly Source[];
}

/** The records as rows, in the order of the snapshot, which is by id. Linear in the number of records. */
export function readSnapshot(snapshot: Snapshot): SnapshotRows {
  const entities = entitiesOf(snapshot);
  const nameOf = (id: string | undefined) =>
    id === undefined ? undefined : (entities.get(id as EntityId)?.label ?? id);
  const relations = snapshot.relations.map((relation) => ({
    relation,
    words: relationTermOf(relation.kind, snapshot.vocabulary ?? noOwnTerms).label,
    fromName: nameOf(relation.from) ?? relation.from,
    toName: nameOf(relation.to) ?? relation.to,
    claims: relation.claims,
  }));
  const relationCounts = countedBy(
    snapshot.relations.flatMap(({ from, to }) => (from === to ? [from] : [from, to])),
  );
  const claimCounts = countedBy(
    snapshot.claims.flatMap(({ on, actors = [] }) => [...new Set([on, ...actors])]),
  );
  const sentences = new Map<string, string>(relations.map((row) => [row.relation.id, sentenceOf(row)]));
  const sources = new Map(snapshot.sources.map((source) => [source.id, source]));
  return {
    relations,
    entities: [...entities.values()].map((entity) => ({
      entity,
      relationCount: relationCounts.get(entity.id) ?? 0,
      claimCount: claimCounts.get(entity.id) ?? 0,
      nameOf,
    })),
    claims: snapshot.claims.map((claim) => ({
      claim,
      onName: sentences.get(claim.on) ?? nameOf(claim.on) ?? claim.on,
      actorNames: (claim.actors ?? []).map((actor) => nameOf(actor) ?? actor),
      asserter: nameOf(claim.assertedBy),
      sourceTitles: claim.evidence.map(({ source }) => sources.get(source)?.title ?? source),
      reliability: bestReliability(claim, sources),
    })),
    sources: snapshot.sources,
  };
}

/** Claims with what they bear on, then the relations that no claim backs. */
export function combinedRows(snapshot: Snapshot): readonly CombinedRow[] {
  const { relations, claims } = readSnapshot(snapshot);
  const relationOf = new Map<string, RelationRow>(relations.map((row) => [row.relation.id, row]));
  const withClaim = claims.map((claim) => {
    const relation = relationOf.get(claim.claim.on);
    return relation
      ? { snapshot, claim, relation }
      : { snapshot, claim, on: { id: claim.claim.on, name: claim.onName } };
  });
  const drafts = relations
    .filter((row) => row.claims.length === 0)
    .map((relation) => ({ snapshot, relation }));
  return [...withClaim, ...drafts];
}

/** A relation as a sentence: "Taiwan applied to join CPTPP". */
function sentenceOf({ words, fromName, toName }: RelationRow): string {
  return `${fromName} ${words} ${toName}`;
}

/** Decisions are entities with a list of their own. */
function entitiesOf({ entities, decisions }: Snapshot): ReadonlyMap<EntityId, SnapshotEntity> {
  const byId = new Map<EntityId, SnapshotEntity>(
    [...entities, ...decisions].map((entity) => [entity.id, entity]),
  );
  return new Map([...byId].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function countedBy(ids: readonly (EntityId | RelationId)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function bestReliability(
  { evidence }: SnapshotClaim,
  sources: ReadonlyMap<SourceId, Source>,
): Reliability | undefined {
  const grades = evidence.map(({ source }) => sources.get(source)?.reliability);
  return reliabilities.find((grade) => grades.includes(grade));
}

// The rules by which assembled records become a graph: redirects, liveness, dangling ends, what is worth a
// notice. Each function looks at one record and what it names, so that the full and the incremental
// projection share them and differ only in which records they visit.
import { problem, type Assembled } from "./assemble.ts";
import { frozenInDevelopment } from "./frozen.ts";
import type { BinItem, Graph, MergedEntity, Problem } from "./graph.ts";
import { badIdentifiers, isoCodeOfId } from "./identifiers.ts";
import type { ClaimId, DisputeId, EntityId, RecordId, RelationId, SourceId } from "./ids.ts";
import type { OwnTerms } from "./terms/own-terms.ts";
import { propertyFaults } from "./terms/own-values.ts";
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
import { entityTermOf, relationTermOf, type RelationTerm } from "./terms/terms.ts";
import { isEntityKind } from "./vocabulary.ts";

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

/** What is the matter with an entity. */
export function entityProblems(parts: Parts, { meta }: Pick<Graph, "meta">, id: EntityId): Problem[] {
  const record = parts.entities.get(id);
  if (!record) return [];
  if (record.deleted) return [];
  const problems = [...record.problems];
  if (!record.fields) return problems;
  const { kind, properties } = record.fields;
  if (entityTermOf(kind, meta).origin === "unknown") problems.push(unknownKind(id, kind));
  problems.push(...identifierProblems(id, record.fields), ...propertyProblems(meta, id, properties));
  if (record.into !== undefined && survivorOf(parts, id) === id)
    problems.push(redirectProblem(parts, id, record.into));
  return problems;
}

function unknownKind(id: RecordId, kind: string): Problem {
  return problem("unknown-kind", id, "hint", `“${kind}” is not a kind in the vocabulary.`);
}

/** Values of the team's own fields that do not fit them, or fields that are not there. Rule OWN-5. */
function propertyProblems(terms: OwnTerms, id: RecordId, properties: EntityFields["properties"]): Problem[] {
  return propertyFaults(terms, properties).map(({ code, message }) => problem(code, id, "hint", message));
}

/** Identifiers without the form of their scheme, and a state whose two codes differ. Rule IDN-3. */
function identifierProblems(id: EntityId, { identifiers }: EntityFields): Problem[] {
  const bad = badIdentifiers(identifiers).map(({ message }) => `${message}.`);
  const [own, given] = [isoCodeOfId(id), identifiers?.["iso3"]];
  if (own !== undefined && given !== undefined && given !== own)
    bad.push(`Its id says ${own} and its ISO code ${given}: one of them is another state's.`);
  return bad.map((message) => problem("bad-identifier", id, "hint", message));
}

function redirectProblem(parts: Parts, id: EntityId, into: EntityId): Problem {
  return parts.entities.get(into)?.fields
    ? problem("redirect-cycle", id, "warning", `Merged with ${into} in both directions; this one was kept.`, [
        into,
      ])
    : problem("redirect-lost", id, "warning", `Merged into ${into}, which does not exist.`, [into]);
}

/** What is the matter with a relation, given what became of it. */
export function relationProblems(
  parts: Parts,
  graph: Pick<Graph, "entities" | "relations" | "claimsOn" | "meta">,
  id: RelationId,
): Problem[] {
  const record = parts.relations.get(id);
  if (!record || record.deleted) return [];
  const problems = [...record.problems];
  const { fields } = record;
  if (!fields) return problems;
  const relation = graph.relations.get(id);
  if (!relation) {
    const lost = [fields.from, fields.to].filter((end) => !graph.entities.has(survivorOf(parts, end)));
    return [
      ...problems,
      problem("dangling", id, "warning", `Hidden, because an end is gone: ${lost.join(", ")}.`, lost),
    ];
  }
  const term = relationTermOf(relation.kind, graph.meta);
  if (term.origin === "unknown") problems.push(unknownKind(id, relation.kind));
  else if (!endsFit(graph, relation, term))
    problems.push(problem("unusual-ends", id, "hint", `“${relation.kind}” seldom joins two such ends.`));
  problems.push(...propertyProblems(graph.meta, id, relation.properties));
  if (!graph.claimsOn.has(id)) {
    problems.push(problem("no-claim", id, "warning", "A draft: no claim backs this relation yet."));
  }
  return problems;
}

function endsFit(
  graph: Pick<Graph, "entities">,
  relation: Relation,
  term: Pick<RelationTerm, "from" | "to" | "origin">,
): boolean {
  const fits = (ends: typeof term.from, id: EntityId) => {
    const kind = graph.entities.get(id)?.kind ?? "";
    // The vocabulary cannot know where a team's own kinds belong.
    const isOutside = term.origin === "vocabulary" && !isEntityKind(kind);
    return ends === "any" || isOutside || ends.includes(kind);
  };
  return relation.from !== relation.to && fits(term.from, relation.from) && fits(term.to, relation.to);
}

/** What is the matter with a claim, given what became of it. */
export function claimProblems(parts: Parts, graph: Pick<Graph, "claims">, id: ClaimId): Problem[] {
  const record = parts.claims.get(id);
  if (!record || record.deleted) return [];
  if (!record.fields) return [...record.problems];
  const claim = graph.claims.get(id);
  return [
    ...record.problems,
    ...(claim ? shownClaimProblems(claim) : hiddenClaimProblems(parts, id, record.fields)),
  ];
}

function hiddenClaimProblems(parts: Parts, id: ClaimId, { on, actors = [] }: ClaimFields): Problem[] {
  // In the bin with its relation, and back with it: nothing for anybody to do.
  if (parts.relations.get(on as RelationId)?.deleted) return [];
  const message = `Hidden, because ${on} or its actors are gone.`;
  return [problem("dangling-claim", id, "warning", message, [on, ...actors])];
}

function shownClaimProblems({ id, evidence, stance, actors }: Claim): Problem[] {
  const problems: Problem[] = [];
  if (evidence.length === 0) {
    problems.push(problem("no-evidence", id, "warning", "No source and place are given for this claim."));
  }
  if ((stance === undefined) !== (actors === undefined)) {
    problems.push(problem("invalid", id, "warning", "A position needs both a stance and whose it is."));
  }
  return problems;
}

/** What is the matter with a dispute, given what became of its claims. */
export function disputeProblems(parts: Parts, graph: Pick<Graph, "disputes">, id: DisputeId): Problem[] {
  const record = parts.disputes.get(id);
  if (!record || record.deleted) return [];
  if (!record.fields || graph.disputes.has(id)) return [...record.problems];
  const message = "Hidden, because fewer than two of its claims are left.";
  return [...record.problems, problem("dangling-dispute", id, "hint", message, record.fields.claims)];
}

/** What two entities must not share unless they are the same: a name within a kind, or an identifier. */
export function identityKeys(entity: Entity): string[] {
  const name = `${entity.kind}|${entity.label.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim()}`;
  const identifiers = Object.entries(entity.identifiers ?? {}).map(([scheme, value]) => `${scheme}=${value}`);
  return [name, ...identifiers];
}

/** Says which of the entities sharing a key are likely duplicates of the one with the smallest id. Rule DUP-1. */
export function duplicateProblems(sharers: Iterable<EntityId>): Problem[] {
  const [first, ...others] = [...sharers].toSorted();
  return others.map((id) =>
    problem("duplicate", id, "hint", `Seems to be the same as ${first}.`, first && [first]),
  );
}

/** Stable order of problems, and each said once. */
export function orderProblems(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = ({ target, code, message }: Problem) => `${target}\n${code}\n${message}`;
  const byKey = new Map(problems.map((item) => [keyOf(item), item]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

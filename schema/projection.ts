// The full projection: a pure, total function from a document to the graph it says. No clock, no user, no order
// of arrival; it never throws and never writes back. `live-projection.ts` gives the same answer step by step.
import type * as Y from "yjs";

import { assemble, problem, type Assembled } from "./assemble.ts";
import {
  readKey,
  recordRoots,
  rootOf,
  type DocumentReader,
  type KeyReader,
  type RecordRoot,
} from "./document.ts";
import { errorKinds } from "./error-kinds.ts";
import type { BinItem, Conflict, Graph, MergedEntity, Problem, WorkspaceMeta } from "./graph.ts";
import { addTo, idsAt, type IdIndex } from "./id-index.ts";
import {
  disputePrefix,
  evidencePrefix,
  hasPrefix,
  isId,
  type ClaimId,
  type DisputeId,
  type EntityId,
  type RecordId,
  type RelationId,
  type SourceId,
} from "./ids.ts";
import type { Part } from "./naming-index.ts";
import { conflictProblem, readConflicts } from "./conflicts/open-conflicts.ts";
import { readNaming } from "./terms/naming-choice.ts";
import { readOwnTerms } from "./terms/own-terms.ts";
import type {
  Claim,
  ClaimFields,
  Dispute,
  DisputeFields,
  Entity,
  EntityFields,
  EvidenceFields,
  Relation,
  RelationFields,
  Source,
  SourceFields,
} from "./records.ts";
import {
  binItem,
  claimProblems,
  danglingRelation,
  disputeProblems,
  duplicateProblems,
  entityProblems,
  identityKeys,
  liveClaim,
  liveDispute,
  liveEntity,
  liveRelation,
  liveSource,
  mergedEntity,
  orderProblems,
  relationProblems,
} from "./resolve.ts";
import {
  isTooNew,
  readSchemaVersion,
  upcastFrom,
  upcasters,
  type RawFields,
  type Upcaster,
} from "./schema-version.ts";

/**
 * Projects a whole document. Linear in its size; 21 ms for 1,000 entities and 5,000 relations was measured.
 *
 * @param list How older versions are read; tests give their own.
 */
export function project(doc: Y.Doc, list: readonly Upcaster[] = upcasters): Graph {
  return projectFrom(doc, readConflicts(doc), list);
}

/** Projects what reads like a document, with conflicts that are open. Linear in its size. */
export function projectFrom(
  doc: DocumentReader,
  conflicts: readonly Conflict[],
  list: readonly Upcaster[] = upcasters,
): Graph {
  const problems = versionProblems(doc);
  const parts = readParts(doc, problems, list);
  const graph = emptyGraph(readMeta(doc));
  keepAll(graph.entities, parts.entities, (id) => liveEntity(parts, id));
  keepAll(graph.merged, parts.entities, (id) => mergedEntity(parts, id));
  keepAll(graph.sources, parts.sources, (id) => liveSource(parts, id));
  keepAll(graph.relations, parts.relations, (id) => liveRelation(parts, graph, id));
  keepAll(graph.dangling, parts.relations, (id) => danglingRelation(parts, graph, id));
  const evidenceOf = Map.groupBy(parts.evidence.keys(), (id) => parts.evidence.get(id)?.fields?.claim);
  keepAll(graph.claims, parts.claims, (id) => liveClaim(parts, graph, id, evidenceOf.get(id) ?? []));
  keepAll(graph.disputes, parts.disputes, (id) => liveDispute(parts, graph, id));
  graph.relations.forEach((relation) => indexRelation(graph, relation));
  graph.claims.forEach((claim) => indexClaim(graph, claim));
  problems.push(...findProblems(parts, graph), ...conflicts.map(conflictProblem));
  return { ...graph, problems: orderProblems(problems), bin: readBin(parts), conflicts };
}

function findProblems(parts: AssembledParts, graph: MutableGraph): Problem[] {
  return [
    ...[...parts.entities.keys()].flatMap((id) => entityProblems(parts, graph, id)),
    ...[...parts.relations.keys()].flatMap((id) => relationProblems(parts, graph, id)),
    ...[...parts.claims.keys()].flatMap((id) => claimProblems(parts, graph, id)),
    ...[...parts.disputes.keys()].flatMap((id) => disputeProblems(parts, graph, id)),
    ...[...parts.evidence.values(), ...parts.sources.values()].flatMap((record) => record.problems),
    ...findDuplicates(graph),
  ];
}

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

/** What is the matter with the workspace as a whole: it may be too new for this program. Rule VER-3. */
export function versionProblems(doc: DocumentReader): Problem[] {
  const { message, hint } = errorKinds["schema-too-new"];
  return isTooNew(doc) ? [problem("too-new-schema", "minWrite", "error", `${message} ${hint}`)] : [];
}

/** Settings; whatever is not of the expected form is left out. */
export function readMeta(doc: DocumentReader): WorkspaceMeta {
  const settings = doc.getMap("m");
  const title = settings.get("title");
  const naming = readNaming(settings.get("naming"));
  const home = settings.get("home");
  return {
    ...readOwnTerms(settings),
    ...(typeof title === "string" && { title }),
    ...(naming !== undefined && { naming }),
    ...(typeof home === "object" && home !== null && { home: readHome(home as Record<string, unknown>) }),
  };
}

function readHome({ decision, asOf, hide }: Record<string, unknown>): NonNullable<WorkspaceMeta["home"]> {
  return {
    ...(typeof decision === "string" && isId(decision) && { decision: decision as EntityId }),
    ...(typeof asOf === "string" && { asOf }),
    ...(Array.isArray(hide) && { hide: hide.filter((kind) => typeof kind === "string") }),
  };
}

function keepAll<Key, Value>(
  map: Map<Key, Value>,
  records: ReadonlyMap<Key, unknown>,
  live: (id: Key) => Value | undefined,
): void {
  for (const id of records.keys()) {
    const value = live(id);
    if (value !== undefined) map.set(id, value);
  }
}

/** Assembled records, writable. */
export interface AssembledParts {
  readonly entities: Map<EntityId, Assembled<EntityFields>>;
  readonly relations: Map<RelationId, Assembled<RelationFields>>;
  readonly claims: Map<ClaimId, Assembled<ClaimFields>>;
  readonly evidence: Map<RecordId, Assembled<EvidenceFields>>;
  readonly sources: Map<SourceId, Assembled<SourceFields>>;
  readonly disputes: Map<DisputeId, Assembled<DisputeFields>>;
}

/** Assembled records of nothing, to be filled. */
export function emptyParts(): AssembledParts {
  return {
    entities: new Map(),
    relations: new Map(),
    claims: new Map(),
    evidence: new Map(),
    sources: new Map(),
    disputes: new Map(),
  };
}

/** The records of a part by id. What a root's schema has checked is of the part's kind. */
export function storeOf(parts: AssembledParts, part: Part): Map<RecordId, Assembled> {
  return parts[part];
}

/** Every record as its keys have it; what is wrong with the keys themselves is added to `problems`. */
export function readParts(
  doc: DocumentReader,
  problems: Problem[] = [],
  list: readonly Upcaster[] = upcasters,
): AssembledParts {
  const parts = emptyParts();
  const upcast = upcastFrom(readSchemaVersion(doc), list);
  for (const root of recordRoots) {
    const map = doc.getMap(root);
    for (const [id, fields] of patchFields(map, (id) => rootOf(id) === root, problems)) {
      const read = upcast && ((raw: RawFields) => upcast(root, id, raw));
      storeOf(parts, partOf(root, id)).set(id, assemble(root, map, id, fields, read));
    }
  }
  return parts;
}

/** Which part of the graph a record of this root belongs to. */
export function partOf(root: RecordRoot, id: RecordId): Part {
  if (root === "c") return partOfClaimRoot(id);
  return ({ n: "entities", e: "relations", s: "sources" } as const)[root];
}

function partOfClaimRoot(id: RecordId): Part {
  if (hasPrefix(id, disputePrefix)) return "disputes";
  return hasPrefix(id, evidencePrefix) ? "evidence" : "claims";
}

/** The names of the patches of each record in a map; keys that are not of its kind become problems. */
export function patchFields(
  map: KeyReader,
  isOfMap: (id: RecordId) => boolean,
  problems: Problem[],
): Map<RecordId, string[]> {
  const fieldsOf = new Map<RecordId, string[]>();
  for (const key of map.keys()) {
    const read = readKey(key);
    if (!read || !isOfMap(read.id)) {
      problems.push(badKey(key));
      continue;
    }
    const fields = fieldsOf.get(read.id) ?? [];
    if (read.field !== undefined) fields.push(read.field);
    fieldsOf.set(read.id, fields);
  }
  return fieldsOf;
}

/** The problem of a key that follows no rule. */
export function badKey(key: string): Problem {
  return problem("bad-id", key.slice(0, 80), "error", "A key that follows no rule of the document.");
}

function findDuplicates(graph: MutableGraph): Problem[] {
  const sharers: IdIndex<string, EntityId> = new Map();
  for (const entity of graph.entities.values())
    for (const key of identityKeys(entity)) addTo(sharers, key, entity.id);
  return [...sharers.keys()].flatMap((key) => duplicateProblems(idsAt(sharers, key)));
}

function readBin(parts: AssembledParts): BinItem[] {
  const rootOfPart = {
    entities: "n",
    relations: "e",
    claims: "c",
    evidence: "c",
    sources: "s",
    disputes: "c",
  } as const;
  const items = (Object.keys(rootOfPart) as Part[]).flatMap((part) =>
    [...storeOf(parts, part).values()].map((record) => binItem(rootOfPart[part], record)),
  );
  return orderBin(items.filter((item) => item !== undefined));
}

/** Newest first. */
export function orderBin(items: readonly BinItem[]): BinItem[] {
  const keyOf = (item: BinItem) => `${item.deletedAt}|${item.id}`;
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
}

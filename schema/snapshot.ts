// Snapshots: the whole map as one JSON text that anybody can read, cite, compare and import again. The same state
// gives the same bytes, whoever exports it.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

import type { Graph, Problem, TimeFilter } from "./graph.ts";
import { idsAt } from "./id-index.ts";
import type { ClaimId, EntityId, EvidenceId, SourceId } from "./ids.ts";
import type { Naming } from "./terms/naming-choice.ts";
import type { OwnTerms } from "./terms/own-terms.ts";
import type { Claim, ClaimFields, Dispute, Entity, Relation, Source } from "./records.ts";

export const snapshotFormat = "entente-snapshot";
export const snapshotVersion = 1;

/** Where a claim is to be found, nested in its claim. */
export interface SnapshotEvidence {
  readonly id: EvidenceId;
  readonly source: SourceId;
  readonly locator: string;
  readonly note?: string | undefined;
}
/** An entity; one that was declared a duplicate says of which. */
export type SnapshotEntity = Entity & { readonly into?: EntityId | undefined };
/** Lists the claims behind it, which is derived and ignored on import. */
export type SnapshotRelation = Relation & { readonly claims: readonly ClaimId[] };
/** Lists whose positions are recorded and in which claims, which is derived and ignored on import. */
export type SnapshotDecision = SnapshotEntity & {
  readonly positions: readonly { readonly actor: EntityId; readonly claims: readonly ClaimId[] }[];
};
export type SnapshotClaim = Omit<ClaimFields, "kind"> & {
  readonly id: ClaimId;
  readonly evidence: readonly SnapshotEvidence[];
};
/** Where nodes were put by hand in a view. */
export interface SnapshotView {
  readonly id: string;
  readonly pins: readonly { readonly entity: EntityId; readonly x: number; readonly y: number }[];
}

/** What a snapshot says; two snapshots are equal when this is. */
export interface SnapshotContent {
  readonly format: typeof snapshotFormat;
  readonly version: number;
  readonly title: string | null;
  readonly home: NonNullable<Graph["meta"]["home"]> | null;
  /** Under which names the map is shown; absent where it is the team's own. All names are here whatever it says. */
  readonly naming?: Naming;
  /** Words that the team has added; absent where it has none. */
  readonly vocabulary?: OwnTerms;
  readonly asOf: string | null;
  readonly knownBy: string | null;
  readonly counts: Readonly<
    Record<"sources" | "entities" | "relations" | "decisions" | "claims" | "disputes", number>
  >;
  readonly sources: readonly Source[];
  /** All but decisions. */
  readonly entities: readonly SnapshotEntity[];
  readonly relations: readonly SnapshotRelation[];
  readonly decisions: readonly SnapshotDecision[];
  readonly claims: readonly SnapshotClaim[];
  readonly disputes: readonly Omit<Dispute, "kind">[];
  readonly views: readonly SnapshotView[];
  readonly problems: readonly Problem[];
}

/** Where and when it was taken; not part of the hash. */
export interface SnapshotOrigin {
  readonly workspace: string;
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly generation: string;
  /** Sequence number of the last edit in it. */
  readonly head: number;
}

export type Snapshot = SnapshotContent & SnapshotOrigin & { readonly hash: string };

interface SnapshotContext extends SnapshotOrigin, TimeFilter {
  readonly pins?: ReadonlyMap<EntityId, readonly [number, number]>;
}

/** Takes a snapshot of a graph, which the caller has already filtered by `asOf` and `knownBy`. */
export function toSnapshot(graph: Graph, context: SnapshotContext): Snapshot {
  const { workspace, id, createdAt, generation, head } = context;
  const content = toContent(graph, context);
  return { ...content, workspace, id, createdAt, generation, head, hash: hashOf(content) };
}

/** SHA-256, in hexadecimal, of what a snapshot says: not of where and when it was taken. */
export function hashOf(content: SnapshotContent): string {
  const said = Object.fromEntries(contentKeys.map((key) => [key, content[key]]));
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(ordered(said)))));
}

/** The snapshot's text: origin first, then the content, fields in alphabetical order, arrays by id. */
export function snapshotText(snapshot: Snapshot): string {
  const keys = [
    "format",
    "version",
    "workspace",
    "id",
    "hash",
    "createdAt",
    "generation",
    "head",
    ...contentKeys.slice(2),
  ];
  const ordering = Object.fromEntries(keys.map((key) => [key, ordered(snapshot[key as keyof Snapshot])]));
  return `${JSON.stringify(ordering, null, 2)}\n`;
}

const contentKeys = [
  "format",
  "version",
  "title",
  "home",
  "naming",
  "vocabulary",
  "asOf",
  "knownBy",
  "counts",
  "sources",
  "entities",
  "relations",
  "decisions",
  "claims",
  "disputes",
  "views",
  "problems",
] as const satisfies (keyof SnapshotContent)[];

function toContent(graph: Graph, { asOf, knownBy, pins }: SnapshotContext): SnapshotContent {
  const merged = [...graph.merged.values()].map(({ entity, into }) => ({ ...entity, into }));
  const everything: readonly SnapshotEntity[] = [...graph.entities.values(), ...merged];
  const entities = byId(everything.filter(({ kind }) => kind !== "decision"));
  const decisions = byId(
    everything.filter(({ kind }) => kind === "decision").map((entity) => toDecision(graph, entity)),
  );
  const relations = byId([...graph.relations.values()].map((relation) => toRelation(graph, relation)));
  const claims = byId([...graph.claims.values()].map(toClaim));
  const sources = byId([...graph.sources.values()]);
  const disputes = byId([...graph.disputes.values()].map(({ kind: _kind, ...fields }) => fields));
  return {
    format: snapshotFormat,
    version: snapshotVersion,
    title: graph.meta.title ?? null,
    home: graph.meta.home ?? null,
    ...(graph.meta.naming && graph.meta.naming !== "ours" && { naming: graph.meta.naming }),
    ...vocabularyOf(graph.meta),
    asOf: asOf ?? null,
    knownBy: knownBy ?? null,
    counts: {
      sources: sources.length,
      entities: entities.length,
      relations: relations.length,
      decisions: decisions.length,
      claims: claims.length,
      disputes: disputes.length,
    },
    sources,
    entities,
    relations,
    decisions,
    claims,
    disputes,
    views: toViews(pins),
    problems: graph.problems,
  };
}

function vocabularyOf({ entityKinds, relationKinds, fields }: OwnTerms): Pick<SnapshotContent, "vocabulary"> {
  if (!entityKinds && !relationKinds && !fields) return {};
  const vocabulary = {
    ...(entityKinds && { entityKinds }),
    ...(relationKinds && { relationKinds }),
    ...(fields && { fields }),
  };
  return { vocabulary };
}

function toRelation(graph: Graph, relation: Relation): SnapshotRelation {
  return { ...relation, claims: [...idsAt(graph.claimsOn, relation.id)].toSorted() };
}

function toDecision(graph: Graph, decision: SnapshotEntity): SnapshotDecision {
  const claimsOf = new Map<EntityId, ClaimId[]>();
  for (const id of [...idsAt(graph.claimsOn, decision.id)].toSorted()) {
    const claim = graph.claims.get(id);
    if (claim?.stance === undefined) continue;
    for (const actor of claim.actors ?? []) claimsOf.set(actor, [...(claimsOf.get(actor) ?? []), id]);
  }
  const positions = [...claimsOf].map(([actor, claims]) => ({ actor, claims }));
  return { ...decision, positions: positions.toSorted((a, b) => (a.actor < b.actor ? -1 : 1)) };
}

function toClaim(claim: Claim): SnapshotClaim {
  const { kind: _kind, ...fields } = claim;
  return {
    ...fields,
    evidence: claim.evidence.map(({ id, source, locator, note }) => ({ id, source, locator, note })),
  };
}

function toViews(pins: SnapshotContext["pins"]): readonly SnapshotView[] {
  if (!pins?.size) return [];
  const placed = [...pins].map(([entity, [x, y]]) => ({ entity, x, y }));
  return [{ id: "main", pins: placed.toSorted((a, b) => (a.entity < b.entity ? -1 : 1)) }];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The value with the keys of every object in alphabetical order and without undefined ones. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, ordered(item)]),
  );
}

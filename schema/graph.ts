// The projected graph: what everything above the document reads. Pure data, no Yjs.
import type { ContestedRoot, Json, WriteId } from "./document.ts";
import type { ReadonlyIdIndex } from "./id-index.ts";
import type { ClaimId, DisputeId, EntityId, RecordId, RelationId, SourceId } from "./ids.ts";
import type { Naming } from "./terms/naming-choice.ts";
import type { OwnTerms } from "./terms/own-terms.ts";
import type { Claim, Dispute, Entity, Relation, Source } from "./records.ts";

const problemCodes = [
  "too-new-schema",
  "bad-id",
  "bad-base",
  "orphan-patches",
  "invalid",
  "dangling",
  "dangling-claim",
  "dangling-dispute",
  "no-claim",
  "no-evidence",
  "unknown-kind",
  "unusual-ends",
  "bad-identifier",
  "unknown-field",
  "bad-value",
  "duplicate",
  "redirect-cycle",
  "redirect-lost",
  "conflict",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** Something the projection could not take at face value. Shown to people, never repaired by itself. */
export interface Problem {
  readonly code: ProblemCode;
  /** The record it concerns, as written in the document. */
  readonly target: string;
  readonly severity: "error" | "warning" | "hint";
  /** What is the matter, one sentence. */
  readonly message: string;
  /** The other records concerned, by which it can be mended: the ends that are gone, the likely original. */
  readonly others?: readonly RecordId[];
}

/** A deleted record, kept so that it can be restored. */
export interface BinItem {
  readonly id: RecordId;
  readonly root: "n" | "e" | "c" | "s";
  readonly label: string;
  /** Of a relation, whose label is only its kind: what it joined. */
  readonly ends?: readonly [from: EntityId, to: EntityId];
  readonly deletedBy: string;
  readonly deletedAt: string;
  /** It is not what whoever deleted it saw: somebody changed it at the same time, or since. */
  readonly isChangedSince?: true;
}

/** One of the values that a key got at the same time. */
export interface ConflictValue {
  readonly value: Json;
  readonly write: WriteId;
  /** As they called themselves, where that is known. */
  readonly by?: string;
  /** When it reached the server, ISO 8601, UTC. */
  readonly at?: string;
}

/** Values that were written to one key without knowledge of each other, of which one is shown until somebody chooses. */
export interface Conflict {
  readonly root: ContestedRoot;
  readonly key: string;
  /** Absent for a setting of the workspace, which has a key only. */
  readonly id?: RecordId;
  /** Absent where two added the same record. */
  readonly field?: string;
  readonly current: ConflictValue;
  /** At least one, in the order of their writes. */
  readonly others: readonly ConflictValue[];
}

/**
 * What the document says, with redirects followed, deleted and dangling records left out, and every record
 * checked. Records are frozen. The maps belong to the projection and change with the next edit, so hold on
 * to records and ids, not to maps; a new `Graph` object marks each change.
 */
export interface Graph {
  /** Live entities, decisions among them. */
  readonly entities: ReadonlyMap<EntityId, Entity>;
  /** Live relations whose two ends are live, with redirects followed. */
  readonly relations: ReadonlyMap<RelationId, Relation>;
  /** Live relations with an end that is not live, as a rule in the bin; redirects followed. Hidden, and in no index. */
  readonly dangling: ReadonlyMap<RelationId, Relation>;
  /** Live claims on something live, each with its evidence ordered by id. */
  readonly claims: ReadonlyMap<ClaimId, Claim>;
  readonly sources: ReadonlyMap<SourceId, Source>;
  /** Live disputes between at least two live claims; dead claims are left out of them. */
  readonly disputes: ReadonlyMap<DisputeId, Dispute>;
  /** Relations at each entity, either end. */
  readonly relationsAt: ReadonlyIdIndex<EntityId, RelationId>;
  /** Claims that bear on an entity (positions on a decision among them) or a relation. */
  readonly claimsOn: ReadonlyIdIndex<EntityId | RelationId, ClaimId>;
  /** Position claims by actor. */
  readonly positionsBy: ReadonlyIdIndex<EntityId, ClaimId>;
  /** Duplicates that were merged into another entity, by their old id. */
  readonly merged: ReadonlyMap<EntityId, MergedEntity>;
  readonly problems: readonly Problem[];
  readonly bin: readonly BinItem[];
  /** Open ones, ordered by root and key. */
  readonly conflicts: readonly Conflict[];
  /** Settings of the workspace, such as its title and where it opens. */
  readonly meta: WorkspaceMeta;
}

/** An entity that was declared a duplicate; everything that names it counts for the survivor. */
export interface MergedEntity {
  readonly entity: Entity;
  /** As declared. */
  readonly into: EntityId;
  /** Where following the declarations ends. */
  readonly survivor: EntityId;
}

/** Settings of a workspace, in root `m`, with the words that the team has added. */
export interface WorkspaceMeta extends OwnTerms {
  readonly title?: string;
  /** Under which names the map is shown and exported; the team's own where it is not set. */
  readonly naming?: Naming;
  /** The decision and date on which the workspace opens, and kinds of entities that wait behind the legend then. */
  readonly home?: {
    readonly decision?: EntityId;
    readonly asOf?: string;
    readonly hide?: readonly string[] | undefined;
  };
}

/** What restricts what is seen. Absent: unrestricted. */
export interface TimeFilter {
  /** EDTF, read by its lower bound: what holds in the world on that day. */
  readonly asOf?: string;
  /** EDTF, read by its lower bound: only what had been published by that day. */
  readonly knownBy?: string;
  /** False leaves out what comes from outside the team's own sources. */
  readonly background?: boolean;
}

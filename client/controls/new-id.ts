// The one place in the client where new records get their ids, and so the one that needs randomness.
import type { Graph } from "../../schema/graph.ts";
import {
  claimPrefix,
  entityPrefixes,
  evidencePrefix,
  ownKindPrefix,
  randomId,
  relationPrefix,
  slugId,
  sourcePrefix,
  type ClaimId,
  type EntityId,
  type EvidenceId,
  type RelationId,
  type SourceId,
} from "../../schema/ids.ts";
import { isEntityKind } from "../../schema/vocabulary.ts";

/** Gives that many random bytes. A parameter wherever ids are made, so that tests can name them. */
export type RandomBytes = (count: number) => Uint8Array;

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** Makes the ids of one action's new records. */
export interface NewIds {
  relation(): RelationId;
  claim(): ClaimId;
  evidence(): EvidenceId;
  source(): SourceId;
  /** Natural where there is one, so that two people who add the same thing add one record. */
  entity(kind: string, label: string, code: string, graph: Graph): EntityId;
}

/** Ids from a source of random bytes; the browser's own where none is given. */
export function newIds(bytes: RandomBytes = randomBytes): NewIds {
  return {
    relation: () => randomId(relationPrefix, bytes) as RelationId,
    claim: () => randomId(claimPrefix, bytes) as ClaimId,
    evidence: () => randomId(evidencePrefix, bytes) as EvidenceId,
    source: () => randomId(sourcePrefix, bytes) as SourceId,
    entity: (kind, label, code, graph) => {
      const natural = naturalEntityId(kind, label, code);
      const isFree = natural !== "" && !isTaken(graph, natural);
      return isFree ? natural : (randomId(prefixOf(kind), bytes) as EntityId);
    },
  };
}

const acronymPattern = /^[A-Z][A-Z0-9-]{1,11}$/;
const acronymKinds: readonly string[] = ["agreement", "company", "bloc", "body", "regime"];

/** `s:JPN` from a code, `a:CPTPP` from an acronym, `p:wendy-cutler` from a name; empty when no letter is left. */
export function naturalEntityId(kind: string, label: string, code: string): EntityId | "" {
  const [prefix, name] = [prefixOf(kind), label.trim()];
  if (kind === "state" && code !== "") return `${prefix}:${code}` as EntityId;
  if (acronymKinds.includes(kind) && acronymPattern.test(name)) return `${prefix}:${name}` as EntityId;
  return slugId(prefix, name) as EntityId | "";
}

function prefixOf(kind: string): string {
  return isEntityKind(kind) ? entityPrefixes[kind] : ownKindPrefix;
}

/** A base is written once: ids of merged and deleted entities are not free either. */
function isTaken(graph: Graph, id: EntityId): boolean {
  return graph.entities.has(id) || graph.merged.has(id) || graph.bin.some((item) => item.id === id);
}

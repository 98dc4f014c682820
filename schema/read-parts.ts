// The records of a document as their keys have them: each base with its patches, sorted by what it is a record of.
import { assemble, problem, type Assembled } from "./assemble.ts";
import {
  readKey,
  recordRoots,
  rootOf,
  type DocumentReader,
  type KeyReader,
  type RecordRoot,
} from "./document.ts";
import type { Problem } from "./graph.ts";
import { disputePrefix, evidencePrefix, hasPrefix, type RecordId } from "./ids.ts";
import type { Part } from "./naming-index.ts";
import type { Parts } from "./resolve.ts";
import { readSchemaVersion, upcastFrom, upcasters, type RawFields, type Upcaster } from "./schema-version.ts";

/** The same maps, writable. */
type Writable<Maps> = {
  readonly [Name in keyof Maps]: Maps[Name] extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Value>
    : never;
};

/** Assembled records, while they are read. */
export type AssembledParts = Writable<Parts>;

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

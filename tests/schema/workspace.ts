// A small workspace for tests of the schema: short ways to write what a rule is about.
import * as Y from "yjs";
import { perform, type Author, type Command } from "../../schema/edits.ts";
import type { ClaimId, DisputeId, EntityId, EvidenceId, RelationId, SourceId } from "../../schema/ids.ts";
import type { ClaimFields, EntityFields, RelationFields } from "../../schema/records.ts";

export const ann: Author = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };

export const entityId = (id: string) => id as EntityId;
export const relationId = (id: string) => id as RelationId;
export const claimId = (id: string) => id as ClaimId;

/** A document with the given commands carried out. */
export function workspace(...commands: readonly Command[]): Y.Doc {
  const doc = new Y.Doc();
  for (const command of commands) perform(doc, command, ann);
  return doc;
}

export function entity(id: string, fields: Partial<EntityFields> = {}): Command {
  return { kind: "add-entity", id: id as EntityId, fields: { kind: "state", label: id, ...fields } };
}

export function relation(
  id: string,
  from: string,
  to: string,
  fields: Partial<RelationFields> = {},
): Command {
  const ends = { from: from as EntityId, to: to as EntityId };
  return { kind: "add-relation", id: id as RelationId, fields: { kind: "member-of", ...ends, ...fields } };
}

export function source(id = "src:one", dateUsed = "2024-12"): Command {
  return { kind: "add-source", id: id as SourceId, fields: { kind: "report", title: "A report", dateUsed } };
}

export function dispute(id: string, claims: readonly string[]): Command {
  const fields = { kind: "dispute", about: "fact", claims: claims.map(claimId) } as const;
  return { kind: "add-dispute", id: id as DisputeId, fields };
}

/** A claim with one piece of evidence from `src:one`. */
export function claim(id: string, on: string, fields: Partial<ClaimFields> = {}): Command {
  const claimFields: ClaimFields = {
    kind: "claim",
    on: on as EntityId,
    statement: `About ${on}.`,
    ...fields,
  };
  const evidence = {
    kind: "evidence",
    claim: id as ClaimId,
    source: "src:one" as SourceId,
    locator: "p1",
  } as const;
  return {
    kind: "all",
    commands: [
      { kind: "add-claim", id: id as ClaimId, fields: claimFields },
      { kind: "add-evidence", id: `evd:${id.slice(4)}` as EvidenceId, fields: evidence },
    ],
  };
}

export function position(
  id: string,
  decision: string,
  actors: readonly string[],
  fields: Partial<ClaimFields>,
): Command {
  return claim(id, decision, { actors: actors as EntityId[], ...fields });
}

/** Copies everything that one document has and the other lacks, both ways. */
export function sync(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
}

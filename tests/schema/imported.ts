// A workspace with an import in it, for tests of what can be done with the import afterwards.
import type * as Y from "yjs";
import type { Command } from "../../schema/edits.ts";
import { importSnapshot } from "../../schema/imports/import.ts";
import { parseSnapshot, type SnapshotFile } from "../../schema/parse-snapshot.ts";
import { project } from "../../schema/projection.ts";
import { snapshotText, toSnapshot } from "../../schema/snapshot.ts";
import { carryOutReversal, planBringBack, planUndo } from "../../schema/imports/undo-import.ts";
import { ann, claim, entity, entityId, position, relation, source, workspace } from "./workspace.ts";

export const batch = { id: "aaaa0001", name: "trade.entente.json" };
export const bob = { user: "Bob", at: "2026-02-03T04:05:06.000Z" };
const origin = { workspace: "w", id: "snap-1", createdAt: "2026-01-01T00:00:00Z", generation: "g", head: 7 };
export const textOf = (doc: Y.Doc) => snapshotText(toSnapshot(project(doc), origin));
export const fileOf = (doc: Y.Doc): SnapshotFile => parseSnapshot(textOf(doc), { allowOwnKinds: true });

/** What stands in a file: a decision with a position, a relation with a claim, a merged entity. */
export function fileDocument(...more: readonly Command[]): Y.Doc {
  return workspace(
    { kind: "set-meta", fields: { title: "From the file", home: { decision: "d:one" } } },
    source(),
    entity("s:JPN", { label: "Japan", notes: "An island state" }),
    entity("s:KOR", { label: "Korea" }),
    entity("a:OLD", { label: "TPP" }),
    entity("a:TPP", { kind: "agreement" }),
    { kind: "merge", id: entityId("a:OLD"), into: entityId("a:TPP") },
    entity("d:one", { kind: "decision", electorate: [{ membersOf: entityId("a:TPP") }] }),
    relation("r:1", "s:JPN", "a:TPP"),
    claim("clm:1", "r:1"),
    position("clm:2", "d:one", ["s:KOR"], { stance: "support" }),
    ...more,
  );
}

/** A workspace that had Japan under another name, and somebody in the bin, before the import. */
export function present(): Y.Doc {
  return workspace(
    entity("s:JPN", { label: "Nippon" }),
    entity("s:KOR", { label: "Korea" }),
    entity("s:PER"),
    { kind: "retract", ids: [entityId("s:KOR")] },
  );
}

export function undo(doc: Y.Doc, id = batch.id, author = bob) {
  const plan = planUndo(doc, id);
  for (const _ of carryOutReversal(doc, plan, author));
  return plan;
}

export function bringBack(doc: Y.Doc, id = batch.id) {
  const plan = planBringBack(doc, id);
  for (const _ of carryOutReversal(doc, plan, bob));
  return plan;
}

export function imported(doc: Y.Doc, file = fileOf(fileDocument())): Y.Doc {
  importSnapshot(doc, file, ann, batch);
  return doc;
}

// Turns "use that value" into the command that a person would give who wants that value.
import type * as Y from "yjs";

import { readEntry, type ConflictSide } from "./conflict-entries.ts";
import {
  conflictRoot,
  deletedField,
  intoField,
  isSameWrite,
  readKey,
  type ContestedRoot,
  type RecordRoot,
  type WriteId,
} from "../document.ts";
import type { EntityId, RecordId } from "../ids.ts";
import { differingFields } from "./open-conflicts.ts";

/** Those of the commands that give a key a value. */
export type TakingCommand =
  | { readonly kind: "change"; readonly id: RecordId; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: "retract" | "restore"; readonly ids: readonly RecordId[] }
  | { readonly kind: "merge"; readonly id: EntityId; readonly into: EntityId }
  | { readonly kind: "unmerge"; readonly id: EntityId }
  | { readonly kind: "set-meta"; readonly fields: Readonly<Record<string, unknown>> };

/** The value of one of two writes, as the entries kept it. */
export function sideOf(doc: Y.Doc, entryIds: readonly string[], write: WriteId): ConflictSide | undefined {
  const entries = entryIds.map((id) => readEntry(doc.getMap(conflictRoot).get(id)));
  return entries.flatMap((entry) => entry?.values ?? []).find((side) => isSameWrite(side, write));
}

/** The command that gives a key another value, under all rules of that command. */
export function takingCommand(doc: Y.Doc, root: ContestedRoot, key: string, value: unknown): TakingCommand {
  const read = readKey(key);
  if (root === "m" || !read) return { kind: "set-meta", fields: { [key]: value } };
  const { id, field } = read;
  switch (field) {
    case undefined:
      return { kind: "change", id, fields: differences(doc, root, id, value) };
    case deletedField:
      return { kind: isObject(value) ? "retract" : "restore", ids: [id] };
    case intoField:
      return typeof value === "string"
        ? { kind: "merge", id: id as EntityId, into: value as EntityId }
        : { kind: "unmerge", id: id as EntityId };
    default:
      return { kind: "change", id, fields: { [field]: value } };
  }
}

/** A base is written once, so the other version of a record is taken field by field. */
function differences(doc: Y.Doc, root: RecordRoot, id: RecordId, value: unknown): Record<string, unknown> {
  const map = doc.getMap(root);
  const other = new Map(isObject(value) ? Object.entries(value) : []);
  const fields = differingFields(map, root, id, map.get(id), value);
  return Object.fromEntries(fields.map((field) => [field, other.get(field) ?? null]));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

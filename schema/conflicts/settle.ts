// Turns "use that value" into the command that a person would give who wants that value.
import type * as Y from "yjs";

import { readEntry, type ConflictSide } from "./conflict-entries.ts";
import {
  conflictRoot,
  isSameWrite,
  readKey,
  type ContestedRoot,
  type RecordRoot,
  type WriteId,
} from "../document.ts";
import { fieldCommand, type FieldCommand } from "../field-command.ts";
import type { RecordId } from "../ids.ts";
import { isJsonObject } from "../json-object.ts";
import { differingFields } from "./open-conflicts.ts";

/** Those of the commands that give a key a value. */
export type TakingCommand =
  | FieldCommand
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
  if (field !== undefined) return fieldCommand(id, field, value);
  return { kind: "change", id, fields: differences(doc, root, id, value) };
}

/** A base is written once, so the other version of a record is taken field by field. */
function differences(doc: Y.Doc, root: RecordRoot, id: RecordId, value: unknown): Record<string, unknown> {
  const map = doc.getMap(root);
  const other = new Map(isJsonObject(value) ? Object.entries(value) : []);
  const fields = differingFields(map, root, id, map.get(id), value);
  return Object.fromEntries(fields.map((field) => [field, other.get(field) ?? null]));
}

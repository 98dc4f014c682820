// The command that a person would give who wants a field of a record to have a value.
import { readDeletion } from "./deletion.ts";
import { deletedField, intoField } from "./document.ts";
import type { EntityId, RecordId } from "./ids.ts";

/** Those of the commands that give a field a value. */
export type FieldCommand =
  | { readonly kind: "change"; readonly id: RecordId; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly kind: "retract" | "restore"; readonly ids: readonly RecordId[] }
  | { readonly kind: "merge"; readonly id: EntityId; readonly into: EntityId }
  | { readonly kind: "unmerge"; readonly id: EntityId };

/** The command for a field, those that mark a record as deleted or merged among them. */
export function fieldCommand(id: RecordId, field: string, value: unknown): FieldCommand {
  switch (field) {
    case deletedField:
      return { kind: readDeletion(value) ? "retract" : "restore", ids: [id] };
    case intoField:
      return typeof value === "string"
        ? { kind: "merge", id: id as EntityId, into: value as EntityId }
        : { kind: "unmerge", id: id as EntityId };
    default:
      return { kind: "change", id, fields: { [field]: value } };
  }
}

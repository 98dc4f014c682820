// The only writers of a workspace document. A command is plain data that says what a person wants; it becomes
// one transaction of flat keys (base + patch) and gives back what is needed to undo it.
import type { ClaimId, EntityId, EvidenceId, RecordId, RelationId, SourceId } from "./ids.ts";
import type { ClaimFields, EntityFields, EvidenceFields, RelationFields, SourceFields } from "./records.ts";

/** What a person wants done, in one step that is undone in one step. */
export type Command =
  | { readonly kind: "add-entity"; readonly id: EntityId; readonly fields: EntityFields }
  | { readonly kind: "add-relation"; readonly id: RelationId; readonly fields: RelationFields }
  | { readonly kind: "add-source"; readonly id: SourceId; readonly fields: SourceFields }
  | { readonly kind: "add-claim"; readonly id: ClaimId; readonly fields: ClaimFields }
  | { readonly kind: "add-evidence"; readonly id: EvidenceId; readonly fields: EvidenceFields }
  /** Sets fields of an existing record; null clears one. */
  | { readonly kind: "change"; readonly id: RecordId; readonly fields: Readonly<Record<string, unknown>> }
  /** Keeps the old name as an alias. */
  | { readonly kind: "rename"; readonly id: EntityId; readonly label: string }
  /** Puts records in the bin. Nothing attached to them is written; it hides and comes back with them. */
  | { readonly kind: "retract"; readonly ids: readonly RecordId[] }
  | { readonly kind: "restore"; readonly ids: readonly RecordId[] }
  /** Says that an entity is a duplicate of another. */
  | { readonly kind: "merge"; readonly id: EntityId; readonly into: EntityId }
  | { readonly kind: "unmerge"; readonly id: EntityId }
  | { readonly kind: "all"; readonly commands: readonly Command[] };

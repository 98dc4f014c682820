// Which kinds of relation to offer first for two given ends.
import {
  commonRelationKinds,
  relationKinds,
  relationKindTerms,
  relationTermOf,
  type RelationKind,
  type RelationKindTerm,
} from "../../schema/relation-kinds.ts";

/** Kinds of relation in the order in which to offer them. */
export interface RelationChoice {
  /** Kinds made for these ends: recently used, then common, then by their words. */
  readonly fitting: readonly RelationKind[];
  /** All others, by their words. They are allowed, and shown as unusual. */
  readonly others: readonly RelationKind[];
}

/** Kinds to offer between two kinds of entity; an end not chosen yet (undefined) fits everything. */
export function relationChoice(
  fromKind: string | undefined,
  toKind: string | undefined,
  recent: readonly string[] = [],
): RelationChoice {
  const byWords = relationKinds.toSorted((a, b) =>
    relationKindTerms[a].label.localeCompare(relationKindTerms[b].label, "en"),
  );
  const rank = (kind: RelationKind) => rankOf(kind, recent);
  const isFitting = (kind: RelationKind) => fits(kind, fromKind, toKind);
  return {
    fitting: byWords.filter(isFitting).toSorted((a, b) => rank(a) - rank(b)),
    others: byWords.filter((kind) => !isFitting(kind)),
  };
}

/** Whether a kind of relation may stand between two kinds of entity, in that direction. */
export function fits(kind: string, fromKind: string | undefined, toKind: string | undefined): boolean {
  const { from, to } = relationTermOf(kind);
  return allows(from, fromKind) && allows(to, toKind);
}

function allows(ends: RelationKindTerm["from"], kind: string | undefined): boolean {
  return kind === undefined || ends === "any" || (ends as readonly string[]).includes(kind);
}

function rankOf(kind: RelationKind, recent: readonly string[]): number {
  const used = recent.indexOf(kind);
  if (used >= 0) return used;
  const common = (commonRelationKinds as readonly string[]).indexOf(kind);
  return recent.length + (common >= 0 ? common : commonRelationKinds.length);
}

// Which kinds of relation to offer first for two given ends.
import type { OwnTerms } from "../../schema/terms/own-terms.ts";
import { commonRelationKinds, relationKinds, type RelationKindTerm } from "../../schema/relation-kinds.ts";
import { ownRelationKinds, relationTermOf } from "../../schema/terms/terms.ts";

/** Kinds of relation in the order in which to offer them, the team's own among them. */
export interface RelationChoice {
  /** Kinds made for these ends: recently used, then common, then by their words. */
  readonly fitting: readonly string[];
  /** All others, by their words. They are allowed, and shown as unusual. */
  readonly others: readonly string[];
}

/** Kinds to offer between two kinds of entity; an end not chosen yet (undefined) fits everything. */
export function relationChoice(
  fromKind: string | undefined,
  toKind: string | undefined,
  recent: readonly string[],
  terms: OwnTerms,
): RelationChoice {
  const labelOf = (kind: string) => relationTermOf(kind, terms).label;
  const byWords = [...relationKinds, ...ownRelationKinds(terms)].toSorted((a, b) =>
    labelOf(a).localeCompare(labelOf(b), "en"),
  );
  const rank = (kind: string) => rankOf(kind, recent);
  const isFitting = (kind: string) => fits(kind, fromKind, toKind, terms);
  return {
    fitting: byWords.filter(isFitting).toSorted((a, b) => rank(a) - rank(b)),
    others: byWords.filter((kind) => !isFitting(kind)),
  };
}

/** Whether a kind of relation may stand between two kinds of entity, in that direction. */
export function fits(
  kind: string,
  fromKind: string | undefined,
  toKind: string | undefined,
  terms: OwnTerms,
): boolean {
  const { from, to } = relationTermOf(kind, terms);
  return allows(from, fromKind) && allows(to, toKind);
}

function allows(
  ends: RelationKindTerm<readonly string[] | "any">["from"],
  kind: string | undefined,
): boolean {
  return kind === undefined || ends === "any" || ends.includes(kind);
}

function rankOf(kind: string, recent: readonly string[]): number {
  const used = recent.indexOf(kind);
  if (used >= 0) return used;
  const common = (commonRelationKinds as readonly string[]).indexOf(kind);
  return recent.length + (common >= 0 ? common : commonRelationKinds.length);
}

// What a kind is called: by the vocabulary, or else by the team, or else as an unknown kind with its raw word.
import type { OwnTerms } from "./own-terms.ts";
import { isRelationKind, relationKindTerms, type RelationKindTerm } from "../relation-kinds.ts";
import { entityKinds, entityKindTerms, isEntityKind } from "../vocabulary.ts";

/** Whose word a kind is. */
export type TermOrigin = "vocabulary" | "team" | "unknown";

interface TermState {
  readonly origin: TermOrigin;
  /** A kind of the team's that is offered no longer. */
  readonly isRetired: boolean;
}
/** A kind of entity in words. */
export interface EntityTerm extends TermState {
  readonly label: string;
  readonly plural: string;
  readonly description: string;
  /** Name of a bundled icon, where the team has chosen one. */
  readonly icon?: string;
}
/** A kind of relation in words. */
export type RelationTerm = RelationKindTerm<readonly string[] | "any"> & TermState;

/** The term of a kind of entity. Rule OWN-3. */
export function entityTermOf(kind: string, { entityKinds: own = {} }: OwnTerms): EntityTerm {
  if (isEntityKind(kind)) return { ...entityKindTerms[kind], origin: "vocabulary", isRetired: false };
  const term = Object.hasOwn(own, kind) ? own[kind] : undefined;
  if (!term) return { label: kind, plural: kind, description: "", origin: "unknown", isRetired: false };
  const { label, plural, description = "", icon, retired = false } = term;
  return { label, plural, description, ...(icon && { icon }), origin: "team", isRetired: retired };
}

/** The term of a kind of relation. Rule OWN-3. */
export function relationTermOf(kind: string, { relationKinds: own = {} }: OwnTerms): RelationTerm {
  if (isRelationKind(kind)) return { ...relationKindTerms[kind], origin: "vocabulary", isRetired: false };
  const term = Object.hasOwn(own, kind) ? own[kind] : undefined;
  if (!term) {
    const words = kind.replaceAll("-", " ");
    const inverse = `${words} (inverse)`;
    return { label: words, inverse, from: "any", to: "any", origin: "unknown", isRetired: false };
  }
  const { label, inverse, from, to, symmetric, retired = false } = term;
  return {
    label,
    inverse: symmetric ? label : inverse,
    from,
    to,
    ...(symmetric && { isSymmetric: true }),
    origin: "team",
    isRetired: retired,
  };
}

/** What is said beside a kind that is not in use as it stands: "unknown kind", "retired kind"; empty for all others. */
export function termMark({ origin, isRetired }: TermState): "unknown kind" | "retired kind" | "" {
  if (origin === "unknown") return "unknown kind";
  return isRetired ? "retired kind" : "";
}

/** A kind's label with what is to be said of it: "Rumour", "gossip (unknown kind)". */
export function markedLabel(term: TermState & { readonly label: string }): string {
  const mark = termMark(term);
  return mark === "" ? term.label : `${term.label} (${mark})`;
}

/** Kinds of entities to be offered: the vocabulary's in its order, then the team's by their labels. */
export function offeredEntityKinds({ entityKinds: own = {} }: OwnTerms): readonly string[] {
  return [...entityKinds, ...offered(own)];
}

/** The team's kinds of relations that are in use, by their labels. */
export function ownRelationKinds({ relationKinds: own = {} }: OwnTerms): readonly string[] {
  return offered(own);
}

function offered(
  own: Readonly<Record<string, { readonly label: string; readonly retired?: boolean | undefined }>>,
): readonly string[] {
  return Object.entries(own)
    .filter(([, { retired }]) => !retired)
    .toSorted(([, a], [, b]) => a.label.localeCompare(b.label, "en"))
    .map(([kind]) => kind);
}

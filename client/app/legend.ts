// What the legend counts: how many of each kind are on the map at the date shown, whatever the filters hide.
import type { Graph } from "../../schema/graph.ts";
import { entityTermOf, markedLabel, relationTermOf } from "../../schema/terms/terms.ts";
import {
  entityKinds,
  isEntityKind,
  stanceStates,
  stanceTerms,
  type StanceState,
} from "../../schema/vocabulary.ts";
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { StanceLine } from "./stance-lines.ts";

/** One kind in the legend, and how many of it there are. */
export interface LegendRow<Kind extends string = string> {
  readonly kind: Kind;
  readonly label: string;
  readonly count: number;
  /** Of a kind of entity of the team's own. */
  readonly icon?: string;
  /** Of a kind of relation that reads alike both ways. */
  readonly isSymmetric?: true;
}

/** Everything the legend counts. */
export interface LegendCounts {
  readonly entities: readonly LegendRow[];
  readonly relations: readonly LegendRow[];
  readonly stances: readonly LegendRow<StanceState>[];
}

/** Kinds of entities that occur, in the vocabulary's order, with a team's own kinds last. */
export function entityRows(graph: Graph): readonly LegendRow[] {
  const counts = countBy(graph.entities.values());
  return [...counts]
    .map(([kind, count]): LegendRow => {
      const term = entityTermOf(kind, graph.meta);
      const label = markedLabel({ ...term, label: term.plural });
      return { kind, count, label, ...(term.icon && { icon: term.icon }) };
    })
    .toSorted((a, b) => rank(a.kind) - rank(b.kind) || a.label.localeCompare(b.label, "en"));
}

/** Kinds of relations that occur, most frequent first. */
export function relationRows(graph: Graph): readonly LegendRow[] {
  const counts = countBy(graph.relations.values());
  return [...counts]
    .map(([kind, count]): LegendRow => {
      const term = relationTermOf(kind, graph.meta);
      return { kind, count, label: markedLabel(term), ...(term.isSymmetric && { isSymmetric: true }) };
    })
    .toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label, "en"));
}

/**
 * Stances from most for to most against. With a decision in view its electors are counted, so that the numbers
 * are those of the decision drawer; otherwise all stance lines of the map.
 */
export function stanceRows(
  lines: readonly StanceLine[],
  evaluation: Evaluation | undefined,
): readonly LegendRow<StanceState>[] {
  const counted = (stance: StanceState) =>
    evaluation ? evaluation.counts[stance] : lines.filter((line) => line.stance === stance).length;
  return stanceStates
    .map((kind) => ({ kind, label: stanceTerms[kind].label, count: counted(kind) }))
    .filter(
      ({ kind, count }) =>
        count > 0 || (kind !== "abstain" && kind !== "unknown") || evaluation !== undefined,
    )
    .filter(({ kind, count }) => kind !== "abstain" || count > 0);
}

function countBy(records: Iterable<{ readonly kind: string }>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of records) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function rank(kind: string): number {
  return isEntityKind(kind) ? entityKinds.indexOf(kind) : entityKinds.length;
}

// What is on screen, computed from the data and the place. Pure, and remembered for as long as neither changes.
import { evaluate, type EvaluationDate } from "../../schema/analysis/decision.ts";
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { filterByTime } from "../../schema/time-filter.ts";
import { instantOf } from "../../schema/time.ts";
import { datesThatMatter, type DateThatMatters } from "./dates-that-matter.ts";
import { entityRows, relationRows, stanceRows, type LegendCounts } from "./legend.ts";
import type { Here } from "./place.ts";
import { stanceLines, type StanceLine } from "./stance-lines.ts";

/** Everything below the top bar reads from here. */
export interface Screen {
  /** The graph as it holds on the date shown, on what was known, with or without the background. */
  readonly shown: Graph;
  readonly decisions: readonly Entity[];
  readonly answers: ReadonlyMap<EntityId, Evaluation>;
  readonly evaluation: Evaluation | undefined;
  readonly stanceLines: readonly StanceLine[];
  readonly counts: LegendCounts;
  readonly dates: readonly DateThatMatters[];
  /** Facts of the background, which is off, would change who decides or how. */
  readonly hasMoreInBackground: boolean;
}

type Question = Pick<Here, "asOf" | "decision"> & Partial<Pick<Here, "knownBy" | "background">>;

/**
 * Computes what is on screen. Without an as-of date it is today's: what held once and no longer does is not shown.
 * Without a known-by date it rests on all that is known now.
 *
 * @param today YYYY-MM-DD
 */
export function readScreen(
  whole: Graph,
  { asOf, knownBy, background = false, decision }: Question,
  today: string,
): Screen {
  const day = asOf ?? today;
  const graph = filterByTime(whole, { background });
  const shown = filterByTime(graph, { asOf: day, ...(knownBy !== undefined && { knownBy }) });
  const decisions = [...graph.entities.values()]
    .filter(({ kind }) => kind === "decision")
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"));
  const when = { asOf: day, knownBy, today };
  const answers = new Map(decisions.map(({ id }) => [id, evaluate(graph, id, { ...when, background })]));
  const evaluation = decision === undefined ? undefined : answers.get(decision);
  const lines = stanceLines(shown, instantOf(day), background);
  return {
    shown,
    decisions: inOrder(decisions, answers, graph),
    answers,
    evaluation,
    stanceLines: lines,
    counts: {
      entities: entityRows(shown),
      relations: relationRows(shown),
      stances: stanceRows(lines, evaluation),
    },
    dates: datesThatMatter(graph, decision, background),
    hasMoreInBackground:
      !background && evaluation !== undefined && differsWithBackground(whole, evaluation, when),
  };
}

function differsWithBackground(
  whole: Graph,
  { decision, electors, rule }: Evaluation,
  when: Omit<EvaluationDate, "background">,
): boolean {
  const other = evaluate(whole, decision, { ...when, background: true });
  return other.rule !== rule || other.electors.join() !== electors.join();
}

/** The same computation, which gives back the same object until something it depends on is another. */
export function rememberScreen(): typeof readScreen {
  let last: { readonly graph: Graph; readonly key: string; readonly screen: Screen } | undefined;
  return (graph, question, today) => {
    const { asOf, knownBy, background, decision } = question;
    const key = [asOf, knownBy, background, decision, today].join("|");
    if (last?.graph !== graph || last.key !== key)
      last = { graph, key, screen: readScreen(graph, question, today) };
    return last.screen;
  };
}

/** The decision on which the workspace opens stands first, those without an answer on that day last. */
function inOrder(
  decisions: readonly Entity[],
  answers: ReadonlyMap<EntityId, Evaluation>,
  { meta }: Graph,
): readonly Entity[] {
  const rank = ({ id }: Entity) => {
    if (id === meta.home?.decision) return 0;
    return answers.get(id)?.result === "not-evaluable" ? 2 : 1;
  };
  return decisions.toSorted((a, b) => rank(a) - rank(b));
}

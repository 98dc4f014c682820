// What an evaluation says, in sentences. Pure: the drawer, the inspector and exports use the same words.
// Whoever hesitates or is unknown is never called an opponent.
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { instantOf, readDate } from "../../schema/time.ts";
import { ruleTerms, stanceStates, type RuleKind, type StanceState } from "../../schema/vocabulary.ts";
import { dateWords } from "../../schema/date-words.ts";

export type NameOf = (id: EntityId) => string;

const resultWords = {
  carried: "Carried",
  blocked: "Blocked",
  open: "Open",
  "not-evaluable": "Not evaluable",
} as const satisfies Record<Evaluation["result"], string>;

/** Singular and plural, so that a count reads as a clause: "1 opposes", "2 oppose". */
const verbs: Readonly<Record<StanceState, readonly [one: string, many: string]>> = {
  champion: ["champion", "champions"],
  support: ["supports", "support"],
  "lean-support": ["leans to support", "lean to support"],
  undecided: ["undecided", "undecided"],
  "lean-oppose": ["leans against", "lean against"],
  oppose: ["opposes", "oppose"],
  block: ["blocks", "block"],
  abstain: ["abstains", "abstain"],
  unknown: ["unknown", "unknown"],
};

const participles: Readonly<Record<StanceState, string>> = {
  champion: "leading for it",
  support: "for it",
  "lean-support": "leaning to support",
  undecided: "undecided",
  "lean-oppose": "leaning against",
  oppose: "opposing",
  block: "blocking",
  abstain: "abstaining",
  unknown: "unknown",
};

/** One stance's share: "5 undecided". */
export function countOf(stance: StanceState, count: number): string {
  const [one, many] = verbs[stance];
  return `${count} ${count === 1 ? one : many}`;
}

/** All stances that occur, from most for to most against: "2 support, 5 undecided, 4 unknown". */
export function countsInWords(counts: Evaluation["counts"]): string {
  const present = stanceStates.filter((stance) => counts[stance] > 0);
  return present.map((stance) => countOf(stance, counts[stance])).join(", ");
}

/** The word that stands first in every answer. */
export function resultWord(result: Evaluation["result"]): string {
  return resultWords[result];
}

/** The whole answer on one line, as the collapsed strip shows it. */
export function answerInWords(evaluation: Evaluation, decision: Entity | undefined, nameOf: NameOf): string {
  const settled = outcomeInWords(evaluation, decision);
  return settled ?? `${resultWord(evaluation.result)}. ${weighed(evaluation, nameOf)}`;
}

/** "Carried on 29 November 2024, as recorded." when a recorded outcome, not a count, is the answer. */
function outcomeInWords(evaluation: Evaluation, decision: Entity | undefined): string | undefined {
  const outcome = decision?.outcome;
  if (!outcome || !readDate(outcome.date) || !readDate(evaluation.asOf)) return undefined;
  const isKnownThen = instantOf(outcome.date) <= instantOf(evaluation.asOf);
  const fits = evaluation.result === (outcome.result === "carried" ? "carried" : "blocked");
  if (!isKnownThen || !fits) return undefined;
  const how = outcome.result === "carried" ? resultWords.carried : `${resultWords.blocked}: rejected`;
  // An outcome is worth what is said for it.
  const backing = evaluation.claims.outcome.length > 0 ? "as recorded" : "recorded without a claim";
  return `${how} ${onDay(outcome.date)}, ${backing}.`;
}

/** A text often tells only that it had been decided by then: "../2020-08". */
function onDay(date: string): string {
  if (date.startsWith("../")) return `by ${dateWords(date.slice(3))} at the latest`;
  return `${/^\d{4}-\d{2}-\d{2}$/.test(date) ? "on" : "in"} ${dateWords(date)}`;
}

function weighed(evaluation: Evaluation, nameOf: NameOf): string {
  if (evaluation.result === "not-evaluable") return evaluation.reason;
  const count = `${ruleTerms[evaluation.rule].label} of ${evaluation.electors.length}: ${countsInWords(evaluation.counts)}.`;
  return `${count} ${consequence(evaluation, nameOf)}`.trim();
}

function consequence(evaluation: Evaluation, nameOf: NameOf): string {
  const { result, rule, declaredBlockers } = evaluation;
  if (result === "carried") return rule === "consensus" ? "Nobody objects." : "Every elector consents.";
  if (result === "open") return stopsIt(rule);
  if (declaredBlockers.length === 0) return evaluation.reason;
  return `${listOf(declaredBlockers, nameOf)} ${declaredBlockers.length === 1 ? "refuses" : "refuse"}.`;
}

function stopsIt(rule: RuleKind): string {
  if (rule === "unanimity") return "Any one refusal stops it.";
  return rule === "consensus" ? "Any one objection stops it." : "";
}

/** A line of the outlook: a bold term, and what there is to say about it. */
export interface OutlookLine {
  readonly term: string;
  readonly text: string;
}

/**
 * Who refuses, who might, of whom nothing is known, and what it would take. Names are said where they are few;
 * more of them stand in the columns anyway.
 */
export function outlookInWords(evaluation: Evaluation, nameOf: NameOf): readonly OutlookLine[] {
  const { declaredBlockers, potentialBlockers, unknown } = evaluation;
  const moves = movesInWords(evaluation, nameOf);
  return [
    { term: "Declared blockers:", text: counted(declaredBlockers, nameOf, "who say no") },
    {
      term: "Potential blockers:",
      text: counted(potentialBlockers, nameOf, "who hesitate without refusing"),
    },
    ...(unknown.length > 0
      ? [{ term: "Unknown:", text: counted(unknown, nameOf, "without evidence either way") }]
      : []),
    ...(moves === "" ? [] : [{ term: "What it would take:", text: moves }]),
  ];
}

/**
 * Of those who decide, who lies in the bin: "Peru is in the bin. It still has a vote, and nothing is known of it." Empty
 * when nobody does. Whoever is no elector is the agreement whose members decide.
 */
export function binInWords({ inBin, electors }: Evaluation, nameOf: NameOf): string {
  const voting = inBin.filter((id) => electors.includes(id));
  const others = inBin.filter((id) => !electors.includes(id));
  const [has, of] = voting.length === 1 ? ["It still has", "it"] : ["They still have", "them"];
  return [
    ...(voting.length > 0
      ? [`${areInBin(voting, nameOf)} ${has} a vote, and nothing is known of ${of}.`]
      : []),
    ...(others.length > 0 ? [`${areInBin(others, nameOf)} Its members still decide.`] : []),
  ].join(" ");
}

function areInBin(ids: readonly EntityId[], nameOf: NameOf): string {
  return `${listOf(ids, nameOf)} ${ids.length === 1 ? "is" : "are"} in the bin.`;
}

function counted(ids: readonly EntityId[], nameOf: NameOf, who: string): string {
  if (ids.length === 0) return "none.";
  return ids.length <= 3 ? `${listOf(ids, nameOf)}.` : `${ids.length} ${who}.`;
}

/** What it would take, in one sentence; empty when it is carried or cannot be evaluated. */
export function movesInWords(evaluation: Evaluation, nameOf: NameOf): string {
  const { minimalMoves } = evaluation;
  const [first] = minimalMoves;
  if (!first || first.length === 0) return "";
  if (minimalMoves.length === 1) return oneSetInWords(evaluation, first, nameOf);
  const pool = [...new Set(minimalMoves.flat())];
  const isAnyOf = minimalMoves.length === combinations(pool.length, first.length);
  if (isAnyOf) return `consent of any ${first.length} of these ${pool.length}: ${listOf(pool, nameOf)}.`;
  const ways = minimalMoves.length >= 100 ? "at least 100" : String(minimalMoves.length);
  return `consent of ${first.length} more, in ${ways} ways; for example ${listOf(first, nameOf)}.`;
}

function oneSetInWords(evaluation: Evaluation, moves: readonly EntityId[], nameOf: NameOf): string {
  if (moves.length <= 3) return `consent of ${listOf(moves, nameOf)}.`;
  const groups = stanceStates.flatMap((stance) => {
    const count = moves.filter((actor) => stanceOf(evaluation, actor) === stance).length;
    return count > 0 ? [`${count} ${participles[stance]}`] : [];
  });
  return `consent of all ${moves.length} who have not given it (${groups.join(", ")}).`;
}

/** Where an actor stands here: `unknown` where there is no evidence. */
export function stanceOf({ positions }: Evaluation, actor: EntityId): StanceState {
  return positions.find((position) => position.actor === actor)?.stance ?? "unknown";
}

const and = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Names in a row: "Japan, Peru and Viet Nam". */
export function listOf(ids: readonly EntityId[], nameOf: NameOf): string {
  return and.format(ids.map(nameOf).toSorted((a, b) => a.localeCompare(b, "en")));
}

/** n choose k, which stays small here: sets come at most a hundred at a time. */
function combinations(n: number, k: number): number {
  let result = 1;
  for (let step = 1; step <= k; step += 1) result = (result * (n - k + step)) / step;
  return Math.round(result);
}

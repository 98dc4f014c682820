// Evaluates a decision: under its rule, with the electorate of the day, on what is known. Unknown is never a yes
// and never a no; where the answer depends on it, the answer is "open".
import { capital } from "../capital.ts";
import { dateWords, periodWords } from "../date-words.ts";
import { EntenteError } from "../errors.ts";
import type { Graph } from "../graph.ts";
import type { EntityId } from "../ids.ts";
import type { Entity } from "../records.ts";
import { instantOf } from "../time.ts";
import { ruleTerms, stanceStates, type RuleKind, type Stance, type StanceState } from "../vocabulary.ts";
import { electorateAt, fieldClaims, isFieldKnown, type ElectorateAt } from "./electorate.ts";
import type { DecisionResult, Evaluation } from "./evaluation.ts";
import { currentPositions, isAtLeast } from "./positions.ts";

/** For which day, and on what knowledge, a decision is evaluated. */
export interface EvaluationDate {
  /** EDTF, read by its lower bound; today when absent. */
  readonly asOf?: string | undefined;
  /** EDTF; only what had been published by then. */
  readonly knownBy?: string | undefined;
  /** YYYY-MM-DD, given since this folder has no clock. */
  readonly today: string;
  /** Includes facts from outside the team's sources. */
  readonly background?: boolean;
}

type Verdict = Pick<
  Evaluation,
  "result" | "reason" | "declaredBlockers" | "potentialBlockers" | "minimalMoves"
>;

/**
 * Who stands between a decision and its passing. Rules DEC-1 to DEC-11.
 *
 * @throws EntenteError `decision-unknown`, `date-invalid`
 * @source CPTPP Article 5 and CPTPP/COM/2019/D002, Annex, for what unanimity and consensus ask of the Parties.
 */
export function evaluate(graph: Graph, id: EntityId, when: EvaluationDate): Evaluation {
  const decision = graph.entities.get(id);
  if (decision?.kind !== "decision") throw new EntenteError("decision-unknown", { detail: id });
  const { asOf = when.today, knownBy, background = false } = when;
  const instant = instantOf(asOf);
  const moment = { instant, knownBy: knownBy === undefined ? Infinity : instantOf(knownBy), background };
  const positions = currentPositions(graph, id, { ...moment, staleAfterMonths: decision.staleAfterMonths });
  const electorate = electorateAt(graph, decision, moment) ?? nobodyRecorded;
  const electors = electorate.members;
  const stanceOf = new Map(positions.map(({ actor, stance }) => [actor, stance]));
  const isKnown = (field: string) => isFieldKnown(graph, id, field, moment);
  const rule = isKnown("rule") ? ruleOf(decision, electorate) : "unspecified";
  return {
    decision: id,
    asOf,
    knownBy: knownBy ?? null,
    scenario: null,
    rule,
    electors,
    counts: countStances(electors, stanceOf),
    ...judge({ decision, rule, electors, stanceOf, instant, background, isKnown }),
    unknown: electors.filter((elector) => !stanceOf.has(elector)),
    positions,
    electorateBasis: electorate.basis ?? null,
    inBin: electorate.inBin,
    claims: {
      rule: fieldClaims(graph, id, "rule", moment),
      electorate: electorate.claims,
      outcome: fieldClaims(graph, id, "outcome", moment),
    },
  };
}

function ruleOf(decision: Entity, electorate: ElectorateAt): RuleKind {
  return electorate.rule ?? decision.rule ?? "unspecified";
}

const nobodyRecorded: ElectorateAt = {
  members: [],
  basis: undefined,
  rule: undefined,
  claims: [],
  inBin: [],
};

/** Rules under which one refusal stops it, whoever the electors are. */
const needsEveryElector: ReadonlySet<RuleKind> = new Set([
  "unanimity",
  "consensus",
  "bilateral",
  "executive",
]);

interface Question {
  readonly decision: Entity;
  readonly rule: RuleKind;
  readonly electors: readonly EntityId[];
  readonly stanceOf: ReadonlyMap<EntityId, Stance>;
  readonly instant: number;
  readonly background: boolean;
  /** Whether a field of the decision was known by then. */
  readonly isKnown: (field: string) => boolean;
}

function judge(question: Question): Verdict {
  const { decision, rule, electors, stanceOf, instant } = question;
  const having = (...wanted: Stance[]) =>
    electors.filter((id) => wanted.includes(stanceOf.get(id) ?? ("" as Stance)));
  const nobody = { declaredBlockers: [], potentialBlockers: [], minimalMoves: [] };
  const { outcome } = decision;
  if (outcome && question.isKnown("outcome") && instantOf(outcome.date) <= instant) {
    const result: DecisionResult = outcome.result === "carried" ? "carried" : "blocked";
    return { ...nobody, result, reason: `${capital(outcome.result)}, ${whenDecided(outcome.date)}.` };
  }
  if (!needsEveryElector.has(rule)) {
    return { ...nobody, result: "not-evaluable", reason: notEvaluable(question) };
  }
  if (electors.length === 0) {
    return { ...nobody, result: "not-evaluable", reason: nobodyDecides(question) };
  }
  const declaredBlockers = having("oppose", "block");
  const potentialBlockers = having("undecided", "lean-oppose");
  const missing = electors.filter((id) => !consents(rule, stanceOf.get(id)));
  const result = resultOf(declaredBlockers.length, missing.length);
  return {
    result,
    reason: sentence(question, result),
    declaredBlockers,
    potentialBlockers,
    minimalMoves: missing.length === 0 ? [] : [missing],
  };
}

/** Under consensus standing aside lets it pass; under unanimity consent must be given (DEC-3, DEC-4). */
function consents(rule: RuleKind, stance: Stance | undefined): boolean {
  return isAtLeast(stance, "lean-support") || (rule === "consensus" && stance === "abstain");
}

function resultOf(refusals: number, missing: number): DecisionResult {
  if (refusals > 0) return "blocked";
  return missing === 0 ? "carried" : "open";
}

function countStances(
  electors: readonly EntityId[],
  stanceOf: ReadonlyMap<EntityId, Stance>,
): Record<StanceState, number> {
  const counts = Object.fromEntries(stanceStates.map((stance) => [stance, 0])) as Record<StanceState, number>;
  for (const elector of electors) counts[stanceOf.get(elector) ?? "unknown"] += 1;
  return counts;
}

function sentence({ rule, electors, stanceOf }: Question, result: DecisionResult): string {
  const counts = countStances(electors, stanceOf);
  const parts = stanceStates
    .filter((stance) => counts[stance] > 0)
    .map((stance) => `${counts[stance]} ${stance.replace("-", " ")}`);
  const ending = result === "carried" ? "Nobody stands in its way." : "Any one refusal stops it.";
  return `${capital(result)}. ${ruleTerms[rule].label} of ${electors.length}: ${parts.join(", ")}. ${ending}`;
}

/** A text often tells only that something had been decided by then: "../2020-08". */
function whenDecided(date: string): string {
  return date.startsWith("../") ? `by ${dateWords(date.slice(3))} at the latest` : dateWords(date);
}

/** Says for which days somebody is recorded, so that a reader knows where to look. */
function nobodyDecides({ decision: { electorate = [] }, background, isKnown }: Question): string {
  if (!isKnown("electorate")) return "By then nothing was published on who decides.";
  const periods = electorate
    .filter((period) => background || !period.background)
    .map(({ validFrom, validTo }) => periodWords(validFrom, validTo));
  const elsewhere = periods.length > 0 ? ` It is recorded: ${periods.join("; ")}.` : "";
  return `Who decides on that day is not recorded.${elsewhere}`;
}

function notEvaluable({ rule, isKnown }: Question): string {
  if (!isKnown("rule")) return "By then nothing was published on the rule by which it is decided.";
  if (rule === "unspecified") return "The rule by which it is decided is not recorded.";
  return `${ruleTerms[rule].label} is recorded as the rule, but this version does not evaluate it.`;
}

// What a decision's evaluation says. The evaluating code is in decision.ts; this is the form outsiders rely on.
import type { ClaimId, EntityId } from "../ids.ts";
import type { RuleKind, Stance, StanceState } from "../vocabulary.ts";

const decisionResults = ["carried", "blocked", "open", "not-evaluable"] as const;
export type DecisionResult = (typeof decisionResults)[number];

/** Where one actor stands on one decision at one date, with the claims that say so. */
export interface Position {
  readonly actor: EntityId;
  /** The less favourable one where `contested`. */
  readonly stance: Stance;
  /** The claim's own date, EDTF as written. */
  readonly asOf: string;
  /** Claims of equal date disagree. */
  readonly contested: boolean;
  /** Older than the decision's review period. */
  readonly stale: boolean;
  /** The source speaks of several actors together. */
  readonly collective: boolean;
  readonly claims: readonly ClaimId[];
}

/** The answer to "who can stop this, as of that day?". All id lists are sorted. */
export interface Evaluation {
  readonly decision: EntityId;
  /** As asked, or today as YYYY-MM-DD. */
  readonly asOf: string;
  readonly knownBy: string | null;
  readonly scenario: string | null;
  readonly rule: RuleKind;
  readonly electors: readonly EntityId[];
  /** Electors per stance; every key is there. Their sum is the number of electors. */
  readonly counts: Readonly<Record<StanceState, number>>;
  readonly result: DecisionResult;
  /** One sentence in words. */
  readonly reason: string;
  /** Electors who refuse, where the rule lets one refusal stop it. */
  readonly declaredBlockers: readonly EntityId[];
  /** Electors who hesitate or lean against, where the rule lets one refusal stop it. Never opponents yet. */
  readonly potentialBlockers: readonly EntityId[];
  /** Electors of whom nothing is known. */
  readonly unknown: readonly EntityId[];
  /** Smallest sets of electors whose consent would carry it; empty when carried. At most 100. */
  readonly minimalMoves: readonly (readonly EntityId[])[];
  /** One for each actor with evidence, elector or not, sorted by actor. */
  readonly positions: readonly Position[];
  /** Who decides, in words: the basis of the electorate. */
  readonly electorateBasis: string | null;
  /** Electors, or the agreement whose members they are, whose record is in the bin: what is known of them comes back with it. */
  readonly inBin: readonly EntityId[];
  /** Claims behind the rule, the electorate and the outcome. */
  readonly claims: {
    readonly rule: readonly ClaimId[];
    readonly electorate: readonly ClaimId[];
    readonly outcome: readonly ClaimId[];
  };
}

// Where everybody stands on the decision that is shown, as tables and filters ask for it: by entity.
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { StanceState } from "../../schema/vocabulary.ts";
import type { StanceLine } from "../app/stance-lines.ts";

/** One actor on the decision shown, with what weakens the stance. */
export interface ActorStance {
  readonly stance: StanceState;
  readonly contested: boolean;
  readonly stale: boolean;
  /** Empty where nobody said anything. */
  readonly claims: readonly ClaimId[];
}
export type ActorStances = ReadonlyMap<EntityId, ActorStance>;

/**
 * Everybody who has a say or took a position. Electors without evidence are `unknown`; who neither decides nor
 * spoke is not in the map. Without an evaluation the lines tell, as long as they concern one decision.
 */
export function actorStances(evaluation: Evaluation | undefined, lines: readonly StanceLine[]): ActorStances {
  if (!evaluation) return fromLines(lines);
  const stances = new Map<EntityId, ActorStance>();
  for (const elector of evaluation.electors) stances.set(elector, noEvidence);
  for (const { actor, stance, contested, stale, claims } of evaluation.positions) {
    stances.set(actor, { stance, contested, stale, claims });
  }
  return stances;
}

/** The stances alone, as the filter takes them. */
export function stancesOnly(stances: ActorStances): ReadonlyMap<EntityId, StanceState> {
  return new Map([...stances].map(([id, { stance }]) => [id, stance]));
}

const noEvidence: ActorStance = { stance: "unknown", contested: false, stale: false, claims: [] };

function fromLines(lines: readonly StanceLine[]): ActorStances {
  const isOneDecision = lines.every(({ decision }) => decision === lines[0]?.decision);
  if (!isOneDecision) return new Map();
  return new Map(
    lines.map(({ actor, stance, contested, stale, claims }) => [actor, { stance, contested, stale, claims }]),
  );
}

import { currentPositions } from "../../schema/analysis/positions.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { Stance } from "../../schema/vocabulary.ts";

/** An actor's stance on a decision or another matter, drawn as a line between the two. */
export interface StanceLine {
  readonly actor: EntityId;
  readonly decision: EntityId;
  readonly stance: Stance;
  /** Claims of equal date disagree; the less favourable one is drawn. */
  readonly contested: boolean;
  /** Older than the decision's review period. */
  readonly stale: boolean;
  readonly claims: readonly ClaimId[];
}

/**
 * Where everybody stands on every decision, agreement, proposal and the like at an instant, in the order of the graph.
 *
 * @param instant Milliseconds since 1970 UTC.
 * @param background Counts what comes from outside the team's own sources too.
 */
export function stanceLines(graph: Graph, instant: number, background = false): readonly StanceLine[] {
  const subjects = [...graph.entities.values()].filter(({ id }) => graph.claimsOn.has(id));
  return subjects.flatMap(({ id, staleAfterMonths }) => {
    const at = { instant, background, ...(staleAfterMonths !== undefined && { staleAfterMonths }) };
    const isThere = (actor: EntityId) => graph.entities.has(actor);
    return currentPositions(graph, id, at)
      .filter(({ actor }) => isThere(actor))
      .map(({ actor, stance, contested, stale, claims }) => ({
        actor,
        decision: id,
        stance,
        contested,
        stale,
        claims,
      }));
  });
}

import { currentPositions } from "../../schema/analysis/positions.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { Stance } from "../../schema/vocabulary.ts";

/** An actor's stance on a decision, drawn as a line between the two. */
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
 * Where everybody stands on every decision at an instant, in the order of the graph's decisions.
 *
 * @param instant Milliseconds since 1970 UTC.
 */
export function stanceLines(graph: Graph, instant: number): readonly StanceLine[] {
  const decisions = [...graph.entities.values()].filter(({ kind }) => kind === "decision");
  return decisions.flatMap(({ id, staleAfterMonths }) => {
    const at = { instant, ...(staleAfterMonths !== undefined && { staleAfterMonths }) };
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

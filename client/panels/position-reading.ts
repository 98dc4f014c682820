// Where actors stand on decisions at a date, as the panels list it.
import type { Position } from "../../schema/analysis/evaluation.ts";
import { currentPositions } from "../../schema/analysis/positions.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { instantOf, readDate } from "../../schema/time.ts";
import { stances, type Stance } from "../../schema/vocabulary.ts";
import { today } from "../controls/clock.ts";
import { nameIn, positionClaimsBy } from "./graph-reading.ts";

/** An actor's position on one decision. */
export interface Stand {
  readonly decision: Entity;
  readonly position: Position;
}

/** Positions of one actor, by the decision's name. */
export function standsOf(graph: Graph, actor: EntityId, asOf: string | undefined): readonly Stand[] {
  const decisions = new Set(positionClaimsBy(graph, actor).map(({ on }) => on as EntityId));
  return [...decisions]
    .flatMap((id) => {
      const decision = graph.entities.get(id);
      if (!decision) return [];
      const position = positionsOn(graph, decision, asOf).find((each) => each.actor === actor);
      return position ? [{ decision, position }] : [];
    })
    .toSorted((a, b) => a.decision.label.localeCompare(b.decision.label, "en"));
}

/**
 * Everybody's position on a decision at a date; today where none is given. Whether the background counts was
 * decided when the graph was filtered.
 */
export function positionsOn(
  graph: Graph,
  { id, staleAfterMonths }: Entity,
  asOf: string | undefined,
): readonly Position[] {
  const day = asOf !== undefined && readDate(asOf) ? asOf : today();
  return currentPositions(graph, id, {
    instant: instantOf(day),
    background: true,
    ...(staleAfterMonths !== undefined && { staleAfterMonths }),
  });
}

/** Those of one stance, by name. */
export interface StanceGroup {
  readonly stance: Stance;
  readonly positions: readonly Position[];
}

/** Positions from most for to most against; stances that nobody holds are left out. */
export function byStance(graph: Graph, positions: readonly Position[]): readonly StanceGroup[] {
  return stances.flatMap((stance) => {
    const held = positions.filter((position) => position.stance === stance);
    const named = held.toSorted((a, b) => nameIn(graph, a.actor).localeCompare(nameIn(graph, b.actor), "en"));
    return named.length > 0 ? [{ stance, positions: named }] : [];
  });
}

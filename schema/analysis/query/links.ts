// Who is joined to whom, and by what: the visible relations, and the positions of the day.
import type { Graph } from "../../graph.ts";
import { idsAt } from "../../id-index.ts";
import type { ClaimId, EntityId, RelationId } from "../../ids.ts";
import { relationTermOf } from "../../terms/terms.ts";
import { instantOf } from "../../time.ts";
import type { Certainty, Stance } from "../../vocabulary.ts";
import type { Position } from "../evaluation.ts";
import type { Moment } from "../electorate.ts";
import { currentPositions } from "../positions.ts";
import { certaintiesOf, nameOf } from "./claim-row.ts";
import type { QueryFilter } from "./filter.ts";
import type { Selection } from "./select.ts";

/** One line between two entities, in the direction it is drawn. */
export interface Link {
  readonly from: EntityId;
  readonly to: EntityId;
  /** In words: "Japan supports “Taiwan joins the CPTPP”". */
  readonly reading: string;
  /** The kind of the relation, or "position". */
  readonly kind: string;
  /** The relation it is, or null where it is a position. */
  readonly relation: RelationId | null;
  /** The position's stance, or null where it is a relation. */
  readonly stance: Stance | null;
  /** Of its claims. Without "asserted" among them it is what somebody denies, expects, wishes or only says. */
  readonly certainties: readonly Certainty[];
  /** Behind it, sorted; empty for a draft. */
  readonly claims: readonly ClaimId[];
}

/** A position with what it is on. */
export type PositionOn = Position & { readonly on: EntityId };

const stanceVerbs: Readonly<Record<Stance, string>> = {
  champion: "champions",
  support: "supports",
  "lean-support": "leans towards",
  undecided: "is undecided on",
  "lean-oppose": "leans against",
  oppose: "opposes",
  block: "blocks",
  abstain: "stands aside on",
};

/** The moment a filter speaks of: its dates, today where it has none. */
export function momentOf({ asOf, knownBy, background }: QueryFilter, today: string): Moment {
  return {
    instant: instantOf(asOf ?? today),
    knownBy: knownBy === undefined ? Infinity : instantOf(knownBy),
    background,
  };
}

/** Positions on one thing as its decision board has them, sorted by actor. */
export function positionsOn(whole: Graph, on: EntityId, moment: Moment): readonly PositionOn[] {
  const staleAfterMonths = whole.entities.get(on)?.staleAfterMonths;
  return currentPositions(whole, on, { ...moment, staleAfterMonths }).map((position) => ({
    on,
    ...position,
  }));
}

/**
 * Positions that pass: those of the board, which the filter never changes, with a claim that passes. Sorted by what
 * they are on, then by actor. Rule QRY-8.
 */
export function positionsThat(whole: Graph, selection: Selection, moment: Moment): readonly PositionOn[] {
  const { graph, claims } = selection;
  const targets = [...graph.positionsBy.keys()]
    .flatMap((actor) => [...idsAt(graph.positionsBy, actor)])
    .flatMap((id) => graph.claims.get(id)?.on ?? []);
  const ons = [...new Set(targets)].filter((on): on is EntityId => graph.entities.has(on as EntityId));
  return ons
    .toSorted()
    .flatMap((on) => positionsOn(whole, on, moment))
    .filter((position) => graph.entities.has(position.actor) && position.claims.some((id) => claims.has(id)));
}

/** Every link that passes: relations by id, then positions. */
export function linksThat(whole: Graph, selection: Selection, moment: Moment): readonly Link[] {
  const relations = [...selection.relations].flatMap((id) => relationLink(selection, id));
  const positions = positionsThat(whole, selection, moment);
  return [...relations, ...positions.map((position) => positionLink(selection.graph, position))];
}

/** How a relation reads from its beginning to its end. */
export function relationReading(graph: Graph, id: RelationId): string {
  const relation = graph.relations.get(id);
  if (!relation) return id;
  const { from, kind, to } = relation;
  return `${nameOf(graph, from)} ${relationTermOf(kind, graph.meta).label} ${nameOf(graph, to)}`;
}

function relationLink({ graph, claims }: Selection, id: RelationId): readonly Link[] {
  const relation = graph.relations.get(id);
  if (!relation) return [];
  const { from, to, kind } = relation;
  const behind = [...idsAt(graph.claimsOn, id)].filter((claim) => claims.has(claim)).toSorted();
  const reading = relationReading(graph, id);
  const certainties = certaintiesOf(graph, behind);
  return [{ from, to, reading, kind, relation: id, stance: null, certainties, claims: behind }];
}

function positionLink(graph: Graph, { actor, on, stance, claims }: PositionOn): Link {
  const reading = `${nameOf(graph, actor)} ${stanceVerbs[stance]} “${nameOf(graph, on)}”`;
  const certainties = certaintiesOf(graph, claims);
  return { from: actor, to: on, reading, kind: "position", relation: null, stance, certainties, claims };
}

// Questions about positions: an actor's over time, actors who part ways between two decisions, and what is contested.
import type { Graph } from "../../graph.ts";
import { idsAt } from "../../id-index.ts";
import type { ClaimId, DisputeId, EntityId } from "../../ids.ts";
import { compareInstants, startOfDate } from "../../time.ts";
import type { Certainty, DisputeMatter, Stance } from "../../vocabulary.ts";
import { claimDate, isAtLeast } from "../positions.ts";
import { certaintiesOf, nameOf } from "./claim-row.ts";
import { positionsOn, positionsThat, type PositionOn } from "./links.ts";
import { listed, type Asked, type Listing, type WithClaims } from "./question.ts";
import { disputedClaims } from "./select.ts";

/** Where an actor stands on one of two things. */
export interface Side extends WithClaims {
  readonly on: EntityId;
  readonly stance: Stance;
  /** EDTF, as the claims have it. */
  readonly asOf: string;
  /** Of each claim, once. */
  readonly certainties: readonly Certainty[];
  readonly contested: boolean;
  readonly stale: boolean;
  readonly collective: boolean;
}

/**
 * How two stances part: `opposed` when one is for and the other against, `diverging` when one is for and the other
 * undecided or standing aside.
 */
export type Parting = "opposed" | "diverging";

/** An actor who stands differently on two things. */
export interface OppositeRow extends WithClaims {
  readonly actor: EntityId;
  readonly label: string;
  readonly parting: Parting;
  readonly a: Side;
  readonly b: Side;
}

/** One position claim of an actor. */
export interface StanceRow extends WithClaims {
  readonly on: EntityId;
  readonly label: string;
  readonly stance: Stance;
  /** EDTF as written; empty where nothing gives a date. */
  readonly asOf: string;
  /** Whether it is the latest that counts on the day. */
  readonly latest: boolean;
  /** Whether claims of the same date say otherwise. */
  readonly contested: boolean;
}

/** Something on which claims do not agree, or that somebody disputes. */
export type ContestedRow = ContestedPosition | OpenDispute | DisputedClaim;

/** An actor's latest claims disagree. */
interface ContestedPosition extends WithClaims {
  readonly kind: "position";
  readonly actor: EntityId;
  readonly on: EntityId;
  /** The less favourable, which counts. */
  readonly stance: Stance;
  readonly text: string;
}

/** Claims that cannot all hold. */
interface OpenDispute extends WithClaims {
  readonly kind: "dispute";
  readonly id: DisputeId;
  readonly about: DisputeMatter;
  readonly text: string;
}

/** A claim that a reader marked as disputed. */
interface DisputedClaim extends WithClaims {
  readonly kind: "claim";
  readonly text: string;
}

/** How two stances part, if they do. Rule QRY-10. */
export function partingOf(a: Stance, b: Stance): Parting | undefined {
  const sides = [sideOf(a), sideOf(b)];
  if (!sides.includes("for")) return undefined;
  if (sides.includes("against")) return "opposed";
  return sides.includes("neither") ? "diverging" : undefined;
}

/** Actors who stand differently on two things: the opposed first, then by id. */
export function oppositeAnswer(asked: Asked, a: EntityId, b: EntityId): Listing<OppositeRow> {
  const [onA, onB] = [a, b].map((on) => positionsPassing(asked, on));
  const rows = (onA ?? []).flatMap((one) => {
    const other = onB?.find(({ actor }) => actor === one.actor);
    const parting = other && partingOf(one.stance, other.stance);
    return other && parting ? [toOppositeRow(asked.whole, one, other, parting)] : [];
  });
  const opposedFirst = (["opposed", "diverging"] as const).flatMap((parting) =>
    rows.filter((row) => row.parting === parting),
  );
  return listed(opposedFirst, (row) => row);
}

/** All positions that an actor's claims give, oldest first. */
export function stancesAnswer(asked: Asked, actor: EntityId): Listing<StanceRow> {
  const { graph, claims } = asked.selection;
  const ids = [...idsAt(graph.positionsBy, actor)].filter((id) => claims.has(id)).toSorted();
  const latest = latestOf(asked, actor);
  const rows = ids.flatMap((id): readonly StanceRow[] => {
    const claim = graph.claims.get(id);
    if (claim?.stance === undefined) return [];
    const on = claim.on as EntityId;
    const position = latest.get(id);
    return [
      {
        on,
        label: nameOf(graph, on),
        stance: claim.stance,
        asOf: claimDate(graph, claim),
        latest: position !== undefined,
        contested: position?.contested ?? false,
        claims: [id],
      },
    ];
  });
  // Sorting is stable, so claims of one date stay in order of id.
  return listed(
    rows.toSorted((x, y) => compareInstants(startOfDate(x.asOf), startOfDate(y.asOf))),
    (row) => row,
  );
}

/** Contested positions, open disputes, and claims marked as disputed that no dispute names. */
export function contestedAnswer(asked: Asked): Listing<ContestedRow> {
  const { whole, selection, moment } = asked;
  const { graph, claims } = selection;
  const positions = positionsThat(whole, selection, moment).filter(({ contested }) => contested);
  const disputes = [...graph.disputes.values()]
    .filter((dispute) => dispute.resolution === undefined && dispute.claims.some((id) => claims.has(id)))
    .toSorted((x, y) => (x.id < y.id ? -1 : 1));
  const named = disputedClaims(graph);
  const marked = [...claims].filter(
    (id) => graph.claims.get(id)?.reviewState === "disputed" && !named.has(id),
  );
  const rows: readonly ContestedRow[] = [
    ...positions.map((position) => toContested(graph, position)),
    ...disputes.map(({ id, about, note, claims: between }) => ({
      kind: "dispute" as const,
      id,
      about,
      text: note ?? "Claims that cannot all hold.",
      claims: between.toSorted(),
    })),
    ...marked.map((id) => ({
      kind: "claim" as const,
      text: graph.claims.get(id)?.statement ?? id,
      claims: [id],
    })),
  ];
  return listed(rows, (row) => row);
}

function sideOf(stance: Stance): "for" | "neither" | "against" {
  if (isAtLeast(stance, "lean-support")) return "for";
  return stance === "undecided" || stance === "abstain" ? "neither" : "against";
}

function positionsPassing({ whole, selection, moment }: Asked, on: EntityId): readonly PositionOn[] {
  const { entities } = selection.graph;
  return positionsOn(whole, on, moment).filter(
    ({ actor, claims }) => entities.has(actor) && claims.some((id) => selection.claims.has(id)),
  );
}

function toOppositeRow(graph: Graph, a: PositionOn, b: PositionOn, parting: Parting): OppositeRow {
  const claims = [...new Set([...a.claims, ...b.claims])].toSorted();
  const { actor } = a;
  return {
    actor,
    label: nameOf(graph, actor),
    parting,
    a: toSide(graph, a),
    b: toSide(graph, b),
    claims,
  };
}

function toSide(graph: Graph, position: PositionOn): Side {
  const { on, stance, asOf, contested, stale, collective, claims } = position;
  const certainties = certaintiesOf(graph, claims);
  return { on, stance, asOf, certainties, contested, stale, collective, claims };
}

/** The position that each of an actor's latest claims makes up, by claim. */
function latestOf({ whole, moment }: Asked, actor: EntityId): ReadonlyMap<ClaimId, PositionOn> {
  const ons = [...idsAt(whole.positionsBy, actor)].flatMap((id) => whole.claims.get(id)?.on ?? []);
  const positions = [...new Set(ons)]
    .flatMap((on) => positionsOn(whole, on as EntityId, moment))
    .filter((position) => position.actor === actor);
  return new Map(positions.flatMap((position) => position.claims.map((id) => [id, position] as const)));
}

function toContested(graph: Graph, { actor, on, stance, claims }: PositionOn): ContestedPosition {
  const said = claims.flatMap((id) => graph.claims.get(id)?.stance ?? []);
  const words = [...new Set(said)].map((word) => word.replaceAll("-", " ")).join(", ");
  const text = `${nameOf(graph, actor)} on “${nameOf(graph, on)}”: claims of one date say ${words}.`;
  return { kind: "position", actor, on, stance, text, claims };
}

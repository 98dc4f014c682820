// Where each actor stands on a decision at an instant: the latest position in force, with what disagrees.
import type { Graph } from "../graph.ts";
import { idsAt } from "../id-index.ts";
import type { EntityId } from "../ids.ts";
import type { Claim } from "../records.ts";
import { isPublishedBy } from "../time-filter.ts";
import { addMonths, readDate } from "../time.ts";
import { stances, type Certainty, type Stance } from "../vocabulary.ts";
import type { Position } from "./evaluation.ts";

/** A position older than this is marked stale, unless the decision sets its own period. */
const staleAfterMonthsDefault = 24;

// What is denied, imagined or wished for is no evidence of where an actor stands (POS-2).
const withoutWeight: ReadonlySet<Certainty> = new Set([
  "denied",
  "hypothetical",
  "recommendation",
  "prediction",
]);

// From most for to most against. Standing aside is less favourable than hesitation under unanimity.
const favour: Readonly<Record<Stance, number>> = {
  champion: 0,
  support: 1,
  "lean-support": 2,
  undecided: 3,
  abstain: 4,
  "lean-oppose": 5,
  oppose: 6,
  block: 7,
};

/** For which day, and on what knowledge, positions are read. */
export interface PositionsAt {
  /** Milliseconds since 1970 UTC. */
  readonly instant: number;
  /** Only what was published by then. */
  readonly knownBy?: number;
  /** 24 when absent. */
  readonly staleAfterMonths?: number | undefined;
  /** Counts background claims too. */
  readonly background?: boolean;
}

interface DatedClaim {
  readonly claim: Claim;
  readonly stance: Stance;
  readonly date: string;
  readonly from: number;
}

/**
 * One position for each actor with evidence, sorted by actor. The latest claim in force wins; claims of equal
 * date that disagree make the position contested, and the less favourable stance counts. Rules POS-1 to POS-5.
 */
export function currentPositions(graph: Graph, on: EntityId, at: PositionsAt): readonly Position[] {
  const byActor = new Map<EntityId, DatedClaim[]>();
  for (const id of idsAt(graph.claimsOn, on)) {
    const claim = graph.claims.get(id);
    const dated = claim && toDated(graph, claim, at);
    if (!dated) continue;
    for (const actor of claim.actors ?? []) byActor.set(actor, [...(byActor.get(actor) ?? []), dated]);
  }
  return [...byActor]
    .map(([actor, claims]) => toPosition(actor, claims, at))
    .toSorted((a, b) => (a.actor < b.actor ? -1 : 1));
}

/** The position claim with its date, or undefined where it does not count at that instant. */
function toDated(graph: Graph, claim: Claim, at: PositionsAt): DatedClaim | undefined {
  if (claim.stance === undefined || !hasWeight(claim, at)) return undefined;
  if (!isPublishedBy(graph, claim, at.knownBy ?? Infinity)) return undefined;
  const date = claimDate(graph, claim);
  const span = readDate(date) ?? { from: -Infinity, to: Infinity, isInterval: false };
  const hasEnded = span.isInterval && span.to < at.instant;
  if (span.from > at.instant || hasEnded) return undefined;
  return { claim, stance: claim.stance, date, from: span.from };
}

function hasWeight({ background, teaser, certainty }: Claim, at: PositionsAt): boolean {
  return !teaser && (at.background || !background) && !(certainty && withoutWeight.has(certainty));
}

/** When what a claim says held: as it says itself, else when it was said, published or printed; empty where nothing says. */
export function claimDate(graph: Graph, claim: Claim): string {
  const source = claim.evidence[0] && graph.sources.get(claim.evidence[0].source);
  return claim.valid ?? claim.said ?? claim.published ?? source?.dateUsed ?? source?.datePrinted ?? "";
}

function toPosition(actor: EntityId, claims: readonly DatedClaim[], at: PositionsAt): Position {
  const latest = Math.max(...claims.map(({ from }) => from));
  const current = claims.filter(({ from }) => from === latest);
  const worst = current.reduce((a, b) => (favour[b.stance] > favour[a.stance] ? b : a));
  const staleFrom = addMonths(latest, at.staleAfterMonths ?? staleAfterMonthsDefault);
  return {
    actor,
    stance: worst.stance,
    asOf: worst.date,
    contested: current.some(({ stance }) => stance !== worst.stance),
    stale: Number.isFinite(latest) && staleFrom <= at.instant,
    collective: current.every(({ claim }) => claim.collective === true),
    claims: current.map(({ claim }) => claim.id).toSorted(),
  };
}

/** Whether a stance is at least the given one, in favour. `abstain` is at least nothing. */
export function isAtLeast(stance: Stance | undefined, least: Stance): boolean {
  return stance !== undefined && stance !== "abstain" && stances.indexOf(stance) <= stances.indexOf(least);
}

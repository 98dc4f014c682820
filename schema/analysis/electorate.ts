// Who decides, on a given day. An electorate is a dated query over memberships, or a dated list with its basis.
import type { Graph } from "../graph.ts";
import { idsAt } from "../id-index.ts";
import type { ClaimId, EntityId } from "../ids.ts";
import type { Electorate, Entity, Relation } from "../records.ts";
import type { RuleKind } from "../vocabulary.ts";
import { claimCounts, isPublishedBy } from "../time-filter.ts";
import { isInForce, readDate } from "../time.ts";

/** Who decides at a moment, why these, and who says so. */
export interface ElectorateAt {
  /** Sorted, without the one who wants it. */
  readonly members: readonly EntityId[];
  /** Why these. */
  readonly basis: string | undefined;
  /** The rule of this period, where it differs from the decision's. */
  readonly rule: RuleKind | undefined;
  /** Claims that say so. */
  readonly claims: readonly ClaimId[];
  /** Of whom, and of whose members, the record is in the bin: sorted. */
  readonly inBin: readonly EntityId[];
}

/** The day in question, and what was known. */
export interface Moment {
  /** Milliseconds since 1970 UTC. */
  readonly instant: number;
  /** Only what was published by then; Infinity for all. */
  readonly knownBy: number;
  /** Counts facts from outside the team's sources too. */
  readonly background: boolean;
}

/** The electorate in force at a moment; the one that began last wins. Undefined where none is recorded. Rules ELE-1 to ELE-5. */
export function electorateAt(graph: Graph, decision: Entity, moment: Moment): ElectorateAt | undefined {
  if (!isFieldKnown(graph, decision.id, "electorate", moment)) return undefined;
  const entry = entryAt(decision, moment);
  if (!entry) return undefined;
  const claims = fieldClaims(graph, decision.id, "electorate", moment);
  const { basis, rule } = entry;
  if (entry.members) {
    const members = eligible(graph, decision, entry.members);
    return { members, basis, rule, claims, inBin: binnedOf(graph, members) };
  }
  if (!entry.membersOf) return undefined;
  const of = survivorOf(graph, entry.membersOf);
  const found = membersAt(graph, of, moment);
  const members = eligible(graph, decision, [...found.keys()]);
  return {
    members,
    basis,
    rule,
    claims: [...new Set([...claims, ...[...found.values()].flat()])].toSorted(),
    inBin: binnedOf(graph, [...members, of]),
  };
}

/** The period of an electorate that is in force at a moment, as recorded. */
export function entryAt(
  { electorate = [] }: Entity,
  { instant, background }: Moment,
): Electorate | undefined {
  const inForce = electorate.filter(
    (entry) => (background || !entry.background) && isInForce(entry.validFrom, entry.validTo, instant),
  );
  return inForce.toSorted((a, b) => startOf(a) - startOf(b)).at(-1);
}

/**
 * Whether a field of an entity was known at a moment: when claims back it, one of them must have been published by then.
 * What no claim backs is the team's own word. Rule DEC-11.
 */
export function isFieldKnown(graph: Graph, id: EntityId, field: string, moment: Moment): boolean {
  const claims = [...idsAt(graph.claimsOn, id)].flatMap((claimId) => graph.claims.get(claimId) ?? []);
  const backing = claims.filter((claim) => claim.field === field && (moment.background || !claim.background));
  return backing.length === 0 || backing.some((claim) => isPublishedBy(graph, claim, moment.knownBy));
}

/** Claims that back one field of an entity at a moment, sorted. Rule DEC-8. */
export function fieldClaims(graph: Graph, id: EntityId, field: string, moment: Moment): readonly ClaimId[] {
  const ids = [...idsAt(graph.claimsOn, id)];
  return ids
    .filter((claimId) => {
      const claim = graph.claims.get(claimId);
      return (
        claim?.field === field &&
        (moment.background || !claim.background) &&
        claimCounts(graph, claim, moment.instant, moment.knownBy)
      );
    })
    .toSorted();
}

/** Members of something at an instant, each with the claims behind the membership. */
function membersAt(graph: Graph, of: EntityId, { instant, background }: Moment): Map<EntityId, ClaimId[]> {
  const isMembership = ({ kind, to, validFrom, validTo, background: isBackground }: Relation) =>
    kind === "member-of" &&
    to === of &&
    (background || !isBackground) &&
    isInForce(validFrom, validTo, instant);
  const members = new Map<EntityId, ClaimId[]>();
  const shown = [...idsAt(graph.relationsAt, of)].flatMap((id) => graph.relations.get(id) ?? []);
  // Whoever puts a member or the agreement in the bin has not said that a membership ended.
  for (const relation of [...shown, ...graph.dangling.values()]) {
    if (!isMembership(relation)) continue;
    const { id, from } = relation;
    members.set(from, [...(members.get(from) ?? []), ...idsAt(graph.claimsOn, id)]);
  }
  return members;
}

/**
 * Whoever wants it does not vote on it; merged members count as one. Somebody stays an elector when their record is in the
 * bin: nobody's vote goes away because an analyst tidied up.
 */
function eligible(graph: Graph, { subject }: Entity, members: readonly EntityId[]): readonly EntityId[] {
  const seeker = subject && survivorOf(graph, subject);
  const survivors = members.map((id) => survivorOf(graph, id));
  return [...new Set(survivors)].filter((id) => id !== seeker).toSorted();
}

function survivorOf({ merged }: Graph, id: EntityId): EntityId {
  return merged.get(id)?.survivor ?? id;
}

function binnedOf({ bin }: Graph, ids: readonly EntityId[]): readonly EntityId[] {
  const binned = new Set<string>(bin.map(({ id }) => id));
  return ids.filter((id) => binned.has(id)).toSorted();
}

function startOf(entry: Electorate): number {
  return (entry.validFrom === undefined ? undefined : readDate(entry.validFrom)?.from) ?? -Infinity;
}

// What a filter leaves of a graph. One core for command line, HTTP and client, so that they cannot disagree.
import type { Graph } from "../../graph.ts";
import { idsAt } from "../../id-index.ts";
import type { ClaimId, EntityId, RelationId } from "../../ids.ts";
import type { Claim, Entity, Evidence, Relation } from "../../records.ts";
import { filterByTime } from "../../time-filter.ts";
import type { ReviewState } from "../../vocabulary.ts";
import { everything, type QueryFilter } from "./filter.ts";
import { hasGrade } from "./grade.ts";
import { isAtPlace } from "./place.ts";
import { asserterWords, claimWords, entityWords, relationWords } from "./record-words.ts";
import { hasWords, wordsOf } from "./text.ts";

/** What passes a filter, in order of id. */
export interface Selection {
  /** What there is at the filter's dates and in its layers. */
  readonly graph: Graph;
  readonly claims: ReadonlySet<ClaimId>;
  readonly relations: ReadonlySet<RelationId>;
  readonly entities: ReadonlySet<EntityId>;
}

/**
 * Applies a filter. Rules QRY-1 to QRY-5. Linear in the records; a text costs the product of its words and theirs.
 *
 * - A claim passes when it has everything that is set.
 * - A relation passes when one of its claims does; a draft, which has none, when it has what is set itself.
 * - An entity passes by its own kind and words; where anything else is set, a claim or relation that has it names it.
 *
 * @throws EntenteError `date-invalid`
 */
export function select(whole: Graph, filter: QueryFilter): Selection {
  const graph = filterByTime(whole, filter);
  const claims = claimsThat(graph, filter);
  return {
    graph,
    claims,
    relations: relationsThat(graph, filter, claims),
    entities: entitiesThat(graph, filter),
  };
}

/** The entities that a claim bears on: its own, the ends of its relation, its actors. */
export function entitiesNamed(graph: Graph, claim: Claim): readonly EntityId[] {
  const relation = graph.relations.get(claim.on as RelationId);
  const on = relation ? [relation.from, relation.to] : [claim.on as EntityId];
  return [...on, ...(claim.actors ?? [])];
}

/** The claims that an open dispute names. */
export function disputedClaims(graph: Graph): ReadonlySet<ClaimId> {
  const open = [...graph.disputes.values()].filter(({ resolution }) => resolution === undefined);
  return new Set(open.flatMap(({ claims }) => claims));
}

/** Whether a claim is in a state of review; being named by an open dispute is one, whatever its mark says. */
export function hasReview(claim: Claim, state: ReviewState, disputed: ReadonlySet<ClaimId>): boolean {
  return (claim.reviewState ?? "draft") === state || (state === "disputed" && disputed.has(claim.id));
}

type Test<Item> = (item: Item) => boolean;

function claimsThat(graph: Graph, filter: QueryFilter): ReadonlySet<ClaimId> {
  return passing(graph.claims, claimTests(graph, filter));
}

function claimTests(graph: Graph, filter: QueryFilter): readonly Test<Claim>[] {
  const { kinds, relations, words, about, teaser } = filter;
  return [
    ...when(!teaser, (claim: Claim) => !claim.teaser),
    ...when(kinds.size > 0, (claim: Claim) =>
      entitiesNamed(graph, claim).some((id) => kinds.has(graph.entities.get(id)?.kind ?? "")),
    ),
    ...when(relations.size > 0, ({ on }: Claim) =>
      relations.has(graph.relations.get(on as RelationId)?.kind ?? ""),
    ),
    ...when(
      about !== undefined,
      (claim: Claim) =>
        claim.assertedBy === about || entitiesNamed(graph, claim).some((named) => named === about),
    ),
    ...markTests(graph, filter),
    ...originTests(graph, filter),
    ...when(words.length > 0, (claim: Claim) => hasWords(words, claimWords(graph, claim))),
  ];
}

/** What somebody has marked a claim with. */
function markTests(graph: Graph, filter: QueryFilter): readonly Test<Claim>[] {
  const { stances, attributions, certainties, reviews } = filter;
  const disputed = disputedClaims(graph);
  return [
    ...when(stances.size > 0, ({ stance }: Claim) => stance !== undefined && stances.has(stance)),
    ...when(attributions.size > 0, (claim: Claim) => isIn(attributions, claim.attribution)),
    ...when(certainties.size > 0, (claim: Claim) => isIn(certainties, claim.certainty)),
    ...when(reviews.size > 0, (claim: Claim) =>
      [...reviews].some((state) => hasReview(claim, state, disputed)),
    ),
  ];
}

/** Where a claim comes from. */
function originTests(graph: Graph, { sources, place, by, grade }: QueryFilter): readonly Test<Claim>[] {
  const byWords = wordsOf(by ?? "");
  // One and the same evidence has both: paragraph 4 of one source is not paragraph 4 of another.
  const isWanted = ({ source, locator }: Evidence) =>
    (sources.size === 0 || sources.has(source)) && (place === undefined || isAtPlace(locator, place));
  return [
    ...when(sources.size > 0 || place !== undefined, ({ evidence }: Claim) => evidence.some(isWanted)),
    ...when(by !== undefined, ({ assertedBy }: Claim) => isBy(graph, assertedBy, by, byWords)),
    ...(grade ? [(claim: Claim) => hasGrade(graph, claim, grade)] : []),
  ];
}

function isBy(graph: Graph, asserter: string | undefined, by: string | undefined, words: readonly string[]) {
  if (asserter === undefined) return false;
  return asserter === by || (words.length > 0 && hasWords(words, [asserterWords(graph, asserter)]));
}

/** @param claims Those that pass. */
function relationsThat(
  graph: Graph,
  filter: QueryFilter,
  claims: ReadonlySet<ClaimId>,
): ReadonlySet<RelationId> {
  const draftTests = relationTests(graph, filter);
  return passing(graph.relations, [
    (relation) => {
      if (!graph.claimsOn.has(relation.id)) return passes(relation, draftTests);
      return [...idsAt(graph.claimsOn, relation.id)].some((id) => claims.has(id));
    },
  ]);
}

/** What a draft can have itself; it has no source, no asserter and no grade. */
function relationTests(graph: Graph, filter: QueryFilter): readonly Test<Relation>[] {
  const { kinds, relations, about, words } = filter;
  const hasKind = (id: EntityId) => kinds.has(graph.entities.get(id)?.kind ?? "");
  return [
    ...when(asksOfClaims(filter), () => false),
    ...when(relations.size > 0, ({ kind }: Relation) => relations.has(kind)),
    ...when(kinds.size > 0, ({ from, to }: Relation) => hasKind(from) || hasKind(to)),
    ...when(about !== undefined, ({ from, to }: Relation) => from === about || to === about),
    ...when(words.length > 0, (relation: Relation) => hasWords(words, relationWords(graph, relation))),
  ];
}

/** Whether something is set that only a claim can have. */
export function asksOfClaims(filter: QueryFilter): boolean {
  const { stances, sources, attributions, certainties, reviews, by, grade, place } = filter;
  const sets = [stances, sources, attributions, certainties, reviews];
  return sets.some(({ size }) => size > 0) || [by, grade, place].some((asked) => asked !== undefined);
}

function entitiesThat(graph: Graph, filter: QueryFilter): ReadonlySet<EntityId> {
  const { kinds, words } = filter;
  const named = entitiesNamedBy(graph, filter);
  return passing(graph.entities, [
    ...when(kinds.size > 0, ({ kind }: Entity) => kinds.has(kind)),
    ...(named ? [({ id }: Entity) => named.has(id)] : []),
    ...when(words.length > 0, (entity: Entity) => hasWords(words, [entityWords(entity)])),
  ]);
}

/** Whom the claims and relations name that have whatever is set beyond kind and words; undefined where nothing is. */
function entitiesNamedBy(graph: Graph, filter: QueryFilter): ReadonlySet<EntityId> | undefined {
  if (!asksOfClaims(filter) && filter.relations.size === 0 && filter.about === undefined) return undefined;
  const { kinds, words } = everything;
  const wanted = { ...filter, kinds, words };
  const claims = claimsThat(graph, wanted);
  const ends = [...relationsThat(graph, wanted, claims)].flatMap((id) => {
    const { from, to } = graph.relations.get(id) ?? {};
    return from !== undefined && to !== undefined ? [from, to] : [];
  });
  const named = [...claims].flatMap((id) => {
    const claim = graph.claims.get(id);
    return claim ? entitiesNamed(graph, claim) : [];
  });
  return new Set([...ends, ...named, ...ownSubjects(graph, filter)]);
}

/** Whom `about` names, and the decisions it is the subject or the object of: so much needs no claim. */
function ownSubjects(graph: Graph, filter: QueryFilter): readonly EntityId[] {
  const { about } = filter;
  if (about === undefined || asksOfClaims(filter) || filter.relations.size > 0) return [];
  const isItsDecision = ({ subject, object }: Entity) => subject === about || object === about;
  return [about, ...[...graph.entities.values()].filter(isItsDecision).map(({ id }) => id)];
}

function passing<Id extends string, Item>(
  items: ReadonlyMap<Id, Item>,
  tests: readonly Test<Item>[],
): ReadonlySet<Id> {
  const ids: Id[] = [];
  for (const [id, item] of items) if (passes(item, tests)) ids.push(id);
  return new Set(ids.toSorted());
}

function passes<Item>(item: Item, tests: readonly Test<Item>[]): boolean {
  return tests.every((test) => test(item));
}

function when<Item>(isSet: boolean, test: Test<Item>): readonly Test<Item>[] {
  return isSet ? [test] : [];
}

function isIn<Word>(words: ReadonlySet<Word>, word: Word | undefined): boolean {
  return word !== undefined && words.has(word);
}

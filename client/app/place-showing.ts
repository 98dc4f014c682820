// Where a record can be seen that is not shown here: on another day, with what was published later, with the background.
import type { Graph } from "../../schema/graph.ts";
import { idsAt } from "../../schema/id-index.ts";
import type { ClaimId, EntityId, RecordId, RelationId, SourceId } from "../../schema/ids.ts";
import type { Claim, Relation } from "../../schema/records.ts";
import { filterByTime } from "../../schema/time-filter.ts";
import { readDate, toDay } from "../../schema/time.ts";
import { recordLabel } from "../panels/graph-reading.ts";
import type { PlaceChange } from "./events.ts";
import type { Here } from "./place.ts";

/** Where a record is shown that is not shown here, and what it says. */
export interface Elsewhere {
  readonly what: string;
  readonly change: WhenChange;
}

type When = Pick<Here, "asOf" | "knownBy" | "background">;
type WhenChange = Pick<PlaceChange, "asOf" | "knownBy" | "background">;

/**
 * The smallest change of place under which a record is shown, or undefined where there is none: it is shown already,
 * or it is in no graph. Costs a projection's filter for each change that is tried.
 *
 * @param whole The graph of all days, with the background.
 * @param today YYYY-MM-DD
 */
export function placeShowing(whole: Graph, id: RecordId, when: When, today: string): WhenChange | undefined {
  if (!isIn(whole, id) || isShown(whole, id, when, {}, today)) return undefined;
  return changesToTry(whole, id).find((change) => isShown(whole, id, when, change, today));
}

const remembered = new WeakMap<Graph, Map<string, Elsewhere | undefined>>();

/** The same with what the record says, for one that is not in the graph shown. Worked out once for each state. */
export function elsewhereOf(
  whole: Graph,
  shown: Graph,
  id: RecordId,
  when: When,
  today: string,
): Elsewhere | undefined {
  if (isIn(shown, id)) return undefined;
  const known = remembered.get(whole) ?? new Map<string, Elsewhere | undefined>();
  remembered.set(whole, known);
  const key = [id, when.asOf, when.knownBy, when.background, today].join("|");
  if (!known.has(key)) {
    const change = placeShowing(whole, id, when, today);
    known.set(key, change && { what: recordLabel(whole, id), change });
  }
  return known.get(key);
}

/** One thing at a time first, then several. */
function changesToTry(whole: Graph, id: RecordId): readonly WhenChange[] {
  const days = daysOf(whole, id).map((asOf): WhenChange => ({ asOf }));
  const layer: WhenChange = { background: true };
  const later: WhenChange = { knownBy: null };
  const pairs = days.flatMap((day) => [
    { ...day, ...later },
    { ...day, ...layer },
  ]);
  const all = days.map((day) => ({ ...day, ...later, ...layer }));
  return [...days, layer, later, ...pairs, { ...layer, ...later }, ...all];
}

function isShown(whole: Graph, id: RecordId, when: When, change: WhenChange, today: string): boolean {
  const asOf = (change.asOf === undefined ? when.asOf : change.asOf) ?? today;
  const knownBy = change.knownBy === undefined ? when.knownBy : change.knownBy;
  const background = change.background ?? when.background;
  return isIn(filterByTime(whole, { asOf, background, ...(knownBy && { knownBy }) }), id);
}

function isIn({ claims, entities, relations, sources }: Graph, id: RecordId): boolean {
  return (
    entities.has(id as EntityId) ||
    relations.has(id as RelationId) ||
    claims.has(id as ClaimId) ||
    sources.has(id as SourceId)
  );
}

/** Days on which it may hold, the latest beginning first: by then everything that it needs has begun. */
function daysOf(whole: Graph, id: RecordId): readonly string[] {
  const claim = whole.claims.get(id as ClaimId);
  const relation = whole.relations.get((claim?.on ?? id) as RelationId);
  const ends = relation ? [relation.from, relation.to] : [];
  const entities = [claim?.on, id, ...ends].flatMap((name) => whole.entities.get(name as EntityId) ?? []);
  const dates = [
    claim?.valid,
    ...bounds(relation),
    ...entities.flatMap(bounds),
    ...claimDates(whole, relation),
  ];
  const instants = dates.flatMap((date) => {
    const span = date === undefined ? undefined : readDate(date);
    return span ? [span.from, span.to].filter(Number.isFinite) : [];
  });
  return [...new Set(instants)].toSorted((a, b) => b - a).map(toDay);
}

function bounds(record: Pick<Relation, "validFrom" | "validTo"> | undefined): (string | undefined)[] {
  return [record?.validFrom, record?.validTo];
}

function claimDates(whole: Graph, relation: Relation | undefined): (string | undefined)[] {
  const ids = relation ? [...idsAt(whole.claimsOn, relation.id)] : [];
  return ids.map((id): Claim["valid"] => whole.claims.get(id)?.valid);
}

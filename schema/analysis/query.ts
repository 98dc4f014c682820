// Asks a map a question. One core for command line, HTTP and client, so that they cannot disagree; each answer lists
// the claims behind it.
import { EntenteError } from "../errors.ts";
import type { Graph } from "../graph.ts";
import type { ClaimId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { citeClaims, type ClaimRow } from "./query/claim-row.ts";
import type { QueryFilter } from "./query/filter.ts";
import { momentOf } from "./query/links.ts";
import {
  decisionsAnswer,
  neighboursAnswer,
  pathsAnswer,
  type DecisionRow,
  type NeighbourRow,
  type PathRow,
} from "./query/map-answer.ts";
import { filterWords, parseFilter, type Layers } from "./query/parse-filter.ts";
import {
  contestedAnswer,
  oppositeAnswer,
  stancesAnswer,
  type ContestedRow,
  type OppositeRow,
  type StanceRow,
} from "./query/positions-answer.ts";
import type { Answer, Asked, Listing, WithClaims } from "./query/question.ts";
import { questionTerms, wordsOfQuestion, type QuestionName } from "./query/question-terms.ts";
import {
  needEntity,
  readNumber,
  readText,
  refuseOthers,
  type QueryBounds,
  type Reading,
  type Words,
} from "./query/read-words.ts";
import {
  changesAnswer,
  claimsAnswer,
  entitiesAnswer,
  relationsAnswer,
  unsourcedAnswer,
  type ChangeRow,
  type EntityRow,
  type RelationRow,
  type UnsourcedRow,
} from "./query/records-answer.ts";
import { select } from "./query/select.ts";

/** What each question's items are. */
export interface AnswerRows {
  readonly claims: ClaimRow;
  readonly relations: RelationRow;
  readonly entities: EntityRow;
  readonly decisions: DecisionRow;
  readonly paths: PathRow;
  readonly opposite: OppositeRow;
  readonly neighbours: NeighbourRow;
  readonly stances: StanceRow;
  readonly contested: ContestedRow;
  readonly unsourced: UnsourcedRow;
  readonly changes: ChangeRow;
}

/** What asking needs beyond the map. */
export interface Asking {
  /** YYYY-MM-DD, given since this folder has no clock. */
  readonly today: string;
  readonly bounds: QueryBounds;
}

const [limitDefault, pathsDefault, hopsDefault] = [100, 5, 4];
const offsetMax = 999_999_999;

/**
 * Answers a question. Rules QRY-1 to QRY-12. Background and teasers are left out unless the words let them in.
 *
 * @throws EntenteError `query-invalid` with every word that is not understood, `date-invalid`
 */
export function ask<Name extends QuestionName>(
  whole: Graph,
  question: Name,
  words: Words,
  { today, bounds }: Asking,
): Answer<AnswerRows[Name]> {
  const reading: Reading = { words, bounds, faults: [] };
  refuseOthers(reading, Object.keys(wordsOfQuestion(question)));
  const filter = parseFilter(reading, whole, { background: false, teaser: false });
  const { limit, offset } = readPage(reading, question);
  const answer = answers[question](reading, whole);
  refuseFaults(reading);
  const { isForDay, cites } = questionTerms[question];
  const { asOf = isForDay ? today : null, knownBy = null } = filter;
  const selection = select(whole, filter);
  const listing = answer({ whole, filter, selection, moment: momentOf(filter, today), today, limit });
  const end = Math.min(offset + limit, listing.total);
  const items = Array.from({ length: Math.max(0, end - offset) }, (_, index) => listing.row(offset + index));
  return {
    asOf,
    knownBy,
    total: listing.total,
    offset,
    next: limit > 0 && end < listing.total ? end : null,
    items,
    cited: cites ? citeClaims(whole, claimsIn(items)) : [],
  };
}

/**
 * A filter alone, for whoever shows a map and asks no question.
 *
 * @throws EntenteError `query-invalid`, `date-invalid`
 */
export function readFilter(
  whole: Graph,
  words: Words,
  { bounds, layers }: { readonly bounds: QueryBounds; readonly layers: Layers },
): QueryFilter {
  const reading: Reading = { words, bounds, faults: [] };
  refuseOthers(reading, Object.keys(filterWords));
  const filter = parseFilter(reading, whole, layers);
  refuseFaults(reading);
  return filter;
}

/** From a question's own words to what answers it. Where something is missing the faults say so, and it is not called. */
const answers: {
  readonly [Name in QuestionName]: (
    reading: Reading,
    graph: Graph,
  ) => (asked: Asked) => Listing<AnswerRows[Name]>;
} = {
  claims: () => claimsAnswer,
  relations: () => relationsAnswer,
  entities: () => entitiesAnswer,
  decisions: () => decisionsAnswer,
  contested: () => contestedAnswer,
  unsourced: () => unsourcedAnswer,
  paths: (reading, graph) => {
    const [from, to] = needPair(reading, graph, ["from", "to"]);
    const { hopsMax } = reading.bounds;
    const hops = readNumber(reading, "hops", { least: 1, most: hopsMax, otherwise: hopsDefault });
    return (asked) => pathsAnswer(asked, { from, to, hops });
  },
  opposite: (reading, graph) => {
    const [a, b] = needPair(reading, graph, ["a", "b"]);
    return (asked) => oppositeAnswer(asked, a, b);
  },
  neighbours: (reading, graph) => {
    const of = needEntity(reading, "of", graph);
    return (asked) => neighboursAnswer(asked, of);
  },
  stances: (reading, graph) => {
    const actor = needEntity(reading, "actor", graph);
    return (asked) => stancesAnswer(asked, actor);
  },
  changes: (reading) => {
    const since = readText(reading, "since");
    if (since === undefined) reading.faults.push({ at: "since", message: "It is missing. Give a date." });
    const instant = since === undefined ? -Infinity : instantOf(since);
    return (asked) => changesAnswer(asked, instant);
  },
};

/** Two different entities. */
function needPair(reading: Reading, graph: Graph, [one, other]: readonly [string, string]) {
  const pair = [needEntity(reading, one, graph), needEntity(reading, other, graph)] as const;
  if (pair[0] === pair[1] && reading.faults.length === 0) {
    reading.faults.push({
      at: other,
      message: `It is the same as ${one}; two different ones are asked for.`,
    });
  }
  return pair;
}

function readPage(
  reading: Reading,
  question: QuestionName,
): { readonly limit: number; readonly offset: number } {
  const { pathsMax, pageMax } = reading.bounds;
  const [most, otherwise] = question === "paths" ? [pathsMax, pathsDefault] : [pageMax, limitDefault];
  return {
    limit: readNumber(reading, "limit", { least: 0, most, otherwise }),
    offset: readNumber(reading, "offset", { least: 0, most: offsetMax, otherwise: 0 }),
  };
}

function refuseFaults({ faults }: Reading): void {
  if (faults.length > 0) throw new EntenteError("query-invalid", { faults });
}

/** The claims that items list; a claim itself lists none. */
function claimsIn(items: readonly (object | WithClaims)[]): readonly ClaimId[] {
  return items.flatMap((item) => ("claims" in item ? item.claims : []));
}

// What to let go of when nothing has all that is asked for: each part of a filter, with what there is without it.
import { everything, type QueryFilter } from "../../schema/analysis/query/filter.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { StanceState } from "../../schema/vocabulary.ts";
import { claimWordNames, type ClaimWordName, type Filter, type TableName } from "../app/events.ts";
import { askedWords } from "../panels/filter-words.ts";
import { matches, withoutHiding } from "./filter-graph.ts";

/** A filter with one part taken away. */
export interface Loosening {
  /** What is taken away: "grade B2 or better". */
  readonly words: string;
  /** What there is then. */
  readonly count: number;
  readonly filter: Filter;
}

/** Every part whose absence would leave something, the least loss first. As linear as the filter, for each part. */
export function looseningsOf(
  graph: Graph,
  filter: Filter,
  asked: QueryFilter,
  table: TableName,
  stanceOf: ReadonlyMap<EntityId, StanceState> = new Map(),
): readonly Loosening[] {
  const parts: readonly (readonly [words: string, filter: Filter, asked: QueryFilter])[] = [
    ...claimWordNames
      .filter((name) => filter.claims[name] !== undefined)
      .map(
        (name) => [askedWords(graph, filter, name), withoutWord(filter, name), unasked(asked, name)] as const,
      ),
    ...(filter.text.trim() === ""
      ? []
      : [[`“${filter.text.trim()}”`, { ...filter, text: "" }, { ...asked, words: [] }] as const]),
    ["what the legend hides", withoutHiding(filter), asked],
  ];
  return parts
    .map(([words, looser, query]) => ({
      words,
      filter: looser,
      count: matches(graph, looser, query, stanceOf)[table].size,
    }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => one.count - other.count);
}

/** A filter without one of its questions of claims. */
function withoutWord(filter: Filter, name: ClaimWordName): Filter {
  const { [name]: _, ...claims } = filter.claims;
  return { ...filter, claims };
}

const readAs = {
  source: "sources",
  place: "place",
  by: "by",
  certainty: "certainties",
  grade: "grade",
  stance: "stances",
  review: "reviews",
} as const satisfies Record<ClaimWordName, keyof QueryFilter>;

function unasked(asked: QueryFilter, name: ClaimWordName): QueryFilter {
  const { [readAs[name]]: _, ...rest } = asked;
  return { ...everything, ...rest };
}

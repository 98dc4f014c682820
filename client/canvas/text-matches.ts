// Which nodes and lines the filter asks for: what has the words itself, and of whom a claim says them.
import type { QueryFilter } from "../../schema/analysis/query/filter.ts";
import { statementWords } from "../../schema/analysis/query/record-words.ts";
import { asksOfClaims, entitiesNamed, select, type Selection } from "../../schema/analysis/query/select.ts";
import { hasWords } from "../../schema/analysis/query/text.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";

/** What stands out on the map. */
export interface Matches {
  readonly nodes: ReadonlySet<EntityId>;
  /** Set where claims are asked for: lines that no such claim backs are not drawn. */
  readonly backed: Selection | undefined;
}

/** What a filter asks for, or undefined where it asks for nothing. Linear in the records. */
export function matchesOf(graph: Graph, query: QueryFilter): Matches | undefined {
  const { words } = query;
  if (words.length === 0 && !asksOfClaims(query)) return undefined;
  const selection = select(graph, query);
  const saying = [...selection.claims]
    .flatMap((id) => graph.claims.get(id) ?? [])
    .filter((claim) => words.length > 0 && hasWords(words, [statementWords(claim)]));
  return {
    nodes: new Set([...selection.entities, ...saying.flatMap((claim) => entitiesNamed(graph, claim))]),
    backed: asksOfClaims(query) ? selection : undefined,
  };
}

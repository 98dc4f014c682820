// A graph as JSON: plain lists, sorted by id.
import type { TimeFilter } from "../../schema/graph.ts";
import type { GraphAt } from "../workspaces.ts";

/** The lists of a graph, with where and for when they were taken. */
export function toGraphJson(
  workspace: string,
  { asOf, knownBy }: TimeFilter,
  { graph, generation, head }: GraphAt,
) {
  return {
    workspace,
    generation,
    head,
    asOf: asOf ?? null,
    knownBy: knownBy ?? null,
    meta: graph.meta,
    entities: byId(graph.entities.values()),
    relations: byId(graph.relations.values()),
    claims: byId(graph.claims.values()),
    sources: byId(graph.sources.values()),
    disputes: byId(graph.disputes.values()),
    problems: graph.problems,
  };
}

function byId<Item extends { readonly id: string }>(items: Iterable<Item>): readonly Item[] {
  return [...items].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

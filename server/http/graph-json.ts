// A graph as JSON: plain lists, sorted by id.
import type { EntityId, RecordId } from "../../schema/ids.ts";
import { entitiesNamed } from "../../schema/analysis/query/select.ts";
import type { SelectionAt } from "../workspaces.ts";

/** The lists of what a filter leaves, with where and for when they were taken. */
export function toGraphJson(workspace: string, selection: SelectionAt) {
  const { graph, filter, generation, head } = selection;
  const context = contextOf(selection);
  const entities = [...selection.entities, ...context].toSorted();
  return {
    workspace,
    generation,
    head,
    asOf: filter.asOf ?? null,
    knownBy: filter.knownBy ?? null,
    meta: graph.meta,
    entities: pick(graph.entities, entities),
    context,
    relations: pick(graph.relations, selection.relations),
    claims: pick(graph.claims, selection.claims),
    sources: pick(graph.sources, sourcesOf(selection)),
    disputes: [...graph.disputes.values()]
      .filter(({ claims }) => claims.some((id) => selection.claims.has(id)))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    problems: graph.problems,
  };
}

/** Entities that do not pass themselves and that something names which does, so that no line hangs. */
function contextOf({ graph, claims, relations, entities }: SelectionAt): readonly EntityId[] {
  const ends = pick(graph.relations, relations).flatMap(({ from, to }) => [from, to]);
  const named = pick(graph.claims, claims).flatMap((claim) => entitiesNamed(graph, claim));
  const isContext = (id: EntityId) => !entities.has(id) && graph.entities.has(id);
  return [...new Set([...ends, ...named])].filter(isContext).toSorted();
}

/** The sources that the claims cite; all of them where no claim is filtered away. */
function sourcesOf({ graph, claims }: SelectionAt) {
  if (claims.size === graph.claims.size) return [...graph.sources.keys()].toSorted();
  const cited = pick(graph.claims, claims).flatMap(({ evidence }) => evidence.map(({ source }) => source));
  return [...new Set(cited)].toSorted();
}

function pick<Id extends RecordId, Item>(items: ReadonlyMap<Id, Item>, ids: Iterable<Id>): readonly Item[] {
  return [...ids].flatMap((id) => items.get(id) ?? []);
}

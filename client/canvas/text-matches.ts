// Which nodes a text is about: those named so, and those of whom a claim says it.
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RelationId } from "../../schema/ids.ts";
import type { Claim } from "../../schema/records.ts";

/** Nodes that claims with all these words bear on. Empty without words. Linear in the claims. */
export function saidOf(graph: Graph, text: string): ReadonlySet<EntityId> {
  const words = plain(text)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return new Set();
  const says = ({ statement }: Claim) => {
    const said = plain(statement);
    return words.every((word) => said.includes(word));
  };
  return new Set([...graph.claims.values()].filter(says).flatMap((claim) => concerned(graph, claim)));
}

function concerned(graph: Graph, { on, actors = [] }: Claim): readonly EntityId[] {
  const relation = graph.relations.get(on as RelationId);
  return relation ? [relation.from, relation.to] : [on as EntityId, ...actors];
}

function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

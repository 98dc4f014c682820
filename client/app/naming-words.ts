import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import { forumOf, type Naming } from "../../schema/terms/naming-choice.ts";

/** A naming in words: "Our names", "Official names", "Names as used in WTO". */
export function namingWords(graph: Graph, naming: Naming): string {
  const forum = forumOf(naming);
  if (forum !== undefined) return `Names as used in ${graph.entities.get(forum as EntityId)?.label ?? forum}`;
  return naming === "ours" ? "Our names" : "Official names";
}

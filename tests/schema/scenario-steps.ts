// A small map and short ways to suppose something of it.
import * as Y from "yjs";

import type { Command } from "../../schema/edits.ts";
import { performScenario } from "../../schema/rooms/scenario-edits.ts";
import { diffScenario } from "../../schema/rooms/scenario.ts";
import { ann, claim, entity, entityId, position, relation, source, workspace } from "./workspace.ts";

export const bob = { user: "Bob", at: "2026-01-02T03:05:00.000Z" };

/** A small map, with a decision and positions on it. */
export function map(): Y.Doc {
  return workspace(
    source(),
    entity("s:A", { aliases: [{ name: "Ay" }] }),
    entity("s:B"),
    entity("d:one", { kind: "decision", rule: "unanimity" }),
    relation("r:1", "s:A", "s:B"),
    claim("clm:1", "r:1"),
    position("clm:2", "d:one", ["s:A"], { stance: "oppose" }),
  );
}

/** Changes fields of a record. */
export const change = (id: string, fields: Record<string, unknown>): Command => ({
  kind: "change",
  id: entityId(id),
  fields,
});

/** A scenario that supposes these commands. */
export function suppose(graph: Y.Doc, ...commands: readonly Command[]): Y.Doc {
  const scenario = new Y.Doc();
  for (const command of commands) performScenario(graph, scenario, { kind: "suppose", command }, ann);
  return scenario;
}

/** Keys of what a scenario changes, in order. */
export const keysOf = (graph: Y.Doc, scenario: Y.Doc) => diffScenario(graph, scenario).map(({ key }) => key);

// The way from a scenario into the map: chosen changes, by the same commands as any edit.
import type * as Y from "yjs";

import type { DocumentReader } from "../document.ts";
import { perform, type Author, type Command, type Edit } from "../edits.ts";
import { fieldCommand } from "../field-command.ts";
import {
  claimPrefix,
  disputePrefix,
  evidencePrefix,
  hasPrefix,
  relationPrefix,
  type RecordId,
} from "../ids.ts";
import { refuse } from "../refusal.ts";
import { diffScenario, type ScenarioChange } from "./scenario.ts";

/**
 * Writes chosen changes of a scenario into the map, in one transaction by the same commands as any edit. The scenario
 * stays as it is. Rule SCN-4.
 *
 * @throws EntenteError `data-invalid`; then nothing was written
 */
export function mergeScenario(
  graphDoc: Y.Doc,
  scenarioDoc: Y.Doc,
  keys: readonly string[],
  author: Author,
): Edit {
  return perform(graphDoc, mergeCommand(graphDoc, scenarioDoc, keys), author);
}

/**
 * The command that writes chosen changes into the map, for a history to perform and undo.
 *
 * @throws EntenteError `data-invalid` when a key names no change of the scenario
 */
export function mergeCommand(graphDoc: DocumentReader, scenarioDoc: Y.Doc, keys: readonly string[]): Command {
  const changes = new Map(diffScenario(graphDoc, scenarioDoc).map((change) => [change.key, change]));
  const chosen = [...new Set(keys)].map(
    (key) => changes.get(key) ?? refuse(key, "is no change of this scenario"),
  );
  // Records before what is changed of them.
  const ordered = chosen.toSorted((a, b) => Number(a.field !== null) - Number(b.field !== null));
  return { kind: "all", commands: ordered.map(toCommand) };
}

function toCommand({ id, field, overlay }: ScenarioChange): Command {
  if (field !== null) return fieldCommand(id, field, overlay);
  // Checked against the schema of its kind when it is performed.
  return { kind: additionKind(id), id, fields: overlay } as unknown as Command;
}

function additionKind(id: RecordId): Command["kind"] {
  if (hasPrefix(id, relationPrefix)) return "add-relation";
  if (hasPrefix(id, claimPrefix)) return "add-claim";
  if (hasPrefix(id, evidencePrefix)) return "add-evidence";
  return hasPrefix(id, disputePrefix) ? "add-dispute" : "add-entity";
}

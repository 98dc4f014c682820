// The only writers of a scenario's document. Whatever can be done to the map can
// be supposed in a scenario: the same command, checked by the same rules against the map with the scenario laid over it.
import * as v from "valibot";
import type * as Y from "yjs";

import { canonicalJson } from "../canonical.ts";
import {
  deletedField,
  isStorable,
  readKey,
  rootOf,
  type DocumentReader,
  type Json,
  type RecordRoot,
} from "../document.ts";
import {
  planWrites,
  write,
  type Author,
  type Command,
  type Edit,
  type EditRoot,
  type PlannedWrite,
} from "../edits.ts";
import type { TakeBack } from "../history.ts";
import { invalid, refuse } from "../refusal.ts";
import { plainMark } from "../field-reader.ts";
import { overlayOf, valueInMap } from "./scenario.ts";
import { assumptionSchema, isAssumptionKey, readOverlay, scenarioFields } from "./scenario-records.ts";

/** What a person wants of a scenario. */
export type ScenarioCommand =
  /** Does to the scenario what the command would do to the map. */
  | { readonly kind: "suppose"; readonly command: Command }
  /** Takes changes back; a record that the scenario added goes with what it changed of it. */
  | { readonly kind: "withdraw"; readonly keys: readonly string[] }
  /** Keeps stale changes, as made against what the map says now. */
  | { readonly kind: "confirm"; readonly keys: readonly string[] }
  /** What it is called and for which day it asks; null clears. Whoever does so first is its author. */
  | { readonly kind: "describe"; readonly title?: string; readonly asOf?: string | null }
  /** Adds an assumption or changes its words. The key is `assumptions.` and a word of one's own. */
  | { readonly kind: "assume"; readonly key: string; readonly text: string }
  | { readonly kind: "drop-assumption"; readonly key: string };

/**
 * Carries out a command in one transaction of the scenario, or changes nothing. `History.remember` makes it a step of
 * undo, in a history with `withdrawFirstWrite`. Rules SCN-2, SCN-5 and SCN-6.
 *
 * @throws EntenteError `data-invalid`, with the field at fault
 */
export function performScenario(
  graphDoc: DocumentReader,
  scenarioDoc: Y.Doc,
  command: ScenarioCommand,
  author: Author,
): Edit {
  return write(scenarioDoc, plan(graphDoc, scenarioDoc, command, author), author);
}

/** Undo in a scenario: a change that was not there is withdrawn, whatever it was. */
export const withdrawFirstWrite: TakeBack = (_map, { root, key, before }) => ({
  root,
  key,
  value: before ?? null,
});

function plan(
  graphDoc: DocumentReader,
  scenarioDoc: Y.Doc,
  command: ScenarioCommand,
  author: Author,
): readonly PlannedWrite[] {
  switch (command.kind) {
    case "suppose":
      return planWrites(overlayOf(graphDoc, scenarioDoc), command.command, author).flatMap((item) =>
        onPaper(graphDoc, scenarioDoc, item),
      );
    case "withdraw":
      return command.keys.flatMap((key) => withdrawal(scenarioDoc, key));
    case "confirm":
      return command.keys.map((key) => confirmation(graphDoc, scenarioDoc, key));
    case "describe":
      return description(scenarioDoc, command, author);
    case "assume":
      return [assumption(command.key, command.text, author)];
    case "drop-assumption":
      if (!isAssumptionKey(command.key) || scenarioDoc.getMap("m").get(command.key) == null)
        refuse(command.key, "is no assumption of this scenario");
      return [{ root: "m", key: command.key, value: null }];
  }
}

/** Turns a write to the map into what the scenario keeps of it. */
function onPaper(
  graphDoc: DocumentReader,
  scenarioDoc: Y.Doc,
  planned: PlannedWrite,
): readonly PlannedWrite[] {
  const { root, key, value } = planned;
  const read = readKey(key);
  if (!isOverlaid(root) || !read)
    refuse(key, "cannot be changed in a scenario, only entities, relations and claims can");
  const { id, field } = read;
  if (field === undefined) return [planned];
  const before = readOverlay(scenarioDoc.getMap(root).get(key));
  const plain = plainMark(field, value);
  if (!graphDoc.getMap(root).has(id)) {
    // What only the scenario has needs no bin: it was never there.
    const isGone = field === deletedField && plain !== null;
    return isGone ? withdrawal(scenarioDoc, id) : [overlayWrite(root, key, value, null)];
  }
  const base = valueInMap(graphDoc, root, key);
  if (canonicalJson(plain) !== canonicalJson(base))
    return [overlayWrite(root, key, value, before ? before.was : base)];
  // As in the map, so it is no change any more.
  return before ? [{ root, key, value: null }] : [];
}

function isOverlaid(root: EditRoot): root is "n" | "e" | "c" {
  return root === "n" || root === "e" || root === "c";
}

function overlayWrite(root: RecordRoot, key: string, v: Json, was: Json): PlannedWrite {
  const value = { v, was };
  if (!isStorable(value)) refuse(key, "has a value that is nested too deeply for a scenario");
  return { root, key, value };
}

function withdrawal(scenarioDoc: Y.Doc, key: string): readonly PlannedWrite[] {
  const { root, map, id, field } = placeOf(scenarioDoc, key);
  const isMeant = (other: string) => other === key || (field === undefined && other.startsWith(`${id}/`));
  const keys = [...map.keys()].filter((other) => isMeant(other) && map.get(other) !== null).toSorted();
  return keys.map((other) => ({ root, key: other, value: null }));
}

function confirmation(graphDoc: DocumentReader, scenarioDoc: Y.Doc, key: string): PlannedWrite {
  const { root, map, field } = placeOf(scenarioDoc, key);
  const overlay = field === undefined ? undefined : readOverlay(map.get(key));
  if (!overlay)
    refuse(key, "adds a record that the map has got by now: withdraw it, or give yours another id");
  return overlayWrite(root, key, overlay.v, valueInMap(graphDoc, root, key));
}

function placeOf(scenarioDoc: Y.Doc, key: string) {
  const read = readKey(key) ?? refuse(key, "is no change of this scenario");
  const root = rootOf(read.id);
  const map = scenarioDoc.getMap<Json>(root);
  if (map.get(key) == null) refuse(key, "is no change of this scenario");
  return { root, map, ...read };
}

function description(
  scenarioDoc: Y.Doc,
  { title, asOf }: Extract<ScenarioCommand, { kind: "describe" }>,
  { user }: Author,
): readonly PlannedWrite[] {
  const isNew = scenarioDoc.getMap("m").get("author") == null;
  const wanted = { ...(isNew && { author: user }), title, asOf };
  return Object.entries(wanted).flatMap(([key, value]): PlannedWrite[] => {
    if (value === undefined) return [];
    if (value === null) return [{ root: "m", key, value }];
    const result = v.safeParse(scenarioFields[key as keyof typeof wanted], value);
    if (!result.success) throw invalid(key, result.issues);
    return [{ root: "m", key, value: result.output }];
  });
}

function assumption(key: string, text: string, { user: by, at }: Author): PlannedWrite {
  if (!isAssumptionKey(key)) refuse(key, "cannot be the key of an assumption");
  const result = v.safeParse(assumptionSchema, { text, by, at });
  if (!result.success) throw invalid(key, result.issues);
  return { root: "m", key, value: result.output };
}

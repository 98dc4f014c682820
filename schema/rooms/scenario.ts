// A scenario laid over the map: always over the map as it is now, and neither document is ever written. The overlay
// is what the map would be, had the changes been made there.
import * as v from "valibot";
import type * as Y from "yjs";

import { problem } from "../assemble.ts";
import { canonicalJson } from "../canonical.ts";
import {
  isKeyOf,
  readKey,
  scenarioRoots,
  type DocumentReader,
  type Json,
  type KeyReader,
  type RecordKey,
  type RecordRoot,
} from "../document.ts";
import { FieldReader, plainMark } from "../field-reader.ts";
import type { Graph, Problem } from "../graph.ts";
import type { RecordId } from "../ids.ts";
import { isJsonObject } from "../json-object.ts";
import { readConflicts } from "../conflicts/open-conflicts.ts";
import { badKey } from "../read-parts.ts";
import { projectFrom } from "../projection.ts";
import { orderProblems } from "../record-problems.ts";
import {
  assumptionSchema,
  isAssumptionKey,
  readOverlay,
  scenarioFields,
  type Assumption,
  type OverlayValue,
} from "./scenario-records.ts";

/** One thing that a scenario changes: a field of a record, or a record that the map does not have. */
export interface ScenarioChange {
  readonly root: RecordRoot;
  /** Names the change, in commands as well. */
  readonly key: string;
  readonly id: RecordId;
  /** Null where a record is added. May carry a member, such as `aliases.nippon`. */
  readonly field: string | null;
  /** What the map says now; null where it says nothing. */
  readonly base: Json;
  /** What it said when the change was made. */
  readonly was: Json;
  /** What the scenario says. */
  readonly overlay: Json;
  /** The map has changed here since. */
  readonly isStale: boolean;
  /** The map says the same by now. */
  readonly isInMap: boolean;
}

/** A scenario as people read it. */
export interface Scenario {
  readonly title?: string;
  readonly author?: string;
  /** The day for which it asks, EDTF. */
  readonly asOf?: string;
  /** Oldest first. */
  readonly assumptions: readonly (Assumption & { readonly key: string })[];
  /** By key. */
  readonly changes: readonly ScenarioChange[];
  readonly problems: readonly Problem[];
}

/** Reads a scenario against the map as it is now. Never throws. Linear in both documents. Rules SCN-2, SCN-3, SCN-7. */
export function readScenario(graphDoc: DocumentReader, scenarioDoc: Y.Doc): Scenario {
  const problems: Problem[] = [];
  const changes = overlaidRoots.flatMap((root) => readChanges(root, graphDoc, scenarioDoc, problems));
  return {
    ...readSettings(scenarioDoc.getMap("m")),
    assumptions: readAssumptions(scenarioDoc.getMap("m")),
    changes: changes.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    problems: orderProblems(problems),
  };
}

/** What a scenario changes, field by field: the map now, the map then, and the scenario. */
export function diffScenario(graphDoc: DocumentReader, scenarioDoc: Y.Doc): readonly ScenarioChange[] {
  return readScenario(graphDoc, scenarioDoc).changes;
}

/** Every change made against a value that the map no longer has, and no other. Rule SCN-3. */
export function staleChanges(graphDoc: DocumentReader, scenarioDoc: Y.Doc): readonly ScenarioChange[] {
  return diffScenario(graphDoc, scenarioDoc).filter(({ isStale }) => isStale);
}

/** The map as the scenario has it. Rule SCN-1. */
export function applyScenario(graphDoc: Y.Doc, scenarioDoc: Y.Doc): Graph {
  return projectFrom(overlayOf(graphDoc, scenarioDoc), readConflicts(graphDoc));
}

/** The map's document with the changes of a scenario laid over it. */
export function overlayOf(graphDoc: DocumentReader, scenarioDoc: Y.Doc): DocumentReader {
  const changes = Map.groupBy(diffScenario(graphDoc, scenarioDoc), ({ root }) => root as string);
  return {
    getMap(root) {
      const map = graphDoc.getMap(root);
      const laid = changes.get(root);
      return laid ? overlayMap(map, new Map(laid.map(({ key, overlay }) => [key, overlay]))) : map;
    },
  };
}

/** What the map says at a key of a scenario: the field as all its patches make it. Null where it says nothing. */
export function valueInMap(graphDoc: DocumentReader, root: RecordRoot, key: string): Json {
  const id = readKey(key)?.id;
  return id ? new FieldReader(graphDoc.getMap(root), new Set([id])).valueAt(key) : null;
}

const overlaidRoots = ["n", "e", "c"] as const satisfies (typeof scenarioRoots)[number][];

function readChanges(
  root: RecordRoot,
  graphDoc: DocumentReader,
  scenarioDoc: Y.Doc,
  problems: Problem[],
): readonly ScenarioChange[] {
  const [map, laid] = [graphDoc.getMap(root), scenarioDoc.getMap<Json>(root)];
  const found = [...laid].filter(([, value]) => value !== null);
  const keys = found.flatMap(([key]) => (isKeyOf(root, key) ? (readKey(key) ?? []) : []));
  const fields = new FieldReader(map, new Set(keys.map(({ id }) => id)));
  return found.flatMap(([key, value]) => {
    const read = isKeyOf(root, key) ? readKey(key) : undefined;
    const change = read?.field === undefined ? additionOf(value) : readOverlay(value);
    // A record that both have is the map's: a base is written once.
    const isThere = read && (map.has(read.id) || additionOf(laid.get(read.id)) !== undefined);
    if (read && change && isThere) return [toChange({ root, key, ...read }, change, fields.valueAt(key))];
    problems.push(problemOf(key, read?.id, change !== undefined));
    return [];
  });
}

function problemOf(key: string, id: RecordId | undefined, hasForm: boolean): Problem {
  if (id === undefined) return badKey(key);
  return hasForm
    ? problem("orphan-patches", id, "warning", "The scenario changes a record that is not there.")
    : problem(
        "bad-base",
        id,
        "error",
        "The scenario holds a value of another form than this program writes.",
      );
}

function toChange(
  place: RecordKey & Pick<ScenarioChange, "root" | "key">,
  change: OverlayValue,
  base: Json,
): ScenarioChange {
  const { root, key, id } = place;
  const field = place.field ?? null;
  const [was, overlay] = [plainMark(field, change.was), plainMark(field, change.v)];
  const isStale = canonicalJson(base) !== canonicalJson(was);
  const isInMap = canonicalJson(base) === canonicalJson(overlay);
  return Object.freeze({ root, key, id, field, base, was, overlay, isStale, isInMap });
}

/** An added record stands there as it is; the map had nothing. */
function additionOf(value: Json | undefined): OverlayValue | undefined {
  return isJsonObject(value) ? { v: value, was: null } : undefined;
}

function overlayMap(map: KeyReader, laid: ReadonlyMap<string, Json>): KeyReader {
  // Where the map has got the record meanwhile, its own base stands.
  const isLaid = (key: string) => laid.has(key) && (key.includes("/") || !map.has(key));
  return {
    get: (key) => (isLaid(key) ? laid.get(key) : map.get(key)),
    has: (key) => laid.has(key) || map.has(key),
    keys: () => new Set([...map.keys(), ...laid.keys()]),
  };
}

function readSettings(map: KeyReader): Pick<Scenario, "title" | "author" | "asOf"> {
  const read = (name: keyof typeof scenarioFields) => {
    const result = v.safeParse(scenarioFields[name], map.get(name));
    return result.success ? { [name]: result.output } : {};
  };
  return { ...read("title"), ...read("author"), ...read("asOf") };
}

function readAssumptions(map: Y.Map<unknown>): Scenario["assumptions"] {
  const assumptions = [...map].flatMap(([key, value]) => {
    const result = v.safeParse(assumptionSchema, value);
    return isAssumptionKey(key) && result.success ? [Object.freeze({ key, ...result.output })] : [];
  });
  const orderOf = ({ at, key }: { at: string; key: string }) => `${at} ${key}`;
  return assumptions.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

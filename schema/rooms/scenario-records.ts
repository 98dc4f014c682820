// What stands in a scenario's document: the changes it makes on paper, under the keys of the map, and in `m` what it is
// called and assumes.
import * as v from "valibot";

import { isStorable, readKey, type GraphRoot, type Json } from "../document.ts";
import { isJsonObject } from "../json-object.ts";
import { readDate } from "../time.ts";

/** A changed field: what it is in the scenario, and what it was in the map when somebody changed it. */
export interface OverlayValue {
  readonly v: Json;
  /** Null where the map had nothing. */
  readonly was: Json;
}

const line = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(400, "is longer than 400 characters"),
);
const date = v.pipe(
  v.string(),
  v.check((text) => readDate(text) !== undefined, "must be an EDTF date such as 2027-06 or 2030"),
);

/** The settings a scenario has once. `asOf` is the day for which it asks, instead of today. */
export const scenarioFields = { title: line, author: line, asOf: date } as const;

/** One thing that a scenario takes for granted. */
export const assumptionSchema = v.object({ text: line, by: line, at: v.pipe(v.string(), v.maxLength(40)) });
export type Assumption = v.InferOutput<typeof assumptionSchema>;

/** A key for each, so that two people who each add one keep both. */
const assumptionKeyPattern = /^assumptions\.[a-z][a-z0-9-]{0,39}$/;

/** Whether a setting's key is that of an assumption: `assumptions.` and a word of one's own. */
export function isAssumptionKey(key: string): boolean {
  return assumptionKeyPattern.test(key);
}

/** Reads the value of a changed field; undefined where there is none, as after it was withdrawn. */
export function readOverlay(value: unknown): OverlayValue | undefined {
  if (!isJsonObject(value) || !("v" in value) || !("was" in value)) return undefined;
  return Object.keys(value).length === 2 ? (value as unknown as OverlayValue) : undefined;
}

/** Whether a value may stand at a key of a scenario's document. Null withdraws what stood there. */
export function isScenarioValue(root: GraphRoot, key: string, value: unknown): boolean {
  if (!isStorable(value)) return false;
  if (value === null) return true;
  if (root === "m") return isScenarioSetting(key, value);
  return readKey(key)?.field === undefined ? isJsonObject(value) : readOverlay(value) !== undefined;
}

function isScenarioSetting(key: string, value: unknown): boolean {
  if (isAssumptionKey(key)) return v.is(assumptionSchema, value);
  // Settings of later versions may hold any plain JSON.
  return !isScenarioField(key) || v.is(scenarioFields[key], value);
}

/** Whether a setting is one of those that this version knows. */
function isScenarioField(key: string): key is keyof typeof scenarioFields {
  return Object.hasOwn(scenarioFields, key);
}

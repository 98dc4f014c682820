// What the routes of versions take and give, as JSON Schema.
import { restoredGroups } from "../../schema/versions/restore-report.ts";
import { versionKinds, versionNameLengthMax, versionNoteLengthMax } from "../../schema/versions/version.ts";
import { workspaceParams } from "./schemas.ts";

const text = (description: string) => ({ type: "string", description }) as const;
const number = (description: string) => ({ type: "integer", minimum: 0, description }) as const;

export const versionParams = {
  type: "object",
  properties: { ...workspaceParams.properties, version: number("Id of the version") },
} as const;

export const versionsQuery = {
  type: "object",
  properties: {
    before: number("Id of a version; only older ones are listed"),
    limit: { ...number("How many at most"), minimum: 1 },
  },
} as const;

export const versionBody = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: { ...text("One line"), maxLength: versionNameLengthMax },
    note: { ...text("What else is to be said"), maxLength: versionNoteLengthMax },
  },
} as const;

export const restoreBody = {
  type: ["object", "null"],
  additionalProperties: false,
  properties: {
    head: number("Number of the last edit, as `changes` gave it: if there are others since, nothing is done"),
  },
} as const;

export const versionSchema = {
  type: "object",
  properties: {
    id: number("Names it"),
    name: text("One line"),
    note: text("Empty where there is none"),
    by: { type: ["string", "null"], description: "Who made it, or made the server make it" },
    at: text("ISO 8601, UTC"),
    seq: number("Number of the last edit of the map in it"),
    kind: { type: "string", enum: versionKinds },
  },
} as const;

export const versionsSchema = {
  type: "object",
  properties: {
    versions: {
      type: "array",
      items: versionSchema,
      description: "By their place in the history, newest first",
    },
    more: { type: "boolean", description: "There are older ones" },
  },
} as const;

const countsSchema = {
  type: "object",
  description: "Records that come back, change, or go to the bin",
  properties: {
    ...Object.fromEntries(
      restoredGroups.map((group) => [
        group,
        {
          type: "object",
          properties: { added: number("Out of the bin"), changed: number(""), removed: number("To the bin") },
        },
      ]),
    ),
    texts: { type: "object", properties: { changed: number("") } },
  },
} as const;

export const previewSchema = {
  type: "object",
  properties: {
    seq: number("Number of the last edit of the map in the version"),
    head: number("Number of the last edit of the map"),
    counts: countsSchema,
    first: {
      type: "array",
      description: "The first hundred of the records",
      items: {
        type: "object",
        properties: {
          id: text("Id"),
          label: text("What it is called"),
          what: text("added, changed or removed"),
        },
      },
    },
  },
} as const;

export const restoreSchema = {
  type: "object",
  properties: {
    before: number("Id of the version that keeps what was there; absent where there was nothing to do"),
    counts: countsSchema,
    head: number("Number of the last edit of the map"),
  },
} as const;

// What the routes take and give, as JSON Schema: Fastify checks what comes in, and the OpenAPI text shows both.
import { toJsonSchema } from "@valibot/to-json-schema";

import { claimSchema, entitySchema, relationSchema, sourceSchema } from "../../schema/records.ts";
import type { GenericSchema } from "valibot";

const text = (description: string, maxLength = 400) => ({ type: "string", maxLength, description }) as const;
const wholeNumber = { type: "integer" } as const;
const date = (description: string) => text(`${description}, in EDTF, read by its lower bound`, 64);
const flag = (description: string) =>
  ({ type: "string", enum: ["", "0", "1", "false", "true"], description }) as const;

export const errorSchema = {
  $id: "Error",
  type: "object",
  required: ["code", "message", "hint"],
  properties: {
    code: text("Stable; match on this"),
    message: text("What happened"),
    hint: text("What to do about it"),
    faults: {
      type: "array",
      items: {
        type: "object",
        properties: { at: text("Path or line"), message: text("What is wrong there") },
      },
    },
  },
} as const;

export const workspaceParams = {
  type: "object",
  properties: { workspace: text("Name of the workspace", 80) },
} as const;

export const decisionParams = {
  type: "object",
  properties: {
    ...workspaceParams.properties,
    decision: text("Id of the decision, such as d:twn-cptpp", 80),
  },
} as const;

export const timeQuery = {
  type: "object",
  properties: {
    asOf: date("The day in the world"),
    knownBy: date("Only what had been published by then"),
  },
} as const;

export const decisionQuery = {
  type: "object",
  properties: {
    ...timeQuery.properties,
    background: flag("1 lets in facts from outside the team's sources"),
  },
} as const;

export const exportQuery = {
  type: "object",
  properties: { ...timeQuery.properties, format: text("json or csv", 20) },
} as const;

export const importQuery = {
  type: "object",
  properties: {
    dryRun: flag("1 says what would change and changes nothing"),
    ownKinds: flag("1 accepts kinds that the vocabulary does not have"),
  },
} as const;

export const newWorkspaceBody = {
  type: "object",
  required: ["name"],
  additionalProperties: false,
  properties: {
    name: text("A letter, then up to 39 letters, digits or hyphens, all lower case", 80),
    title: text("What people call it"),
  },
} as const;

export const workspaceSchema = {
  type: "object",
  properties: {
    name: text("Names it in addresses"),
    title: text("What people call it"),
    createdAt: text("ISO 8601, UTC"),
  },
} as const;

export const summarySchema = {
  type: "object",
  properties: {
    ...workspaceSchema.properties,
    generation: text("Names the history; changes when it is replaced"),
    head: { ...wholeNumber, description: "Number of the last edit" },
    counts: { type: "object", additionalProperties: wholeNumber },
    problems: wholeNumber,
  },
} as const;

export const graphSchema = {
  type: "object",
  properties: {
    workspace: text("Name"),
    generation: text("Names the history"),
    head: wholeNumber,
    asOf: { type: ["string", "null"] },
    knownBy: { type: ["string", "null"] },
    meta: { type: "object" },
    entities: { type: "array", items: recordSchema(entitySchema) },
    relations: { type: "array", items: recordSchema(relationSchema) },
    claims: { type: "array", items: recordSchema(claimSchema) },
    sources: { type: "array", items: recordSchema(sourceSchema) },
    problems: { type: "array", items: { type: "object" } },
  },
} as const;

export const evaluationSchema = {
  type: "object",
  description: "The answer, with the ids of the claims behind every number",
  properties: {
    decision: text("Id"),
    asOf: text("EDTF"),
    result: text("carried, blocked, open or not-evaluable"),
    electors: { type: "array", items: text("Id") },
    counts: { type: "object", additionalProperties: wholeNumber },
  },
} as const;

export const importReportSchema = {
  type: "object",
  properties: { added: wholeNumber, changed: wholeNumber, unchanged: wholeNumber, head: wholeNumber },
} as const;

/** What JSON Schema cannot say (that a date is EDTF, that an id has its form) is left out of the description. */
function recordSchema(schema: GenericSchema): Readonly<Record<string, unknown>> {
  const { $schema: _, ...description } = toJsonSchema(schema, { errorMode: "ignore" });
  return { ...description };
}

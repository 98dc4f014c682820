// What the routes take and give, as JSON Schema: Fastify checks what comes in, and the OpenAPI text shows both.
import { toJsonSchema } from "@valibot/to-json-schema";

import {
  claimSchema,
  disputeSchema,
  entitySchema,
  relationSchema,
  sourceSchema,
} from "../../schema/records.ts";
import type { GenericSchema } from "valibot";

import { date, flag, text, wholeNumber } from "./schema-words.ts";

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

/** An answer without a body. */
export const nothingSchema = { type: "null", description: "Done" } as const;

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

const timeQuery = {
  type: "object",
  properties: {
    asOf: date("The day in the world"),
    knownBy: date("Only what had been published by then"),
  },
} as const;

/** Where the past of the map itself can be asked for, too. */
const recordedQuery = {
  type: "object",
  properties: { ...timeQuery.properties, recordedBy: date("The map as it stood in Entente then") },
} as const;

export const historyQuery = {
  type: "object",
  required: ["record"],
  properties: { record: text("Id of a record, such as s:TWN", 80) },
} as const;

export const historySchema = {
  type: "array",
  description: "Changes of the record and additions of what names it, newest first",
  items: {
    type: "object",
    properties: {
      seq: { ...wholeNumber, description: "Number of the edit" },
      at: text("When it was stored, ISO 8601, UTC"),
      origin: text(
        "edit, relayed (sent by somebody other than its author, as far as the server can tell), import, or restore (somebody went back to a version)",
      ),
      by: { type: ["string", "null"], description: "Name of whoever sent it" },
      record: text("Id"),
      field: { type: ["string", "null"], description: "Null where the record was added" },
      before: {},
      after: {},
    },
  },
} as const;

/** The filters, all combinable, and whatever else a question takes. Their words are checked by the question itself. */
export function wordsQuery(words: Readonly<Record<string, string>>) {
  const properties = Object.entries(words).map(([name, description]) => [name, text(description)] as const);
  return {
    type: "object",
    properties: { ...Object.fromEntries(properties), ...recordedQuery.properties },
  } as const;
}

export const decisionQuery = {
  type: "object",
  properties: {
    ...recordedQuery.properties,
    background: flag("1 lets in facts from outside the team's sources"),
    scenario: text("Id of a scenario, whose changes are laid over the map", 80),
  },
} as const;

export const exportQuery = {
  type: "object",
  properties: {
    ...timeQuery.properties,
    format: text("json or csv", 20),
    names: text(
      "Under which names tables are written: ours, official, or forum:WTO; else the workspace's setting",
      90,
    ),
  },
} as const;

export const byQuery = {
  type: "object",
  properties: { by: text("Who does it, where nobody has an account", 80) },
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
    context: {
      type: "array",
      items: text("Id"),
      description: "Entities that do not pass the filter themselves and are named by what does",
    },
    disputes: { type: "array", items: recordSchema(disputeSchema) },
    problems: { type: "array", items: { type: "object" } },
  },
} as const;

export const answerSchema = {
  type: "object",
  description: "Each item lists the ids of its claims, or is a claim",
  properties: {
    workspace: text("Name"),
    generation: text("Names the history"),
    head: wholeNumber,
    asOf: { type: ["string", "null"] },
    knownBy: { type: ["string", "null"] },
    total: { ...wholeNumber, description: "Items in all pages" },
    offset: { ...wholeNumber, description: "Place of the first item here" },
    next: { type: ["integer", "null"], description: "The offset of the next page" },
    items: { type: "array", items: { type: "object" } },
    cited: {
      type: "array",
      items: recordSchema(claimSchema),
      description: "The claims that the items list, where they are no claims themselves",
    },
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
    inBin: {
      type: "array",
      items: text("Id"),
      description: "Electors, or the agreement whose members they are, whose record is in the bin",
    },
    counts: { type: "object", additionalProperties: wholeNumber },
  },
} as const;

/** What JSON Schema cannot say (that a date is EDTF, that an id has its form) is left out of the description. */
function recordSchema(schema: GenericSchema): Readonly<Record<string, unknown>> {
  const { $schema: _, ...description } = toJsonSchema(schema, { errorMode: "ignore" });
  return { ...description };
}

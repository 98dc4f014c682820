// What the routes of imports take and give, as JSON Schema.
import { flag, text, wholeNumber } from "./schema-words.ts";
import { workspaceParams } from "./schemas.ts";

export const importQuery = {
  type: "object",
  properties: {
    dryRun: flag("1 says what would change and changes nothing"),
    ownKinds: flag("1 accepts kinds that the vocabulary does not have"),
    name: text("Of the file, for the list of imports"),
    by: text("Who imports it", 80),
  },
} as const;

export const importParams = {
  type: "object",
  properties: { ...workspaceParams.properties, batch: text("Names the import", 80) },
} as const;

export const importReportSchema = {
  type: "object",
  properties: {
    added: wholeNumber,
    changed: wholeNumber,
    unchanged: wholeNumber,
    duplicates: { ...wholeNumber, description: "Entities added that seem to be there already" },
    likelyDuplicates: {
      type: "array",
      description: "The first hundred of them",
      items: {
        type: "object",
        properties: {
          id: text("In the file"),
          label: text("In the file"),
          of: text("In the workspace"),
          ofLabel: text("In the workspace"),
        },
      },
    },
    dryRun: { type: "boolean" },
    batch: text("Names the import, for its undo; absent where nothing was written"),
    head: wholeNumber,
  },
} as const;

export const importsSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      id: text("Names the import"),
      by: text("Who"),
      at: text("ISO 8601, UTC"),
      name: text("Of the file"),
      added: wholeNumber,
      changed: wholeNumber,
      undone: {
        type: "object",
        description: "Present while it is undone",
        properties: {
          by: text("Who"),
          at: text("ISO 8601, UTC"),
          removed: wholeNumber,
          restored: wholeNumber,
          left: wholeNumber,
        },
      },
    },
  },
} as const;

export const reversalReportSchema = {
  type: "object",
  properties: {
    kind: text("undo or bring-back"),
    records: { ...wholeNumber, description: "Records that went to the bin, or came back" },
    restored: { ...wholeNumber, description: "Values that were written back" },
    left: { ...wholeNumber, description: "What was left alone" },
    leftAlone: {
      type: "array",
      description: "The first hundred of them",
      items: {
        type: "object",
        properties: {
          id: text("A record, or a setting's name"),
          field: text("The field that was written again since"),
          why: text("changed, built-upon or needed"),
        },
      },
    },
    head: wholeNumber,
  },
} as const;

// A team's own words: kinds of entities and relations and fields that the vocabulary does not have, kept in the
// workspace's settings under one key each, so that two people who add two both keep theirs.
import * as v from "valibot";

import type { KeyReader } from "../document.ts";
import { isRelationKind } from "../relation-kinds.ts";
import { isEntityKind } from "../vocabulary.ts";

const words = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty("must not be empty"),
  v.maxLength(80, "is longer than 80 characters"),
);
const slug = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/, "must be a word such as `think-tank`"));
/** Kinds that something is for; `any` is all of them. */
const kinds = v.union([v.literal("any"), v.pipe(v.array(slug), v.maxLength(64))]);
const retired = v.optional(v.boolean());

/** A kind of entity. It has no colour of its own: colour says stance, and kinds are told apart by their icon. */
const ownEntityKindSchema = v.object({
  label: words,
  plural: words,
  description: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(400))),
  /** Name of a bundled icon. */
  icon: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/))),
  retired,
});
export type OwnEntityKind = v.InferOutput<typeof ownEntityKindSchema>;

/** A kind of relation, read "from <label> to"; the inverse reads the other way. */
const ownRelationKindSchema = v.object({
  label: words,
  inverse: words,
  from: kinds,
  to: kinds,
  symmetric: v.optional(v.boolean()),
  retired,
});
export type OwnRelationKind = v.InferOutput<typeof ownRelationKindSchema>;

export const fieldTypes = ["text", "number", "yes-no", "date", "choice"] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field of entities, of relations, or of both. */
const ownFieldSchema = v.object({
  label: words,
  type: v.picklist(fieldTypes),
  /** Of a choice: what there is to choose from, in the order of the list. */
  options: v.optional(v.pipe(v.array(words), v.minLength(1), v.maxLength(64))),
  /** Kinds of entities that have it; absent: none. */
  entities: v.optional(kinds),
  /** Kinds of relations that have it; absent: none. */
  relations: v.optional(kinds),
  retired,
});
export type OwnField = v.InferOutput<typeof ownFieldSchema>;

/** What a workspace has of its own; absent where there is nothing. */
export interface OwnTerms {
  readonly entityKinds?: Readonly<Record<string, OwnEntityKind>> | undefined;
  readonly relationKinds?: Readonly<Record<string, OwnRelationKind>> | undefined;
  readonly fields?: Readonly<Record<string, OwnField>> | undefined;
}
export const noOwnTerms: OwnTerms = {};

const record = <Item extends v.GenericSchema>(item: Item) => v.optional(v.record(slug, item));
/** The same in a file. */
export const ownTermsSchema = v.object({
  entityKinds: record(ownEntityKindSchema),
  relationKinds: record(ownRelationKindSchema),
  fields: record(ownFieldSchema),
});

/** The three groups, by their word in the settings. */
export const termGroups = ["entityKinds", "relationKinds", "fields"] as const;
export type TermGroup = (typeof termGroups)[number];
const schemas = {
  entityKinds: ownEntityKindSchema,
  relationKinds: ownRelationKindSchema,
  fields: ownFieldSchema,
} as const;

/** A kind or a field, whichever it is. */
export type OwnTerm = OwnEntityKind | OwnRelationKind | OwnField;

/** Terms of one group with their words, in the order in which they stand. */
export function termsIn(terms: OwnTerms, group: TermGroup): readonly (readonly [string, OwnTerm])[] {
  return Object.entries<OwnTerm>(terms[group] ?? {});
}

/** The setting in which a term stands: `entityKinds.think-tank`. */
export function termKey(group: TermGroup, name: string): string {
  return `${group}.${name}`;
}

/** Takes a setting's key apart; undefined where it is not that of a term. */
export function readTermKey(key: string): { readonly group: TermGroup; readonly name: string } | undefined {
  const [head = "", name] = key.split(".");
  const group = termGroups.find((candidate) => candidate === head);
  return group === undefined || name === undefined ? undefined : { group, name };
}

/** Why a term may not be written, as the end of a sentence that begins with its key; undefined when it may. Rule OWN-2. */
export function termFault(group: TermGroup, name: string, value: unknown): string | undefined {
  if (isBuiltIn(group, name)) return "is a word of the vocabulary already";
  if (value === null) return undefined;
  const result = v.safeParse(schemas[group], value);
  const [issue] = result.issues ?? [];
  if (!issue) return undefined;
  const at = (issue.path ?? []).map((part) => String(part.key)).join(".");
  return `${at} ${issue.message}`.trim();
}

/** A team's own terms as the settings have them, in the order of their names; what does not fit is left out. Rule OWN-1. */
export function readOwnTerms(settings: KeyReader): OwnTerms {
  return {
    ...readGroup(settings, "entityKinds", ownEntityKindSchema),
    ...readGroup(settings, "relationKinds", ownRelationKindSchema),
    ...readGroup(settings, "fields", ownFieldSchema),
  };
}

function readGroup<Schema extends v.GenericSchema, Group extends TermGroup>(
  settings: KeyReader,
  group: Group,
  schema: Schema,
): { [Key in Group]?: Record<string, v.InferOutput<Schema>> } {
  const found: [string, v.InferOutput<Schema>][] = [];
  for (const key of settings.keys()) {
    const read = readTermKey(key);
    if (read?.group !== group || isBuiltIn(group, read.name)) continue;
    const result = v.safeParse(schema, settings.get(key));
    if (result.success) found.push([read.name, result.output]);
  }
  if (found.length === 0) return {};
  const inOrder = found.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { [group]: Object.fromEntries(inOrder) } as {
    [Key in Group]?: Record<string, v.InferOutput<Schema>>;
  };
}

/** The vocabulary's words are everybody's and are not redefined. */
function isBuiltIn(group: TermGroup, name: string): boolean {
  return group === "entityKinds" ? isEntityKind(name) : group === "relationKinds" && isRelationKind(name);
}

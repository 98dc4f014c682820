// From raw keys to one checked record: base, then patches over it, then the schema. Total: whatever stands in
// the document, the answer is a record, a problem, or both.
import * as v from "valibot";

import { readDeletion } from "./deletion.ts";
import { deletedField, intoField, type KeyReader, type RecordRoot, type TalkRoot } from "./document.ts";
import { frozenInDevelopment } from "./frozen.ts";
import type { Problem } from "./graph.ts";
import {
  disputePrefix,
  evidencePrefix,
  hasPrefix,
  isId,
  slugId,
  type EntityId,
  type RecordId,
} from "./ids.ts";
import { isJsonObject } from "./json-object.ts";
import {
  claimSchema,
  disputeSchema,
  entitySchema,
  evidenceSchema,
  relationSchema,
  sourceSchema,
} from "./records.ts";
import type { RawFields } from "./schema-version.ts";
import { replySchema, threadSchema } from "./rooms/talk-records.ts";

/** One record as its keys have it, before anything is known of the records it names. */
export interface Assembled<Fields = object> {
  readonly id: RecordId;
  /** With the id, so that the graph can show the very record; absent when no usable base exists. */
  readonly fields?: Readonly<Fields> & { readonly id: RecordId };
  readonly deleted?: {
    readonly by: string;
    readonly at: string;
    /** It is not what whoever deleted it saw. */
    readonly isChangedSince: boolean;
  };
  /** The entity this one was declared a duplicate of. */
  readonly into?: EntityId;
  readonly problems: readonly Problem[];
}

/** Schemas by root; in `c` evidence and disputes are told from claims by their ids. */
export const schemas = {
  n: entitySchema,
  e: relationSchema,
  s: sourceSchema,
  t: threadSchema,
  r: replySchema,
} as const;

/** The schema of a record, told by its root and its id. */
export function schemaOf(root: RecordRoot | TalkRoot, id: RecordId) {
  if (root !== "c") return schemas[root];
  if (hasPrefix(id, disputePrefix)) return disputeSchema;
  return hasPrefix(id, evidencePrefix) ? evidenceSchema : claimSchema;
}

/**
 * Reads one record. Rules REC-1 to REC-4.
 *
 * @param fields Names of the patches that stand in the map for this id, in any order.
 * @param upcast How a record of an older version is read.
 */
export function assemble(
  root: RecordRoot | TalkRoot,
  map: KeyReader,
  id: RecordId,
  fields: Iterable<string>,
  upcast?: (fields: RawFields) => RawFields,
): Assembled {
  const base = frozenInDevelopment(map.get(id));
  const patches = readPatches(map, id, fields);
  const marks = readMarks(base, patches);
  if (!isJsonObject(base)) {
    const code = base === undefined ? "orphan-patches" : "bad-base";
    return { id, ...marks, problems: [problem(code, id, "error", orphanMessage(code))] };
  }
  const raw = overlay(base, patches);
  const { output, problems } = check(schemaOf(root, id), id, upcast ? { ...upcast(raw) } : raw);
  const record = output && Object.freeze(frozenInDevelopment({ id, ...output }));
  return { id, ...(record && { fields: record }), ...marks, problems };
}

/** A record's fields as its keys have them, unchecked; undefined without a usable base. */
export function readFields(
  map: KeyReader,
  id: RecordId,
  fields: Iterable<string>,
): Readonly<Record<string, unknown>> | undefined {
  const base = map.get(id);
  return isJsonObject(base) ? overlay(base, readPatches(map, id, fields)) : undefined;
}

/** Makes a problem; the one place that fixes the order of its fields. */
export function problem(
  code: Problem["code"],
  target: string,
  severity: Problem["severity"],
  message: string,
  others?: readonly RecordId[],
): Problem {
  return { code, target, severity, message, ...(others && { others }) };
}

const noPatches: ReadonlyMap<string, unknown> = new Map();

function readPatches(map: KeyReader, id: RecordId, fields: Iterable<string>): ReadonlyMap<string, unknown> {
  let patches: Map<string, unknown> | undefined;
  for (const field of fields) {
    patches ??= new Map();
    patches.set(field, frozenInDevelopment(map.get(`${id}/${field}`)));
  }
  return patches ?? noPatches;
}

function readMarks(
  base: unknown,
  patches: ReadonlyMap<string, unknown>,
): Pick<Assembled, "deleted" | "into"> {
  const deleted = readDeletion(patches.get(deletedField));
  const into = patches.get(intoField);
  return {
    ...(deleted && {
      deleted: { by: deleted.by, at: deleted.at, isChangedSince: !deleted.hasSeen(base, patches) },
    }),
    ...(typeof into === "string" && isId(into) && { into: into as EntityId }),
  };
}

/** Base, then whole-field patches, then members. Null clears. Most records have no patches, and cost one copy. */
function overlay(base: object, patches: ReadonlyMap<string, unknown>): Record<string, unknown> {
  // A spread takes own keys only: whatever prototype a value came with stays behind.
  const fields: Record<string, unknown> = { ...base };
  if (patches.size > 0) layOver(fields, patches);
  for (const field in fields) if (fields[field] === null) delete fields[field];
  return fields;
}

function layOver(fields: Record<string, unknown>, patches: ReadonlyMap<string, unknown>): void {
  const isMember = ([field]: readonly [string, unknown]) => field.includes(".");
  const entries = [...patches].filter(([field]) => !field.startsWith("$"));
  for (const [field, value] of entries.filter((entry) => !isMember(entry))) fields[field] = value;
  // Sorted, since the order of keys in a document differs from replica to replica.
  for (const [path, value] of entries.filter(isMember).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [field = "", member = ""] = path.split(".");
    // What was cleared is as if it had never been there.
    const whole = Object.hasOwn(fields, field) ? (fields[field] ?? undefined) : undefined;
    fields[field] = withMember(whole, member, value);
  }
}

/** Sets one member of a set of named things (aliases) or of a record of values (identifiers, qualifiers). */
function withMember(whole: unknown, member: string, value: unknown): unknown {
  if (whole === undefined && value === null) return null;
  if (Array.isArray(whole) || (whole === undefined && isJsonObject(value))) {
    const items: unknown[] = Array.isArray(whole) ? whole : [];
    const others = items.filter((item) => !isJsonObject(item) || memberName(textOf(item["name"])) !== member);
    return value === null ? others : [...others, value];
  }
  const { [member]: _, ...others } = isJsonObject(whole) ? whole : {};
  return value === null ? others : { ...others, [member]: value };
}

/** One member of a field's value: the alias of that name, the identifier or qualifier under it. */
export function readMember(whole: unknown, member: string): unknown {
  if (!Array.isArray(whole))
    return isJsonObject(whole) && Object.hasOwn(whole, member) ? whole[member] : undefined;
  return whole.find((item) => isJsonObject(item) && memberName(textOf(item["name"])) === member) as unknown;
}

/** The member key of a name: `aliases.viet-nam`. Names without a Latin letter get a number made of their characters. */
export function memberName(name: string): string {
  const slug = slugId("m", name).slice(2, 34);
  if (slug !== "") return slug;
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0xffffffff;
  return `u${hash.toString(36)}`;
}

/** One for all records without any, which are nearly all. */
const noProblems: readonly Problem[] = Object.freeze([]);

/** Drops optional fields that do not fit, each with a problem; without the required ones there is no record. */
function check(schema: ReturnType<typeof schemaOf>, id: RecordId, fields: Record<string, unknown>) {
  const first = v.safeParse(schema, fields);
  if (first.success) return { output: first.output, problems: noProblems };
  const faulty = new Map(first.issues.map((issue) => [String(issue.path?.[0]?.key), issue.message]));
  for (const field of faulty.keys()) delete fields[field];
  const second = v.safeParse(schema, fields);
  const severity = second.success ? "warning" : "error";
  const problems = [...faulty].map(([field, message]) =>
    problem("invalid", id, severity, `The field “${field}” ${messageOf(message)}.`),
  );
  return { output: second.success ? second.output : undefined, problems };
}

/** Valibot's own messages begin with "Invalid"; ours continue the sentence "The field “…” ". */
function messageOf(message: string): string {
  return message.startsWith("Invalid") ? "is missing or of the wrong kind" : message;
}

function orphanMessage(code: "orphan-patches" | "bad-base"): string {
  return code === "orphan-patches"
    ? "Changes to a record that has not arrived."
    : "A record that is not of the form this program writes.";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

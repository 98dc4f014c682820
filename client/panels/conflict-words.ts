// Conflicts in the words that the inspector uses for each field, and the commands that settle them. Pure.
import { deletedField, intoField, type ContestedRoot, type Json } from "../../schema/document.ts";
import type { Conflict, ConflictValue, Graph } from "../../schema/graph.ts";
import { identifierTerms, isIdentifierScheme } from "../../schema/identifiers.ts";
import { isId, type RecordId } from "../../schema/ids.ts";
import { readDate } from "../../schema/time.ts";
import { ruleTerms, stanceTerms, type RuleKind, type Stance } from "../../schema/vocabulary.ts";
import { relationTermOf } from "../../schema/terms/terms.ts";
import { CommandEvent } from "../app/events.ts";
import { momentWords } from "../controls/moment-words.ts";
import { dateWords } from "../../schema/date-words.ts";
import { kindLabel, nameIn, recordLabel } from "./graph-reading.ts";
import { fieldWords } from "./relation-words.ts";

/** What a field is called beside its value in the inspector and in the forms. */
const terms: Readonly<Record<string, string>> = {
  label: "Name",
  aliases: "Also known as",
  subtype: "Type",
  decisionType: "Type of decision",
  subject: "Who seeks it",
  object: "About",
  electorate: "Who decides",
  statement: "What is claimed",
  actors: "Whose position",
  on: "What it bears on",
  valid: "When it holds",
  datePrinted: "Printed date",
  dateUsed: "Date reckoned with",
  dateBasis: "Why that date",
  url: "Address on the web",
  locator: "Place in the source",
  [deletedField]: "In the bin",
  [intoField]: "Merged into",
};
const settingTerms: Readonly<Record<string, string>> = {
  title: "Title of the map",
  home: "Where the map opens",
};
const relationEnds: Readonly<Record<string, string>> = { validFrom: "From", validTo: "To" };

/** What the values are of: "Name", "Valid from", "Title of the map". */
export function conflictTerm(graph: Graph, { root, key, id, field }: Conflict): string {
  if (id === undefined) return settingTerms[key] ?? `Setting “${key}”`;
  return field === undefined ? "Added twice" : fieldTerm(graph, root, field);
}

/** What a field, or one member of it, is called on screen. */
export function fieldTerm({ meta }: Graph, root: ContestedRoot, field: string): string {
  const [name = "", member] = field.split(".");
  if (member !== undefined && name !== "aliases") return memberTerm(meta, name, member);
  return (root === "e" ? relationEnds[name] : undefined) ?? fieldName(name);
}

/** What a field is called, whatever it is a field of. */
export function fieldName(name: string): string {
  return terms[name] ?? fieldWords(name);
}

/** The record concerned, as a list calls it; what lies in the bin has its name too. */
export function conflictAbout(graph: Graph, { id }: Conflict): string {
  if (id === undefined) return "The map itself";
  const label = recordLabel(graph, id);
  return label === id ? (graph.bin.find((item) => item.id === id)?.label ?? label) : label;
}

/** "2 values": what the badge beside a field says. */
export function conflictCount({ others }: Conflict): string {
  return `${others.length + 1} values`;
}

/** One of the values, as the inspector would show it. */
export function conflictValueText(graph: Graph, conflict: Conflict, { value }: ConflictValue): string {
  const { root, field } = conflict;
  if (conflict.id !== undefined && field === undefined) return versionText(graph, conflict, value);
  if (field === deletedField) return isObject(value) ? "Retracted: in the bin" : "Not retracted";
  if (field === intoField && typeof value !== "string") return "Not merged";
  return fieldValueText(graph, root, field ?? "", value);
}

/** A value of a field as the inspector shows it; nothing is "Nothing". */
export function fieldValueText(graph: Graph, root: ContestedRoot, field: string, value: Json): string {
  if (value === null || value === "") return "Nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en-GB");
  if (typeof value === "string") return wordsOf(graph, root, field, value);
  if (Array.isArray(value))
    return (
      (value as readonly Json[]).map((item) => fieldValueText(graph, root, field, item)).join(", ") ||
      "Nothing"
    );
  return Object.entries(toRecord(value))
    .map(([name, item]) =>
      name === "name"
        ? fieldValueText(graph, root, name, item)
        : `${fieldWords(name).toLowerCase()} ${fieldValueText(graph, root, name, item)}`,
    )
    .join(", ");
}

/** Who wrote a value and when the server got it; what is not known is left out. */
export function conflictWho({ by, at = "" }: ConflictValue): string {
  return [by ?? "Somebody", momentWords(at)].filter((part) => part !== "").join(" · ");
}

/** Says which value is right: the one that stands, or another of them. */
export function settlingEvent(graph: Graph, conflict: Conflict, take?: ConflictValue): CommandEvent {
  const { root, key } = conflict;
  const what = `${conflictTerm(graph, conflict).toLowerCase()} of ${conflictAbout(graph, conflict)}`;
  const command = { kind: "settle-conflict", root, key, ...(take && { take: take.write }) } as const;
  return new CommandEvent(command, `${take ? "Change" : "Keep"} ${what}`);
}

/** Conflicts of one record, in the order of their fields. */
export function conflictsOf(graph: Graph, id: RecordId): readonly Conflict[] {
  return graph.conflicts.filter((conflict) => conflict.id === id);
}

/** Those of one field and of its members, such as one of several other names. */
export function conflictsAt(conflicts: readonly Conflict[], name: string): readonly Conflict[] {
  return conflicts.filter(({ field }) => field === name || field?.startsWith(`${name}.`));
}

/** Those of none of these fields. */
export function conflictsBeside(
  conflicts: readonly Conflict[],
  names: readonly string[],
): readonly Conflict[] {
  const placed = new Set(names.flatMap((name) => conflictsAt(conflicts, name)));
  return conflicts.filter((conflict) => !placed.has(conflict));
}

/** One identifier, one of the team's own fields, one qualifier. */
function memberTerm(meta: Graph["meta"], name: string, member: string): string {
  if (name === "identifiers" && isIdentifierScheme(member)) return identifierTerms[member].label;
  return (name === "properties" ? meta.fields?.[member]?.label : undefined) ?? fieldWords(member);
}

/** Of a record that was added twice, what this version says where they differ. */
function versionText(graph: Graph, { root, current, others }: Conflict, value: Json): string {
  const versions = [current, ...others].map(({ value: version }) => toRecord(version));
  const fields = [...new Set(versions.flatMap((version) => Object.keys(version)))].toSorted();
  const differ = fields.filter(
    (field) => new Set(versions.map((version) => JSON.stringify(version[field]))).size > 1 && field !== "imp",
  );
  const own = toRecord(value);
  return differ
    .map((field) => `${fieldName(field)}: ${fieldValueText(graph, root, field, own[field] ?? null)}`)
    .join("; ");
}

/** A text as the inspector shows it: words of the vocabulary, names for ids, dates in words. */
function wordsOf(graph: Graph, root: ContestedRoot, field: string, text: string): string {
  if (field === "kind") return root === "e" ? relationTermOf(text, graph.meta).label : kindLabel(graph, text);
  if (field === "rule" && Object.hasOwn(ruleTerms, text)) return ruleTerms[text as RuleKind].label;
  if (field === "stance" && Object.hasOwn(stanceTerms, text)) return stanceTerms[text as Stance].label;
  if (isId(text)) return nameIn(graph, text);
  return isDateField(field) && readDate(text) ? dateWords(text) : text;
}

function isDateField(field: string): boolean {
  return /^(?:validFrom|validTo|valid|said|published|date.*|asOf)$/.test(field);
}

function toRecord(value: Json): Readonly<Record<string, Json>> {
  return isObject(value) ? (value as Readonly<Record<string, Json>>) : {};
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

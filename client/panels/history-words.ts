// What became of a record, in words: who changed what and when, edit by edit. Pure.
import { deletedField, intoField, rootOf, type Json } from "../../schema/document.ts";
import { readDeletion } from "../../schema/deletion.ts";
import type { Graph } from "../../schema/graph.ts";
import { isId, type RecordId } from "../../schema/ids.ts";
import { fieldTerm, fieldValueText } from "./conflict-words.ts";
import { nameIn, sourceOf } from "./graph-reading.ts";
import { sourceShort } from "./claim-words.ts";
import { locatorWords } from "./locator-words.ts";
import { relationTermOf } from "../../schema/terms/terms.ts";

/** One field of one record, set in one edit, as the server tells it. */
export interface HistoryChange {
  /** Number of the edit. */
  readonly seq: number;
  /** When it reached the server's disk, ISO 8601, UTC. */
  readonly at: string;
  readonly origin: string;
  readonly by: string | null;
  readonly record: string;
  /** Null where the record as a whole was added. */
  readonly field: string | null;
  readonly after: unknown;
}

/** What asking for a history comes to. */
export type HistoryAnswer =
  /** Newest first. */
  | { readonly kind: "changes"; readonly changes: readonly HistoryChange[] }
  | { readonly kind: "offline" }
  /** What is wrong and what to do. */
  | { readonly kind: "problem"; readonly message: string };

/** Gets a record's history. Never rejects. */
export type HistoryLoader = (record: RecordId) => Promise<HistoryAnswer>;

/** What one edit did to a record and to what is attached to it. */
export interface HistoryEdit {
  readonly seq: number;
  readonly at: string;
  /** "Ann", "somebody", "import by Ann". */
  readonly who: string;
  readonly lines: readonly string[];
}

/** The edits of a history, newest first, each with what it changed in words. Linear in the changes. */
export function historyEdits(
  graph: Graph,
  record: RecordId,
  changes: readonly HistoryChange[],
): readonly HistoryEdit[] {
  const values = new Map<string, unknown>();
  // Oldest first: what stood there before is what was set last, in a field or with the record as a whole.
  const told = changes.toReversed().map((change) => {
    const line = change.record === record ? ownLine(graph, change, values) : attachedLine(graph, change);
    remember(values, change);
    return { change, line };
  });
  return [...Map.groupBy(told.toReversed(), ({ change }) => change.seq).values()].flatMap((edit) => {
    const [first] = edit;
    if (!first) return [];
    const { seq, at } = first.change;
    return [{ seq, at, who: whoOf(first.change), lines: edit.map(({ line }) => line) }];
  });
}

function whoOf({ origin, by }: HistoryChange): string {
  if (origin === "import") return by === null ? "import" : `import by ${by}`;
  return by ?? "somebody";
}

function remember(values: Map<string, unknown>, { record, field, after }: HistoryChange): void {
  if (field !== null) values.set(`${record}/${field}`, after);
  else for (const [name, value] of Object.entries(recordOf(after))) values.set(`${record}/${name}`, value);
}

/** What happened to the record itself. */
function ownLine(
  graph: Graph,
  { record, field, after }: HistoryChange,
  values: ReadonlyMap<string, unknown>,
) {
  if (field === null) return `Added${called(graph, after)}`;
  if (field === deletedField) return readDeletion(after) ? "Put in the bin" : "Taken out of the bin";
  if (field === intoField)
    return typeof after === "string" ? `Merged into ${nameIn(graph, after as RecordId)}` : "No longer merged";
  const root = rootOf(record as RecordId);
  const term = fieldTerm(graph, root, field);
  const text = (value: unknown) => fieldValueText(graph, root, field, value as Json);
  if (field.startsWith("aliases.")) return after === null ? `${term}: taken away` : `${term}: ${text(after)}`;
  const before = values.get(`${record}/${field}`);
  return before === undefined || before === null
    ? `${term}: ${text(after)}`
    : `${term}: ${text(before)} → ${text(after)}`;
}

/** What was added to it: a claim, a relation, evidence. */
function attachedLine(graph: Graph, { record, after }: HistoryChange): string {
  return `${nounOf(recordOf(after)["kind"], record)} added${called(graph, after)}`;
}

const nouns: Readonly<Record<string, string>> = { claim: "Claim", evidence: "Evidence", dispute: "Dispute" };

function nounOf(kind: unknown, record: string): string {
  if (rootOf(record as RecordId) === "e") return "Relation";
  return (typeof kind === "string" ? nouns[kind] : undefined) ?? "Entry";
}

/** `: Taiwan`, or nothing where a record has no name, sentence or place. */
function called(graph: Graph, base: unknown): string {
  const { label, statement, title, from, to, kind, source, locator } = recordOf(base);
  if (typeof from === "string" && typeof to === "string" && typeof kind === "string") {
    const words = relationTermOf(kind, graph.meta).label;
    return `: ${nameIn(graph, from as RecordId)} ${words} ${nameIn(graph, to as RecordId)}`;
  }
  if (typeof source === "string" && typeof locator === "string" && isId(source)) {
    const cited = sourceOf(graph, source);
    return `: ${cited ? sourceShort(cited) : source}, ${locatorWords(locator)}`;
  }
  const name = [label, statement, title].find((text) => typeof text === "string");
  return name === undefined ? "" : `: ${name}`;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

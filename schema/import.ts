// Puts a snapshot file into a document: what is missing is added, what differs is changed, what is equal or not
// in the file stays. Importing an export therefore changes nothing.
import type * as Y from "yjs";

import { canonicalJson } from "./canonical.ts";
import { collectUpdates } from "./collect-updates.ts";
import { recordRoots } from "./document.ts";
import { perform, type Author, type Command } from "./edits.ts";
import type { EntityId, RecordId } from "./ids.ts";
import type { SnapshotFile } from "./parse-snapshot.ts";
import { project } from "./projection.ts";
import type { Graph } from "./graph.ts";

/** Records in one transaction of an import: bounds what clients must take in at once. */
const chunkSizeMax = 500;

/** What an import would do, for people to look at first. */
export interface ImportPlan {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly commands: readonly Command[];
}

/** Compares a snapshot file with a document. Writes nothing. Rules IMP-1 to IMP-3. */
export function planImport(doc: Y.Doc, snapshot: SnapshotFile): ImportPlan {
  const state = readState(doc);
  const steps = toRecords(snapshot).map((record) => plan(state, record));
  const commands = steps.flatMap((step) => step.commands);
  const count = (what: Step["what"]) => steps.filter((step) => step.what === what).length;
  const meta = planMeta(state.graph, snapshot);
  return {
    added: count("add"),
    changed: count("change"),
    unchanged: count("keep"),
    commands: [...commands, ...meta],
  };
}

/** Carries out an import and returns its updates in order (Yjs V1), already applied to `doc`. */
export function importSnapshot(doc: Y.Doc, snapshot: SnapshotFile, author: Author): Uint8Array[] {
  const { commands } = planImport(doc, snapshot);
  return collectUpdates(doc, () => {
    for (let start = 0; start < commands.length; start += chunkSizeMax) {
      perform(doc, { kind: "all", commands: commands.slice(start, start + chunkSizeMax) }, author);
    }
  });
}

interface FileRecord {
  readonly kind: "add-entity" | "add-relation" | "add-source" | "add-claim" | "add-evidence" | "add-dispute";
  readonly id: RecordId;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly into?: EntityId | undefined;
}

/** What the document has now, by id: fields of live and merged records, and which are in the bin. */
interface State {
  readonly graph: Graph;
  readonly fieldsOf: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly intoOf: ReadonlyMap<string, EntityId>;
  readonly bases: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
}

interface Step {
  readonly what: "add" | "change" | "keep";
  readonly commands: readonly Command[];
}

function toRecords({
  sources,
  entities,
  decisions,
  relations,
  claims,
  disputes,
}: SnapshotFile): FileRecord[] {
  const entityRecords = [...entities, ...decisions].map(
    ({ id, into, ...fields }) => ({ kind: "add-entity", id, into, fields }) as const,
  );
  const sourceRecords = sources.map(({ id, ...fields }) => ({ kind: "add-source", id, fields }) as const);
  const relationRecords = relations.map(
    ({ id, ...fields }) => ({ kind: "add-relation", id, fields }) as const,
  );
  const claimRecords = claims.flatMap(({ id, evidence, ...fields }): FileRecord[] => [
    { kind: "add-claim", id, fields: { kind: "claim", ...fields } },
    ...evidence.map(({ id: evidenceId, ...item }): FileRecord => {
      return { kind: "add-evidence", id: evidenceId, fields: { kind: "evidence", claim: id, ...item } };
    }),
  ]);
  const disputeRecords = disputes.map(
    ({ id, ...fields }) => ({ kind: "add-dispute", id, fields: { kind: "dispute", ...fields } }) as const,
  );
  return [...sourceRecords, ...entityRecords, ...relationRecords, ...claimRecords, ...disputeRecords];
}

function readState(doc: Y.Doc): State {
  const graph = project(doc);
  const merged = [...graph.merged.values()];
  const claims = [...graph.claims.values()];
  const records = [
    ...graph.sources.values(),
    ...graph.entities.values(),
    ...merged.map(({ entity }) => entity),
    ...graph.relations.values(),
    ...claims.map(({ evidence: _evidence, ...claim }) => claim),
    ...claims.flatMap(({ evidence }) => evidence),
    ...graph.disputes.values(),
  ];
  return {
    graph,
    fieldsOf: new Map(records.map(({ id, ...fields }) => [id, fields])),
    intoOf: new Map(merged.map(({ entity, into }) => [entity.id, into])),
    bases: new Set(recordRoots.flatMap((root) => [...doc.getMap(root).keys()])),
    deleted: new Set(graph.bin.map(({ id }) => id)),
  };
}

function plan(state: State, record: FileRecord): Step {
  const merge: Command[] =
    record.into && record.into !== state.intoOf.get(record.id)
      ? [{ kind: "merge", id: record.id as EntityId, into: record.into }]
      : [];
  if (!state.bases.has(record.id)) return { what: "add", commands: [addCommand(record), ...merge] };
  const restore: Command[] = state.deleted.has(record.id) ? [{ kind: "restore", ids: [record.id] }] : [];
  const fields = differences(state.fieldsOf.get(record.id) ?? {}, record.fields);
  const change: Command[] = Object.keys(fields).length > 0 ? [{ kind: "change", id: record.id, fields }] : [];
  const commands = [...restore, ...change, ...merge];
  return { what: commands.length > 0 ? "change" : "keep", commands };
}

function addCommand({ kind, id, fields }: FileRecord): Command {
  // The parser has checked the fields against the schema of this kind.
  return { kind, id, fields } as unknown as Command;
}

function differences(
  now: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const names = new Set([...Object.keys(now), ...Object.keys(wanted)]);
  const differing = [...names].filter((name) => canonicalJson(now[name]) !== canonicalJson(wanted[name]));
  return Object.fromEntries(differing.map((name) => [name, wanted[name] ?? null]));
}

/** Title and home are taken where the workspace has none of its own. */
function planMeta({ meta }: Graph, { title, home }: SnapshotFile): Command[] {
  const fields = {
    ...(title && meta.title === undefined && { title }),
    ...(home && meta.home === undefined && { home }),
  };
  return Object.keys(fields).length > 0 ? [{ kind: "set-meta", fields }] : [];
}

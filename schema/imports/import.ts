// Puts a snapshot file into a document: what is missing is added, what differs is changed, what is equal or not
// in the file stays. Importing an export therefore changes nothing.
import type * as Y from "yjs";

import { canonicalJson } from "../canonical.ts";
import { collectUpdates } from "../collect-updates.ts";
import { importRoot, recordRoots } from "../document.ts";
import { perform, write, type Author, type Command } from "../edits.ts";
import { memoryKey, memoryWrite, rememberedWrites } from "./import-batch.ts";
import { isId, type EntityId, type RecordId } from "../ids.ts";
import { planTerms } from "./import-terms.ts";
import type { SnapshotFile } from "../parse-snapshot.ts";
import { project } from "../projection.ts";
import type { Graph } from "../graph.ts";
import type { Entity } from "../records.ts";
import { identityKeys } from "../record-problems.ts";

/** Records in one transaction of an import: bounds what clients must take in at once. */
export const chunkRecordsMax = 500;
/** Characters of their JSON, which is about their bytes. One record may be more. */
export const chunkTextLengthMax = 256 * 1024;

/** What an import would do, for people to look at first. */
export interface ImportPlan {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Entities it adds that seem to be there already under another id. */
  readonly duplicates: readonly LikelyDuplicate[];
  /** One for each record that is added or changed. */
  readonly commands: readonly Command[];
}

/** An entity of a file that has the kind and name, or an identifier, of one in the workspace. */
export interface LikelyDuplicate {
  readonly id: EntityId;
  readonly label: string;
  /** The one that is there. */
  readonly of: EntityId;
  readonly ofLabel: string;
}

/** What an import is remembered by. Rule IMP-4. */
export interface NewBatch {
  /** From `randomBatchId`. */
  readonly id: string;
  /** Of the file, for the list of imports. */
  readonly name: string;
}

/** Compares a snapshot file with a document. Writes nothing. Rules IMP-1 to IMP-3 and IMP-9, OWN-6. */
export function planImport(doc: Y.Doc, snapshot: SnapshotFile): ImportPlan {
  const state = readState(doc);
  const records = toRecords(snapshot);
  // Words first: whoever sees half an import sees its kinds by name.
  const steps: readonly Step[] = [
    ...planTerms(state.graph.meta, snapshot),
    ...records.map((record) => plan(state, record)),
  ];
  const count = (what: Step["what"]) => steps.filter((step) => step.what === what).length;
  return {
    added: count("add"),
    changed: count("change"),
    unchanged: count("keep"),
    duplicates: findDuplicates(state, records),
    commands: [
      ...steps.flatMap(({ commands }) => asOne(commands)),
      // Last: an entity may be merged into one that comes after it in the file.
      ...steps.flatMap(({ merge }) => merge ?? []),
      ...planMeta(state.graph, snapshot),
    ],
  };
}

/** Carries out an import and returns its updates in order (Yjs V1), already applied to `doc`. */
export function importSnapshot(
  doc: Y.Doc,
  snapshot: SnapshotFile,
  author: Author,
  batch?: NewBatch,
): Uint8Array[] {
  return collectUpdates(doc, () => [...carryOutImport(doc, planImport(doc, snapshot), author, batch)]);
}

/**
 * Carries out a planned import, one transaction for each turn of the iteration, so that whoever runs it can pause
 * between. Without a batch nobody can undo it: that is how a workspace begins. Rule IMP-8.
 */
export function* carryOutImport(
  doc: Y.Doc,
  plan: ImportPlan,
  author: Author,
  batch?: NewBatch,
): Generator<void, void> {
  for (const [index, commands] of toChunks(plan.commands).entries()) {
    doc.transact(() => {
      const tagged = batch ? commands.map((command) => tag(command, batch.id)) : commands;
      const { writes } = perform(doc, { kind: "all", commands: tagged }, author);
      if (!batch) return;
      const { added, changed } = plan;
      const about = { by: author.user, at: author.at, name: batch.name, added, changed };
      const remembered = rememberedWrites(writes);
      const kept = remembered.length > 0 ? [memoryWrite(memoryKey(batch.id, index), remembered)] : [];
      const first = index === 0 ? [{ root: importRoot, key: batch.id, value: about }] : [];
      write(doc, [...first, ...kept], author);
    }, author);
    yield;
  }
}

function toChunks(commands: readonly Command[]): readonly (readonly Command[])[] {
  const chunks: Command[][] = [];
  let length = 0;
  for (const command of commands) {
    const chunk = chunks.at(-1);
    const more = JSON.stringify(command).length;
    if (chunk && chunk.length < chunkRecordsMax && length + more <= chunkTextLengthMax) {
      chunk.push(command);
      length += more;
    } else {
      chunks.push([command]);
      length = more;
    }
  }
  return chunks;
}

/** The same command, with what it adds belonging to an import. */
function tag(command: Command, imp: string): Command {
  if (command.kind === "all") return { ...command, commands: command.commands.map((item) => tag(item, imp)) };
  return "fields" in command && command.kind.startsWith("add-") ? ({ ...command, imp } as Command) : command;
}

function asOne(commands: readonly Command[]): readonly Command[] {
  return commands.length > 1 ? [{ kind: "all", commands }] : commands;
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
  readonly merge?: Command;
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
    bases: new Set(recordRoots.flatMap((root) => [...doc.getMap(root).keys()].filter(isId))),
    deleted: new Set(graph.bin.map(({ id }) => id)),
  };
}

function plan(state: State, record: FileRecord): Step {
  const { id, into } = record;
  const merge = into && into !== state.intoOf.get(id) && mergeCommand(id as EntityId, into);
  const last = merge ? { merge } : {};
  if (!state.bases.has(id)) return { what: "add", commands: [addCommand(record)], ...last };
  const restore: Command[] = state.deleted.has(id) ? [{ kind: "restore", ids: [id] }] : [];
  const fields = differences(state.fieldsOf.get(id) ?? {}, record.fields);
  const change: Command[] = Object.keys(fields).length > 0 ? [{ kind: "change", id, fields }] : [];
  const commands = [...restore, ...change];
  return { what: commands.length > 0 || merge ? "change" : "keep", commands, ...last };
}

function mergeCommand(id: EntityId, into: EntityId): Command {
  return { kind: "merge", id, into };
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

/** Title, home and naming are taken where the workspace has none of its own. */
function planMeta({ meta }: Graph, { title, home, naming }: SnapshotFile): readonly Command[] {
  const fields = {
    ...(title && meta.title === undefined && { title }),
    ...(home && meta.home === undefined && { home }),
    ...(naming && meta.naming === undefined && { naming }),
  };
  return Object.keys(fields).length > 0 ? [{ kind: "set-meta", fields }] : [];
}

/** Of what is there and of what is added, whatever is the same by the rule for likely duplicates. Rule DUP-1. */
function findDuplicates({ graph, bases }: State, records: readonly FileRecord[]): readonly LikelyDuplicate[] {
  const sharers = new Map<string, Entity>();
  for (const entity of graph.entities.values())
    for (const key of identityKeys(entity)) if (!sharers.has(key)) sharers.set(key, entity);
  return records.flatMap(({ kind, id, fields, into }): LikelyDuplicate[] => {
    if (kind !== "add-entity" || into || bases.has(id)) return [];
    // The parser has checked the fields.
    const entity = { id, ...fields } as unknown as Entity;
    const [of] = identityKeys(entity).flatMap((key) => sharers.get(key) ?? []);
    return of ? [{ id: entity.id, label: entity.label, of: of.id, ofLabel: of.label }] : [];
  });
}

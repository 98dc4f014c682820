// Which records of an import stay when it is undone, because somebody has worked on them or with them since.
import type * as Y from "yjs";

import type { Assembled } from "../assemble.ts";
import { deletedField, isSameWrite, readKey, recordRoots, writeIdOf, type WriteId } from "../document.ts";
import type { MemoryPart } from "./import-batch.ts";
import { evidencePrefix, hasPrefix, type RecordId } from "../ids.ts";
import { readMeta, readParts, type AssembledParts } from "../projection.ts";
import type { EvidenceFields } from "../records.ts";

/** Why something stays: it was changed since; a record outside the import names it; something that stays needs it. */
export type LeftReason = "changed" | "built-upon" | "needed";

/** Something of an import that its undo leaves alone. */
export interface Left {
  /** A record, or a setting's name. */
  readonly id: string;
  /** The field that was written again since, where only that is left. */
  readonly field?: string;
  readonly why: LeftReason;
}

/**
 * Finds them. Rule IMP-6. Linear in the document.
 *
 * @param own The records that the import added.
 * @param memory The import's other writes, which are no work of anybody else.
 */
export function findLeft(
  doc: Y.Doc,
  own: ReadonlySet<RecordId>,
  memory: readonly MemoryPart[],
): readonly Left[] {
  const writes = new Map(memory.flatMap((part) => part.writes.map(({ key, id }) => [key, id] as const)));
  const records = liveRecords(readParts(doc));
  // Records that the import took out of the bin would go back there, and hide what has been built on them.
  const isTaken = (id: string): id is RecordId =>
    records.has(id as RecordId) && (own.has(id as RecordId) || writes.has(`${id}/${deletedField}`));
  const left = new Map<RecordId, LeftReason>();
  const leave = (ids: Iterable<string>, why: LeftReason) => {
    for (const id of ids) if (isTaken(id) && !left.has(id)) left.set(id, why);
  };
  leave(
    [...patchedSince(doc, writes)].filter((id) => own.has(id)),
    "changed",
  );
  for (const [id, record] of records) if (!own.has(id)) leave(textsIn(record), "built-upon");
  leave(homeSetSince(doc, writes), "built-upon");
  const evidenceOf = evidenceByClaim(own, records);
  // What stays needs what it names, and a claim its evidence. The map grows while it is read.
  for (const id of left.keys()) leave([...textsIn(records.get(id)), ...(evidenceOf.get(id) ?? [])], "needed");
  return [...left].map(([id, why]) => (own.has(id) ? { id, why } : { id, field: deletedField, why }));
}

/** What a record says, and which one it was merged into. */
interface LiveRecord extends Pick<Assembled, "into"> {
  readonly fields: Partial<EvidenceFields>;
}

/** Every record that is not in the bin. */
function liveRecords(assembled: AssembledParts): ReadonlyMap<RecordId, LiveRecord> {
  const parts = Object.values(assembled) as readonly ReadonlyMap<RecordId, Assembled>[];
  const records = parts.flatMap((part) => [...part]);
  const live = records.filter(([, { fields, deleted }]) => fields && !deleted);
  return new Map(live.map(([id, { fields, into }]) => [id, named(fields, into)]));
}

/** A record names itself by its id, which is no reason for it to stay. */
function named(fields: Assembled["fields"], into: Assembled["into"]): LiveRecord {
  const { id: _, ...others } = fields ?? {};
  return { fields: others, ...(into && { into }) };
}

/** Every text in a record: whichever field names another record, its id is among them. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) yield* textsIn(item);
}

function evidenceByClaim(
  own: ReadonlySet<RecordId>,
  records: ReadonlyMap<RecordId, LiveRecord>,
): ReadonlyMap<RecordId | undefined, readonly RecordId[]> {
  const evidence = [...own].filter((id) => hasPrefix(id, evidencePrefix));
  return Map.groupBy(evidence, (id) => records.get(id)?.fields.claim);
}

function* patchedSince(doc: Y.Doc, writes: ReadonlyMap<string, WriteId>): Generator<RecordId> {
  for (const root of recordRoots) {
    const map = doc.getMap(root);
    for (const key of map.keys()) {
      const read = readKey(key);
      if (read?.field === undefined || read.field === deletedField) continue;
      if (!isSameWrite(writeIdOf(map, key), writes.get(key))) yield read.id;
    }
  }
}

function homeSetSince(doc: Y.Doc, writes: ReadonlyMap<string, WriteId>): readonly string[] {
  const home = readMeta(doc).home?.decision;
  return home && !isSameWrite(writeIdOf(doc.getMap("m"), "home"), writes.get("home")) ? [home] : [];
}

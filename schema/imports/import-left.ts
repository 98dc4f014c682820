// Which records of an import stay when it is undone, because somebody has worked on them or with them since.
import type * as Y from "yjs";

import type { Assembled } from "../assemble.ts";
import { readDeletion, readPatches } from "../deletion.ts";
import { deletedField, intoField, isSameWrite, readKey, recordRoots, writeIdOf } from "../document.ts";
import type { MemoryPart, RememberedWrite } from "./import-batch.ts";
import { evidencePrefix, hasPrefix, type RecordId } from "../ids.ts";
import { readMeta } from "../workspace-meta.ts";
import { readParts, type AssembledParts } from "../read-parts.ts";
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
  const writes = new Map(memory.flatMap((part) => part.writes.map((item) => [item.key, item] as const)));
  const records = countingRecords(readParts(doc));
  const isTaken = (id: string): id is RecordId => {
    const record = records.get(id as RecordId);
    if (!record) return false;
    // What lies in the bin is seen as what it was merged into, for as long as it is merged.
    if (record.isDeleted) return writes.has(`${id}/${intoField}`);
    // Records that the import took out of the bin would go back there, and hide what has been built on them.
    return own.has(id as RecordId) || writes.has(`${id}/${deletedField}`);
  };
  const left = new Map<RecordId, LeftReason>();
  const leave = (ids: Iterable<string>, why: LeftReason) => {
    for (const id of ids)
      for (const named of throughMerges(records, id))
        if (isTaken(named) && !left.has(named)) left.set(named, why);
  };
  leave(
    [...patchedSince(doc, writes)].filter((id) => own.has(id)),
    "changed",
  );
  leave(changedOutOfBin(doc, memory), "changed");
  for (const [id, record] of records)
    if (!own.has(id) && !record.isDeleted) leave(textsIn(record), "built-upon");
  leave(homeSetSince(doc, writes), "built-upon");
  const evidenceOf = evidenceByClaim(own, records);
  // What stays needs what it names, and a claim its evidence. The map grows while it is read.
  for (const id of left.keys()) leave([...textsIn(records.get(id)), ...(evidenceOf.get(id) ?? [])], "needed");
  return [...left].map(([id, why]) => {
    if (records.get(id)?.isDeleted) return { id, field: intoField, why };
    return own.has(id) ? { id, why } : { id, field: deletedField, why };
  });
}

/** What a record says, and which one it was merged into. */
interface CountingRecord extends Pick<Assembled, "into"> {
  readonly fields: Partial<EvidenceFields>;
  /** In the bin, and there only because it was merged. */
  readonly isDeleted: boolean;
}

type CountingRecords = ReadonlyMap<RecordId, CountingRecord>;

/** Every record by which another can be seen: those that are not in the bin, and those that were merged. */
function countingRecords(assembled: AssembledParts): CountingRecords {
  const parts = Object.values(assembled) as readonly ReadonlyMap<RecordId, Assembled>[];
  const records = parts.flatMap((part) => [...part]);
  const counting = records.filter(([, { fields, deleted, into }]) => fields && (!deleted || into));
  return new Map(
    counting.map(([id, { fields, deleted, into }]) => [
      id,
      { ...named(fields, into), isDeleted: deleted !== undefined },
    ]),
  );
}

/** A record, and what it is seen as while it lies in the bin. */
function* throughMerges(records: CountingRecords, id: string): Generator<string> {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined && !seen.has(at);) {
    seen.add(at);
    yield at;
    const record = records.get(at as RecordId);
    at = record?.isDeleted ? record.into : undefined;
  }
}

/** A record names itself by its id, which is no reason for it to stay. */
function named(
  fields: Assembled["fields"],
  into: Assembled["into"],
): Pick<CountingRecord, "fields" | "into"> {
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
  records: CountingRecords,
): ReadonlyMap<RecordId | undefined, readonly RecordId[]> {
  const evidence = [...own].filter((id) => hasPrefix(id, evidencePrefix));
  return Map.groupBy(evidence, (id) => records.get(id)?.fields.claim);
}

type Remembered = ReadonlyMap<string, RememberedWrite>;

function* patchedSince(doc: Y.Doc, writes: Remembered): Generator<RecordId> {
  for (const root of recordRoots) {
    const map = doc.getMap(root);
    for (const key of map.keys()) {
      const read = readKey(key);
      if (read?.field === undefined || read.field === deletedField) continue;
      if (!isSameWrite(writeIdOf(map, key), writes.get(key)?.id)) yield read.id;
    }
  }
}

/** Records that the import took out of the bin, and that would not go back there as they lay in it. */
function changedOutOfBin(doc: Y.Doc, memory: readonly MemoryPart[]): readonly RecordId[] {
  const writes = memory.flatMap((part) => part.writes);
  const byRecord = Map.groupBy(writes, ({ key }) => readKey(key)?.id);
  const out = writes.flatMap(({ root, key, before }) => {
    const read = readKey(key);
    const mark = readDeletion(before);
    return read?.field === deletedField && mark ? [{ root, id: read.id, mark }] : [];
  });
  return [...Map.groupBy(out, ({ root }) => root)].flatMap(([root, items]) => {
    const map = doc.getMap(root);
    const patchesOf = readPatches(map, new Set(items.map(({ id }) => id)));
    return items.flatMap(({ id, mark }) => {
      const others = (byRecord.get(id) ?? []).filter(({ key }) => readKey(key)?.field !== deletedField);
      const isStanding = others.every((item) => isSameWrite(writeIdOf(map, item.key), item.id));
      const before = takenBack(patchesOf.get(id) ?? new Map(), others);
      return isStanding && mark.hasSeen(map.get(id), before) ? [] : [id];
    });
  });
}

/** A record's patches without some writes. */
function takenBack(
  patches: ReadonlyMap<string, unknown>,
  writes: readonly RememberedWrite[],
): ReadonlyMap<string, unknown> {
  const before = new Map(patches);
  for (const item of writes) {
    const field = readKey(item.key)?.field ?? "";
    if (item.before === undefined) before.delete(field);
    else before.set(field, item.before);
  }
  return before;
}

function homeSetSince(doc: Y.Doc, writes: Remembered): readonly string[] {
  const home = readMeta(doc).home?.decision;
  return home && !isSameWrite(writeIdOf(doc.getMap("m"), "home"), writes.get("home")?.id) ? [home] : [];
}

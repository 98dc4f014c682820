// Takes an import back, and brings it back: what it added goes to the bin, what it changed gets its former value,
// unless somebody has worked on it since. Anybody may do it, at any time. Rules IMP-5 to IMP-7.
import type * as Y from "yjs";

import { binWrites } from "../bin-writes.ts";
import { readDeletion, type Deletion } from "../deletion.ts";
import { deletedField, importRoot, isSameWrite, readKey, rootOf, writeIdOf } from "../document.ts";
import { write, type Author, type PlannedWrite } from "../edits.ts";
import { EntenteError } from "../errors.ts";
import { firstWriteInverse } from "../history.ts";
import {
  memoryWrite,
  readImports,
  readMemory,
  recordsOf,
  rememberedWrites,
  type ImportBatch,
  type MemoryPart,
  type RememberedWrite,
} from "./import-batch.ts";
import { findLeft, type Left } from "./import-left.ts";
import type { RecordId } from "../ids.ts";
import { chunkRecordsMax } from "./import.ts";

/** What undoing an import, or bringing it back, would do. */
export interface Reversal {
  readonly kind: "undo" | "bring-back";
  readonly batch: ImportBatch;
  /** Records that go to the bin, or come out of it. */
  readonly records: readonly RecordId[];
  /** Values that are written back, by the transaction that wrote over them. */
  readonly parts: readonly ReversedPart[];
  /** What stays as it is, and why. */
  readonly left: readonly Left[];
}

interface ReversedPart extends MemoryPart {
  /** Still remembered as they are: they belong to records that stay. */
  readonly kept: readonly RememberedWrite[];
}

/**
 * Says what undoing an import would do. Writes nothing. Linear in the document.
 *
 * @throws EntenteError `import-unknown`, `import-undone`
 */
export function planUndo(doc: Y.Doc, id: string): Reversal {
  const batch = batchOf(doc, id);
  if (batch.undone) throw new EntenteError("import-undone", { detail: batch.name });
  const memory = readMemory(doc, id);
  const own = recordsOf(doc, id);
  const left = findLeft(doc, own, memory);
  const isLeft = new Set(left.map(({ id: record, field }) => (field ? `${record}/${field}` : record)));
  const records = [...own].filter((record) => !isLeft.has(record) && !isDeleted(doc, record));
  // What stays out of the bin stays as it is: others have built upon what it says now.
  const stays = ({ key }: RememberedWrite) => {
    const record = readKey(key)?.id ?? key;
    return isLeft.has(key) || isLeft.has(record) || isLeft.has(`${record}/${deletedField}`);
  };
  return { kind: "undo", batch, records, ...planParts(doc, memory, stays, left) };
}

/**
 * Says what bringing an undone import back would do: only what its undo took away comes back.
 *
 * @throws EntenteError `import-unknown`, `import-not-undone`
 */
export function planBringBack(doc: Y.Doc, id: string): Reversal {
  const batch = batchOf(doc, id);
  if (!batch.undone) throw new EntenteError("import-not-undone", { detail: batch.name });
  const records = [...recordsOf(doc, id)].filter((record) => deletionOf(doc, record)?.imp === id);
  const stays = ({ isKept = false }: RememberedWrite) => isKept;
  return { kind: "bring-back", batch, records, ...planParts(doc, readMemory(doc, id), stays, []) };
}

/**
 * Carries a reversal out, one transaction for each turn of the iteration, so that whoever runs it can pause between.
 * Nothing is written where there is nothing to take back.
 */
export function* carryOutReversal(doc: Y.Doc, plan: Reversal, author: Author): Generator<void, void> {
  const { kind, batch, records, parts, left } = plan;
  const restored = parts.reduce((sum, { writes }) => sum + writes.length, 0);
  if (records.length + restored === 0) return;
  for (const part of parts) {
    reversePart(doc, part, kind === "undo", author);
    yield;
  }
  // After the parts, since a mark says what the record was like when it was put in the bin.
  const planned = kind === "undo" ? binWrites(doc, records, author, batch.id) : restorations(records);
  for (let start = 0; start < planned.length; start += chunkRecordsMax) {
    write(doc, planned.slice(start, start + chunkRecordsMax), author);
    yield;
  }
  const summary = {
    by: author.user,
    at: author.at,
    removed: records.length,
    restored,
    left: left.length,
  };
  const value = kind === "undo" ? summary : 0;
  write(doc, [{ root: importRoot, key: `${batch.id}/${deletedField}`, value }], author);
  yield;
}

function restorations(records: readonly RecordId[]): readonly PlannedWrite[] {
  return records.map((id) => ({ root: rootOf(id), key: `${id}/${deletedField}`, value: 0 }));
}

function batchOf(doc: Y.Doc, id: string): ImportBatch {
  const batch = readImports(doc).find((item) => item.id === id);
  if (!batch) throw new EntenteError("import-unknown", { detail: id.slice(0, 80) });
  return batch;
}

/** Values may be written back where the remembered write still stands. Rule UND-2. */
function planParts(
  doc: Y.Doc,
  memory: readonly MemoryPart[],
  stays: (item: RememberedWrite) => boolean,
  leftRecords: readonly Left[],
): Pick<Reversal, "parts" | "left"> {
  const left = [...leftRecords];
  const parts: ReversedPart[] = [];
  for (const { key, writes } of memory) {
    const kept = writes.filter(stays);
    const others = writes.filter((item) => !stays(item));
    const standing = others.filter(({ root, key: at, id }) =>
      isSameWrite(writeIdOf(doc.getMap(root), at), id),
    );
    for (const item of others) if (!standing.includes(item)) left.push(leftKey(item.key));
    if (standing.length + kept.length > 0) parts.push({ key, writes: standing, kept });
  }
  return { parts, left };
}

/** From now on the part remembers how to take this reversal back. */
function reversePart(doc: Y.Doc, part: ReversedPart, isUndo: boolean, author: Author): void {
  doc.transact(() => {
    const planned = part.writes.map((item) => inverseOf(doc.getMap(item.root), item, author));
    const edit = write(doc, planned, author);
    const kept = part.kept.map((item) => ({ ...item, isKept: isUndo }));
    write(doc, [memoryWrite(part.key, [...kept, ...rememberedWrites(edit.writes)])], author);
  }, author);
}

function inverseOf(map: Y.Map<unknown>, item: RememberedWrite, author: Author): PlannedWrite {
  const { root, key, before } = item;
  return before === undefined ? firstWriteInverse(map, { root, key }, author) : { root, key, value: before };
}

function leftKey(key: string): Left {
  const read = readKey(key);
  return read?.field === undefined
    ? { id: key, why: "changed" }
    : { id: read.id, field: read.field, why: "changed" };
}

function isDeleted(doc: Y.Doc, id: RecordId): boolean {
  return deletionOf(doc, id) !== undefined;
}

function deletionOf(doc: Y.Doc, id: RecordId): Deletion | undefined {
  return readDeletion(doc.getMap(rootOf(id)).get(`${id}/${deletedField}`));
}

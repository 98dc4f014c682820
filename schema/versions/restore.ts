// Goes back to a version by a forward edit: what must be written now so that the map says again what it said then.
// Nothing is taken out of the history; whoever was off line merges with it as with any other edit. Rules RST-1 to RST-6.
import type * as Y from "yjs";

import { readMember } from "../assemble.ts";
import { binWrites } from "../bin-writes.ts";
import { canonicalJson } from "../canonical.ts";
import { placeOf, settledKey, unsettledEntries } from "../conflicts/conflict-entries.ts";
import { readDeletion } from "../deletion.ts";
import {
  conflictRoot,
  deletedField,
  importRoot,
  intoField,
  isSameWrite,
  readKey,
  recordRoots,
  rootOf,
  writeIdOf,
  type GraphRoot,
  type RecordRoot,
  type Json,
} from "../document.ts";
import { write, type Author, type PlannedWrite } from "../edits.ts";
import type { RecordId } from "../ids.ts";
import { chunkRecordsMax, chunkTextLengthMax } from "../imports/import.ts";
import { isJsonObject } from "../json-object.ts";
import { isServerSetting } from "../schema-version.ts";

/**
 * The keys that are to be written for a map to say what it said then. Writes nothing. Linear in the two documents.
 *
 * @param then The document as it was, of the same history.
 */
export function planRestore(then: Y.Doc, now: Y.Doc, author: Author): readonly PlannedWrite[] {
  const writes = [
    ...settingWrites(then, now),
    ...recordWrites(then, now),
    ...binWrites(now, newRecords(then, now), author),
    ...importWrites(then, now),
  ];
  return [...writes, ...settlingWrites(now, writes, author)];
}

/**
 * Carries a plan out on a document, one transaction for each turn of the iteration, so that whoever runs it can pause
 * between.
 */
export function* carryOutRestore(
  doc: Y.Doc,
  plan: readonly PlannedWrite[],
  author: Author,
): Generator<void, void> {
  let chunk: PlannedWrite[] = [];
  let length = 0;
  for (const planned of plan) {
    const more = planned.key.length + JSON.stringify(planned.value).length;
    if (chunk.length >= chunkRecordsMax || (chunk.length > 0 && length + more > chunkTextLengthMax)) {
      write(doc, chunk, author);
      yield;
      [chunk, length] = [[], 0];
    }
    chunk.push(planned);
    length += more;
  }
  if (chunk.length === 0) return;
  write(doc, chunk, author);
  yield;
}

function settingWrites(then: Y.Doc, now: Y.Doc): readonly PlannedWrite[] {
  return changedKeys(then, now, "m")
    .filter((key) => !isServerSetting("m", key))
    .flatMap((key) => setBack(now, "m", key, valueAt(then, "m", key) ?? null));
}

/** Of the records that were there, every key that was written since; of the others, what merged them into another. */
function recordWrites(then: Y.Doc, now: Y.Doc): readonly PlannedWrite[] {
  return recordRoots.flatMap((root) =>
    changedKeys(then, now, root).flatMap((key) => {
      const value = valueAt(then, root, key);
      if (value !== undefined) return setBack(now, root, key, value);
      const read = readKey(key);
      if (read?.field === undefined) return [];
      const wasThere = valueAt(then, root, read.id) !== undefined;
      if (!wasThere && read.field !== intoField) return [];
      return setBack(now, root, key, valueBeneath(then, root, read.id, read.field));
    }),
  );
}

/** Records that were not there then, and are not in the bin now. */
function newRecords(then: Y.Doc, now: Y.Doc): readonly RecordId[] {
  return recordRoots.flatMap((root) =>
    changedKeys(then, now, root).flatMap((key) => {
      const read = readKey(key);
      const isNew = read && read.field === undefined && valueAt(then, root, key) === undefined;
      return isNew && !isInBin(now, read.id) ? [read.id] : [];
    }),
  );
}

/**
 * What was undone since counts as done again, and the other way round, since its records are as they were. An import
 * that came later stays in the list.
 */
function importWrites(then: Y.Doc, now: Y.Doc): readonly PlannedWrite[] {
  return changedKeys(then, now, importRoot).flatMap((key) => {
    const value = valueAt(then, importRoot, key);
    if (value !== undefined) return setBack(now, importRoot, key, value);
    const [batch = "", field] = key.split("/");
    const wasThere = field === deletedField && valueAt(then, importRoot, batch) !== undefined;
    return wasThere ? setBack(now, importRoot, key, 0) : [];
  });
}

/** What is written over on purpose is in question no more. Rule CON-6. */
function settlingWrites(
  now: Y.Doc,
  writes: readonly PlannedWrite[],
  { user, at }: Author,
): readonly PlannedWrite[] {
  const unsettled = unsettledEntries(now);
  if (unsettled.size === 0) return [];
  return writes
    .flatMap(({ root, key }) => unsettled.get(placeOf(root, key)) ?? [])
    .map((id) => ({ root: conflictRoot, key: settledKey(id), value: { by: user, at } }));
}

/** Keys of a root that somebody has written since. */
function changedKeys(then: Y.Doc, now: Y.Doc, root: GraphRoot): readonly string[] {
  const [before, after] = [then.getMap(root), now.getMap(root)];
  return [...after.keys()].filter((key) => !isSameWrite(writeIdOf(before, key), writeIdOf(after, key)));
}

/** A key is never removed, so a patch that was not there repeats what stands beneath it. */
function valueBeneath(then: Y.Doc, root: RecordRoot, id: RecordId, field: string): Json {
  if (field.startsWith("$")) return 0;
  const [name = "", member] = field.split(".");
  const base = valueAt(then, root, id);
  const ofBase = isJsonObject(base) && Object.hasOwn(base, name) ? base[name] : undefined;
  if (member === undefined) return ofBase ?? null;
  const patch = valueAt(then, root, `${id}/${name}`);
  const whole = patch === undefined ? ofBase : patch;
  // What stands in a document is plain JSON.
  return (readMember(whole, member) as Json | undefined) ?? null;
}

/** The write that gives a key a value, unless it says that already. */
function setBack(now: Y.Doc, root: GraphRoot, key: string, value: Json): readonly PlannedWrite[] {
  const isThere = canonicalJson(now.getMap(root).get(key) ?? null) === canonicalJson(value);
  return isThere ? [] : [{ root, key, value }];
}

function valueAt(doc: Y.Doc, root: GraphRoot, key: string): Json | undefined {
  return doc.getMap(root).get(key) as Json | undefined;
}

function isInBin(doc: Y.Doc, id: RecordId): boolean {
  return readDeletion(valueAt(doc, rootOf(id), `${id}/${deletedField}`)) !== undefined;
}

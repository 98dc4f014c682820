// Which conflicts are open: unsettled entries whose values nobody who saw them has overwritten. A pure function of
// the document; conflict-index.ts gives the same answer step by step.
import type * as Y from "yjs";

import { problem, schemaOf } from "../assemble.ts";
import { canonicalJson } from "../canonical.ts";
import { areSameValues } from "./conflicts.ts";
import {
  isOverwritten,
  placeOf,
  readEntry,
  unsettledEntries,
  type ConflictSide,
} from "./conflict-entries.ts";
import {
  conflictRoot,
  isSameWrite,
  readKey,
  writeIdOf,
  type ContestedRoot,
  type Json,
  type RecordRoot,
} from "../document.ts";
import type { Conflict, ConflictValue, Problem } from "../graph.ts";
import type { RecordId } from "../ids.ts";

/** All open conflicts, ordered by root and key. Rule CON-4. */
export function readConflicts(doc: Y.Doc): readonly Conflict[] {
  const conflicts = [...unsettledEntries(doc).values()].map((ids) => openConflict(doc, ids));
  return orderConflicts(conflicts.filter((conflict) => conflict !== undefined));
}

/** The open conflict at one key, given its unsettled entries. Rules CON-4, CON-6 and CON-7. */
export function openConflict(doc: Y.Doc, ids: readonly string[]): Conflict | undefined {
  const entries = ids
    .map((id) => readEntry(doc.getMap(conflictRoot).get(id)))
    .filter((entry) => entry !== undefined);
  const [first] = entries;
  if (!first) return undefined;
  const { root, key } = first;
  const map = doc.getMap(root);
  const item = map._map.get(key);
  const value = map.get(key) as Json | undefined;
  const write = writeIdOf(map, key);
  if (!item || !write || value === undefined) return undefined;
  const sides = new Map(
    entries.flatMap(({ values }) => values).map((side) => [`${side.client} ${side.clock}`, side]),
  );
  const current = sides.get(`${write.client} ${write.clock}`);
  const others = [...sides.values()]
    .filter((side) => !isSameWrite(side, write) && !isOverwritten(item, side))
    .filter((side) => isApart(map, root, key, side.value, value))
    .toSorted((a, b) => a.client - b.client || a.clock - b.clock);
  if (others.length === 0) return undefined;
  const read = root === "m" ? undefined : readKey(key);
  return Object.freeze({
    root,
    key,
    ...read,
    current: toConflictValue(current ?? { value, ...write }),
    others: others.map(toConflictValue),
  });
}

/**
 * The fields in which two versions of one record, added at once, differ and which nobody has changed since. What is no
 * field of such a record is nobody's opinion.
 */
export function differingFields(map: Y.Map<unknown>, root: RecordRoot, id: RecordId, a: unknown, b: unknown) {
  const [first, second] = [asRecord(a), asRecord(b)];
  const fields = Object.keys(schemaOf(root, id).entries).toSorted();
  return fields.filter(
    (field) => canonicalJson(first[field]) !== canonicalJson(second[field]) && !map.has(`${id}/${field}`),
  );
}

/** What exports and the list of problems say of a conflict. */
export function conflictProblem({ key, id, field, others }: Conflict): Problem {
  const count = others.length === 1 ? "Two" : String(others.length + 1);
  const what = id === undefined ? "this setting" : field === undefined ? "the record" : `“${field}”`;
  return problem(
    "conflict",
    id ?? key,
    "warning",
    `${count} values of ${what} were written at the same time; one is shown.`,
  );
}

/** By root and key. */
export function orderConflicts(conflicts: readonly Conflict[]): readonly Conflict[] {
  const nameOf = ({ root, key }: Conflict) => placeOf(root, key);
  return conflicts.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Of a record that was added twice at once, only fields that nobody has changed since are in question. */
function isApart(map: Y.Map<unknown>, root: ContestedRoot, key: string, other: Json, current: Json): boolean {
  if (areSameValues(key, other, current)) return false;
  const read = readKey(key);
  if (root === "m" || !read || read.field !== undefined) return true;
  return differingFields(map, root, read.id, other, current).length > 0;
}

function toConflictValue({ value, client, clock, by, at }: ConflictSide): ConflictValue {
  return Object.freeze({
    value,
    write: { client, clock },
    ...(by !== undefined && { by }),
    ...(at !== undefined && { at }),
  });
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

// The entries of root `x`: what the server noted of conflicts, and who settled them. Whether one is still open is
// read from the document alone.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as v from "valibot";
import type * as Y from "yjs";

import type { FoundConflict } from "./conflicts.ts";
import {
  conflictRoot,
  contestedRoots,
  isKeyOf,
  readKey,
  settledField,
  type Json,
  type WriteId,
} from "../document.ts";
import { conflictPrefix, hasPrefix } from "../ids.ts";

const nameLengthMax = 35;

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(200));
const side = v.object({
  value: v.custom<Json>((value) => value !== undefined),
  client: number,
  clock: number,
  /** As they called themselves, where the server knew. */
  by: v.optional(text),
  /** When it reached the server, ISO 8601, UTC. */
  at: v.optional(text),
});
const entry = v.object({
  kind: v.literal("conflict"),
  root: v.picklist(contestedRoots),
  key: v.string(),
  values: v.tuple([side, side]),
});

/** One of two values that were written at once. */
export type ConflictSide = v.InferOutput<typeof side>;
/** What the server notes under `conflictId`, once. */
export type ConflictEntry = v.InferOutput<typeof entry>;

/** The entry's id, made of the two writes: noting a conflict again changes nothing. Rule CON-3. */
export function conflictId([a, b]: FoundConflict["values"]): string {
  const name = [a.client, a.clock, b.client, b.clock].map((part) => part.toString(36)).join("-");
  // Only made-up client ids, larger than Yjs gives, are that long.
  const short =
    name.length <= nameLengthMax ? name : bytesToHex(sha256(utf8ToBytes(name))).slice(0, nameLengthMax);
  return `${conflictPrefix}:${short}`;
}

/** What the server notes, with what it knows of who wrote the two values. */
export function toEntry(
  { root, key, values: [a, b] }: FoundConflict,
  knownOf: (write: WriteId) => Pick<ConflictSide, "by" | "at">,
): ConflictEntry {
  const toSide = ({ client, clock, value }: ConflictSide) => ({
    value,
    client,
    clock,
    ...knownOf({ client, clock }),
  });
  return { kind: "conflict", root, key, values: [toSide(a), toSide(b)] };
}

/** Reads a base of root `x`. Whatever is not of the form that the server writes is no entry. */
export function readEntry(value: unknown): ConflictEntry | undefined {
  const result = v.safeParse(entry, value);
  return result.success && isKeyOf(result.output.root, result.output.key) ? result.output : undefined;
}

/** The entry's id in a key of root `x`, or undefined where the key follows no rule. */
export function entryIdOf(key: string): string | undefined {
  const read = readKey(key);
  return read && hasPrefix(read.id, conflictPrefix) ? read.id : undefined;
}

/** Key of the mark that settles an entry. */
export function settledKey(id: string): string {
  return `${id}/${settledField}`;
}

/** Whether somebody said which value is right. */
export function isSettled(doc: Y.Doc, id: string): boolean {
  const mark = doc.getMap(conflictRoot).get(settledKey(id));
  return typeof mark === "object" && mark !== null;
}

/** The unsettled entries by the place they are about: `placeOf(root, key)`. Linear in the entries. */
export function unsettledEntries(doc: Y.Doc): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const [id, value] of doc.getMap(conflictRoot)) {
    const found = readKey(id)?.field === undefined ? readEntry(value) : undefined;
    if (!found || isSettled(doc, id)) continue;
    const place = placeOf(found.root, found.key);
    ids.set(place, [...(ids.get(place) ?? []), id]);
  }
  // The order of keys in a document differs from replica to replica.
  return new Map([...ids].map(([place, entries]) => [place, entries.toSorted()]));
}

/** Root and key as one word. */
export function placeOf(root: string, key: string): string {
  return `${root} ${key}`;
}

/** Whether somebody who saw a write's value has overwritten it, or it never arrived. Linear in the key's history. */
export function isOverwritten(current: Y.Item, { client, clock }: WriteId): boolean {
  for (let item: Y.Item | null = current; item; item = item.left) {
    if (item.origin?.client === client && item.origin.clock === clock) return true;
    const end = item.id.clock + item.length;
    // Within a run of overwritten values each follows the one before it.
    if (item.id.client === client && item.id.clock <= clock && clock < end) return clock < end - 1;
  }
  return true;
}

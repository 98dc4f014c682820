// Layout of a workspace document: flat root maps of plain JSON, "base + patch". The value at `id` is written
// once by whoever creates the record; the value at `id/field` is that field's current value and beats the base.
// Concurrent edits of different fields therefore never lose each other, and a deletion is an ordinary value.
import type * as Y from "yjs";

import {
  claimPrefix,
  conflictPrefix,
  disputePrefix,
  evidencePrefix,
  hasPrefix,
  isId,
  relationPrefix,
  replyPrefix,
  sourcePrefix,
  threadPrefix,
  type RecordId,
} from "./ids.ts";

/** What is remembered of imports: under an import's id what it was, under `id/part0` and so on what stood there before. */
export const importRoot = "i" as const;

/** `m` settings, `n` entities with decisions, `e` relations, `c` claims with their evidence and disputes, `s` sources, `i` imports. */
export const graphRoots = ["m", "n", "e", "c", "s", importRoot] as const;
export type GraphRoot = (typeof graphRoots)[number];
/** The roots that hold records. */
export const recordRoots = ["n", "e", "c", "s"] as const satisfies GraphRoot[];
export type RecordRoot = (typeof recordRoots)[number];
/** The roots in which two people can want different things at once: settings and records. */
export const contestedRoots = ["m", ...recordRoots] as const satisfies GraphRoot[];
export type ContestedRoot = (typeof contestedRoots)[number];

/**
 * Beside them, what the server noted of conflicts: entries that only it writes, and the marks by which anybody
 * settles them. Not a root of the graph: nothing in it is part of what the map says.
 */
export const conflictRoot = "x" as const;
/** The one patch of an entry. */
export const settledField = "settled";

/** The root of a view's document: where nodes were put by hand. */
export const viewRoot = "p" as const;

/** Beside it, where the layout has put the other nodes: texts under the words `part0`, `part1` and so on. */
export const layoutRoot = "l" as const;

/** The roots of the document in which people talk: `t` threads, `r` replies. */
export const talkRoots = ["t", "r"] as const;
export type TalkRoot = (typeof talkRoots)[number];

/** The roots of a scenario's document: those of the map that it may change on paper, under the same keys, and `m`. */
export const scenarioRoots = ["m", "n", "e", "c"] as const satisfies GraphRoot[];

/** What can be read like a document's root map: that map, or one with changes laid over it. */
export interface KeyReader {
  get(key: string): unknown;
  has(key: string): boolean;
  keys(): Iterable<string>;
}

/** What can be read like a document of root maps. */
export interface DocumentReader {
  getMap(root: string): KeyReader;
}

/** Patches that say something about the record itself. */
export const deletedField = "$del";
export const intoField = "$into";

const fieldPattern = /^\$?[a-z][A-Za-z0-9]{0,23}(\.[a-z0-9][A-Za-z0-9-]{0,31})?$/;
const layoutKeyPattern = /^part\d{1,3}$/;
const importKeyPattern = /^[a-z0-9]{8}(\/(\$del|part\d{1,4}))?$/;
const settingPattern = /^[a-z][A-Za-z0-9]{0,23}(\.[a-z][a-z0-9-]{0,39})?$/;

/** A key of a record root, taken apart. */
export interface RecordKey {
  readonly id: RecordId;
  /** Absent for the base. May carry a member: `aliases.nippon`. */
  readonly field?: string;
}

/** What a key of a record root names, or undefined when it follows no rule. Rule KEY-1. */
export function readKey(key: string): RecordKey | undefined {
  const slash = key.indexOf("/");
  const id = slash === -1 ? key : key.slice(0, slash);
  if (!isId(id)) return undefined;
  if (slash === -1) return { id };
  const field = key.slice(slash + 1);
  return fieldPattern.test(field) ? { id, field } : undefined;
}

/** Whether a key may stand in a root. Settings in `m` are words, with at most one member. Rule KEY-2. */
export function isKeyOf(root: string, key: string): boolean {
  if (root === "m") return settingPattern.test(key);
  if (root === viewRoot) return isId(key);
  if (root === importRoot) return importKeyPattern.test(key);
  if (root === layoutRoot) return layoutKeyPattern.test(key);
  const read = readKey(key);
  if (!read) return false;
  if (root === "t") return hasPrefix(read.id, threadPrefix);
  if (root === "r") return hasPrefix(read.id, replyPrefix);
  return hasPrefix(read.id, conflictPrefix)
    ? root === conflictRoot && isEntryKey(read)
    : rootOf(read.id) === root;
}

/** Whether a key of the conflicts' root may be written by anybody, not by the server alone. Rule CON-5. */
export function isSettlingKey(key: string): boolean {
  return readKey(key)?.field === settledField;
}

function isEntryKey({ field }: RecordKey): boolean {
  return field === undefined || field === settledField;
}

/** The root a record lives in, told by its id's prefix. */
export function rootOf(id: RecordId): RecordRoot {
  if (hasPrefix(id, relationPrefix)) return "e";
  if ([claimPrefix, evidencePrefix, disputePrefix].some((prefix) => hasPrefix(id, prefix))) return "c";
  if (hasPrefix(id, sourcePrefix)) return "s";
  return "n";
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const depthMax = 6;
const stringLengthMax = 16_000;
const arrayLengthMax = 256;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

/** Whether a value may stand in a document: plain JSON, bounded in depth and size. Rule VAL-1. */
export function isStorable(value: unknown, depth = 0): value is Json {
  switch (typeof value) {
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "string":
      return value.length <= stringLengthMax;
    case "object":
      return value === null || (depth < depthMax && isStorableObject(value, depth + 1));
    default:
      return false;
  }
}

function isStorableObject(value: object, depth: number): boolean {
  if (Array.isArray(value)) {
    return value.length <= arrayLengthMax && value.every((item) => isStorable(item, depth));
  }
  const isItem = ([key, item]: readonly [string, unknown]) =>
    !forbiddenKeys.has(key) && isStorable(item, depth);
  return isPlainObject(value) && Object.entries(value).every(isItem);
}

/** Identity of one write to one key: no two writes share it. */
export interface WriteId {
  readonly client: number;
  readonly clock: number;
}

/** Which write a key's current value comes from, or undefined where the key was never written. */
export function writeIdOf(map: Y.Map<unknown>, key: string): WriteId | undefined {
  const item = map._map.get(key);
  return item && { client: item.id.client, clock: item.id.clock };
}

/** Whether two keys' values come from one and the same write. */
export function isSameWrite(a: WriteId | undefined, b: WriteId | undefined): boolean {
  return a?.client === b?.client && a?.clock === b?.clock;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

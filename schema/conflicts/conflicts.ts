// Finds writes to one key that were made without knowledge of each other. Yjs lets one of them win and forgets the
// other; here both are read while they are still there.
import * as Y from "yjs";

import { canonicalJson } from "../canonical.ts";
import { deletedField, contestedRoots, type ContestedRoot, type Json, type WriteId } from "../document.ts";

/** A value that was written, and which write it is. */
export interface WrittenValue extends WriteId {
  readonly value: Json;
}

/** Two values of one key, each written without knowledge of the other. */
export interface FoundConflict {
  readonly root: ContestedRoot;
  readonly key: string;
  /** In the order of their writes' clients and clocks, so that both orders of arrival give one pair. */
  readonly values: readonly [WrittenValue, WrittenValue];
}

/**
 * Applies an update to a document that has all that the update builds on, and tells what it lost or made others lose.
 * Rules CON-1 and CON-2. Linear in the update.
 */
export function applyFindingConflicts(
  doc: Y.Doc,
  update: Uint8Array,
  origin?: unknown,
): readonly FoundConflict[] {
  // One transaction around both: at its end Yjs throws away the values that lost.
  return doc.transact(() => {
    const before = clocksOf(doc, update);
    Y.applyUpdate(doc, update, origin);
    return findConflicts(doc, before);
  }, origin);
}

/** Whether two values of a key say the same: equal content, or two deletions by whomever. */
export function areSameValues(key: string, a: unknown, b: unknown): boolean {
  if (key.endsWith(`/${deletedField}`) && isObject(a) && isObject(b)) return true;
  return canonicalJson(a) === canonicalJson(b);
}

type Clocks = ReadonlyMap<number, number>;

/** What arrived for one key, in the order of its clients. */
interface Arrivals {
  readonly root: ContestedRoot;
  readonly map: Y.Map<unknown>;
  readonly key: string;
  readonly items: Y.Item[];
}

/** Of the clients in the update alone: a document has thousands of them. */
function clocksOf({ store }: Y.Doc, update: Uint8Array): Clocks {
  return new Map(
    [...Y.parseUpdateMeta(update).to.keys()].map((client) => [client, Y.getState(store, client)]),
  );
}

function findConflicts(doc: Y.Doc, before: Clocks): readonly FoundConflict[] {
  return [...arrivalsSince(doc, before)].flatMap((arrivals) => conflictsAmong(arrivals, before));
}

function arrivalsSince(doc: Y.Doc, before: Clocks): Iterable<Arrivals> {
  const roots = new Map<unknown, ContestedRoot>(contestedRoots.map((root) => [doc.getMap(root), root]));
  const arrivals = new Map<string, Arrivals>();
  for (const item of itemsSince(doc, before)) {
    const root = roots.get(item.parent);
    const key = item.parentSub;
    if (root === undefined || key === null) continue;
    const known = arrivals.get(`${root} ${key}`);
    if (known) known.items.push(item);
    else arrivals.set(`${root} ${key}`, { root, map: doc.getMap(root), key, items: [item] });
  }
  return arrivals.values();
}

function* itemsSince({ store }: Y.Doc, before: Clocks): Iterable<Y.Item> {
  for (const [client, known] of before) {
    const structs = store.clients.get(client) ?? [];
    if (Y.getState(store, client) === known) continue;
    for (let index = Y.findIndexSS(structs, known); index < structs.length; index += 1) {
      const struct = structs[index];
      if (struct instanceof Y.Item) yield struct;
    }
  }
}

/**
 * A writer writes after the last item of the list that they see. So whoever stands between an item and the one it
 * follows was unknown to its writer, and what nothing follows was overwritten by nobody who had seen it. The value
 * that stood there and each that came are therefore either followed, or current, or lost.
 */
function conflictsAmong({ root, map, key, items }: Arrivals, before: Clocks): readonly FoundConflict[] {
  const current = map._map.get(key);
  const winner = current && valueOf(current);
  if (!winner) return [];
  const followed = new Set(items.map(({ origin }) => origin && nameOf(origin)));
  const stood = lastBefore(current, before);
  const rivals = [...items, ...(stood ? [stood] : [])].filter(
    (item) => item !== current && !followed.has(nameOf(item.lastId)),
  );
  return rivals
    .map(valueOf)
    .filter((loser) => loser !== undefined)
    .filter((loser) => !areSameValues(key, loser.value, winner.value))
    .map((loser) => ({ root, key, values: inOrder(loser, winner) }));
}

/** The item that was current before the update. */
function lastBefore(current: Y.Item, before: Clocks): Y.Item | undefined {
  let item: Y.Item | null = current;
  while (item && item.id.clock >= (before.get(item.id.client) ?? Infinity)) item = item.left;
  return item ?? undefined;
}

/** Undefined where the content is gone, or never came. */
function valueOf({ id, content }: Y.Item): WrittenValue | undefined {
  if (!(content instanceof Y.ContentAny)) return undefined;
  const [value] = content.arr as (Json | undefined)[];
  return value === undefined ? undefined : { client: id.client, clock: id.clock, value };
}

function inOrder(a: WrittenValue, b: WrittenValue): [WrittenValue, WrittenValue] {
  const isFirst = a.client < b.client || (a.client === b.client && a.clock < b.clock);
  return isFirst ? [a, b] : [b, a];
}

function nameOf({ client, clock }: WriteId): string {
  return `${client} ${clock}`;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

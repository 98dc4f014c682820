// Which ids belong to a key: claims on a relation, relations at an entity. Nearly every key has one, and a set for each
// of those takes more memory than the record it stands for. So one id stands as it is, and only several are a set.

/** The ids at each key. Read it by `idsAt` and `countAt`; write it by `addTo` and `removeFrom`. */
export type IdIndex<Key, Id extends string> = Map<Key, Id | Set<Id>>;

/** An index that its reader does not change. */
export type ReadonlyIdIndex<Key, Id extends string> = ReadonlyMap<Key, Id | ReadonlySet<Id>>;

const none: readonly never[] = Object.freeze([]);

/** The ids at a key, in the order they were added. */
export function idsAt<Key, Id extends string>(index: ReadonlyIdIndex<Key, Id>, key: Key): Iterable<Id> {
  const ids = index.get(key);
  if (ids === undefined) return none;
  return typeof ids === "string" ? [ids] : ids;
}

/** How many ids stand at a key. */
export function countAt<Key, Id extends string>(index: ReadonlyIdIndex<Key, Id>, key: Key): number {
  const ids = index.get(key);
  if (ids === undefined) return 0;
  return typeof ids === "string" ? 1 : ids.size;
}

/** Adds an id to those at a key, once. */
export function addTo<Key, Id extends string>(index: IdIndex<Key, Id>, key: Key, id: Id): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, id);
  else if (typeof ids !== "string") ids.add(id);
  else if (ids !== id) index.set(key, new Set([ids, id]));
}

/** Forgets a key with its last id, so that an index never outgrows what it indexes. */
export function removeFrom<Key, Id extends string>(index: IdIndex<Key, Id>, key: Key, id: Id): void {
  const ids = index.get(key);
  if (ids === id) index.delete(key);
  if (ids === undefined || typeof ids === "string") return;
  ids.delete(id);
  const [last] = ids;
  if (ids.size === 1 && last !== undefined) index.set(key, last);
}

// What of a device's copy the server has, kept beside the copy, so that it is known of maps that no tab has open.
import type { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

const stores = { updates: "updates", marks: "custom" } as const;
const savedMark = "saved";
const authorPrefix = "author/";

/** Marks that a document may write edits into its copy. Before the first one, so that none is without its mark. */
export function markAuthor(copy: IndexeddbPersistence, { clientID }: Y.Doc): void {
  tryTo(copy.set(`${authorPrefix}${clientID}`, 1));
}

/** Marks that the server has all that the document holds now. */
export function markSaved(copy: IndexeddbPersistence, doc: Y.Doc): void {
  tryTo(copy.set(savedMark, new Uint8Array(Y.encodeStateVector(doc)).buffer));
}

/** Takes that mark away: the server has another history of the document than the one of which it was true. */
export function unmarkSaved(copy: IndexeddbPersistence): void {
  tryTo(copy.del(savedMark));
}

/**
 * Whether a copy has, or may have, edits of this device that are not on the server. Linear in the copy.
 *
 * @param name Of the copy.
 * @param counted Yjs clients whose edits somebody else counts.
 */
export async function holdsUnsent(name: string, counted: ReadonlySet<number>): Promise<boolean> {
  try {
    const { updates, authors, saved } = await readCopy(name);
    // A copy without marks was made by an earlier version of this page.
    if (authors.length === 0) return updates.length > 0;
    const held = clocksOf(updates);
    return authors.some(
      (author) => !counted.has(author) && (held.get(author) ?? 0) > (saved.get(author) ?? 0),
    );
  } catch {
    // Whatever cannot be read may hold anything.
    return true;
  }
}

/** Where the browser keeps no mark, it keeps no copy either, or is asked about what it may hold. */
function tryTo(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

async function readCopy(name: string) {
  const request = indexedDB.open(name);
  // Whoever looks must not make what was removed meanwhile.
  request.addEventListener("upgradeneeded", () => request.transaction?.abort());
  const database = await settled(request);
  try {
    const transaction = database.transaction(Object.values(stores), "readonly");
    const marks = transaction.objectStore(stores.marks);
    const [updates, keys, saved] = await Promise.all([
      settled(transaction.objectStore(stores.updates).getAll() as IDBRequest<Uint8Array[]>),
      settled(marks.getAllKeys()),
      settled(marks.get(savedMark) as IDBRequest<ArrayBuffer | undefined>),
    ]);
    const names = keys.filter((key) => typeof key === "string" && key.startsWith(authorPrefix)) as string[];
    return {
      updates,
      authors: names.map((key) => Number(key.slice(authorPrefix.length))),
      saved: saved ? Y.decodeStateVector(new Uint8Array(saved)) : new Map<number, number>(),
    };
  } finally {
    database.close();
  }
}

/** How far each Yjs client's writes go. */
function clocksOf(updates: readonly Uint8Array[]): ReadonlyMap<number, number> {
  const clocks = new Map<number, number>();
  for (const update of updates) {
    for (const [client, clock] of Y.parseUpdateMeta(update).to)
      clocks.set(client, Math.max(clock, clocks.get(client) ?? 0));
  }
  return clocks;
}

/** What a request to the browser's store came to. */
export function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("the store gave no answer")));
  });
}

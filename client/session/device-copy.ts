// This device's copy of a document, for working off line.
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

const updatesStore = "updates";

/** Keeps a document on this device from now on. */
export function openCopy(room: string, doc: Y.Doc): IndexeddbPersistence {
  return new IndexeddbPersistence(nameOf(room), doc);
}

/**
 * Puts a document in the place of the one that was kept until now. Both at once, so that whoever closes the page in
 * between finds the one or the other.
 */
export async function replaceCopy(former: IndexeddbPersistence, doc: Y.Doc): Promise<void> {
  await former.destroy();
  const database = await settled(indexedDB.open(former.name));
  try {
    const transaction = database.transaction(updatesStore, "readwrite");
    const store = transaction.objectStore(updatesStore);
    store.clear();
    store.add(Y.encodeStateAsUpdate(doc));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("not kept")));
    await promise;
  } finally {
    database.close();
  }
}

function nameOf(room: string): string {
  return `entente:${room}`;
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no copy")));
  });
}

// This device's copy of a document, for working off line.
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

import { markAuthor, settled } from "./copy-marks.ts";

const updatesStore = "updates";
const prefix = "entente:";

/** What of a map this device keeps. */
export interface Keeping {
  /** Id of the person whose copy it is, so that nobody sends what another left behind; empty where nobody has an account. */
  readonly owner: string;
  /** The whole map stays. Else only while it holds what is not on the server. */
  readonly always: boolean;
}

/** Without accounts, the map stays on the device. */
export const keepAlways: Keeping = { owner: "", always: true };

/** Keeps a document on this device from now on. */
export function openCopy(room: string, { owner }: Keeping, doc: Y.Doc): IndexeddbPersistence {
  const copy = new IndexeddbPersistence(nameOf(room, owner), doc);
  markAuthor(copy, doc);
  return copy;
}

/**
 * Settles when it turns out that the browser does not keep a copy: it forbids storage, or has no space for it. Stays open
 * while all is well.
 */
export function copyFailed(copy: IndexeddbPersistence): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // A write that did not happen ends its transaction, of which the database hears.
  copy.get("").then(
    () => copy.db?.addEventListener("abort", () => resolve()),
    () => resolve(),
  );
  return promise;
}

/** Whether there is one from an earlier visit. */
export async function hasCopy(room: string, { owner }: Keeping): Promise<boolean> {
  const name = nameOf(room, owner);
  return (await copyNames()).includes(name);
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

const removals = "entente copies";

/**
 * Tells when another tab removes what this device keeps: whoever was signed in has left, and nothing more of theirs is to
 * be written down here.
 *
 * @returns what ends the telling
 */
export function onCopiesRemoved(listener: () => void): () => void {
  const channel = new BroadcastChannel(removals);
  channel.addEventListener("message", () => listener());
  return () => channel.close();
}

/** Removes every copy that this device keeps, whoever's it is, once the other tabs have let go of them. */
export async function deleteCopies(): Promise<void> {
  const channel = new BroadcastChannel(removals);
  channel.postMessage("removed");
  channel.close();
  for (const name of await copyNames()) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const request = indexedDB.deleteDatabase(name);
    for (const event of ["success", "error", "blocked"]) request.addEventListener(event, () => resolve());
    await promise;
  }
}

/** Of every copy on this device, whoever's it is. */
export async function copyNames(): Promise<readonly string[]> {
  try {
    const databases = await indexedDB.databases();
    return databases.flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
  } catch {
    // A browser that forbids storage has none.
    return [];
  }
}

function nameOf(room: string, owner: string): string {
  return owner === "" ? `${prefix}${room}` : `${prefix}${owner}@${room}`;
}

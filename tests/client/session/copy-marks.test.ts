import { expect, test } from "vitest";
import { IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

import { holdsUnsent, markSaved, unmarkSaved } from "../../../client/session/copy-marks.ts";
import { openCopy } from "../../../client/session/device-copy.ts";

const keeping = { owner: "ann", always: true };
const none: ReadonlySet<number> = new Set();

/** A copy that one visit keeps, in a browser that had none of the map. */
async function visit(room: string) {
  const doc = new Y.Doc();
  const copy = openCopy(room, keeping, doc);
  await copy.whenSynced;
  const edit = () => doc.getMap("n").set("s:JPN", { at: doc.store.clients.size });
  return { doc, copy, edit };
}

const holds = (copy: IndexeddbPersistence, counted = none) => holdsUnsent(copy.name, counted);

test("a copy has something unsent from an edit until the server has it", async () => {
  const { doc, copy, edit } = await visit("marked");
  expect(await holds(copy)).toBe(false);
  edit();
  expect(await holds(copy)).toBe(true);
  expect(await holds(copy, new Set([doc.clientID]))).toBe(false);
  markSaved(copy, doc);
  expect(await holds(copy)).toBe(false);
  edit();
  expect(await holds(copy)).toBe(true);
});

test("what another visit wrote into the same copy is unsent, whatever this one has sent", async () => {
  const [first, second] = [await visit("shared"), await visit("shared")];
  first.edit();
  markSaved(second.copy, second.doc);
  expect(await holds(second.copy, new Set([second.doc.clientID]))).toBe(true);
});

test("what came from the server is not unsent", async () => {
  const { doc, copy } = await visit("received");
  const elsewhere = new Y.Doc();
  elsewhere.getMap("n").set("s:KOR", 1);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(elsewhere), "the server");
  expect(await holds(copy)).toBe(false);
});

test("of a history that the server no longer has, nothing counts as sent", async () => {
  const { doc, copy, edit } = await visit("restored");
  edit();
  markSaved(copy, doc);
  unmarkSaved(copy);
  expect(await holds(copy)).toBe(true);
});

test("a copy that says nothing of itself may hold anything, and one that is gone is not made anew", async () => {
  const doc = new Y.Doc();
  doc.getMap("n").set("s:JPN", 1);
  const unmarked = new IndexeddbPersistence("entente:ann@unmarked", doc);
  await unmarked.whenSynced;
  expect(await holds(unmarked)).toBe(true);
  expect(await holdsUnsent("entente:ann@gone", none)).toBe(true);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).not.toContain("entente:ann@gone");
});

// Our own client's way to the server, with real sockets: it says "saved" when the server's disk has it and never before,
// and of an edit that is refused nothing else is lost.
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import { carryOver } from "../../../client/session/carry-over.ts";
import { bulkOrigin, ServerLink, type Refusal } from "../../../client/session/server-link.ts";
import { EntenteError } from "../../../schema/errors.ts";
import type { Limits } from "../../../server/limits.ts";
import { startGatedServer, type GatedServer } from "../../support/gated-server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { until } from "../../support/wait.ts";

let server: GatedServer | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function setUp(limits: Partial<Limits> = {}): Promise<GatedServer> {
  server = await startGatedServer(limits);
  return server;
}

const copyOrigin = "copy";

/** A document with our link, and what it told. */
function open(syncUrl: string, doc = new Y.Doc()) {
  const listeners = new Set<() => void>();
  const refusals: Refusal[] = [];
  const seen: string[] = [];
  const link = new ServerLink({
    serverUrl: syncUrl,
    name: "test",
    doc,
    isRestored: (origin) => origin === copyOrigin,
    onChange() {
      const state = `${link.service} ${link.isSaved ? "saved" : "pending"} ${link.unsavedCount}`;
      if (seen.at(-1) !== state) seen.push(state);
      for (const listener of listeners) listener();
    },
    onRefused(refusal) {
      refusals.push(refusal);
      for (const listener of listeners) listener();
    },
  });
  const when = (check: () => boolean, what: string) =>
    until(
      check,
      (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      what,
    );
  return {
    doc,
    link,
    seen,
    refusals,
    when,
    set: (key: string, value: unknown) => void doc.getMap("n").set(key, value),
    saved: () => when(() => link.isSaved, "everything to be saved"),
    [Symbol.dispose]() {
      link[Symbol.dispose]();
      doc.destroy();
    },
  };
}

const japan = { kind: "state", label: "Japan" };
const peru = { kind: "state", label: "Peru" };

test("P1 our client says saved when the disk has it and not before, and counts what it waits for", async () => {
  const { syncUrl, log } = await setUp();
  using ann = open(syncUrl);
  ann.link.connect();
  await ann.saved();
  const busy = log.hold();
  ann.set("s:JPN", japan);
  await busy;
  ann.set("s:PER", peru);
  expect([ann.link.isSaved, ann.link.unsavedCount]).toEqual([false, 2]);
  ann.seen.length = 0;
  log.release();
  await ann.saved();
  expect(ann.link.unsavedCount).toBe(0);
  // Whatever was said on the way there, saved came last and once.
  expect(ann.seen.filter((state) => state.includes("saved"))).toEqual(["ok saved 0"]);
});

test("edits made off line count as unsaved until the server has answered for them", async () => {
  const { syncUrl, log } = await setUp();
  using ann = open(syncUrl);
  ann.link.connect();
  await ann.saved();
  ann.link.provider.disconnect();
  ann.set("s:JPN", japan);
  ann.set("s:PER", peru);
  expect([ann.link.isSaved, ann.link.unsavedCount]).toEqual([false, 2]);
  const busy = log.hold();
  ann.link.connect();
  await busy;
  expect([ann.link.isSaved, ann.link.unsavedCount]).toEqual([false, 2]);
  log.release();
  await ann.saved();
  expect((await log.readHead("test"))?.seq).toBe(1);
});

test("what an earlier visit left on this device is unsaved too; what it only keeps is not", async () => {
  const { syncUrl, log } = await setUp();
  const earlier = new Y.Doc();
  earlier.getMap("n").set("s:JPN", japan);
  {
    using ann = open(syncUrl);
    Y.applyUpdate(ann.doc, Y.encodeStateAsUpdate(earlier), copyOrigin);
    expect(ann.link.unsavedCount).toBe(0);
    const busy = log.hold();
    ann.link.connect();
    await busy;
    expect([ann.link.isSaved, ann.link.unsavedCount]).toEqual([false, 1]);
    log.release();
    await ann.saved();
  }
  using again = open(syncUrl);
  Y.applyUpdate(again.doc, Y.encodeStateAsUpdate(earlier), copyOrigin);
  again.link.connect();
  await again.saved();
  expect(again.seen.filter((state) => / [1-9]/.test(state))).toEqual([]);
});

test("P4 while the disk refuses, our client knows it, loses nothing, and is saved by itself afterwards", async () => {
  const { syncUrl, log } = await setUp({ storageRetryMsMin: 5, storageRetryMsMax: 10 });
  using ann = open(syncUrl);
  ann.link.connect();
  await ann.saved();
  log.refuse(new EntenteError("storage-failed"));
  ann.set("s:JPN", japan);
  await ann.when(() => ann.link.service === "degraded", "degraded");
  expect([ann.link.isSaved, ann.link.unsavedCount]).toEqual([false, 1]);
  log.accept();
  await ann.saved();
  await ann.when(() => ann.link.service === "ok", "ok again");
});

test("a line that breaks before the disk was done leaves nothing counted as saved", async () => {
  const { syncUrl, log } = await setUp();
  using ann = open(syncUrl);
  ann.link.connect();
  await ann.saved();
  const busy = log.hold();
  ann.set("s:JPN", japan);
  await busy;
  ann.link.provider.disconnect();
  ann.link.connect();
  await ann.when(() => ann.link.connection.kind === "connected", "connected again");
  await ann.when(() => ann.link.hasSynced, "synced again");
  expect([ann.link.isSaved, ann.link.unsavedCount]).toEqual([false, 1]);
  log.release();
  await ann.saved();
});

test("P16 of a refused edit nothing else of its author's is lost: what was before stands, what came after is carried over", async () => {
  const { syncUrl, log } = await setUp();
  using ann = open(syncUrl);
  ann.link.connect();
  await ann.saved();
  ann.set("s:JPN", japan);
  const busy = log.hold();
  ann.set("s:JPN/label", "Nippon");
  await busy;
  // Two keys in one edit, of which one cannot be.
  ann.doc.transact(() => {
    ann.set("s:JPN/notes", "goes with it");
    ann.set("not a key", 1);
  });
  ann.set("s:PER", peru);
  ann.set("s:JPN/notes", "written afterwards");
  await ann.when(() => ann.refusals.length > 0, "a refusal");
  ann.link.provider.disconnect();
  ann.set("s:CHL", { kind: "state", label: "Chile" });
  log.release();
  const [refusal] = ann.refusals;
  if (!refusal) throw new Error("nothing was refused");
  expect(refusal).toMatchObject({ code: "update-invalid", keys: ["not a key"], frame: { isBulk: false } });

  using fresh = open(syncUrl);
  fresh.link.connect();
  await fresh.saved();
  const { refused } = carryOver(ann.doc, fresh.doc, refusal, bulkOrigin);
  expect(refused).toMatchObject([{ key: "not a key", value: 1 }]);
  await fresh.saved();
  expect(fresh.refusals).toEqual([]);
  using stranger = joinStock(syncUrl, "test");
  await stranger.synced();
  expect(stranger.doc.getMap("n").toJSON()).toEqual({
    "s:JPN": japan,
    "s:JPN/label": "Nippon",
    "s:JPN/notes": "written afterwards",
    "s:PER": peru,
    "s:CHL": { kind: "state", label: "Chile" },
  });
});

test("P16 of many edits that were sent together, only the keys at fault are left behind, one after the other", async () => {
  const { syncUrl } = await setUp();
  let doc = new Y.Doc();
  for (const key of ["s:JPN", "no key", "s:PER", "nor this", "s:CHL"]) doc.getMap("n").set(key, japan);
  const left: string[] = [];
  for (;;) {
    using link = open(syncUrl, doc);
    link.link.connect();
    await link.when(() => link.refusals.length > 0 || link.link.isSaved, "an answer");
    const [refusal] = link.refusals;
    if (!refusal) break;
    link.link.provider.disconnect();
    using fresh = open(syncUrl);
    fresh.link.connect();
    await fresh.when(() => fresh.link.hasSynced, "the server's state");
    fresh.link.provider.disconnect();
    const next = new Y.Doc();
    Y.applyUpdate(next, Y.encodeStateAsUpdate(fresh.doc), copyOrigin);
    left.push(...carryOver(doc, next, refusal, bulkOrigin).refused.map(({ key }) => key));
    doc = next;
  }
  expect(left).toEqual(["no key", "nor this"]);
  using stranger = joinStock(syncUrl, "test");
  await stranger.synced();
  expect([...stranger.doc.getMap("n").keys()].toSorted()).toEqual(["s:CHL", "s:JPN", "s:PER"]);
});

test("of two who wrote under one client id by chance, all work goes on under another", () => {
  const [doc, server] = [new Y.Doc(), new Y.Doc()];
  doc.getMap("n").set("s:JPN", japan);
  const ranges = new Map([[doc.clientID, { from: 0, to: 1 }]]);
  const refusal = {
    code: "identity-conflict",
    message: "",
    keys: [],
    frame: { n: 1, edits: 1, ranges, isBulk: false, isUnasked: false },
  };
  const { refused, renamed } = carryOver(doc, server, refusal, bulkOrigin);
  expect(refused).toEqual([]);
  expect(server.getMap("n").toJSON()).toEqual({ "s:JPN": japan });
  expect(renamed({ client: doc.clientID, clock: 0 })).toEqual({ client: server.clientID, clock: 0 });
});

test("a server that stops is left alone for as long as it asked", async () => {
  const { syncUrl, committer } = await setUp({ reconnectSpreadMs: 100 });
  using ann = open(syncUrl);
  ann.link.connect();
  await ann.saved();
  committer.service.drain();
  await ann.when(() => ann.link.service === "draining", "the announcement");
  ann.link.provider.ws?.close();
  await ann.when(() => ann.link.connection.kind === "offline", "the end");
  expect(ann.link.provider.shouldConnect).toBe(false);
  await ann.when(() => ann.link.provider.shouldConnect, "coming back");
});

// What the server works out beside the rooms, and stores in several of them at once, while others go on writing there.
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";

import type { RecordId } from "../../../schema/ids.ts";
import { readRoom } from "../../../schema/protocol.ts";
import { openText, textLengthMax } from "../../../schema/rooms/texts.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { Committer } from "../../../server/storage/committer.ts";
import { Rooms } from "../../../server/sync/rooms.ts";
import { storeTogether } from "../../../server/sync/store-together.ts";
import { gatedLog, type GatedLog } from "../../support/gated-log.ts";

const japan = "s:JPN" as RecordId;
const nothing = () => {};
let log: GatedLog;
let committer: Committer;
let rooms: Rooms;
let [graph, texts] = [new Y.Doc(), new Y.Doc()];

beforeEach(async () => {
  log = await gatedLog();
  committer = new Committer(log, defaultLimits);
  rooms = new Rooms({ log, committer, limits: defaultLimits, logger: openLog("silent"), now: () => 0 });
  [graph, texts] = [new Y.Doc(), new Y.Doc()];
});

function open(room: string) {
  const name = readRoom(room);
  if (!name) throw new Error(`${room} names a room`);
  return rooms.open(name);
}

/** What a change of a copy of a document sends. */
function changeOf(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  const vector = Y.encodeStateVector(copy);
  change(copy);
  return Y.encodeStateAsUpdate(copy, vector);
}

async function write(lease: Awaited<ReturnType<typeof open>>, doc: Y.Doc, change: (copy: Y.Doc) => void) {
  const update = changeOf(doc, change);
  Y.applyUpdate(doc, update);
  lease.room.submit(update, nothing);
  await committer.flush();
}

const named = () => changeOf(graph, (doc) => doc.getMap("n").set(japan, { kind: "state", label: "Japan" }));

test("P19 what somebody else has deleted since it was worked out is no reason to fail", async () => {
  using map = await open("test");
  using text = await open("test/text");
  await write(text, texts, (doc) => openText(doc, japan).insert(0, "one two"));
  const shorten = (doc: Y.Doc) => openText(doc, japan).delete(0, 4);
  const workedOut = changeOf(texts, shorten);
  await write(text, texts, shorten);
  const parts = [
    { room: map.room, updates: [named()] },
    { room: text.room, updates: [workedOut] },
  ];
  expect(await storeTogether(committer, parts)).toBe(true);
  expect([map.room.document.seq, text.room.document.seq]).toEqual([1, 2]);
  expect(await storeTogether(committer, parts.slice(1))).toBe(false);
  expect([map.room, text.room].map(({ isClosed, document }) => [isClosed, document.isSettled])).toEqual([
    [false, true],
    [false, true],
  ]);
});

test("P19 what one room refuses leaves nothing waiting in another, and whoever comes back goes on there", async () => {
  using map = await open("test");
  using text = await open("test/text");
  await write(text, texts, (doc) => openText(doc, japan).insert(0, "x".repeat(textLengthMax - 1)));
  const parts = [
    { room: map.room, updates: [named()] },
    { room: text.room, updates: [changeOf(texts, (doc) => openText(doc, japan).insert(0, "too long"))] },
  ];
  await expect((async () => storeTogether(committer, parts))()).rejects.toMatchObject({ code: "too-large" });
  using again = await open("test");
  expect([again.room.document.seq, again.room.document.isSettled]).toEqual([0, true]);
  await write(again, graph, (doc) => doc.getMap("n").set(japan, { kind: "state", label: "Nihon" }));
  expect(again.room.document.seq).toBe(1);
});

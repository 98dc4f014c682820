// Who may only read: nothing of theirs is kept, they are told, and they stay.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { decodeExtension, type ExtensionMessage, type Rights } from "../../../schema/extension.ts";
import { readRoom } from "../../../schema/protocol.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";
import { Committer } from "../../../server/storage/committer.ts";
import { EditIntake } from "../../../server/sync/edit-intake.ts";
import { Rooms } from "../../../server/sync/rooms.ts";
import { openAuthor } from "../../support/extended-client.ts";
import { gatedLog } from "../../support/gated-log.ts";

const nobody = { probe: () => {}, probesAnswered: 0, isHere: true, personId: undefined, retry: () => {} };
const reader: Rights = { edit: false };
const editor: Rights = { edit: true };
const nothing = () => {};

/** One connection's receiving side in a room, and what it says. */
async function setUp(isExtended: boolean, rights: Rights) {
  const log = await gatedLog();
  const limits = { ...defaultLimits, refusalsPerMinuteMax: 5 };
  const logger = openLog("silent");
  const committer = new Committer(log, limits);
  const name = readRoom("test");
  if (!name) throw new Error("test names a room");
  const { room } = await new Rooms({ log, committer, limits, logger, now: () => 0 }).open(name);
  const told: ExtensionMessage[] = [];
  const frames: Uint8Array[] = [];
  const intake = new EditIntake({
    room,
    limits,
    logger,
    now: () => 0,
    rights,
    sending: (isAnswer) => ({ sender: nobody, isAnswer, by: undefined }),
    send: (frame) => void frames.push(frame),
    onRefused: () => {},
    tell: isExtended ? (message) => void told.push(message) : undefined,
  });
  const stored = () => room.document.read((doc) => doc.getMap("n").toJSON());
  return { intake, committer, told, frames, stored, room };
}

test("P12 a reader's edits change nothing; a stock client is told once, and stays", async () => {
  const { intake, committer, frames, stored, room } = await setUp(false, reader);
  const author = openAuthor();
  for (const label of ["one", "two", "three"])
    intake.receive(author.set("s:JPN/label", label), false, nothing);
  intake.receive(Y.encodeStateAsUpdate(author.doc), true, nothing);
  await committer.flush();
  expect([stored(), room.document.seq]).toEqual([{}, 0]);
  expect(frames.map(([type, subtype]) => [type, subtype])).toEqual([[2, 0]]);
  expect(decodeExtension(frames[0] ?? new Uint8Array())).toBeUndefined();
});

test("P12 a reader of ours hears of each edit that it is not kept, and of none when there is none", async () => {
  const { intake, told, frames } = await setUp(true, reader);
  intake.receive(Y.encodeStateAsUpdate(new Y.Doc()), true, nothing);
  intake.receive(openAuthor().set("s:JPN/label", "Japan"), false, nothing);
  await Promise.resolve();
  expect(told).toMatchObject([
    { kind: "reject", n: 2, code: "edit-forbidden" },
    { kind: "ack", n: 2 },
  ]);
  expect(frames).toEqual([]);
});

test("rights change from one frame to the next, both ways, and the client is told", async () => {
  const { intake, committer, told, stored } = await setUp(true, editor);
  const author = openAuthor();
  intake.receive(author.set("s:JPN/label", "Japan"), false, nothing);
  intake.setRights(reader, "An owner changed it.");
  intake.receive(author.set("s:JPN/label", "Nippon"), false, nothing);
  await committer.flush();
  expect(stored()).toEqual({ "s:JPN/label": "Japan" });
  intake.setRights(editor);
  intake.receive(Y.encodeStateAsUpdate(author.doc), true, nothing);
  await committer.flush();
  expect(stored()).toEqual({ "s:JPN/label": "Nippon" });
  expect(told.filter(({ kind }) => kind === "rights")).toEqual([
    { kind: "rights", rights: reader, reason: "An owner changed it." },
    { kind: "rights", rights: editor },
  ]);
});

test("a reader who keeps sending edits is closed in the end", async () => {
  const { intake } = await setUp(true, reader);
  const author = openAuthor();
  const send = (label: string) => intake.receive(author.set("s:JPN/label", label), false, nothing);
  for (const label of "abcde") send(label);
  expect(() => send("f")).toThrow(expect.objectContaining({ code: "edit-forbidden" }));
});

// What may stand in the room in which people talk, and that nothing else comes through.
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";

import { isKeyOf } from "../../../schema/document.ts";
import { randomId, type RecordId, type ReplyId, type ThreadId } from "../../../schema/ids.ts";
import { projectTalk } from "../../../schema/rooms/talk.ts";
import { performTalk } from "../../../schema/rooms/talk-edits.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { commit, copyOf, honestUpdate, mutate, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";
import { any, firstWrite, update } from "../../support/update-bytes.ts";

const ann = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };
const mark = { by: "Ann", at: ann.at };
const thread = { kind: "thread", on: { record: "s:JPN" }, text: "Is this so?", ...mark };
const reply = { kind: "reply", thread: "thr:1", text: "Yes.", ...mark };
let room: RoomDocument;
beforeEach(() => {
  room = openRoom("talk");
});

const writing = (root: string, key: string, value: unknown) =>
  update(99, 0, [firstWrite(root, key, any(value))]);

test.each<[string, string, unknown]>([
  ["t", "thr:1", thread],
  ["t", "thr:1", { ...thread, on: { view: "main", x: -3, y: 4 } }],
  ["t", "thr:1", { ...thread, mood: "of a later version" }],
  ["t", "thr:1/resolved", mark],
  ["t", "thr:1/resolved", null],
  ["t", "thr:1/$del", mark],
  ["t", "thr:1/$del", ["Ann", 1_767_323_045, 7]],
  ["t", "thr:1/$del", 0],
  ["t", "thr:1/text", "Is that so?"],
  ["t", "thr:1/later", [1]],
  ["r", "rep:1", reply],
])("ROM-2 the talk takes %s %s", (root, key, value) => {
  expect(verdictOn(room, writing(root, key, value))).toBe("new");
  expect(verdictOn(openRoom("graph"), writing(root, key, value))).toBe("update-invalid");
  expect(verdictOn(openRoom("view"), writing(root, key, value))).toBe("update-invalid");
});

test.each<[string, string, unknown]>([
  ["n", "s:JPN", { kind: "state", label: "Japan" }],
  ["m", "title", "A title"],
  ["p", "s:JPN", [1, 2]],
  ["t", "s:JPN", thread],
  ["t", "rep:1", reply],
  ["r", "thr:1", thread],
  ["t", "thr:1/Resolved", mark],
  ["t", "__proto__", thread],
  ["t", "thr:1", "words"],
  ["t", "thr:1", null],
  ["t", "thr:1", { kind: "thread" }],
  ["t", "thr:1", { ...thread, text: "x".repeat(4001) }],
  ["t", "thr:1", { ...thread, on: { record: "nobody" } }],
  ["t", "thr:1", { ...thread, at: "yesterday" }],
  ["t", "thr:1", { ...thread, more: Array.from({ length: 257 }, () => 0) }],
  ["t", "thr:1/resolved", true],
  ["t", "thr:1/$del", 1],
  ["t", "thr:1/$del", { by: "Ann" }],
  ["t", "thr:1/$del", ["Ann", "yesterday", 7]],
  ["t", "thr:1/text", ""],
  ["t", "thr:1/text", 7],
  ["r", "rep:1", { ...reply, thread: 7 }],
])("ROM-2 the talk refuses %s %s %j", (root, key, value) => {
  expect(verdictOn(room, writing(root, key, value))).toBe("update-invalid");
});

test.each<[string, (doc: Y.Doc) => void]>([
  ["a text", (doc) => doc.getText("t:s:JPN").insert(0, "hello")],
  ["a list", (doc) => doc.getArray("t").push([1])],
  ["a nested map", (doc) => doc.getMap("t").set("thr:1", new Y.Map())],
])("ROM-2 the talk refuses %s", (_, edit) => {
  expect(verdictOn(room, honestUpdate(room, edit))).toBe("update-invalid");
});

test("ROM-2 the talk refuses the removal of what somebody said", () => {
  commit(room, writing("t", "thr:1", thread));
  const removal = honestUpdate(room, (doc) => doc.getMap("t").delete("thr:1"));
  expect(verdictOn(room, removal)).toBe("update-invalid");
});

function talkALittle(doc: Y.Doc, random: Random): void {
  const id = randomId("thr", (count) => random.bytes(count)) as ThreadId;
  const answer = randomId("rep", (count) => random.bytes(count)) as ReplyId;
  performTalk(doc, { kind: "add-thread", id, on: { record: "s:JPN" as RecordId }, text: "Why?" }, ann);
  performTalk(doc, { kind: "reply", id: answer, thread: id, text: "So." }, ann);
  performTalk(doc, { kind: random.pick(["resolve", "retract", "restore"]), id }, ann);
}

test.each(fuzzSeeds(40))("changed bytes of honest commands leave a readable talk, seed %i", (seed) => {
  const random = new Random(seed);
  let honest = copyOf(room);
  for (let step = 0; step < 150; step += 1) {
    const vector = room.read((doc) => Y.encodeStateVector(doc));
    talkALittle(honest, random);
    const sent = mutate(Y.encodeStateAsUpdate(honest, vector), random);
    if (verdictOn(room, sent) === "new") commit(room, sent);
    else if (random.chance(0.3)) honest = copyOf(room);
  }
  expect(room.read((doc) => [...doc.share.keys()].filter((root) => root !== "t" && root !== "r"))).toEqual(
    [],
  );
  const strange = (root: string) =>
    room.read((doc) => [...doc.getMap(root).keys()].filter((key) => !isKeyOf(root, key)));
  expect([...strange("t"), ...strange("r")]).toEqual([]);
  const talk = room.read(projectTalk);
  expect(talk.threads.length + talk.retracted.length).toBeGreaterThan(0);
  expect(talk.problems.filter(({ code }) => code === "bad-id" || code === "bad-base")).toEqual([]);
});

import { describe, expect, test } from "vitest";
import * as Y from "yjs";

import type { EntenteError } from "../../../schema/errors.ts";
import { History } from "../../../schema/history.ts";
import type { RecordId, ReplyId, ThreadId } from "../../../schema/ids.ts";
import { perform } from "../../../schema/edits.ts";
import { project } from "../../../schema/projection.ts";
import { projectTalk, topicRecord } from "../../../schema/rooms/talk.ts";
import { performTalk, type TalkCommand } from "../../../schema/rooms/talk-edits.ts";
import type { Topic } from "../../../schema/rooms/talk-records.ts";
import { ann, claim, entity, entityId, source, sync, workspace } from "../workspace.ts";

const bob = { user: "Bob", at: "2026-01-02T03:05:00.000Z" };
const thread = (id: string) => id as ThreadId;
const reply = (id: string) => id as ReplyId;
const onJapan: Topic = { record: "s:JPN" as RecordId };

const open = (id: string, text = "Is this so?", on: Topic = onJapan): TalkCommand => {
  return { kind: "add-thread", id: thread(id), on, text };
};
const answer = (id: string, to: string, text = "Yes."): TalkCommand => {
  return { kind: "reply", id: reply(id), thread: thread(to), text };
};

function talk(...commands: readonly TalkCommand[]): Y.Doc {
  const doc = new Y.Doc();
  for (const command of commands) performTalk(doc, command, ann);
  return doc;
}

function refusalOf(doc: Y.Doc, command: TalkCommand, author = ann): string {
  const before = JSON.stringify(doc.toJSON());
  let message = "not refused";
  try {
    performTalk(doc, command, author);
  } catch (error) {
    message = (error as EntenteError).message;
  }
  expect(JSON.stringify(doc.toJSON())).toBe(before);
  return message;
}

describe("commands", () => {
  test("TLK-1 a command is one transaction, and what cannot be carried out changes nothing", () => {
    const doc = talk(open("thr:1"));
    let count = 0;
    doc.on("update", () => (count += 1));
    performTalk(doc, answer("rep:1", "thr:1"), bob);
    performTalk(doc, { kind: "resolve", id: thread("thr:1") }, bob);
    expect(count).toBe(2);
    expect(refusalOf(doc, open("thr:1"))).toContain("exists already");
    expect(refusalOf(doc, open("s:JPN"))).toContain("cannot be the id");
    expect(refusalOf(doc, open("thr:2", "   "))).toContain("must not be empty");
    expect(refusalOf(doc, open("thr:2", "x".repeat(4001)))).toContain("longer than 4,000");
    expect(refusalOf(doc, open("thr:2", "a", { view: "main", x: 1.5, y: 2 }))).toContain(
      "must be a whole number",
    );
    expect(refusalOf(doc, answer("rep:2", "thr:9"))).toContain("does not exist");
    expect(refusalOf(doc, answer("rep:2", "rep:1"))).toContain("does not exist");
    expect(refusalOf(doc, { kind: "resolve", id: thread("rep:1") })).toContain("does not exist");
    expect(refusalOf(doc, { kind: "retract", id: reply("rep:9") })).toContain("does not exist");
  });

  test("TLK-1 undo takes back a thread, a reply, an edit, a resolution, and redo brings it again", () => {
    const doc = new Y.Doc();
    const history = new History(doc);
    const did = (command: TalkCommand) => history.remember(performTalk(doc, command, ann), "talk");
    did(open("thr:1"));
    did(answer("rep:1", "thr:1"));
    did({ kind: "edit-words", id: reply("rep:1"), text: "No." });
    did({ kind: "resolve", id: thread("thr:1") });
    const now = () => {
      const [first] = projectTalk(doc).threads;
      return first && [first.resolved?.by, ...first.replies.map(({ text }) => text)];
    };
    expect(now()).toEqual(["Ann", "No."]);
    const steps = [];
    for (let count = 0; count < 4; count += 1) {
      history.undo(ann);
      steps.push(now());
    }
    expect(steps).toEqual([[undefined, "No."], [undefined, "Yes."], [undefined], undefined]);
    for (let count = 0; count < 4; count += 1) history.redo(ann);
    expect(now()).toEqual(["Ann", "No."]);
  });

  test("TLK-1 a thread that somebody has answered is not undone", () => {
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const history = new History(mine);
    history.remember(performTalk(mine, open("thr:1"), ann), "talk");
    sync(mine, theirs);
    performTalk(theirs, answer("rep:1", "thr:1"), bob);
    sync(mine, theirs);
    expect(history.undo(ann)?.isRefused).toBe(true);
    expect(projectTalk(mine).threads).toHaveLength(1);
  });

  test("TLK-2 one changes one's own words only; anybody may take back, by name, and restore", () => {
    const doc = talk(open("thr:1"), answer("rep:1", "thr:1"));
    expect(refusalOf(doc, { kind: "edit-words", id: reply("rep:1"), text: "No." }, bob)).toContain(
      "somebody else",
    );
    performTalk(doc, { kind: "edit-words", id: reply("rep:1"), text: " No. " }, ann);
    performTalk(doc, { kind: "retract", id: reply("rep:1") }, bob);
    expect(projectTalk(doc).retracted).toEqual([
      { id: "rep:1", text: "No.", by: "Ann", deletedBy: "Bob", deletedAt: bob.at },
    ]);
    performTalk(doc, { kind: "restore", id: reply("rep:1") }, bob);
    expect(projectTalk(doc).threads[0]?.replies).toMatchObject([{ text: "No.", isEdited: true }]);
  });
});

describe("reading", () => {
  test("TLK-3 by instant, then by id, whatever the order of arrival", () => {
    const doc = new Y.Doc();
    const at = (second: number) => ({ user: "Ann", at: `2026-01-01T00:00:0${second}.000Z` });
    performTalk(doc, open("thr:late"), at(5));
    performTalk(doc, open("thr:b"), at(1));
    performTalk(doc, open("thr:a"), at(1));
    performTalk(doc, answer("rep:z", "thr:a"), at(3));
    performTalk(doc, answer("rep:y", "thr:a"), at(4));
    performTalk(doc, answer("rep:x", "thr:a"), at(3));
    const { threads } = projectTalk(doc);
    expect(threads.map(({ id }) => id)).toEqual(["thr:a", "thr:b", "thr:late"]);
    expect(threads[0]?.replies.map(({ id }) => id)).toEqual(["rep:x", "rep:z", "rep:y"]);
  });

  test("TLK-4 a retracted thread hides its replies without a problem and returns with them", () => {
    const doc = talk(open("thr:1"), answer("rep:1", "thr:1"), { kind: "retract", id: thread("thr:1") });
    expect(projectTalk(doc)).toMatchObject({ threads: [], retracted: [{ id: "thr:1" }], problems: [] });
    performTalk(doc, { kind: "restore", id: thread("thr:1") }, ann);
    expect(projectTalk(doc).threads).toMatchObject([{ id: "thr:1", replies: [{ id: "rep:1" }] }]);
  });

  test("TLK-5 what does not fit is left out with a problem, and all else is read", () => {
    const doc = talk(open("thr:1"), answer("rep:1", "thr:1"));
    const [threads, replies] = [doc.getMap("t"), doc.getMap("r")];
    threads.set("nonsense", 1);
    threads.set("rep:9", 1);
    threads.set("thr:orphan/resolved", 0);
    threads.set("thr:number", 7);
    threads.set("thr:bare", { kind: "thread" });
    threads.set("thr:1/resolved", "yes");
    threads.set("thr:1/later", { anything: true });
    replies.set("rep:lost", { kind: "reply", thread: "thr:none", text: "?", by: "Bob", at: bob.at });
    replies.set("rep:1/text", 5);
    const { threads: read, problems } = projectTalk(doc);
    expect(read.map(({ id }) => id)).toEqual(["thr:1"]);
    expect(problems.map(({ code, target }) => `${code} ${target}`)).toEqual([
      "bad-id nonsense",
      "invalid rep:1",
      "bad-id rep:9",
      "dangling rep:lost",
      "invalid thr:1",
      ...["at", "by", "on", "text"].map(() => "invalid thr:bare"),
      "bad-base thr:number",
      "orphan-patches thr:orphan",
    ]);
  });

  test("TLK-6 a thread leads to its record through merges and deletions", () => {
    const doc = workspace(
      source(),
      entity("s:JPN"),
      entity("s:JAP"),
      entity("s:TWN"),
      claim("clm:1", "s:TWN"),
    );
    perform(doc, { kind: "merge", id: entityId("s:JAP"), into: entityId("s:JPN") }, ann);
    perform(doc, { kind: "retract", ids: [entityId("s:TWN")] }, ann);
    const graph = project(doc);
    const at = (id: string) => topicRecord(graph, id as RecordId);
    expect(at("s:JPN")).toEqual({ id: "s:JPN", state: "shown" });
    expect(at("s:JAP")).toEqual({ id: "s:JPN", state: "merged" });
    expect(at("s:TWN")).toEqual({ id: "s:TWN", state: "deleted" });
    expect(at("clm:1")).toEqual({ id: "clm:1", state: "gone" });
    expect(at("src:one")).toEqual({ id: "src:one", state: "shown" });
    const thread = talk(open("thr:1", "Why two?", { record: "s:JAP" as RecordId, field: "label" }));
    expect(projectTalk(thread).threads[0]?.on).toEqual({ record: "s:JAP", field: "label" });
  });
});

// Five people talk at once, cut off from each other and joined again at random, with undo and reloads. In the end all
// read the same, and nothing that anybody said is lost.
import { expect, test } from "vitest";
import type * as Y from "yjs";

import { talkRoots } from "../../../schema/document.ts";
import { History } from "../../../schema/history.ts";
import type { RecordId, ReplyId, ThreadId } from "../../../schema/ids.ts";
import { projectTalk } from "../../../schema/rooms/talk.ts";
import { performTalk, type TalkCommand } from "../../../schema/rooms/talk-edits.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { attempt, noFaults, nothingTaken, Team, type Member } from "../team.ts";

const names = ["Ann", "Bob", "Cem", "Dee", "Eve"];
const stepCount = 140;
const seedCount = 60;

class Conversation {
  readonly #random: Random;
  readonly team: Team<History>;
  /** Every text that was ever given to each id. */
  readonly said = new Map<string, Set<string>>();
  #clock = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.team = new Team(names.length, this.#random, {
      roots: talkRoots,
      open: (doc) => new History(doc),
    });
  }

  step(): void {
    const person = this.#random.pick(this.team.members);
    const author = { user: names[person.index] ?? "", at: this.#instant() };
    const chance = this.#random.next();
    if (chance < 0.15) this.#takeBack(person, () => person.tools.undo(author));
    else if (chance < 0.2) this.#takeBack(person, () => person.tools.redo(author));
    else if (chance < 0.24) person.reload();
    else attempt(() => this.#perform(person, author));
    if (this.#random.chance(0.35)) this.team.meet(person, this.#random.pick(this.team.members));
  }

  #takeBack(person: Member<History>, work: () => void): void {
    expect(this.team.takeBack(person, work, idsIn)).toEqual(nothingTaken);
  }

  #perform({ doc, tools }: Member<History>, author: { user: string; at: string }): void {
    const command = this.#command();
    tools.remember(performTalk(doc, command, author), "talk");
    if (!("text" in command)) return;
    const texts = this.said.get(command.id) ?? new Set();
    this.said.set(command.id, texts.add(command.text));
  }

  #command(): TalkCommand {
    const random = this.#random;
    const text = `words ${random.below(1_000_000)}`;
    const thread = `thr:${random.below(5)}` as ThreadId;
    const reply = `rep:${random.below(10)}` as ReplyId;
    const either = random.pick([thread, reply]);
    return random.pick<TalkCommand>([
      { kind: "add-thread", id: thread, on: { record: "s:JPN" as RecordId }, text },
      { kind: "reply", id: reply, thread, text },
      { kind: "reply", id: reply, thread, text },
      { kind: "edit-words", id: either, text },
      { kind: "resolve", id: thread },
      { kind: "reopen", id: thread },
      { kind: "retract", id: either },
      { kind: "restore", id: either },
    ]);
  }

  /** Clocks are wrong by a few seconds, and often equal. */
  #instant(): string {
    this.#clock += this.#random.below(2);
    const second = this.#clock + this.#random.below(4);
    return new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
  }
}

/** What is to be read. */
function idsIn(doc: Y.Doc): ReadonlySet<string> {
  const { threads } = projectTalk(doc);
  return new Set<string>(threads.flatMap((thread) => [thread.id, ...thread.replies.map(({ id }) => id)]));
}

/** Ids of what was said and is neither to be read nor to be restored. */
function lost(doc: Y.Doc, said: Conversation["said"]): readonly string[] {
  const { threads, retracted } = projectTalk(doc);
  const shown = threads.flatMap((thread) => [thread, ...thread.replies]);
  const seen = new Map<string, string>([...shown, ...retracted].map(({ id, text }) => [id, text]));
  const hidden = new Set<string>(retracted.map(({ id }) => id));
  const replies = doc.getMap<{ thread: string }>("r");
  // Whatever is not seen is an answer in a thread that was taken back, and returns with it.
  const isKept = (id: string, texts: ReadonlySet<string>) => {
    const text = seen.get(id);
    return text === undefined ? hidden.has(replies.get(id)?.thread ?? "") : texts.has(text);
  };
  return [...said].filter(([id, texts]) => !isKept(id, texts)).map(([id]) => id);
}

function run(seed: number): void {
  const conversation = new Conversation(seed);
  for (let count = 0; count < stepCount; count += 1) conversation.step();
  const { team, said } = conversation;
  team.gather();
  expect(team.faults()).toEqual(noFaults);
  const talks = team.members.map(({ doc }) => projectTalk(doc));
  for (const talk of talks) expect(talk).toEqual(talks[0]);
  expect(team.members.flatMap(({ doc }) => lost(doc, said))).toEqual([]);
  expect(talks[0]?.problems).toEqual([]);
  // Once in a while hardly anything is said; somebody always opens a thread.
  expect(said.size).toBeGreaterThan(0);
}

test(
  "TLK-1, TLK-3, TLK-4 five people read the same, nothing said is lost, and undo is of one's own only",
  { timeout: 600_000 },
  () => runSeeds("talk-replicas", seedCount, run),
);

// Five people write in the same texts, cut off from each other and from the server and joined again at random, with undo
// and reloads. All they send goes through the server's judging. Every character is written once in a run, so that each
// can be followed: truth is what people knew when they wrote and deleted, counted beside the documents.
import { expect, test } from "vitest";
import * as Y from "yjs";

import type { RecordId } from "../../../schema/ids.ts";
import { openText, TextEditor } from "../../../schema/rooms/texts.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { attempt, knows, shareClocks, Team, type Member, type Moment } from "../../schema/team.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { commit, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";

const memberCount = 5;
const stepCount = 120;
const seedCount = 60;
const records = ["s:JPN", "d:one"].map((id) => id as RecordId);

/** Each is a promise about texts; what it counts must never happen. */
const counters = [
  "updates of honest people that the server refused",
  "people who have everything and read different texts",
  "texts that read differently after a reload",
  "characters lost that nobody deleted",
  "characters back that were deleted knowingly",
  "characters that nobody wrote",
  "characters out of the order in which they were written",
  "characters of others that an undo took away",
  "characters that an undo brought which its author had not deleted",
] as const;
type Counter = (typeof counters)[number];

/** The editors of one open page, and what was done in it. */
interface Page {
  readonly editors: readonly TextEditor[];
  /** Characters that appeared by what was done in this page, and those that went by it. */
  readonly wrote: Set<string>;
  readonly deleted: Set<string>;
}
type Person = Member<Page>;

function openPage(doc: Y.Doc): Page {
  // Steps of undo end when the test says so, not by the clock.
  const editors = records.map((id) => new TextEditor(doc, id, Infinity));
  return { editors, wrote: new Set(), deleted: new Set() };
}

/** What became of one character by one act. */
interface Fate extends Moment {
  readonly kind: "appeared" | "deleted";
  /** It was the only one that whoever deleted it saw; undo by two people can bring a character back twice. */
  readonly isGone: boolean;
}

class Writing {
  readonly #random: Random;
  readonly #team: Team<Page>;
  readonly #room: RoomDocument = openRoom("text");
  readonly #roomClock = Array.from({ length: memberCount }, () => 0);
  readonly #fates = new Map<string, Fate[]>();
  /** Runs of characters as they were written. */
  readonly #runs: string[] = [];
  readonly #counts = new Map<Counter, number>(counters.map((counter) => [counter, 0]));
  #written = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#team = new Team(memberCount, this.#random, { roots: [], open: openPage });
  }

  run(): Record<string, number> {
    for (let index = 0; index < stepCount; index += 1) this.#step();
    this.#team.gather();
    for (const person of this.#team.members) this.#upload(person);
    this.#judge();
    return Object.fromEntries(this.#counts);
  }

  #step(): void {
    const random = this.#random;
    const person = random.pick(this.#team.members);
    const { editors } = person.tools;
    const editor = random.pick(editors);
    const chance = random.next();
    if (chance < 0.14) this.#undo(person, () => editor.undo());
    else if (chance < 0.2) this.#undo(person, () => editor.redo());
    else if (chance < 0.24) person.reload();
    else this.#act(person, () => attempt(() => this.#type(editor)));
    if (random.chance(0.6)) for (const each of editors) each.endStep();
    if (random.chance(0.25)) this.#upload(person);
    // Two tabs tell each other behind the server's back.
    if (random.chance(0.1)) this.#team.meet(person, random.pick(this.#team.members));
  }

  /** Places are counted in UTF-16 units, so that they fall into the middle of a character too, as a comparison of two texts may. */
  #type(editor: TextEditor): void {
    const random = this.#random;
    const at = random.below(editor.text.length + 1);
    const remove = random.chance(0.4) ? random.below(Math.min(6, editor.text.length - at + 1)) : 0;
    const insert = random.chance(0.8) ? this.#newWords() : "";
    editor.change({ at, remove, insert });
    this.#runs.push(insert);
  }

  /** Of one unit, and now and then of two. */
  #newWords(): string {
    const letters = Array.from({ length: 1 + this.#random.below(4) }, () => {
      this.#written += 1;
      return String.fromCodePoint((this.#random.chance(0.3) ? 0x20000 : 0x4e00) + this.#written);
    });
    return letters.join("");
  }

  /** Does something in a page and notes what it did to each character. */
  #act(
    person: Person,
    work: () => void,
  ): { readonly came: readonly string[]; readonly went: readonly string[] } {
    const knew = [...person.clock];
    const before = countsIn(person.doc);
    work();
    const after = countsIn(person.doc);
    const step = person.clock[person.index] ?? 0;
    const all = [...new Set([...before.keys(), ...after.keys()])];
    const grown = (letter: string) => (after.get(letter) ?? 0) - (before.get(letter) ?? 0);
    const note = (letter: string, kind: Fate["kind"]) => {
      const fate = { kind, isGone: !after.has(letter), author: person.index, step, knew };
      this.#fates.set(letter, [...(this.#fates.get(letter) ?? []), fate]);
    };
    const [came, went] = [
      all.filter((letter) => grown(letter) > 0),
      all.filter((letter) => grown(letter) < 0),
    ];
    for (const letter of came) note(letter, "appeared");
    for (const letter of went) note(letter, "deleted");
    const { wrote, deleted } = person.tools;
    came.forEach((letter) => wrote.add(letter));
    went.forEach((letter) => deleted.add(letter));
    return { came, went };
  }

  /** Undoes or redoes a step, and looks whether anything of somebody else's was touched. */
  #undo(person: Person, work: () => void): void {
    const [wrote, deleted] = [new Set(person.tools.wrote), new Set(person.tools.deleted)];
    const { came, went } = this.#act(person, work);
    this.#count(
      "characters of others that an undo took away",
      went.filter((letter) => !wrote.has(letter)).length,
    );
    this.#count(
      "characters that an undo brought which its author had not deleted",
      came.filter((letter) => !deleted.has(letter)).length,
    );
  }

  /** Sends the server what it lacks, and takes what it has. */
  #upload({ doc, clock }: Person): void {
    const sent = this.#room.read((known) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(known)));
    const verdict = verdictOn(this.#room, sent);
    if (verdict === "new") commit(this.#room, sent);
    this.#count(
      "updates of honest people that the server refused",
      verdict === "new" || verdict === "repeat" ? 0 : 1,
    );
    Y.applyUpdate(doc, this.#room.encoded());
    shareClocks(clock, this.#roomClock);
  }

  #judge(): void {
    const read = (doc: Y.Doc) => records.map((id) => openText(doc, id).toJSON());
    const texts = this.#room.read(read);
    for (const { doc } of this.#team.members) {
      this.#count("people who have everything and read different texts", isSame(read(doc), texts) ? 0 : 1);
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      this.#count("texts that read differently after a reload", isSame(read(copy), texts) ? 0 : 1);
    }
    const shown = new Set(texts.flatMap((text) => [...text]));
    const isUnknown = (letter: string) => !this.#fates.has(letter);
    this.#count("characters that nobody wrote", [...shown].filter(isUnknown).length);
    for (const [letter, fates] of this.#fates) this.#judgeLetter(shown.has(letter), fates);
    for (const run of this.#runs) this.#judgeOrder(texts, run);
  }

  #judgeLetter(isShown: boolean, fates: readonly Fate[]): void {
    const appeared = fates.filter(({ kind }) => kind === "appeared");
    const deleted = fates.filter(({ kind }) => kind === "deleted");
    const mustStay = appeared.some((fate) => !deleted.some((other) => knows(other, fate)));
    const mustGo = appeared.every((fate) => deleted.some((other) => other.isGone && knows(other, fate)));
    this.#count("characters lost that nobody deleted", mustStay && !isShown ? 1 : 0);
    this.#count("characters back that were deleted knowingly", mustGo && isShown ? 1 : 0);
  }

  /** What was never taken back stands as it was written, whatever others wrote in between. */
  #judgeOrder(texts: readonly string[], run: string): void {
    const untouched = [...run].filter((letter) => this.#fates.get(letter)?.length === 1);
    const places = untouched.map((letter) => texts.join("").indexOf(letter));
    const isOrdered = places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0));
    this.#count("characters out of the order in which they were written", isOrdered ? 0 : 1);
  }

  #count(counter: Counter, faults: number): void {
    this.#counts.set(counter, (this.#counts.get(counter) ?? 0) + faults);
  }
}

function countsIn(doc: Y.Doc): ReadonlyMap<string, number> {
  const letters = records.flatMap((id) => [...openText(doc, id).toJSON()]);
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.every((text, index) => text === b[index]);
}

test(
  "TXT-2, TXT-5 five people write, with partitions, reloads and undo: no character is lost and nobody is refused",
  { timeout: 600_000 },
  () => {
    const nothing = Object.fromEntries(counters.map((counter) => [counter, 0]));
    runSeeds("text-replicas", seedCount, (seed) => expect(new Writing(seed).run()).toEqual(nothing));
  },
);

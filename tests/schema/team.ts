// Five people with a document each, cut off from each other and joined again at random, in any kind of room. What each
// of them knew when they wrote is counted beside the documents, so that a test can say what must be there without
// asking Yjs.
import * as Y from "yjs";

import { canonicalJson } from "../../schema/canonical.ts";
import { isSameWrite, writeIdOf, type WriteId } from "../../schema/document.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { Random } from "../support/random.ts";
import { sync } from "./workspace.ts";

/** What is special about a kind of room. */
export interface TeamRoom<Tools> {
  /** Its root maps, whose keys are counted. None in a room of texts. */
  readonly roots: readonly string[];
  /** What a person opens beside the document. A reload opens it anew: nothing in it outlives the page. */
  readonly open: (doc: Y.Doc) => Tools;
}

/** When something was done, by whom, and how much of everybody's work they knew. */
export interface Moment {
  readonly author: number;
  /** Which of the author's steps it was. */
  readonly step: number;
  readonly knew: readonly number[];
}

/** One value written to one key. */
export interface TeamWrite extends Moment {
  readonly place: string;
  readonly value: string;
  /** Names this write in every document. */
  readonly name: string;
}

/** What stands at a key, and which write put it there. */
export interface Standing {
  readonly value: unknown;
  readonly write: WriteId | undefined;
}

/** One of the five. A reload gives them a new document with the same content, and an empty history. */
export class Member<Tools> {
  doc: Y.Doc;
  tools: Tools;
  /** How many steps of each person this one knows; their own is the number they made. */
  readonly clock: number[];
  readonly index: number;
  readonly #team: Team<Tools>;

  constructor(team: Team<Tools>, index: number, size: number) {
    this.#team = team;
    this.index = index;
    this.clock = Array.from({ length: size }, () => 0);
    this.doc = team.newDocument();
    this.tools = team.room.open(this.doc);
    this.#listen();
  }

  /** Closes the page and opens it again: all that is left is what the document encodes to. */
  reload(): void {
    const bytes = Y.encodeStateAsUpdate(this.doc);
    this.doc = this.#team.newDocument();
    Y.applyUpdate(this.doc, bytes);
    this.tools = this.#team.room.open(this.doc);
    this.#listen();
  }

  /** Every key that a local transaction changed is a write, whichever command, undo or redo made it. */
  #listen(): void {
    this.doc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (!transaction.local || transaction.changed.size === 0) return;
      const knew = [...this.clock];
      const step = (this.clock[this.index] ?? 0) + 1;
      this.clock[this.index] = step;
      for (const root of this.#team.room.roots) {
        const map = this.doc.getMap(root);
        for (const key of transaction.changed.get(map as never) ?? [])
          this.#team.writes.push({
            place: `${root} ${key}`,
            value: canonicalJson(map.get(String(key))),
            name: nameOf(writeIdOf(map, String(key))),
            author: this.index,
            step,
            knew,
          });
      }
    });
  }
}

/** All of them, and everything that was ever written. */
export class Team<Tools> {
  readonly room: TeamRoom<Tools>;
  readonly writes: TeamWrite[] = [];
  readonly members: readonly Member<Tools>[];
  readonly #random: Random;

  constructor(size: number, random: Random, room: TeamRoom<Tools>) {
    this.room = room;
    this.#random = random;
    this.members = Array.from({ length: size }, (_, index) => new Member(this, index, size));
  }

  /** Which of two values wins hangs on the client ids, so they come from the seed too. */
  newDocument(): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = 1 + this.#random.below(2 ** 31);
    return doc;
  }

  meet(a: Member<Tools>, b: Member<Tools>): void {
    sync(a.doc, b.doc);
    shareClocks(a.clock, b.clock);
  }

  /** Everybody learns everything. */
  gather(): void {
    const pairs = this.members.flatMap((a) => this.members.map((b) => [a, b] as const));
    for (const [a, b] of [...pairs, ...pairs]) if (a !== b) this.meet(a, b);
    this.#random.pick(this.members).reload();
  }

  /** What stands at each key of a document. */
  standing(doc: Y.Doc): ReadonlyMap<string, Standing> {
    return new Map(
      this.room.roots.flatMap((root) => {
        const map = doc.getMap(root);
        return [...map].map(
          ([key, value]) => [`${root} ${key}`, { value, write: writeIdOf(map, key) }] as const,
        );
      }),
    );
  }

  /** All that a document says, as text. */
  contentOf(doc: Y.Doc): string {
    return canonicalJson(
      Object.fromEntries(this.room.roots.map((root) => [root, doc.getMap(root).toJSON()])),
    );
  }

  /**
   * Undoes or redoes a step, and looks whether it touched anything of somebody else's.
   *
   * @param shownIn Ids of what a document shows.
   */
  takeBack(
    { doc }: Member<Tools>,
    work: () => void,
    shownIn: (doc: Y.Doc) => ReadonlySet<string>,
  ): TakenBack {
    const [before, shownBefore] = [this.standing(doc), shownIn(doc)];
    work();
    const [after, shownAfter] = [this.standing(doc), shownIn(doc)];
    const isOwn = ({ write }: Standing) => write?.client === doc.clientID;
    const isSame = (place: string) => isSameWrite(before.get(place)?.write, after.get(place)?.write);
    // Undoing one's own restoration puts a record back into the bin, which is what stood there before. Undoing an
    // addition must not take along what others have added to it.
    const written = [...after.keys()].filter((place) => !isSame(place));
    const isAddition = written.every((place) => {
      const isWithdrawal = !place.includes("/") && after.get(place)?.value === null;
      return isWithdrawal || (place.endsWith("/$del") && !before.has(place));
    });
    const baseOf = (id: string) => this.room.roots.flatMap((root) => before.get(`${root} ${id}`) ?? [])[0];
    const gone = [...shownBefore].filter((id) => {
      const base = baseOf(id);
      return !shownAfter.has(id) && base !== undefined && !isOwn(base);
    });
    return {
      overruled: [...before].flatMap(([place, was]) => (isOwn(was) || isSame(place) ? [] : [place])),
      gone: isAddition ? gone : [],
    };
  }

  /**
   * What must hold in any room once everybody has everything; the lists must be empty. A key must end with a value
   * that nobody who knew it has replaced.
   */
  faults(): TeamFaults {
    const [first] = this.members;
    if (!first) throw new Error("there are people");
    const said = this.contentOf(first.doc);
    const ends = this.standing(first.doc);
    const copyOf = ({ doc }: Member<Tools>) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      return copy;
    };
    const saying = (content: (member: Member<Tools>) => string) =>
      this.members.filter((member) => content(member) !== said).map(({ index }) => index);
    return {
      apart: saying(({ doc }) => this.contentOf(doc)),
      changedByReload: saying((member) => this.contentOf(copyOf(member))),
      replaced: [...this.#allowed()]
        .filter(([place, values]) => !values.has(canonicalJson(ends.get(place)?.value)))
        .map(([place]) => place),
    };
  }

  /** The values that each key may end with: those that nobody who knew them has replaced. */
  #allowed(): ReadonlyMap<string, ReadonlySet<string>> {
    const byPlace = Map.groupBy(this.writes, ({ place }) => place);
    return new Map(
      [...byPlace].map(([place, writes]) => {
        const latest = writes.filter((write) => !writes.some((other) => knows(other, write)));
        return [place, new Set(latest.map(({ value }) => value))];
      }),
    );
  }
}

/** What an undo or redo touched of others; both lists must be empty. */
export interface TakenBack {
  /** Keys with a value of somebody else's that it changed. */
  readonly overruled: readonly string[];
  /** Records of others that are shown no more, since it took back an addition. */
  readonly gone: readonly string[];
}

/** What went wrong, by what it went wrong with. */
export interface TeamFaults {
  /** People who have everything and whose document says something else. */
  readonly apart: readonly number[];
  /** People whose document says something else after a reload. */
  readonly changedByReload: readonly number[];
  /** Keys that end with a value that somebody knowingly replaced. */
  readonly replaced: readonly string[];
}

export const nothingTaken: TakenBack = { overruled: [], gone: [] };

export const noFaults: TeamFaults = { apart: [], changedByReload: [], replaced: [] };

/** Whether whoever did the later thing knew of the earlier one. */
export function knows(later: Moment, earlier: Moment): boolean {
  if (later === earlier) return false;
  if (later.author === earlier.author) return later.step > earlier.step;
  return (later.knew[earlier.author] ?? 0) >= earlier.step;
}

/** A write as text, the same in every document. */
export function nameOf(write: WriteId | undefined): string {
  return write ? `${write.client} ${write.clock}` : "";
}

/** Two who have met know the same. */
export function shareClocks(a: number[], b: number[]): void {
  a.forEach((steps, index) => {
    const most = Math.max(steps, b[index] ?? 0);
    a[index] = most;
    b[index] = most;
  });
}

/** Tries something random. Most of it is refused, as it should be; anything but a refusal is a bug. */
export function attempt(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
  }
}

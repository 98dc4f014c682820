// Five people with a document each, cut off from each other and joined again at random. What each of them knew when they
// wrote is counted beside the documents, so that a test can say what must be there without asking Yjs.
import * as Y from "yjs";

import { canonicalJson } from "../../schema/canonical.ts";
import { graphRoots } from "../../schema/document.ts";
import { History } from "../../schema/history.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import type { Random } from "../support/random.ts";
import { sync } from "./workspace.ts";

/** One value written to one key by one person, and how much of everybody's work they knew. */
export interface TeamWrite {
  readonly place: string;
  readonly value: string;
  readonly author: number;
  /** Which of the author's steps it was. */
  readonly step: number;
  readonly knew: readonly number[];
}

/** One of the five. A reload gives them a new document with the same content, and an empty history. */
export class Member {
  doc: Y.Doc;
  history: History;
  live: LiveProjection;
  /** How many steps of each person this one knows; their own is the number they made. */
  readonly clock: number[];
  readonly index: number;
  readonly #team: Team;

  constructor(team: Team, index: number, size: number) {
    this.#team = team;
    this.index = index;
    this.clock = Array.from({ length: size }, () => 0);
    this.doc = team.newDocument();
    this.history = new History(this.doc);
    this.live = new LiveProjection(this.doc);
    this.#listen();
  }

  /** Closes the page and opens it again: all that is left is what the document encodes to. */
  reload(): void {
    const bytes = Y.encodeStateAsUpdate(this.doc);
    this.live[Symbol.dispose]();
    this.doc = this.#team.newDocument();
    Y.applyUpdate(this.doc, bytes);
    this.history = new History(this.doc);
    this.live = new LiveProjection(this.doc);
    this.#listen();
  }

  /** Every key that a local transaction changed is a write, whichever command, undo or redo made it. */
  #listen(): void {
    this.doc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (!transaction.local) return;
      const written = graphRoots.flatMap((root) => {
        const keys = transaction.changed.get(this.doc.getMap(root) as never) ?? new Set();
        return [...keys].map((key) => ({ root, key: String(key) }));
      });
      if (written.length === 0) return;
      const knew = [...this.clock];
      this.clock[this.index] = (this.clock[this.index] ?? 0) + 1;
      for (const { root, key } of written) {
        const value = canonicalJson(this.doc.getMap(root).get(key));
        const step = this.clock[this.index] ?? 0;
        this.#team.writes.push({ place: `${root} ${key}`, value, author: this.index, step, knew });
      }
    });
  }
}

/** All of them, and everything that was ever written. */
export class Team {
  readonly writes: TeamWrite[] = [];
  readonly members: readonly Member[];
  readonly #random: Random;

  constructor(size: number, random: Random) {
    this.#random = random;
    this.members = Array.from({ length: size }, (_, index) => new Member(this, index, size));
  }

  /** Which of two values wins hangs on the client ids, so they come from the seed too. */
  newDocument(): Y.Doc {
    const doc = new Y.Doc();
    doc.clientID = 1 + this.#random.below(2 ** 31);
    return doc;
  }

  meet(a: Member, b: Member): void {
    sync(a.doc, b.doc);
    a.clock.forEach((steps, index) => {
      const most = Math.max(steps, b.clock[index] ?? 0);
      a.clock[index] = most;
      b.clock[index] = most;
    });
  }

  /** Everybody learns everything. */
  gather(): void {
    const pairs = this.members.flatMap((a) => this.members.map((b) => [a, b] as const));
    for (const [a, b] of [...pairs, ...pairs]) if (a !== b) this.meet(a, b);
    this.#random.pick(this.members).reload();
  }

  /** The values that each key may end with: those that nobody who knew them has replaced. */
  allowed(): ReadonlyMap<string, ReadonlySet<string>> {
    const byPlace = Map.groupBy(this.writes, ({ place }) => place);
    return new Map(
      [...byPlace].map(([place, writes]) => {
        const latest = writes.filter((write) => !writes.some((other) => hasReplaced(other, write)));
        return [place, new Set(latest.map(({ value }) => value))];
      }),
    );
  }
}

function hasReplaced(later: TeamWrite, earlier: TeamWrite): boolean {
  if (later === earlier) return false;
  if (later.author === earlier.author) return later.step > earlier.step;
  return (later.knew[earlier.author] ?? 0) >= earlier.step;
}

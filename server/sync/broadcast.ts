// What everybody in a room hears. Bytes are built once for all. Whatever happens in one turn of the event loop is one
// write for each socket; when many listen, so is whatever happens in the moment after a write. Every message stays a
// message of its own, as clients expect.
import type { ExtensionMessage } from "../../schema/extension.ts";
import type { Limits } from "../limits.ts";
import type { Answers, Delivery, Point } from "./answers.ts";
import type { Source } from "./outbox.ts";
import { toWire, type Wire } from "./wire.ts";

/** Somebody who listens. No call throws. */
export interface Reader {
  readonly isBehind: boolean;
  /** Is shown who is here. Whoever only came by a link to the map is not. */
  readonly seesPeople: boolean;
  /** Whole messages, for a reader who has had all before them. */
  deliver(wire: Wire, hasPresence: boolean): void;
  /** Something in the extension, for whoever asked for that. */
  tell(message: ExtensionMessage): void;
  /** Has everything up to a point, and is to fetch the rest. */
  fallBehind(point: Point): void;
}

/** The readers of one room. */
export class Broadcast<R extends Reader> implements Source, Disposable {
  readonly #answers: Answers;
  readonly #limits: Limits;
  readonly #onCaughtUp: () => void;
  readonly #readers = new Set<R>();
  #gathered: Wire[] = [];
  #gatheredPresence: Wire[] = [];
  #isScheduled = false;
  /** Runs for a moment after a write to many. */
  #resting: NodeJS.Timeout | undefined;

  /** @param onCaughtUp Called when somebody was behind, and nobody is any more. */
  constructor(answers: Answers, limits: Limits, onCaughtUp: () => void) {
    this.#onCaughtUp = onCaughtUp;
    this.#answers = answers;
    this.#limits = limits;
  }

  get readers(): ReadonlySet<R> {
    return this.#readers;
  }

  /** Somebody is behind. */
  get isAwaited(): boolean {
    // Asked after every write to all of them, so without an iterator's helpers.
    for (const { isBehind } of this.#readers) if (isBehind) return true;
    return false;
  }

  get point(): Point {
    return this.#answers.point;
  }

  add(reader: R): void {
    this.#readers.add(reader);
  }

  delete(reader: R): void {
    this.#readers.delete(reader);
    if (reader.isBehind) this.caughtUp();
  }

  step2(stateVector: Uint8Array): Delivery {
    return this.#answers.step2(stateVector);
  }

  since(point: Point): Delivery {
    return this.#answers.since(point);
  }

  caughtUp(): void {
    this.#answers.trim(this.isAwaited);
    if (!this.isAwaited) this.#onCaughtUp();
  }

  /**
   * Makes an update part of the document and sends it on.
   *
   * @param apply Applies it.
   */
  update(bytes: number, apply: () => void): void {
    if (bytes <= this.#limits.pieceBytes) {
      apply();
      this.#gathered.push(...this.#answers.newest);
      return this.#schedule();
    }
    // A long one is fetched piece by piece, by everybody at the pace of their reading.
    this.#flush();
    const before = this.point;
    apply();
    for (const reader of this.#readers) reader.fallBehind(before);
    this.#answers.trim(this.isAwaited);
  }

  /** Says something to everybody who asked for the extension. */
  tell(message: ExtensionMessage): void {
    for (const reader of this.#readers) reader.tell(message);
  }

  /** Sends who is here, or what changed in it. Gives how many there are to read it. */
  sendPresence(message: Uint8Array): number {
    this.#gatheredPresence.push(toWire(message));
    this.#schedule();
    return this.#readers.size;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#resting);
    this.#readers.clear();
    [this.#gathered, this.#gatheredPresence] = [[], []];
  }

  #schedule(): void {
    if (this.#isScheduled || this.#resting) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const [updates, presence] = [this.#gathered, this.#gatheredPresence];
    if (updates.length + presence.length === 0) return;
    [this.#gathered, this.#gatheredPresence] = [[], []];
    const hasPresence = presence.length > 0;
    const edits = oneOf(updates);
    const all = hasPresence ? oneOf([...updates, ...presence]) : edits;
    for (const reader of this.#readers) {
      if (!hasPresence || reader.seesPeople) reader.deliver(all, hasPresence);
      else if (updates.length > 0) reader.deliver(edits, false);
    }
    this.#answers.trim(this.isAwaited);
    if (this.#readers.size >= this.#limits.gatherReadersMin) this.#rest();
  }

  /** Whoever writes into a quiet room waits for nothing; it is the next in the same moment who does. */
  #rest(): void {
    this.#resting ??= setTimeout(() => {
      this.#resting = undefined;
      this.#flush();
    }, this.#limits.gatherMs).unref();
  }
}

/** Several pieces as one, without a copy where there is only one. */
function oneOf(wires: readonly Wire[]): Wire {
  const [first, ...rest] = wires;
  return first && rest.length === 0 ? first : Buffer.concat(wires);
}

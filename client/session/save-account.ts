// Which of this device's edits are on the server's disk, by the server's own count of the frames it was sent.
import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import * as Y from "yjs";

import { messageTypes, syncTypes } from "../../schema/protocol.ts";

/** Clocks of each Yjs client, from the first to before the last. */
export type ClockRanges = ReadonlyMap<number, { readonly from: number; readonly to: number }>;

/** A frame that brings the server edits. */
export interface SentFrame {
  /** Counted by both sides, from 1 for each connection. */
  readonly n: number;
  /** What it brings, in steps of work; 0 where it brings nothing new. */
  readonly edits: number;
  readonly ranges: ClockRanges;
  /** It holds the work of many steps, of which one may be refused and the others not. */
  readonly isBulk: boolean;
  /** The program wrote it by itself, and nobody waits for it. */
  readonly isUnasked: boolean;
}

type EditKind = "edit" | "bulk" | "restored" | "unasked";

/** The account of one document. */
export class SaveAccount {
  readonly #onChange: () => void;
  /** Made while there was no connection, or sent over one that broke before the server had answered. */
  #unsent = 0;
  #sentCount = 0;
  #sent: SentFrame[] = [];
  #hasAnswered = false;
  /** Whether the edit that is being made now has gone out. */
  #hasJustSent = false;

  /** @param onChange Called after anything here may have changed. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Steps of work that are not known to be on the server's disk. */
  get count(): number {
    return this.#sent.reduce((sum, { edits }) => sum + edits, this.#unsent);
  }

  /** The server has everything, and has said so. */
  get isSettled(): boolean {
    return this.#hasAnswered && this.#sent.length === 0 && this.#unsent === 0;
  }

  /** The server has all that people did, and has said so. */
  get hasSavedWork(): boolean {
    return this.#hasAnswered && this.#unsent === 0 && this.#sent.every(({ isUnasked }) => isUnasked);
  }

  /** A new connection stands: both sides count anew, and whatever is not acknowledged is sent once more. */
  connected(): void {
    this.#unsent = this.count;
    this.#sent = [];
    this.#sentCount = 0;
    this.#hasAnswered = false;
    this.#onChange();
  }

  /** Something goes out. */
  noteFrame(frame: Uint8Array): void {
    const [type, subtype] = frame;
    if (type !== messageTypes.sync || (subtype !== syncTypes.step2 && subtype !== syncTypes.update)) return;
    const isAnswer = subtype === syncTypes.step2;
    const ranges = rangesIn(frame);
    this.#sentCount += 1;
    // An answer holds all that the server does not have: what is still unsent, and what an earlier visit left behind.
    const edits = isAnswer ? Math.max(this.#unsent, ranges.size > 0 && !this.#hasAnswered ? 1 : 0) : 1;
    this.#sent.push({ n: this.#sentCount, edits, ranges, isBulk: isAnswer, isUnasked: false });
    if (isAnswer) {
      this.#unsent = 0;
      this.#hasAnswered = true;
    } else this.#hasJustSent = true;
    this.#onChange();
  }

  /**
   * The document has changed other than by the server. Called after it was sent, if it was.
   *
   * @param what `restored` is what this device had kept, which is no new edit; `bulk` holds the work of several steps;
   * `unasked` is what the program wrote by itself.
   */
  noteEdit(what: EditKind): void {
    const isWork = what === "edit" || what === "bulk";
    if (this.#hasJustSent) this.#changeNewest(what, isWork ? 1 : 0);
    else if (isWork) this.#unsent += 1;
    this.#hasJustSent = false;
    this.#onChange();
  }

  /** The server has all frames up to this one on its disk, or has refused them. */
  acknowledge(n: number): void {
    this.#sent = this.#sent.filter((frame) => frame.n > n);
    this.#onChange();
  }

  #changeNewest(what: EditKind, edits: number): void {
    const newest = this.#sent.pop();
    if (!newest) return;
    this.#sent.push({ ...newest, edits, isBulk: what !== "edit", isUnasked: what === "unasked" });
  }

  /** The frame of a number, unless it is acknowledged. */
  frameOf(n: number): SentFrame | undefined {
    return this.#sent.find((frame) => frame.n === n);
  }
}

function rangesIn(frame: Uint8Array): ClockRanges {
  const decoder = createDecoder(frame);
  readVarUint(decoder);
  readVarUint(decoder);
  const { from, to } = Y.parseUpdateMeta(readVarUint8Array(decoder));
  return new Map([...to].map(([client, end]) => [client, { from: from.get(client) ?? 0, to: end }]));
}

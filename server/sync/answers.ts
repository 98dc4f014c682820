// What a room gives to those who lack something: everything to who joins, the rest to who comes back or could not read
// fast enough. Each is encoded once for all who ask for the same, and only from what is on disk.
import { encodeStateAsUpdate, encodeStateVector, type Doc } from "yjs";

import { assert } from "../../schema/errors.ts";
import { syncTypes } from "../../schema/protocol.ts";
import type { Limits } from "../limits.ts";
import type { StoredRoom } from "../storage/stored-room.ts";
import { step1Frame, step2Frame, updateFrame } from "./frame.ts";
import { byteLengthOf, toWire, toWires, withByte, type Wire } from "./wire.ts";

/** A state of the document: after how many updates, and what it holds. */
export interface Point {
  readonly seq: number;
  readonly vector: Uint8Array;
}

/** Pieces to be written in this order, and what whoever reads them has then. */
export interface Delivery {
  readonly wires: readonly Wire[];
  readonly upTo: Point;
}

/** Everything, as it was after so many updates. */
interface Full {
  readonly seq: number;
  /** A step 2. */
  readonly wires: readonly Wire[];
  readonly bytes: number;
}

interface Later {
  readonly seq: number;
  readonly wires: readonly Wire[];
  readonly bytes: number;
}

/** Where the number of the sync message stands. */
const subtypeIndex = 1;
const nothingMore = toWire(step2Frame(new Uint8Array([0, 0])));

/** Keeps the encoded state of a document, and the updates since, as long as somebody may ask for them. */
export class Answers {
  readonly #doc: Doc;
  readonly #limits: Limits;
  /** False while only what is stored is there to answer from. */
  #isBuilt = true;
  #seq = 0;
  #full: Full | undefined;
  /** Updates without a gap, up to the newest. */
  readonly #later: Later[] = [];
  #laterBytes = 0;
  #point: Point | undefined;
  #step1: Uint8Array | undefined;
  /** Answers to step 1 by state vector, as of now. */
  readonly #diffs = new Map<string, readonly Wire[]>();

  constructor(doc: Doc, limits: Limits) {
    this.#doc = doc;
    this.#limits = limits;
  }

  /** What is stored was read. Whoever has nothing is answered from it, if it has a snapshot, before the document is built. */
  loaded({ snapshot, updates }: Pick<StoredRoom, "snapshot" | "updates">, at: Point): void {
    this.#isBuilt = false;
    this.#full = snapshot && this.#toFull(snapshot.bytes, snapshot.seq);
    for (const { seq, bytes } of updates) this.#keep(seq, bytes);
    this.#seq = at.seq;
    this.#point = at;
  }

  /** From now on the document holds what was loaded. */
  built(): void {
    this.#isBuilt = true;
  }

  /** An update has become part of the document. */
  applied(seq: number, update: Uint8Array): void {
    this.#seq = seq;
    this.#point = this.#step1 = undefined;
    this.#diffs.clear();
    this.#keep(seq, update);
  }

  /** The newest update, for everybody who has all before it. */
  get newest(): readonly Wire[] {
    return this.#later.at(-1)?.wires ?? [];
  }

  /** The present state. Linear in the number of clients, once. */
  get point(): Point {
    return (this.#point ??= { seq: this.#seq, vector: encodeStateVector(this.#doc) });
  }

  /** Asks a client for what it has beyond the disk. */
  get step1(): Uint8Array {
    return (this.#step1 ??= step1Frame(this.point.vector));
  }

  /** The answer to a client's step 1. Linear in the document the first time; without cost for the next with the same. */
  step2(stateVector: Uint8Array): Delivery {
    return isEmpty(stateVector)
      ? this.#everything()
      : { wires: this.#diff(stateVector, step2Frame), upTo: this.point };
  }

  /**
   * What was missed since a point: the updates one by one while they are kept, otherwise all of them in one, which holds
   * deletions too.
   */
  since({ seq, vector }: Point): Delivery {
    const isKept = (this.#later[0]?.seq ?? this.#seq + 1) <= seq + 1;
    const wires = isKept ? this.#after(seq) : this.#diff(vector, updateFrame);
    return { wires, upTo: this.point };
  }

  /**
   * Lets go of what is not worth keeping.
   *
   * @param isAwaited Somebody is reading what was, so the newest updates will be asked for.
   */
  trim(isAwaited: boolean): void {
    // Before that, what is kept is all there is to answer from.
    if (this.#isBuilt) this.#trim(isAwaited);
  }

  #trim(isAwaited: boolean): void {
    const awaitedBytes = isAwaited ? this.#limits.laterBytesMax : 0;
    const fullBytes = this.#full?.bytes ?? 0;
    // Then it is encoded anew for the next who joins.
    if (this.#laterBytes > Math.max(awaitedBytes, fullBytes / 2)) this.#full = undefined;
    if (this.#full && isAwaited) return;
    if (!isAwaited) return this.#dropUpTo(this.#full?.seq ?? this.#seq);
    this.#dropOldest(awaitedBytes);
  }

  /** Everything was just encoded for another reason. */
  encoded(update: Uint8Array): void {
    if (this.#full) this.#full = this.#toFull(update, this.#seq);
  }

  #keep(seq: number, update: Uint8Array): void {
    const wires = toWires(updateFrame(update), this.#limits.pieceBytes);
    this.#later.push({ seq, wires, bytes: byteLengthOf(wires) });
    this.#laterBytes += byteLengthOf(wires);
  }

  #everything(): Delivery {
    this.#full ??= this.#toFull(this.#encode(), this.#seq);
    const { seq, wires } = this.#full;
    const later = this.#after(seq);
    if (later.length === 0) return { wires, upTo: this.point };
    // Clients take step 2 for the end of it, so it has to come last.
    const [first, ...rest] = wires;
    const start = first ? [withByte(first, subtypeIndex, syncTypes.update)] : [];
    return { wires: [...start, ...rest, ...later, nothingMore], upTo: this.point };
  }

  #after(seq: number): readonly Wire[] {
    return this.#later.filter((later) => later.seq > seq).flatMap(({ wires }) => wires);
  }

  #diff(stateVector: Uint8Array, toMessage: (update: Uint8Array) => Uint8Array): readonly Wire[] {
    const key = `${toMessage.name} ${Buffer.from(stateVector).toString("base64")}`;
    const kept = this.#diffs.get(key);
    if (kept) return kept;
    const message = toMessage(this.#encode(stateVector));
    const wires = toWires(message, this.#limits.pieceBytes);
    if (this.#diffs.size < this.#limits.answersKeptMax) this.#diffs.set(key, wires);
    return wires;
  }

  #encode(stateVector?: Uint8Array): Uint8Array {
    assert(this.#isBuilt, "only a document that is there can be encoded");
    return encodeStateAsUpdate(this.#doc, stateVector);
  }

  #toFull(update: Uint8Array, seq: number): Full {
    const wires = toWires(step2Frame(update), this.#limits.pieceBytes);
    return { seq, wires, bytes: byteLengthOf(wires) };
  }

  #dropOldest(bytesMax: number): void {
    let [count, bytes] = [0, this.#laterBytes];
    for (const later of this.#later) {
      if (bytes <= bytesMax) break;
      bytes -= later.bytes;
      count += 1;
    }
    this.#drop(count);
  }

  #dropUpTo(seq: number): void {
    const kept = this.#later.findIndex((later) => later.seq > seq);
    this.#drop(kept === -1 ? this.#later.length : kept);
  }

  #drop(count: number): void {
    for (const { bytes } of this.#later.splice(0, count)) this.#laterBytes -= bytes;
  }
}

/** Whether a state vector is of somebody who has nothing. */
export function isEmpty(stateVector: Uint8Array): boolean {
  return stateVector.byteLength === 1 && stateVector[0] === 0;
}

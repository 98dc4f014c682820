// Reads a Yjs update (V1) into plain data without Yjs, so that nothing is allocated or applied on its say-so.
// It knows only what the documents of this product hold: plain values and tombstones under root maps, and in rooms of
// texts plain characters and tombstones in root texts.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { skipJsonValue } from "./json-value.ts";

/** Names one clock of one client. */
export interface ItemId {
  readonly client: number;
  readonly clock: number;
}

/** One write to one key, or a run of overwritten ones. In a text: some characters, or a run of deleted ones. */
export interface ScannedItem extends ItemId {
  /** Clocks it takes up: 1 for a value, one for each UTF-16 unit of a text, or the length of a run of what is gone. */
  readonly length: number;
  /** The write it follows under the same key. The first write to a key has root and key instead. */
  readonly origin: ItemId | undefined;
  /** The character it was put before; in texts only. */
  readonly rightOrigin?: ItemId | undefined;
  readonly root: string | undefined;
  readonly key: string | undefined;
  /** Where its value, which has been checked, begins in the update's bytes. Undefined in a run of what is gone. */
  readonly valueAt: number | undefined;
}

/** What one client wrote, without a break. */
export interface ScannedRun extends ItemId {
  /** The clock after its last. */
  readonly end: number;
  readonly items: readonly ScannedItem[];
}

/** Clocks of one client whose values are said to be deleted. */
export interface DeletedRange extends ItemId {
  readonly length: number;
}

/** An update as plain data. */
export interface ScannedUpdate {
  readonly runs: ReadonlyMap<number, ScannedRun>;
  readonly deletes: readonly DeletedRange[];
  /** It says itself that something is missing in its middle. */
  readonly hasSkip: boolean;
}

// Struct kinds and flags of the update format V1 (yjs 13, src/structs and src/utils/encoding.js).
const kindMask = 0x1f;
const [gcKind, deletedKind, stringKind, anyKind, skipKind] = [0, 1, 4, 8, 10];
const [hasOrigin, hasRightOrigin, hasKey] = [0x80, 0x40, 0x20];

/** What may be in an update: values at keys, or characters in texts. Never both. */
export type UpdateForm = "keys" | "text";

/** Whether an update is without any content: what a client that has nothing more answers to step 1. */
export function isNothing(update: Uint8Array): boolean {
  return update.byteLength === 2 && update[0] === 0 && update[1] === 0;
}

/** Whether an update says of nothing but what is gone: most of what a client answers that has all the server has. */
export function hasNoWrites(update: Uint8Array): boolean {
  return update[0] === 0;
}

/**
 * Reads an update. Linear in its bytes.
 *
 * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`
 */
export function scanUpdate(bytes: Uint8Array, limits: Limits, form: UpdateForm = "keys"): ScannedUpdate {
  const scanner = new UpdateScanner(bytes, limits, form);
  return scanner.scan();
}

class UpdateScanner {
  readonly #reader: ByteReader;
  readonly #limits: Limits;
  readonly #form: UpdateForm;
  readonly #runs = new Map<number, ScannedRun>();
  #structsLeft: number;
  #hasSkip = false;

  constructor(bytes: Uint8Array, limits: Limits, form: UpdateForm) {
    this.#reader = new ByteReader(bytes);
    this.#limits = limits;
    this.#form = form;
    const structsMax = form === "text" ? limits.textStructsMax : limits.updateStructsMax;
    this.#structsLeft = Math.min(structsMax, bytes.byteLength / 2);
  }

  scan(): ScannedUpdate {
    const clients = this.#reader.count(3, this.#limits.updateClientsMax);
    for (let index = 0; index < clients; index += 1) this.#scanRun();
    const deletes = this.#scanDeletes();
    this.#reader.end();
    return { runs: this.#runs, deletes, hasSkip: this.#hasSkip };
  }

  #scanRun(): void {
    const count = this.#reader.count(2, this.#structsLeft);
    this.#structsLeft -= count;
    const client = this.#reader.varUint();
    const clock = this.#reader.varUint();
    if (count === 0) throw invalid("it has a run of nothing");
    if (this.#runs.has(client)) throw invalid("it names a client twice");
    const items: ScannedItem[] = [];
    let end = clock;
    for (let index = 0; index < count; index += 1) {
      end = this.#scanStruct({ client, clock: end }, items);
      if (!Number.isSafeInteger(end)) throw invalid("its clocks are too large");
    }
    this.#runs.set(client, { client, clock, end, items });
  }

  /** Gives the clock after the struct. */
  #scanStruct(id: ItemId, items: ScannedItem[]): number {
    const info = this.#reader.byte();
    const kind = info & kindMask;
    if (kind === skipKind) {
      this.#hasSkip = true;
      return id.clock + this.#length();
    }
    // What stands in a root is overwritten or deleted, never collected, so an honest client has no GC struct.
    if (kind === gcKind) throw invalid("it holds collected structs");
    const item =
      this.#form === "keys" ? this.#scanWrite(id, info, kind) : this.#scanInsertion(id, info, kind);
    items.push(item);
    return item.clock + item.length;
  }

  #scanWrite(id: ItemId, info: number, kind: number): ScannedItem {
    if ((info & hasRightOrigin) !== 0 || (info & hasKey) === 0)
      throw invalid("it writes into a list or text");
    const place = (info & hasOrigin) === 0 ? this.#scanPlace() : this.#scanOrigin(id);
    const { length, valueAt } = this.#scanContent(kind);
    return { ...id, ...place, length, valueAt };
  }

  #scanInsertion(id: ItemId, info: number, kind: number): ScannedItem {
    if ((info & hasKey) !== 0) throw invalid("it writes to a key, not into a text");
    const origin = (info & hasOrigin) === 0 ? undefined : this.#scanId(id);
    const rightOrigin = (info & hasRightOrigin) === 0 ? undefined : this.#scanId(id);
    const root = origin || rightOrigin ? undefined : this.#scanRoot();
    if (kind === deletedKind)
      return { ...id, origin, rightOrigin, root, key: undefined, ...this.#scanContent(kind) };
    if (kind !== stringKind) throw invalid(`content of kind ${kind}; a text holds plain characters only`);
    const start = this.#reader.position;
    const text = this.#reader.text(this.#limits.textFrameBytesMax);
    if (text === "") throw invalid("something of no length");
    return {
      ...id,
      origin,
      rightOrigin,
      root,
      key: undefined,
      length: text.length,
      valueAt: start,
    };
  }

  #scanPlace(): Pick<ScannedItem, "origin" | "root" | "key"> {
    const root = this.#scanRoot();
    return { origin: undefined, root, key: this.#reader.text(this.#limits.stringBytesMax) };
  }

  #scanRoot(): string {
    if (this.#reader.varUint() !== 1) throw invalid("it writes into something nested");
    return this.#reader.text(this.#limits.stringBytesMax);
  }

  #scanOrigin(id: ItemId): Pick<ScannedItem, "origin" | "root" | "key"> {
    return { origin: this.#scanId(id), root: undefined, key: undefined };
  }

  /** Names a write before this one. */
  #scanId(id: ItemId): ItemId {
    const named = { client: this.#reader.varUint(), clock: this.#reader.varUint() };
    if (named.client === id.client && named.clock >= id.clock) throw invalid("a write follows itself");
    return named;
  }

  #scanContent(kind: number): Pick<ScannedItem, "length" | "valueAt"> {
    if (kind === deletedKind) {
      const length = this.#length();
      if (length > this.#limits.deletedRunLengthMax) throw invalid(`a deleted run of ${length}`);
      return { length, valueAt: undefined };
    }
    if (kind !== anyKind) throw invalid(`content of kind ${kind}; only plain values are kept`);
    if (this.#reader.varUint() !== 1) throw invalid("several values in one write");
    const start = this.#reader.position;
    skipJsonValue(this.#reader, this.#limits);
    return { length: 1, valueAt: start };
  }

  #length(): number {
    const length = this.#reader.varUint();
    if (length === 0) throw invalid("something of no length");
    return length;
  }

  #scanDeletes(): readonly DeletedRange[] {
    const deletes: DeletedRange[] = [];
    const clients = this.#reader.count(2, Number.MAX_SAFE_INTEGER);
    const seen = new Set<number>();
    for (let index = 0; index < clients; index += 1) {
      const client = this.#reader.varUint();
      if (seen.has(client)) throw invalid("it names a client twice among what it deletes");
      seen.add(client);
      this.#scanRanges(client, deletes);
    }
    return deletes;
  }

  /** Yjs writes ranges in order and merged. Overlapping ones would make us walk the same items again and again. */
  #scanRanges(client: number, deletes: DeletedRange[]): void {
    const count = this.#reader.count(2, Number.MAX_SAFE_INTEGER);
    let end = 0;
    for (let index = 0; index < count; index += 1) {
      const clock = this.#reader.varUint();
      const length = this.#length();
      if (clock < end) throw invalid("what it deletes is out of order");
      end = clock + length;
      deletes.push({ client, clock, length });
    }
  }
}

function invalid(detail: string): EntenteError {
  return new EntenteError("update-invalid", { detail });
}

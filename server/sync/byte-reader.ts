// Reads the encoding that Yjs and y-websocket use, without trusting a single announced length or count.
import { isUtf8 } from "node:buffer";

import { EntenteError } from "../../schema/errors.ts";

/** Where numbers stop being exact. */
const integerMax = Number.MAX_SAFE_INTEGER;

/** A cursor over bytes from outside. Every read either gives what is there or throws `protocol-invalid`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #buffer: Buffer;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.byteLength - this.#at;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw malformed("it ends in the middle");
    this.#at += 1;
    return byte;
  }

  /** Seven bits a byte, lowest first. */
  varUint(): number {
    return this.#continueVar(0, 1);
  }

  /** As `varUint`, with the sign in the first byte's second bit. */
  varInt(): number {
    const first = this.byte();
    const isNegative = (first & 0x40) !== 0;
    const size = (first & 0x80) === 0 ? first & 0x3f : this.#continueVar(first & 0x3f, 64);
    return isNegative ? -size : size;
  }

  /** How many things follow, each of at least `bytesEach` bytes: never more than there can be. */
  count(bytesEach: number, most: number): number {
    const count = this.varUint();
    if (count * bytesEach > this.left) throw malformed(`it announces ${count} things in ${this.left} bytes`);
    if (count > most) throw new EntenteError("too-large", { detail: `${count} parts, at most ${most}` });
    return count;
  }

  /** Bytes with their length in front. Not copied. */
  varBytes(): Uint8Array {
    return this.slice(this.varUint());
  }

  /** A text with its length in bytes in front. */
  text(bytesMax: number): string {
    const start = this.#startOfText(bytesMax);
    const isAscii = this.#checkText(start);
    return this.#buffer.toString(isAscii ? "latin1" : "utf8", start, this.#at);
  }

  /** Checks a text as `text` does, without making it. */
  skipText(bytesMax: number): void {
    this.#checkText(this.#startOfText(bytesMax));
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#at;
  }

  /** Goes back to a position, or on to one that was read before. */
  moveTo(position: number): void {
    this.#at = position;
  }

  skip(length: number): void {
    if (length > this.left) throw malformed("it ends in the middle");
    this.#at += length;
  }

  slice(length: number): Uint8Array {
    this.skip(length);
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  float32(): number {
    this.skip(4);
    return this.#view.getFloat32(this.#at - 4);
  }

  float64(): number {
    this.skip(8);
    return this.#view.getFloat64(this.#at - 8);
  }

  /** Refuses what is left over. */
  end(): void {
    if (this.left > 0) throw malformed(`${this.left} bytes are left over at its end`);
  }

  /** Moves behind a text. */
  #startOfText(bytesMax: number): number {
    const length = this.varUint();
    if (length > bytesMax && length <= this.left) {
      throw new EntenteError("too-large", { detail: `a text of ${length} bytes, at most ${bytesMax}` });
    }
    this.skip(length);
    return this.#at - length;
  }

  /** Whether the text that ends here is plain ASCII. Yjs throws on bad UTF-8 while it applies, which would be too late. */
  #checkText(start: number): boolean {
    let at = start;
    while (at < this.#at && (this.#bytes[at] ?? 0) < 0x80) at += 1;
    if (at < this.#at && !isUtf8(this.#bytes.subarray(at, this.#at)))
      throw malformed("a text in it is not UTF-8");
    return at === this.#at;
  }

  #continueVar(low: number, scale: number): number {
    let value = low;
    for (let unit = scale; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (value > integerMax || unit > integerMax) throw malformed("a number in it is too large");
      if (byte < 0x80) return value;
    }
  }
}

function malformed(detail: string): EntenteError {
  return new EntenteError("protocol-invalid", { detail });
}

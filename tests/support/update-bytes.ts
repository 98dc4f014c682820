// Hand-made bytes of the update format, for what no honest client would send.
import {
  createEncoder,
  toUint8Array,
  writeAny,
  writeUint8,
  writeVarString,
  writeVarUint,
} from "lib0/encoding";

/** A piece of bytes: a small number as varuint, a text with its length, or bytes as they are. */
export type Piece = number | string | Uint8Array;

/** Pieces one after another. */
export function bytes(...pieces: readonly Piece[]): Uint8Array {
  const encoder = createEncoder();
  for (const piece of pieces) {
    if (typeof piece === "number") writeVarUint(encoder, piece);
    else if (typeof piece === "string") writeVarString(encoder, piece);
    else for (const byte of piece) writeUint8(encoder, byte);
  }
  return toUint8Array(encoder);
}

/** One byte as it is. */
export function byte(value: number): Uint8Array {
  return new Uint8Array([value]);
}

/** A value in lib0's encoding. */
export function any(value: unknown): Uint8Array {
  const encoder = createEncoder();
  writeAny(encoder, value as null);
  return toUint8Array(encoder);
}

/** First write to a key: item with a root as parent and one value. */
export function firstWrite(root: string, key: string, value: Uint8Array): Uint8Array {
  return bytes(byte(0x28), 1, root, key, 1, value);
}

/** An overwrite of what stands at an id. */
export function overwrite(client: number, clock: number, value: Uint8Array): Uint8Array {
  return bytes(byte(0xa8), client, clock, 1, value);
}

/** An update with one client's structs, and no deletions unless given. */
export function update(
  client: number,
  clock: number,
  structs: readonly Uint8Array[],
  deletes: Uint8Array = bytes(0),
): Uint8Array {
  return bytes(1, structs.length, client, clock, ...structs, deletes);
}

/** A delete set with one range. */
export function deleting(client: number, clock: number, length: number): Uint8Array {
  return bytes(1, client, 1, clock, length);
}

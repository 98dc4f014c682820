// Messages as the bytes of the websocket protocol (RFC 6455), so that what a whole room hears is built once and not once
// for each socket. Only what a server sends: binary, without a mask, without compression.

/** Bytes for a stream, of one message or several. */
export type Wire = Buffer<ArrayBuffer>;

const binary = 0x02;
const continuation = 0x00;
const final = 0x80;
/** Lengths up to here fit into the header's second byte; 126 and 127 announce two and eight bytes more. */
const shortLengthMax = 125;
const mediumLengthMax = 0xffff;

/**
 * A message as pieces, each of which is to be written whole. A long one is several frames, between which pings and a
 * close may be written, but nothing of another message.
 *
 * @param pieceBytes How many bytes of the message go into one piece.
 */
export function toWires(message: Uint8Array, pieceBytes: number): readonly Wire[] {
  const count = Math.max(1, Math.ceil(message.byteLength / pieceBytes));
  return Array.from({ length: count }, (_, index) => {
    const payload = message.subarray(index * pieceBytes, (index + 1) * pieceBytes);
    const opcode = index === 0 ? binary : continuation;
    return toFrame(payload, index === count - 1 ? opcode | final : opcode);
  });
}

/** A short message in one piece. */
export function toWire(message: Uint8Array): Wire {
  return toFrame(message, binary | final);
}

/** All pieces together. */
export function byteLengthOf(wires: readonly Wire[]): number {
  return wires.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** The same piece with another byte at a place of its message. */
export function withByte(wire: Wire, index: number, value: number): Wire {
  const copy = Buffer.from(wire);
  copy[headerLength(wire[1] ?? 0) + index] = value;
  return copy;
}

function toFrame(payload: Uint8Array, firstByte: number): Wire {
  const { byteLength } = payload;
  const lengthByte = toLengthByte(byteLength);
  const start = headerLength(lengthByte);
  const frame = Buffer.allocUnsafeSlow(start + byteLength);
  frame[0] = firstByte;
  frame[1] = lengthByte;
  if (lengthByte === 126) frame.writeUInt16BE(byteLength, 2);
  if (lengthByte === 127) frame.writeBigUInt64BE(BigInt(byteLength), 2);
  frame.set(payload, start);
  return frame;
}

function toLengthByte(byteLength: number): number {
  if (byteLength <= shortLengthMax) return byteLength;
  return byteLength <= mediumLengthMax ? 126 : 127;
}

function headerLength(lengthByte: number): number {
  if (lengthByte <= shortLengthMax) return 2;
  return lengthByte === 126 ? 4 : 10;
}

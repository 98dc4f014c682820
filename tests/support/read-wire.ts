// The messages in what a server writes to a websocket's stream, put together again from their frames.

/** Whole messages, in order. Throws where the bytes end in the middle of one. */
export function readWire(wire: Uint8Array): readonly Uint8Array[] {
  const buffer = Buffer.from(wire);
  const messages: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let at = 0;
  while (at < buffer.length) {
    const { isFinal, start, end } = readHeader(buffer, at);
    if (end > buffer.length) throw new Error("the bytes end in the middle of a frame");
    parts.push(buffer.subarray(start, end));
    at = end;
    if (!isFinal) continue;
    messages.push(Buffer.concat(parts));
    parts = [];
  }
  if (parts.length > 0) throw new Error("the bytes end in the middle of a message");
  return messages;
}

function readHeader(buffer: Buffer, at: number) {
  const isFinal = (buffer.readUInt8(at) & 0x80) !== 0;
  const length = buffer.readUInt8(at + 1);
  if (length < 126) return { isFinal, start: at + 2, end: at + 2 + length };
  if (length === 126) return { isFinal, start: at + 4, end: at + 4 + buffer.readUInt16BE(at + 2) };
  return { isFinal, start: at + 10, end: at + 10 + Number(buffer.readBigUInt64BE(at + 2)) };
}

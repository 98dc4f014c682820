// Each stored update carries a hash of the one before it, so that a lost, changed or moved row is found.
import { createHash } from "node:crypto";

/** What the first update of a room follows. Differs by room and generation, so rows cannot be moved between them. */
export function chainStart(room: string, generation: string): Uint8Array {
  return createHash("sha256").update(`${room}\n${generation}`).digest();
}

/** Hash of an update, bound to everything before it. */
export function chainHash(previous: Uint8Array, seq: number, bytes: Uint8Array): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(seq));
  return createHash("sha256").update(previous).update(number).update(bytes).digest();
}

/** SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

/** Whether two hashes are the same bytes. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

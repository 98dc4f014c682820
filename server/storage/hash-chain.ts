// Each stored update carries a hash of the one before it, so that a lost, changed or moved row is found. Rows that
// are written over, such as how far a log goes, carry a seal of what stands in them.
import { createHash } from "node:crypto";

/** What of an update its hash covers. */
export interface ChainedUpdate {
  readonly seq: number;
  readonly at: string;
  readonly origin: string;
  readonly by?: string | undefined;
  readonly bytes: Uint8Array;
}

/** What the first update of a room follows. Differs by room and generation, so rows cannot be moved between them. */
export function chainStart(room: string, generation: string): Uint8Array {
  return createHash("sha256").update(`${room}\n${generation}`).digest();
}

/** Hash of an update and of all that is told of it, bound to everything before it. */
export function chainHash(previous: Uint8Array, { seq, at, origin, by, bytes }: ChainedUpdate): Uint8Array {
  // What is not known is left out, so that something more can be told of later updates.
  const told = JSON.stringify({ seq, at, origin, ...(by !== undefined && { by }) });
  return createHash("sha256").update(previous).update(`${told}\n`).update(bytes).digest();
}

/** SHA-256 of the values of a row, in this order. */
export function sealOf(...values: readonly (string | number | Uint8Array | null)[]): Uint8Array {
  const hash = createHash("sha256");
  for (const value of values) {
    const part = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value));
    hash.update(`${part.byteLength}\n`).update(part);
  }
  return hash.digest();
}

/** SHA-256 of some bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

/** Whether two hashes are the same bytes. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

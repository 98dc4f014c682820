// Secrets that let somebody in. Whoever reads the disk, a backup or a log learns none of them.
import { createHash, randomBytes } from "node:crypto";

const secretBytes = 32;
const idBytes = 8;

/** A new secret of 256 bits, fit for an address. */
export function newSecret(): string {
  return randomBytes(secretBytes).toString("base64url");
}

/** What is stored of a secret. It has enough bits of its own to need no salt and no slow hash. */
export function hashSecret(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}

/** A name for something, which is no secret. */
export function newId(): string {
  return randomBytes(idBytes).toString("hex");
}

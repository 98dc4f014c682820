// How many requests of one sender are answered at once. An answer can be as large as the map, and is kept until it has
// been read, so whoever asks for many and reads none would fill the memory.
import { EntenteError } from "../../schema/errors.ts";
import { personOf, type Identity } from "../auth/identity.ts";

/** The requests that are being answered, by whose they are. */
export class AtOnce {
  readonly #counts = new Map<string, number>();

  /**
   * Begins one.
   *
   * @param most How many of this sender's there may be.
   * @returns what ends it
   * @throws EntenteError `overloaded`
   */
  begin(sender: string, most: number): () => void {
    const count = this.#counts.get(sender) ?? 0;
    if (count >= most)
      throw new EntenteError("overloaded", { detail: `at most ${most} such requests of one sender at once` });
    this.#counts.set(sender, count + 1);
    return () => this.#end(sender);
  }

  #end(sender: string): void {
    const left = (this.#counts.get(sender) ?? 0) - 1;
    if (left > 0) this.#counts.set(sender, left);
    else this.#counts.delete(sender);
  }
}

/** Whose requests are counted together; undefined where whoever asks owns the machine. */
export function senderOf(identity: Identity, address: string): string | undefined {
  if (identity.kind === "local") return undefined;
  // Visitors can come by a link as often as they like.
  return personOf(identity) ?? `at ${address}`;
}

import { memberName } from "../assemble.ts";

/**
 * A word for a new term, made of its label: `think-tank`. Where that is taken, a number follows.
 *
 * @param isTaken Whether a word is in use, by the team or by the vocabulary.
 */
export function termName(label: string, isTaken: (name: string) => boolean): string {
  const stem = memberName(label).toLowerCase();
  const name = /^[a-z]/.test(stem) ? stem : `k-${stem}`.slice(0, 32);
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? name : `${name.slice(0, 28)}-${count}`;
    if (!isTaken(candidate)) return candidate;
  }
}

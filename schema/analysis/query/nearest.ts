// What somebody may have meant by a word that is not allowed. Only ever a suggestion: nothing is put in its place.
import { foldText } from "./text.ts";

/** Longer words are cut: a comparison costs the product of both lengths. */
const comparedLengthMax = 48;

/**
 * The allowed words most like a given one, best first: same beginning, or few letters different. Linear in the number
 * of allowed words.
 */
export function nearestWords(word: string, allowed: Iterable<string>, count = 3): readonly string[] {
  const given = cut(word);
  if (given === "") return [];
  const likely = [...new Set(allowed)].flatMap((candidate) => {
    const distance = unlikeness(given, cut(candidate));
    return distance <= Math.max(2, Math.ceil(given.length / 2)) ? [{ candidate, distance }] : [];
  });
  return likely
    .toSorted((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

function cut(text: string): string {
  return foldText(text.slice(0, comparedLengthMax * 2)).slice(0, comparedLengthMax);
}

/** Letters to change; a word that was only begun counts as one. */
function unlikeness(given: string, candidate: string): number {
  if (candidate === given) return 0;
  if (given.length > 2 && candidate.startsWith(given)) return 1;
  return editDistance(given, candidate);
}

/** Letters to add, drop or replace to make one word of the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

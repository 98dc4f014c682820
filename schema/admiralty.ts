// The two marks of the Admiralty system: reliability of the source, credibility of what it says. They are independent,
// and F and 6 say "cannot be judged": they are no numbers, and nothing is better or worse than they are.
import type { Credibility, Reliability } from "./vocabulary.ts";

type Mark = Reliability | Credibility;
const notJudged: ReadonlySet<Mark> = new Set<Mark>(["F", 6]);

/** Both marks as one, such as B2; undefined unless both are given. Rule ADM-1. */
export function admiraltyPair(
  reliability: Reliability | undefined,
  credibility: Credibility | undefined,
): string | undefined {
  return reliability === undefined || credibility === undefined ? undefined : `${reliability}${credibility}`;
}

/** 1 for the best mark to 5 for the worst; null for one that cannot be judged. Rule ADM-2. */
export function markNumber(mark: Mark): number | null {
  if (notJudged.has(mark)) return null;
  return typeof mark === "number" ? mark : mark.charCodeAt(0) - "A".charCodeAt(0) + 1;
}

/** Whether a mark is at least as good as another of its kind: never where either cannot be judged. Rule ADM-2. */
export function isAtLeast<Kind extends Mark>(given: Kind, wanted: Kind): boolean {
  const [is, least] = [markNumber(given), markNumber(wanted)];
  return is !== null && least !== null && is <= least;
}

// What is said of versions, and of going back to them.
import type { ChangeCounts, Differences, VersionHead } from "./version-data.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Kept by itself, not named by anybody. */
export function isAutomatic({ kind }: Pick<VersionHead, "kind">): boolean {
  return kind !== "named";
}

/** "Named by Ann Lee", "Kept by itself, before Ben Ortiz removed many records". */
export function kindWords({ kind, by }: Pick<VersionHead, "kind" | "by">): string {
  const who = by ?? "somebody";
  switch (kind) {
    case "named":
      return by === null ? "Named" : `Named by ${by}`;
    case "before-restore":
      return `Kept by itself, before ${who} went back`;
    case "before-removal":
      return `Kept by itself, before ${who} removed many records`;
    default:
      return "Kept by itself";
  }
}

/**
 * When it was: "just now", "12 minutes ago", "today at 14:05", "yesterday at 14:05", "3 December 2026 at 14:05".
 *
 * @param now Milliseconds since 1970.
 */
export function whenWords(iso: string, now: number): string {
  const date = new Date(iso);
  const ms = now - date.getTime();
  if (ms < minuteMs) return "just now";
  if (ms < hourMs) return `${counted(Math.floor(ms / minuteMs), "minute")} ago`;
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${dayWords(date, new Date(now))} at ${time}`;
}

function dayWords(date: Date, today: Date): string {
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return "today";
  if (date.toDateString() === yesterday.toDateString()) return "yesterday";
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** What becomes of records when somebody goes back. */
export const outcomes = ["added", "changed", "removed"] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeWords: Readonly<Record<Outcome, { readonly title: string; readonly icon: string }>> = {
  added: { title: "Comes back", icon: "undo-2" },
  changed: { title: "Changes back", icon: "pencil" },
  removed: { title: "Goes to the bin", icon: "archive" },
};

const nouns: readonly (readonly [keyof Omit<ChangeCounts, "texts">, string, string])[] = [
  ["entities", "entity", "entities"],
  ["decisions", "decision", "decisions"],
  ["relations", "relation", "relations"],
  ["claims", "claim", "claims"],
  ["others", "other record", "other records"],
];

/** How many records meet one outcome. */
export function countOf(counts: ChangeCounts, outcome: Outcome): number {
  const records = nouns.reduce((sum, [key]) => sum + counts[key][outcome], 0);
  return records + (outcome === "changed" ? counts.texts.changed : 0);
}

/** "12 entities, 3 relations and 1 claim"; empty when there are none. */
export function countedWords(counts: ChangeCounts, outcome: Outcome): string {
  const parts = nouns.map(([key, one, several]) => part(counts[key], outcome, one, several));
  const texts = outcome === "changed" ? counts.texts.changed : 0;
  return listed([...parts, texts > 0 ? counted(texts, "text") : ""].filter((words) => words !== ""));
}

function part(differences: Differences, outcome: Outcome, one: string, several: string): string {
  const count = differences[outcome];
  return count === 0 ? "" : counted(count, one, several);
}

/** "a, b and c". */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** "1 minute", "1,200 records". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

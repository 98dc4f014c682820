const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** "3 Dec 2026, 14:05" of an ISO 8601 time, by the reader's own clock; empty for what is no time. */
export function momentWords(at: string): string {
  const instant = Date.parse(at);
  return Number.isNaN(instant) ? "" : format.format(instant);
}

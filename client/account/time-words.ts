// Times of people and access in words, by the reader's own clock.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "3 December 2026", of an ISO 8601 time. */
export function dayWords(iso: string): string {
  return new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/**
 * How long ago: "just now", "5 minutes ago", "yesterday"; the day where that is more than a week ago.
 *
 * @param now Milliseconds since 1970.
 */
export function agoWords(iso: string, now: number): string {
  const ms = now - Date.parse(iso);
  // A use is noted once a minute, and clocks differ a little.
  if (ms < 5 * minuteMs) return "just now";
  if (ms < hourMs) return `${Math.round(ms / minuteMs)} minutes ago`;
  if (ms < dayMs) return counted(Math.round(ms / hourMs), "hour");
  if (ms < 7 * dayMs) return counted(Math.round(ms / dayMs), "day");
  return `on ${dayWords(iso)}`;
}

function counted(count: number, unit: string): string {
  return count === 1 ? `1 ${unit} ago` : `${count} ${unit}s ago`;
}

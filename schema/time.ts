// Dates are EDTF strings (ISO 8601-2), kept as written: "2024-12~" stays approximate for ever.
import edtf from "edtf";

import { EntenteError } from "./errors.ts";

/** What a date covers, in milliseconds since 1970 UTC. Open ends are -Infinity or Infinity. */
export interface DateSpan {
  readonly from: number;
  readonly to: number;
  /** True for "a/b" and open intervals, false for one date however coarse. */
  readonly isInterval: boolean;
}

const textLengthMax = 64;
// Parsing costs about 0.1 ms, and the same few dates recur on thousands of records.
const cacheSizeMax = 20_000;
const cache = new Map<string, DateSpan | undefined>();

/** The span of an EDTF text, or undefined when the text is not EDTF. */
export function readDate(text: string): DateSpan | undefined {
  if (cache.has(text)) return cache.get(text);
  const span = text.length <= textLengthMax ? parseSpan(text) : undefined;
  if (cache.size >= cacheSizeMax) cache.clear();
  cache.set(text, span);
  return span;
}

/**
 * The span of an EDTF text.
 *
 * @throws EntenteError `date-invalid`
 */
export function parseDate(text: string): DateSpan {
  const span = readDate(text);
  if (!span) throw new EntenteError("date-invalid", { detail: `"${text.slice(0, textLengthMax)}"` });
  return span;
}

/** An as-of or known-by date is read by its lower bound: "2024-12" means 1 December 2024. */
export function instantOf(text: string): number {
  const span = parseDate(text);
  return Number.isFinite(span.from) ? span.from : span.to;
}

/** Where a date begins, in milliseconds; -Infinity where there is none or it cannot be read. */
export function startOfDate(date: string | undefined): number {
  return (date === undefined ? undefined : readDate(date)?.from) ?? -Infinity;
}

/** Earlier first. Instants may be infinite, so they are not subtracted. */
export function compareInstants(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The day of an instant as `YYYY-MM-DD`, UTC. */
export function toDay(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}

/**
 * Whether something valid from `validFrom` to `validTo` holds at an instant. A missing or unreadable bound
 * is open, because a text that gives no date does not say that something was not so.
 */
export function isInForce(
  validFrom: string | undefined,
  validTo: string | undefined,
  instantMs: number,
): boolean {
  const from = validFrom === undefined ? undefined : readDate(validFrom);
  const to = validTo === undefined ? undefined : readDate(validTo);
  return (from?.from ?? -Infinity) <= instantMs && instantMs <= (to?.to ?? Infinity);
}

/** The instant some whole months later, by calendar months in UTC. */
export function addMonths(instantMs: number, months: number): number {
  const date = new Date(instantMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate());
}

function parseSpan(text: string): DateSpan | undefined {
  try {
    const { min, max } = edtf(text);
    // Not by edtf's own `type`: that is the name of a class, which the client's build shortens.
    return { from: min, to: max, isInterval: text.includes("/") };
  } catch {
    // Not EDTF is an ordinary answer here: analysts type dates, and the caller says what to do about it.
    return undefined;
  }
}

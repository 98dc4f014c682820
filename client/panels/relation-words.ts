// Qualifiers of relations in words.
import { capital } from "../../schema/capital.ts";
import { qualifierTermOf } from "../../schema/terms/qualifiers.ts";
import type { Relation } from "../../schema/records.ts";
import { dateWords, periodWords } from "../../schema/date-words.ts";

/** A qualifier by its term; one that has none, such as `portOfEntry`, reads "Port of entry". */
export function fieldWords(field: string): string {
  const term = qualifierTermOf(field);
  if (term) return term.label;
  const words = field
    .replaceAll(/([A-Z])/g, " $1")
    .replaceAll("-", " ")
    .toLowerCase();
  return capital(words);
}

/** Kinds that happen on a day rather than last from it. */
const happenings: ReadonlySet<string> = new Set([
  "signed",
  "ratified",
  "withdrew-from",
  "applied-to-join",
  "established",
  "proposes",
  "dismisses",
]);

/** When a relation holds, or when it happened: "since 2018", "December 2018", "by November 2024"; empty if unknown. */
export function relationWhen({ kind, validFrom, validTo }: Relation): string {
  if (!happenings.has(kind) || validFrom === undefined || validTo !== undefined)
    return periodWords(validFrom, validTo);
  const latest = /^(?:\.\.)?\/(?<date>.+)$/.exec(validFrom)?.groups?.["date"];
  return latest === undefined ? dateWords(validFrom) : `by ${dateWords(latest)}`;
}

const signs: Readonly<Record<string, string>> = { "+": "towards yes", "-": "towards no", "−": "towards no" };

/** A qualifier's value as it is read. */
export function qualifierWords(value: boolean | number | string): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value.toLocaleString("en-GB");
  return signs[value] ?? value.replaceAll(/(?<=[a-z])-(?=[a-z])/g, " ");
}

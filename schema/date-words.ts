// EDTF dates in words, for reading; the written form stays what is stored and edited.

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
/** EDTF writes seasons and quarters where a month would stand. */
const parts: Readonly<Record<string, string>> = {
  "21": "spring",
  "22": "summer",
  "23": "autumn",
  "24": "winter",
  "33": "first quarter of",
  "34": "second quarter of",
  "35": "third quarter of",
  "36": "fourth quarter of",
};
const datePattern = /^(?<year>-?\d{4})(?:-(?<month>\d{2}))?(?:-(?<day>\d{2}))?(?<mark>[~?%])?$/;
const decadePattern = /^(?<decade>\d{3})X$/;

/**
 * An EDTF date as a reader says it: "2024-12~" is "about December 2024", "2020-09/2020-11" is
 * "September to November 2020". A form without words comes back as written.
 */
export function dateWords(text: string): string {
  const ends = text.split("/");
  const [from = "", to = ""] = ends;
  return ends.length === 2 ? intervalWords(from, to) : singleWords(text);
}

/** When something holds: "since September 2021", "until 2020", "2018 to 2020"; empty when no date is known. */
export function periodWords(validFrom: string | undefined, validTo: string | undefined): string {
  if (validFrom === undefined && validTo === undefined) return "";
  // A bound may itself be an interval, such as "../2024-11" for "at the latest".
  const [earliest = ""] = (validFrom ?? "").split("/");
  const latest = (validTo ?? "").split("/").at(-1) ?? "";
  return intervalWords(earliest, latest);
}

function intervalWords(from: string, to: string): string {
  const [isFromOpen, isToOpen] = [isOpen(from), isOpen(to)];
  if (isFromOpen && isToOpen) return "";
  if (isFromOpen) return `until ${dateWords(to)}`;
  if (isToOpen) return `since ${dateWords(from)}`;
  if (from === to) return dateWords(from);
  return `${withoutSharedYear(from, to)} to ${dateWords(to)}`;
}

function isOpen(end: string): boolean {
  return end === "" || end === "..";
}

/** "September to November 2020" reads better than naming the year twice. */
function withoutSharedYear(from: string, to: string): string {
  const words = dateWords(from);
  const year = /^\d{4}(?=-)/.exec(from)?.[0];
  if (year === undefined || !to.startsWith(`${year}-`)) return words;
  return words.endsWith(` ${year}`) ? words.slice(0, -year.length - 1) : words;
}

function singleWords(text: string): string {
  const decade = decadePattern.exec(text)?.groups?.["decade"];
  if (decade !== undefined) return `the ${decade}0s`;
  const groups = datePattern.exec(text)?.groups;
  if (!groups) return text;
  const plain = calendarWords(groups["year"] ?? "", groups["month"], groups["day"]);
  return plain === undefined ? text : qualified(plain, groups["mark"]);
}

function calendarWords(year: string, month: string | undefined, day: string | undefined): string | undefined {
  if (month === undefined) return year;
  const part = parts[month];
  if (part !== undefined) return day === undefined ? `${part} ${year}` : undefined;
  const name = months[Number(month) - 1];
  if (name === undefined) return undefined;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

function qualified(words: string, mark: string | undefined): string {
  if (mark === "~") return `about ${words}`;
  if (mark === "?") return `perhaps ${words}`;
  return mark === "%" ? `perhaps about ${words}` : words;
}

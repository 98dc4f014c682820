// Dates as people type them. What is stored is EDTF; nobody has to know that.
import { readDate } from "../../schema/time.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** "15 December 2024", "Dec 2024" and "December 15, 2024", each with an optional "about". */
const dayFirst =
  /^(?<about>about |c\. ?|ca\. ?)?(?:(?<day>\d{1,2})\.? )?(?<month>[a-z]{3,9})\.?,? (?<year>\d{4})$/;
const monthFirst = /^(?<about>about |c\. ?|ca\. ?)?(?<month>[a-z]{3,9})\.? (?<day>\d{1,2}),? (?<year>\d{4})$/;

/**
 * What was typed, as EDTF: EDTF itself, or an English date in words. Anything else comes back as it was, for the
 * check to say what is wrong with it.
 */
export function typedDate(text: string): string {
  const typed = text.trim();
  if (typed === "" || readDate(typed) !== undefined) return typed;
  const words = typed.toLowerCase().replaceAll(/\s+/g, " ");
  const groups = (dayFirst.exec(words) ?? monthFirst.exec(words))?.groups;
  const edtf = groups ? toEdtf(groups) : "";
  return readDate(edtf) === undefined ? typed : edtf;
}

function toEdtf({ about, day, month = "", year }: Readonly<Record<string, string | undefined>>): string {
  const number = months.indexOf(month.slice(0, 3)) + 1;
  const parts = [year, twoDigits(number), ...(day ? [twoDigits(Number(day))] : [])];
  return `${parts.join("-")}${about ? "~" : ""}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

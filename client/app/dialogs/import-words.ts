// What is said of imports, their undo, and what was left alone.
import { capital } from "../../../schema/capital.ts";
import { deletedField, intoField } from "../../../schema/document.ts";
import type { ImportBatch } from "../../../schema/imports/import-batch.ts";
import { momentWords } from "../../controls/moment-words.ts";
import type { ReversalReport, Way } from "./import-request.ts";

/** "61 records", "1 record", "no records". */
export function counted(count: number, one: string, several = `${one}s`): string {
  if (count === 0) return `no ${several}`;
  return `${count.toLocaleString("en")} ${count === 1 ? one : several}`;
}

/** Who imported it, when, and how much: "Ann, 3 Mar 2026, 14:05 · 61 added, 3 changed". */
export function batchWords({ by, at, added, changed }: ImportBatch): string {
  return `${by}, ${whenWords(at)} · ${added.toLocaleString("en")} added, ${changed.toLocaleString("en")} changed`;
}

/** "Undone by Bob, 4 Mar 2026, 09:30 · 2 left alone", or nothing while it stands. */
export function undoneWords({ undone }: ImportBatch): string | undefined {
  if (!undone) return undefined;
  const left = undone.left > 0 ? ` · ${undone.left.toLocaleString("en")} left alone` : "";
  return `Undone by ${undone.by}, ${whenWords(undone.at)}${left}`;
}

/** What is asked before an import is undone or brought back, with the numbers. */
export function questionWords({ added, changed, undone }: ImportBatch, way: Way): readonly string[] {
  if (way === "undo") {
    return [
      `Into the bin: ${counted(added, "record")} that it added. Back to what it was before: ${counted(changed, "record")} that it changed.`,
      "Whatever somebody has worked on since stays as it is, and you will be told what. You can bring it all back.",
    ];
  }
  const { removed = 0, restored = 0 } = undone ?? {};
  return [
    `${capital(counted(removed, "record comes", "records come"))} back from the bin, and ${counted(restored, "value is", "values are")} set again.`,
    "Whatever somebody has changed since stays as it is.",
  ];
}

/** What was done: "58 records are in the bin, 3 values are as they were before." */
export function doneWords({ records, restored, left }: ReversalReport, way: Way): string {
  if (records + restored === 0) return "Nothing was changed: everything in it has been worked on since.";
  const what =
    way === "undo"
      ? `${capital(counted(records, "record is", "records are"))} in the bin, ${counted(restored, "value is", "values are")} as before the import.`
      : `${capital(counted(records, "record is", "records are"))} back, ${counted(restored, "value is", "values are")} set again.`;
  return left === 0 ? what : `${what} ${capital(counted(left, "thing was", "things were"))} left alone:`;
}

/** Why something was left alone. */
export function reasonWords({ field, why }: ReversalReport["leftAlone"][number]): string {
  switch (why) {
    case "built-upon":
      return `${howItStays(field)}something outside the import refers to it`;
    case "needed":
      return `${howItStays(field)}something that stays needs it`;
    default:
      return field && howItStays(field) === ""
        ? `somebody has changed “${field}” since`
        : `${howItStays(field)}somebody has changed it since`;
  }
}

/** What an import did to a record that was there already, and is not taken back. */
function howItStays(field: string | undefined): string {
  if (field === deletedField) return "stays out of the bin: ";
  return field === intoField ? "stays merged: " : "";
}

function whenWords(at: string): string {
  return momentWords(at) || "at some time";
}

// Takes records out of a data file: each against its schema, each remembering where it stands.
import * as v from "valibot";

import type { Path, Report, SeedFile } from "./seed-file.ts";

/** A checked value and its place. */
export interface Item<Value> {
  readonly value: Value;
  /** File and line of the item, or of a field within it. */
  readonly at: (...path: Path) => string;
}

/** The list at a path, item by item. Items that do not fit are reported and left out. */
export function readItems<Schema extends v.GenericSchema>(
  file: SeedFile,
  path: Path,
  schema: Schema,
  report: Report,
): Item<v.InferOutput<Schema>>[] {
  const list = valueAt(file.data, path);
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    report(file.at(path), "must be a list");
    return [];
  }
  return list
    .map((_, index) => readItem(file, [...path, index], schema, report))
    .filter((item) => item !== undefined);
}

/** The value at a path, or undefined where it does not fit, with every reason reported. */
export function readItem<Schema extends v.GenericSchema>(
  file: SeedFile,
  path: Path,
  schema: Schema,
  report: Report,
): Item<v.InferOutput<Schema>> | undefined {
  const input = valueAt(file.data, path);
  const result = v.safeParse(schema, input);
  if (!result.success) {
    for (const issue of result.issues) {
      const place = (issue.path ?? []).map(({ key }) => key as string | number);
      report(file.at([...path, ...place]), `${nameOf(place)}${wording(issue)}`);
    }
    return undefined;
  }
  // A misspelt field would otherwise vanish without a word.
  for (const place of unknownFields(input, result.output)) {
    report(file.at([...path, ...place]), `${nameOf(place)}is not a field known here`);
  }
  return { value: result.output, at: (...place) => file.at([...path, ...place]) };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined,
    data,
  );
}

function nameOf(place: Path): string {
  return place.length > 0 ? `“${place.join(".")}” ` : "";
}

function wording({ message, received, expected }: v.BaseIssue<unknown>): string {
  if (!message.startsWith("Invalid")) return message;
  if (received === "undefined") return "is missing";
  return `must be ${expected ?? "valid"}, not ${received}`;
}

/** Where the input has fields that the checked output has not. */
function unknownFields(input: unknown, output: unknown, path: Path = []): Path[] {
  if (typeof input !== "object" || input === null) return [];
  if (typeof output !== "object" || output === null) return [];
  const known = output as Readonly<Record<string, unknown>>;
  return Object.entries(input).flatMap(([key, value]) => {
    const place = [...path, Array.isArray(input) ? Number(key) : key];
    return Object.hasOwn(known, key) ? unknownFields(value, known[key], place) : [place];
  });
}

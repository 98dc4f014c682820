// Values of a team's own fields: which fields a kind has, whether a value fits, how it reads and how it is typed in.
import type { FieldType, OwnField, OwnTerms } from "./own-terms.ts";
import { readDate } from "../time.ts";

export type OwnValue = boolean | number | string;

/** A field with the word under which its values stand. */
export type NamedField = OwnField & { readonly name: string };

/** Fields that a kind has and that are in use, by their labels. */
export function fieldsOf(terms: OwnTerms, on: "entities" | "relations", kind: string): readonly NamedField[] {
  return allFields(terms).filter(({ [on]: kinds, retired }) => !retired && isFor(kinds, kind));
}

/** Every field of the team's, by its label. */
export function allFields({ fields = {} }: OwnTerms): readonly NamedField[] {
  return Object.entries(fields)
    .map(([name, field]) => ({ name, ...field }))
    .toSorted((a, b) => a.label.localeCompare(b.label, "en") || (a.name < b.name ? -1 : 1));
}

function isFor(kinds: OwnField["entities"], kind: string): boolean {
  return kinds === "any" || (kinds?.includes(kind) ?? false);
}

/** What is wrong with a value, as the end of a sentence that begins with the field; undefined when it fits. Rule OWN-5. */
export function valueFault({ type, options = [] }: OwnField, value: OwnValue): string | undefined {
  return fits[type](value, options) ? undefined : expected[type](options);
}

const fits: Readonly<Record<FieldType, (value: OwnValue, options: readonly string[]) => boolean>> = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  "yes-no": (value) => typeof value === "boolean",
  date: (value) => typeof value === "string" && readDate(value) !== undefined,
  choice: (value, options) => typeof value === "string" && options.includes(value),
};
const expected: Readonly<Record<FieldType, (options: readonly string[]) => string>> = {
  text: () => "must be a text",
  number: () => "must be a number",
  "yes-no": () => "must be yes or no",
  date: () => "must be a date such as 2024-12-15, 2024-12~ or 2020/2024",
  choice: (options) => `must be one of: ${options.join(", ")}`,
};

/** A typed text as a value of the field's type; a text that does not fit stays a text, for `valueFault` to name. */
export function toOwnValue({ type }: OwnField, text: string): OwnValue {
  const trimmed = text.trim();
  if (type === "number" && trimmed !== "") {
    // Thousands as people write them: 1,250 or 1 250. A comma elsewhere stays a fault rather than a guess.
    const plain = trimmed.replaceAll(/(?<=\d)[, \u00a0\u202f](?=\d{3}(?:\D|$))/g, "");
    return Number.isFinite(Number(plain)) ? Number(plain) : trimmed;
  }
  if (type === "yes-no") {
    const said = { yes: true, true: true, no: false, false: false }[trimmed.toLowerCase()];
    return said ?? trimmed;
  }
  return trimmed;
}

/** A value as a form and a table show it: "yes", "1250", the text itself. */
export function ownValueText(value: OwnValue): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** What is the matter with a value of one of the team's fields. */
export interface PropertyFault {
  readonly code: "unknown-field" | "bad-value";
  /** One sentence. */
  readonly message: string;
}

/** What is the matter with some values, in the order in which they stand. Rule OWN-5. */
export function propertyFaults(
  { fields = {} }: OwnTerms,
  properties: Readonly<Record<string, OwnValue>> = {},
): readonly PropertyFault[] {
  return Object.entries(properties).flatMap(([name, value]): PropertyFault[] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return [{ code: "unknown-field", message: `“${name}” is not a field of this workspace.` }];
    const fault = valueFault(field, value);
    if (fault === undefined) return [];
    return [{ code: "bad-value", message: `“${field.label}” ${fault}, not “${ownValueText(value)}”.` }];
  });
}

// The team's own fields, in forms that add something and in place in the inspector. Pure but for what it renders.
import { nothing, html } from "lit";

import type { OwnField, OwnTerms } from "../../schema/terms/own-terms.ts";
import {
  allFields,
  fieldsOf,
  ownValueText,
  toOwnValue,
  valueFault,
  type NamedField,
  type OwnValue,
} from "../../schema/terms/own-values.ts";
import { dateWords } from "../../schema/date-words.ts";
import { typedDate } from "../controls/typed-date.ts";
import { withoutNothing, type Faults } from "./claim-draft.ts";
import type { Detail } from "./detail.ts";
import type { Choice } from "./editable-field.ts";
import { choiceField, textField } from "./form-fields.ts";

/** What was typed into the team's fields, by the field's word. */
export type OwnDraft = Readonly<Record<string, string>>;

/** What is wrong with a typed text, as a sentence; empty text is no value and no fault. */
function ownFault(field: OwnField, text: string): string | undefined {
  if (text.trim() === "") return undefined;
  const fault = valueFault(field, readOwn(field, text));
  return fault === undefined ? undefined : `“${text.trim()}” ${fault}.`;
}

/** A typed text as a value; dates may be typed as people say them. */
function readOwn(field: OwnField, text: string): OwnValue {
  return toOwnValue(field, field.type === "date" ? typedDate(text) : text);
}

/** Faults of a form's own fields, named `own.<word>`. */
export function ownFaults(fields: readonly NamedField[], draft: OwnDraft): Faults {
  return withoutNothing(
    Object.fromEntries(
      fields.map((field) => [`own.${field.name}`, ownFault(field, draft[field.name] ?? "")]),
    ),
  );
}

/** `{properties}` of a new record, or nothing where none was filled. */
export function ownProperties(
  fields: readonly NamedField[],
  draft: OwnDraft,
): { readonly properties?: Record<string, OwnValue> } {
  const filled = fields.filter(({ name }) => (draft[name] ?? "").trim() !== "");
  if (filled.length === 0) return {};
  return {
    properties: Object.fromEntries(
      filled.map((field) => [field.name, readOwn(field, draft[field.name] ?? "")]),
    ),
  };
}

/** The fields of a form. */
export function renderOwnFields(
  fields: readonly NamedField[],
  draft: OwnDraft,
  faults: Faults,
  change: (draft: OwnDraft) => void,
) {
  if (fields.length === 0) return nothing;
  return html`<div class="pair">
    ${fields.map((field) => {
      const view = {
        name: `own.${field.name}`,
        label: field.label,
        value: draft[field.name] ?? "",
        faults,
        input: (text: string) => change({ ...draft, [field.name]: text }),
      };
      const choices = choicesOf(field);
      return choices.length > 0
        ? choiceField({ ...view, groups: [{ label: "", options: choices }] })
        : textField({ ...view, ...(field.type === "date" && { hint: "2024, 2024-12 or 15 December 2024" }) });
    })}
  </div>`;
}

/** A record's own fields, edited in place: those its kind has, then whatever else it has values of. */
export function ownDetails(
  terms: OwnTerms,
  on: "entities" | "relations",
  {
    kind,
    properties = {},
  }: { readonly kind: string; readonly properties?: Readonly<Record<string, OwnValue>> | undefined },
  change: (fields: Readonly<Record<string, unknown>>, what: string) => void,
): readonly Detail[] {
  const usual = fieldsOf(terms, on, kind);
  const known = allFields(terms);
  const others = Object.keys(properties)
    .filter((name) => !usual.some((field) => field.name === name))
    .toSorted()
    .map((name) => known.find((field) => field.name === name) ?? unknownField(name));
  return [...usual, ...others].map((field) => ownDetail(field, properties[field.name], change));
}

/** Kept and shown under its word, whatever its value. */
function unknownField(name: string): NamedField {
  return { name, label: `${name} (unknown field)`, type: "text" };
}

function ownDetail(
  field: NamedField,
  value: OwnValue | undefined,
  change: (fields: Readonly<Record<string, unknown>>, what: string) => void,
): Detail {
  const text = value === undefined ? "" : ownValueText(value);
  const { label } = field;
  const choices = choicesOf(field);
  const isOdd = text !== "" && choices.length > 0 && !choices.some(([choice]) => choice === text);
  return {
    name: `own-${field.name}`,
    term: field.retired ? `${label} (retired field)` : label,
    value: text,
    ...(field.type === "date" && { display: dateWords(text) }),
    placeholder: `Add ${label}`,
    // What does not fit stays on offer, so that looking at it does not change it.
    choices: isOdd ? [...choices, [text, `${text} (not in the list)`]] : choices,
    check: (typed) => (typed === text ? undefined : ownFault(field, typed)),
    keep: (typed) =>
      change({ [`properties.${field.name}`]: typed === "" ? null : readOwn(field, typed) }, label),
  };
}

function choicesOf({ type, options = [] }: OwnField): readonly Choice[] {
  const listed = type === "yes-no" ? ["yes", "no"] : type === "choice" ? options : [];
  return listed.length === 0 ? [] : [["", "not said"], ...listed.map((option) => [option, option] as const)];
}

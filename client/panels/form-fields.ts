// Fields of forms as templates: label, field, and below it what is wrong or what helps, tied together for everybody.
import { css, html, nothing } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";

import type { Faults } from "./claim-draft.ts";

/** What a field shows and whom it tells. */
export interface FieldView {
  /** Unique within the form; faults are found by it. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly faults: Faults;
  readonly input: (value: string) => void;
  readonly hint?: string;
  readonly placeholder?: string;
}

/** One line of text; with `rows`, several. `options` are offered while typing, never required. */
export function textField(
  view: FieldView & { readonly rows?: number; readonly options?: readonly string[] },
) {
  const { name, value, placeholder, rows, options = [] } = view;
  const changed = (event: Event) => view.input((event.target as HTMLInputElement).value);
  const [fault, list] = [view.faults[name] !== undefined, `${name}-options`];
  const field =
    rows === undefined
      ? html`<input
          class="field"
          name=${name}
          autocomplete="off"
          .value=${value}
          placeholder=${ifDefined(placeholder)}
          list=${ifDefined(options.length > 0 ? list : undefined)}
          aria-invalid=${fault}
          aria-describedby=${`${name}-help`}
          @input=${changed}
        />`
      : html`<textarea
          class="field"
          name=${name}
          rows=${rows}
          .value=${value}
          placeholder=${ifDefined(placeholder)}
          aria-invalid=${fault}
          aria-describedby=${`${name}-help`}
          @input=${changed}
        ></textarea>`;
  const offered =
    options.length > 0
      ? html`<datalist id=${list}>
          ${options.map((option) => html`<option value=${option}></option>`)}
        </datalist>`
      : nothing;
  return labelled(view, html`${field}${offered}`);
}

/** Choices that belong together, under a heading of their own. */
export interface ChoiceGroup {
  readonly label: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

/** One of a few, as the platform's own list. Groups without a label stand by themselves. */
export function choiceField(view: FieldView & { readonly groups: readonly ChoiceGroup[] }) {
  const { name, value, groups } = view;
  const changed = (event: Event) => view.input((event.target as HTMLSelectElement).value);
  const optionsOf = (group: ChoiceGroup) =>
    group.options.map(([id, label]) => html`<option value=${id} ?selected=${id === value}>${label}</option>`);
  return labelled(
    view,
    html`<select
      class="field"
      name=${name}
      aria-invalid=${view.faults[name] !== undefined}
      aria-describedby=${`${name}-help`}
      @change=${changed}
    >
      ${groups.map((group) => (group.label === "" ? optionsOf(group) : html`<optgroup label=${group.label}>${optionsOf(group)}</optgroup>`))}
    </select>`,
  );
}

function labelled({ name, label, faults, hint }: FieldView, field: unknown) {
  const fault = faults[name];
  return html`<div class="form-field">
    <label class="labelled"><span>${label}</span>${field}</label>
    <p id=${`${name}-help`} class=${fault === undefined ? "hint" : "fault"}>${fault ?? hint ?? nothing}</p>
  </div>`;
}

/** Puts the keyboard where the first fault is, after it is shown; false where none is. Comboboxes have `data-name`. */
export function focusFault(root: ParentNode, faults: Faults): boolean {
  const fields = [...root.querySelectorAll<HTMLElement>("[name], [data-name]")];
  const faulty = fields.find(
    (field) => (field.getAttribute("name") ?? field.dataset["name"] ?? "") in faults,
  );
  faulty?.focus();
  return faulty !== undefined;
}

/** Distances within forms, rows of several fields, and groups of them. */
export const formStyles = css`
  :host {
    display: block;
  }
  .form {
    display: grid;
    gap: var(--e-space-12);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 180px), 1fr));
    gap: var(--e-space-12);
    align-items: start;
  }
  .form-field {
    display: grid;
    gap: var(--e-space-4);
    min-width: 0;
  }
  .hint:empty {
    display: none;
  }
  fieldset {
    display: grid;
    gap: var(--e-space-12);
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    /* Afloat it is an ordinary item of the grid, and no border runs through it. */
    float: left;
    width: 100%;
    padding: 0;
    font-weight: var(--e-weight-medium);
  }
  .part {
    margin-top: var(--e-space-4);
    padding-top: var(--e-space-16);
    border-top: 1px solid var(--e-line);
  }
  .part > legend {
    font-size: var(--e-size-large);
    font-weight: var(--e-weight-strong);
  }
  .about {
    font-family: var(--e-font-serif);
    font-size: var(--e-size-large);
    text-wrap: pretty;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    min-height: var(--e-target-min);
  }
  input[type="checkbox"],
  input[type="radio"] {
    accent-color: var(--e-accent);
  }
  details > summary {
    width: max-content;
    padding: 2px 0;
    border-radius: 3px;
    color: var(--e-muted);
    cursor: pointer;
  }
  details[open] > summary {
    margin-bottom: var(--e-space-12);
  }
`;

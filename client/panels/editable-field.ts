import "../controls/icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { mayEdit } from "../controls/may-edit.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";

/** A value with the words for it. */
export type Choice = readonly [value: string, label: string];

/** A field was given another value; empty text clears it. Stays within the panel that holds the field. */
export class FieldEditEvent extends Event {
  static readonly type = "entente-field-edit";
  readonly value: string;
  constructor(value: string) {
    super(FieldEditEvent.type, { bubbles: true });
    this.value = value;
  }
}

/**
 * A value that is edited where it stands: press it or its pencil, Enter keeps the new value (Ctrl-Enter where Enter
 * makes a line), Escape leaves the old one. Leaving the field keeps what was typed, unless it is at fault.
 *
 * @fires {FieldEditEvent} entente-field-edit
 */
@customElement("entente-editable-field")
export class EditableField extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    css`
      :host {
        display: block;
        font: inherit;
        line-height: inherit;
      }
      .read {
        display: inline-flex;
        align-items: baseline;
        gap: 6px;
        max-width: 100%;
        border-radius: 3px;
        cursor: text;
        pointer-events: var(--e-edits, auto);
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      .empty {
        display: var(--e-edits, inline-flex);
        color: var(--e-muted);
      }
      .for-editors {
        display: var(--e-edits, inline);
      }
      wa-icon {
        display: var(--e-edits, inline-block);
        flex: none;
        align-self: center;
        font-size: 13px;
        color: var(--e-muted);
        opacity: 0;
      }
      .read:hover wa-icon,
      .read:focus-visible wa-icon,
      .empty wa-icon {
        opacity: 1;
      }
      @media (hover: none) {
        wa-icon {
          opacity: 1;
        }
      }
      .field {
        font: inherit;
        font-weight: inherit;
        line-height: inherit;
      }
      textarea.field {
        font-weight: var(--e-weight-text);
      }
    `,
  ];

  /** What it is, for those who cannot see where it stands. */
  @property() label = "";
  /** As stored and edited. */
  @property() value = "";
  /** As read, where that differs from the value. */
  @property() display?: string;
  /** What an empty field says: "Add notes". */
  @property() placeholder = "";
  /** An example of the form a value takes, shown while editing. */
  @property() hint = "";
  @property({ type: Boolean }) multiline = false;
  /** Where not empty, the value is one of these. */
  @property({ attribute: false }) choices: readonly Choice[] = [];
  /** Offered while typing, never required. */
  @property({ attribute: false }) suggestions: readonly string[] = [];
  /** Names what is wrong with a value and what to do; undefined when it is good. */
  @property({ attribute: false }) check: (value: string) => string | undefined = () => undefined;
  @state() private isEditing = false;
  /** The value when editing began. What others write meanwhile must not replace what is being typed. */
  private valueBefore = "";
  @state() private fault?: string | undefined;
  @query(".field") private field?: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | null;
  @query(".read") private reader?: HTMLButtonElement | null;

  /** Opens the field, as pressing it does. */
  async edit(): Promise<void> {
    if (!mayEdit(this)) return;
    this.isEditing = true;
    this.valueBefore = this.value;
    this.fault = undefined;
    await this.updateComplete;
    this.field?.focus();
    if (!(this.field instanceof HTMLSelectElement)) this.field?.select();
  }

  /** To the value as it is read. */
  override focus(): void {
    this.reader?.focus();
  }

  protected override render() {
    return this.isEditing ? this.renderField() : this.renderValue();
  }

  private renderValue() {
    const text = this.display ?? this.value;
    return html`<button type="button" class="read ${text === "" ? "empty" : ""}" @click=${this.edit}>
      <span>${text === "" ? this.placeholder : text}</span>
      <span class="visually-hidden for-editors">, edit ${this.label.toLowerCase()}</span>
      <wa-icon name="pencil"></wa-icon>
    </button>`;
  }

  private renderField() {
    const rest = html`${this.fault === undefined ? nothing : html`<p class="fault" id="fault" role="alert">${this.fault}</p>`}
    ${this.hint === "" ? nothing : html`<p class="hint" id="hint">${this.hint}</p>`}`;
    if (this.choices.length > 0) return html`${this.renderChoices()}${rest}`;
    return html`${this.multiline ? this.renderLines() : this.renderLine()}${rest}`;
  }

  private renderChoices() {
    return html`<select
      class="field"
      aria-label=${this.label}
      aria-describedby="fault hint"
      @keydown=${this.pressed}
      @blur=${this.left}
    >
      ${this.choices.map(
        ([value, label]) =>
          html`<option value=${value} ?selected=${value === this.valueBefore}>${label}</option>`,
      )}
    </select>`;
  }

  private renderLines() {
    return html`<textarea
      class="field"
      rows="4"
      aria-label=${this.label}
      aria-describedby="fault hint"
      aria-invalid=${this.fault !== undefined}
      .value=${this.valueBefore}
      @keydown=${this.pressed}
      @blur=${this.left}
    ></textarea>`;
  }

  private renderLine() {
    return html`<input
        class="field"
        aria-label=${this.label}
        aria-describedby="fault hint"
        aria-invalid=${this.fault !== undefined}
        list="suggestions"
        autocomplete="off"
        .value=${this.valueBefore}
        @keydown=${this.pressed}
        @blur=${this.left}
      /><datalist id="suggestions">
        ${this.suggestions.map((text) => html`<option value=${text}></option>`)}
      </datalist>`;
  }

  private pressed(event: KeyboardEvent) {
    // Keys typed here are text, never the application's shortcuts.
    event.stopPropagation();
    if (event.key === "Escape") void this.close();
    if (event.key !== "Enter" || event.isComposing) return;
    if (this.multiline && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (this.keep()) void this.close();
  }

  private left() {
    if (this.isEditing && this.keep()) this.isEditing = false;
  }

  /** Tells the new value, if it is new and good. */
  private keep(): boolean {
    const value = this.field?.value.trim() ?? "";
    if (value === this.valueBefore.trim() || value === this.value.trim()) return true;
    this.fault = this.check(value);
    if (this.fault !== undefined) return false;
    this.isEditing = false;
    this.dispatchEvent(new FieldEditEvent(value));
    return true;
  }

  private async close() {
    this.isEditing = false;
    await this.updateComplete;
    this.reader?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-editable-field": EditableField;
  }
}

import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { readDate } from "../../../schema/time.ts";
import { typedDate } from "../../controls/typed-date.ts";
import { dateWords } from "../../controls/date-words.ts";
import "../../controls/icon.ts";
import "../../controls/popover-button.ts";
import type { PopoverButton } from "../../controls/popover-button.ts";
import { baseStyles, buttonStyles, fieldStyles, sectionStyles } from "../../controls/shared-styles.ts";
import type { DateThatMatters } from "../dates-that-matter.ts";
import { PlaceEvent } from "../events.ts";

/** Why a text cannot be the date that is shown, with what to write instead; undefined when it can. */
export function faultOfDate(text: string): string | undefined {
  if (text.trim() === "") return "Write a date, or choose Today.";
  const span = readDate(typedDate(text));
  if (span && !span.isInterval) return undefined;
  if (span) return "That is a span of time. Write the one day, month or year that you want to see.";
  return "That is not a date. Write it like 15 December 2024, 2024-12-15, 2024-12 or 2024.";
}

/** "December 2024" as "Dec 2024", for where there is little room. */
function shortMonths(words: string): string {
  return words.replaceAll(/\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]+/g, "$1");
}

/**
 * The date that everything shown refers to: "Today", or amber with the date. Opens a panel to choose another.
 *
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-as-of-chip")
export class AsOfChip extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    sectionStyles,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
        --popover-trigger-radius: 999px;
      }
      entente-popover-button::part(trigger) {
        height: 28px;
        padding: 0 10px 0 8px;
        border: 1px solid var(--e-line);
        background: var(--e-surface);
        color: var(--e-ink);
      }
      entente-popover-button::part(trigger):hover {
        background: var(--e-hover);
      }
      entente-popover-button.past::part(trigger) {
        border-color: var(--e-amber-line);
        background: var(--e-amber-fill);
        color: var(--e-amber-ink);
      }
      .chip-text {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        font-size: var(--e-size-dense);
        font-weight: var(--e-weight-medium);
        line-height: 1;
        white-space: nowrap;
      }
      .panel {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--e-space-12);
        width: min(340px, calc(100vw - 24px));
        padding: var(--e-space-16);
      }
      form {
        display: grid;
        gap: var(--e-space-8);
      }
      .field-row {
        display: flex;
        gap: var(--e-space-8);
      }
      .dates {
        display: grid;
        margin: 0 calc(-1 * var(--e-space-8));
      }
      .dates .why {
        flex: 1;
        overflow: hidden;
        text-align: right;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .short {
        display: none;
      }
      @media (max-width: 599px) {
        .prefix,
        .long {
          display: none;
        }
        .short {
          display: inline;
        }
      }
    `,
  ];

  /** EDTF; undefined is today. */
  @property({ attribute: false }) asOf?: string | undefined;
  @property({ attribute: false }) dates: readonly DateThatMatters[] = [];

  @state() private fault = "";
  @query("input") private readonly field?: HTMLInputElement;
  @query("entente-popover-button") private readonly opener?: PopoverButton;

  protected override render() {
    const { asOf } = this;
    const words = asOf === undefined ? "Today" : dateWords(asOf);
    return html`<entente-popover-button
      class=${asOf === undefined ? "" : "past"}
      panel-label="Date shown"
      @entente-popover-open=${this.reset}
    >
      <span slot="trigger" class="chip-text">
        <wa-icon name=${asOf === undefined ? "calendar" : "calendar-clock"}></wa-icon>
        ${asOf === undefined ? nothing : html`<span class="prefix">As of</span>`}

        <span class="long numeral">${words}</span><span class="short numeral">${shortMonths(words)}</span>
        <span class="visually-hidden">${asOf === undefined ? "" : "(not today)"}. Change the date shown</span>
      </span>
      <div class="panel">${this.renderForm()} ${this.renderDates()}</div>
    </entente-popover-button>`;
  }

  private renderForm() {
    return html`<form @submit=${this.submit} novalidate>
      <label class="labelled" for="date">Show the map as of</label>
      <div class="field-row">
        <input
          id="date"
          class="field numeral"
          data-autofocus
          autocomplete="off"
          spellcheck="false"
          placeholder="2024-12"
          aria-invalid=${this.fault !== ""}
          aria-describedby="date-help"
          @input=${this.clearFault}
        />
        <button class="button primary" type="submit">Show</button>
        <button class="button" type="button" @click=${() => this.choose(null)}>Today</button>
      </div>
      <p id="date-help" class=${this.fault ? "fault" : "hint"} role=${this.fault ? "alert" : nothing}>
        ${this.fault || "A day, month or year: 15 December 2024, 2024-12, 2024. A month means its first day."}
      </p>
    </form>`;
  }

  private renderDates() {
    if (this.dates.length === 0) return nothing;
    return html`<section>
      <h2 class="section-title">Dates that matter</h2>
      <div class="dates">
        ${this.dates.map(
          ({ date, why }) =>
            html`<button
              class="row-button dense"
              type="button"
              aria-current=${date === this.asOf ? "date" : nothing}
              @click=${() => this.choose(date)}
            >
              <span class="numeral">${dateWords(date)}</span><span class="why small muted">${why}</span>
            </button>`,
        )}
      </div>
    </section>`;
  }

  private reset(): void {
    this.fault = "";
    if (this.field) this.field.value = this.asOf ?? "";
  }

  private clearFault(): void {
    this.fault = "";
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const text = typedDate(this.field?.value ?? "");
    this.fault = faultOfDate(text) ?? "";
    if (this.fault === "") this.choose(text);
    else this.field?.focus();
  }

  private choose(asOf: string | null): void {
    this.opener?.close();
    this.dispatchEvent(new PlaceEvent({ asOf }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-as-of-chip": AsOfChip;
  }
}

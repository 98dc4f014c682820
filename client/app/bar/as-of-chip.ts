import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { readDate } from "../../../schema/time.ts";
import { typedDate } from "../../controls/typed-date.ts";
import { dateWords } from "../../../schema/date-words.ts";
import "../../controls/icon.ts";
import "../../controls/popover-button.ts";
import type { PopoverButton } from "../../controls/popover-button.ts";
import { baseStyles, buttonStyles, fieldStyles, sectionStyles } from "../../controls/shared-styles.ts";
import type { DateThatMatters } from "../dates-that-matter.ts";
import { PlaceEvent } from "../events.ts";
import { asOfChipStyles } from "./as-of-chip-styles.ts";

/** Why a text cannot be the date that is shown, with what to write instead; undefined when it can. */
export function faultOfDate(text: string): string | undefined {
  if (text.trim() === "") return "Write a date, or take the button beside it.";
  const span = readDate(typedDate(text));
  if (span && !span.isInterval) return undefined;
  if (span) return "That is a span of time. Write the one day, month or year that you want to see.";
  return "That is not a date. Write it like 15 December 2024, 2024-12-15, 2024-12 or 2024.";
}

/** "December 2024" as "Dec 2024", for where there is little room. */
function shortMonths(words: string): string {
  return words.replaceAll(/\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]+/g, "$1");
}

/** The two dates that can be chosen: when it is true, and by when it was known. */
type Axis = "asOf" | "knownBy";

const axisWords = {
  asOf: {
    label: "Show the map as of",
    hint: "A day, month or year: 15 December 2024, 2024-12, 2024. A month means its first day.",
    none: "Today",
  },
  knownBy: {
    label: "Count only what was published by",
    hint: "Hides what was written later, also where it speaks of earlier days. A year means its first day.",
    none: "No limit",
  },
} as const;

/**
 * The date that everything shown refers to: "Today", or amber with the date. Opens a panel to choose another, to
 * go by what was known on a day, and to add facts from outside the team's own sources.
 *
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-as-of-chip")
export class AsOfChip extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, sectionStyles, asOfChipStyles];

  /** EDTF; undefined is today. */
  @property({ attribute: false }) asOf?: string | undefined;
  /** EDTF; undefined is whatever is known now. */
  @property({ attribute: false }) knownBy?: string | undefined;
  /** Facts from outside the team's own sources are shown. */
  @property({ type: Boolean }) background = false;
  @property({ attribute: false }) dates: readonly DateThatMatters[] = [];

  @state() private faults: Readonly<Partial<Record<Axis, string>>> = {};
  @query("entente-popover-button") private readonly opener?: PopoverButton;

  protected override render() {
    const { asOf, knownBy } = this;
    const isRestricted = asOf !== undefined || knownBy !== undefined;
    return html`<entente-popover-button
      class=${isRestricted ? "past" : ""}
      panel-label="Date shown"
      @entente-popover-open=${this.reset}
    >
      <span slot="trigger" class="chip-text">
        <wa-icon name=${isRestricted ? "calendar-clock" : "calendar"}></wa-icon>
        ${this.renderTrigger()}
        <span class="visually-hidden">${isRestricted ? "(not today)" : ""}. Change the date shown</span>
      </span>
      <div class="panel">
        ${this.renderForm("asOf")} ${this.renderDates()} ${this.renderForm("knownBy")}
        ${this.renderBackground()}
      </div>
    </entente-popover-button>`;
  }

  private renderTrigger() {
    const { asOf, background, knownBy } = this;
    const words = asOf === undefined ? "Today" : dateWords(asOf);
    const more = [
      ...(knownBy === undefined ? [] : [`known by ${shortMonths(dateWords(knownBy))}`]),
      ...(background ? ["with background"] : []),
    ];
    return html`${asOf === undefined ? nothing : html`<span class="prefix">As of</span>`}
      <span class="long numeral">${words}</span
      ><span class="short numeral">${shortMonths(words)}</span>
      ${more.length > 0 ? html`<span class="plus long numeral">· ${more.join(" · ")}</span><span class="short">+</span>` : nothing}`;
  }

  private renderForm(axis: Axis) {
    const { hint, label, none } = axisWords[axis];
    const fault = this.faults[axis];
    return html`<form data-axis=${axis} @submit=${this.submit} novalidate>
      <label class="labelled" for=${axis}>${label}</label>
      <div class="field-row">
        <input
          id=${axis}
          class="field numeral"
          ?data-autofocus=${axis === "asOf"}
          autocomplete="off"
          spellcheck="false"
          placeholder="2024-12"
          aria-invalid=${fault !== undefined}
          aria-describedby="${axis}-help"
          @input=${() => this.say(axis, undefined)}
        />
        <button class="button ${axis === "asOf" ? "primary" : ""}" type="submit">
          Show${axis === "knownBy" ? html`<span class="visually-hidden"> only that</span>` : nothing}
        </button>
        <button class="button" type="button" @click=${() => this.choose(axis, null)}>${none}</button>
      </div>
      <p id="${axis}-help" class=${fault ? "fault" : "hint"} role=${fault ? "alert" : nothing}>
        ${fault ?? hint}
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
              @click=${() => this.choose("asOf", date)}
            >
              <span class="numeral">${dateWords(date)}</span><span class="why small muted">${why}</span>
            </button>`,
        )}
      </div>
    </section>`;
  }

  private renderBackground() {
    return html`<label class="check">
      <input type="checkbox" .checked=${this.background} @change=${this.switchBackground} />
      Show background facts
      <span class="hint">From outside the team's own sources, drawn fainter.</span>
    </label>`;
  }

  private fieldOf(axis: Axis): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${axis}`);
  }

  private reset(): void {
    this.faults = {};
    for (const axis of ["asOf", "knownBy"] as const) {
      const field = this.fieldOf(axis);
      if (field) field.value = this[axis] ?? "";
    }
  }

  private say(axis: Axis, fault: string | undefined): void {
    const { [axis]: _, ...others } = this.faults;
    this.faults = fault === undefined ? others : { ...others, [axis]: fault };
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const axis = (event.currentTarget as HTMLFormElement).dataset["axis"] as Axis;
    const text = typedDate(this.fieldOf(axis)?.value ?? "");
    const fault = faultOfDate(text);
    this.say(axis, fault);
    if (fault === undefined) this.choose(axis, text);
    else this.fieldOf(axis)?.focus();
  }

  private choose(axis: Axis, date: string | null): void {
    this.opener?.close();
    this.dispatchEvent(new PlaceEvent({ [axis]: date }));
  }

  private switchBackground(event: Event): void {
    this.dispatchEvent(new PlaceEvent({ background: (event.target as HTMLInputElement).checked }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-as-of-chip": AsOfChip;
  }
}

import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Fault } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import { claimChoices, type Choice, type ClaimChoices } from "../app/claim-choices.ts";
import { noFilter, PlaceEvent, type ClaimWordName, type Filter } from "../app/events.ts";
import "../controls/icon.ts";
import { baseStyles, buttonStyles, chipStyles, fieldStyles } from "../controls/shared-styles.ts";
import { withoutHiding } from "../views/filter-graph.ts";
import { claimFilterStyles } from "./claim-filter-styles.ts";
import { claimWordLabels, valueWords } from "./filter-words.ts";

type Listed = "source" | "certainty" | "grade" | "stance" | "review";

const textDelayMs = 150;

/**
 * Asks for claims: by their words, source and place in it, speaker, certainty, grade, stance and review. Says how many
 * there are. Everything asked for stands in the address.
 *
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-claim-filter")
export class ClaimFilter extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, fieldStyles, claimFilterStyles];

  /** What is shown at the date. Renders nothing until it is set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) filter: Filter = noFilter;
  /** What of the filter is not understood. */
  @property({ attribute: false }) faults: readonly Fault[] = [];
  /** How many claims the filters leave. */
  @property({ type: Number }) found = 0;
  /** How many more the legend hides. */
  @property({ type: Number }) hiddenCount = 0;
  /** The claims are listed beside it already. */
  @property({ type: Boolean }) isListed = false;
  @state() private isOpen = false;
  @query("input") private readonly firstField?: HTMLInputElement;
  /** Counted when they are looked at: while others edit, that would be in every frame. */
  private choices: ClaimChoices | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /** Opens it and goes to its first field. */
  async show(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.firstField?.focus();
  }

  /** A link that asks for claims shows what it asks for. */
  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get("filter")?.claims ?? {};
    if (changed.has("filter") && this.isAsking && Object.keys(before).length === 0) this.isOpen = true;
    if (changed.has("graph")) this.choices = undefined;
    if (this.isOpen && this.graph) this.choices ??= claimChoices(this.graph);
  }

  protected override render() {
    const { graph, choices } = this;
    if (!graph) return nothing;
    const { isOpen } = this;
    const count = Object.keys(this.filter.claims).length;
    return html`<h2>
        <button
          type="button"
          class="title"
          aria-expanded=${isOpen}
          aria-controls="fields"
          @click=${() => (this.isOpen = !isOpen)}
        >
          <wa-icon name="list-filter"></wa-icon><span class="grow">Find claims</span>
          ${count === 0 ? nothing : html`<span class="chip set">${count} set</span>`}
          <wa-icon name=${isOpen ? "chevron-up" : "chevron-down"}></wa-icon>
        </button>
      </h2>
      <div id="fields" ?hidden=${!isOpen}>
        ${isOpen && choices ? this.renderFields(graph, choices) : nothing}
      </div>`;
  }

  private get isAsking(): boolean {
    return Object.keys(this.filter.claims).length > 0;
  }

  private renderFields(graph: Graph, choices: ClaimChoices) {
    return html`<div class="fields">
        ${this.renderText("Words of the claim", this.filter.text, "whole", this.askText)}
        ${this.renderList(graph, "source", choices.source, "whole")}
        ${this.renderText(claimWordLabels.place, this.filter.claims.place ?? "", "whole", (text) => this.ask("place", text), "p12, L700-730, Annex")}
        ${this.renderSpeaker(graph, choices.by)} ${this.renderList(graph, "certainty", choices.certainty)}
        ${this.renderList(graph, "grade", choices.grade)} ${this.renderList(graph, "stance", choices.stance)}
        ${this.renderList(graph, "review", choices.review)}
      </div>
      ${this.renderFound(choices)}`;
  }

  private renderFound({ total }: ClaimChoices) {
    const isAny = this.isAsking || this.filter.text.trim() !== "";
    const clear = () => this.go({ ...this.filter, claims: {}, text: "" });
    const list = () => this.dispatchEvent(new PlaceEvent({ view: "table", table: "claims" }));
    return html`${this.faults.map(({ at, message }) => html`<p class="wrong" role="alert">${`Not used: ${at}. ${message}`}</p>`)}
      <div class="found">
        <span role="status" class="numeral"
          >${this.found === total ? `All ${total.toLocaleString("en")} claims` : `${this.found.toLocaleString("en")} of ${total.toLocaleString("en")} claims`}</span
        >
        ${isAny ? html`<button type="button" class="link-button small" @click=${clear}>Ask for all</button>` : nothing}
        ${this.hiddenCount === 0 ? nothing : this.renderHidden()}
        ${this.isListed ? nothing : html`<button type="button" class="link-button small" @click=${list}>List them</button>`}
      </div>`;
  }

  /** Who looks for a claim wants it, whatever is left off the map to keep it clear. */
  private renderHidden() {
    return html`<button
      type="button"
      class="link-button small"
      @click=${() => this.go(withoutHiding(this.filter))}
    >
      Show ${this.hiddenCount.toLocaleString("en")} that the legend hides
    </button>`;
  }

  private renderText(
    label: string,
    value: string,
    width: string,
    ask: (text: string) => void,
    placeholder = "",
  ) {
    return html`<label class="labelled ${width}">
      <span>${label}</span>
      <input
        class="field ${value === "" ? "" : "set"}"
        autocomplete="off"
        spellcheck="false"
        placeholder=${placeholder}
        .value=${value}
        @input=${(event: InputEvent) => this.later(ask, textOf(event))}
        @change=${(event: Event) => this.now(ask, textOf(event))}
      />
    </label>`;
  }

  /** Part of a name is enough; a whole name that is offered means whoever it is. */
  private renderSpeaker(graph: Graph, choices: readonly Choice[]) {
    const { by = "" } = this.filter.claims;
    const ask = (text: string) => this.ask("by", choices.find(({ label }) => label === text)?.value ?? text);
    return html`<label class="labelled">
      <span>${claimWordLabels.by}</span>
      <input
        class="field ${by === "" ? "" : "set"}"
        list="speakers"
        autocomplete="off"
        placeholder="anybody"
        .value=${by === "" ? "" : valueWords(graph, "by", by)}
        @input=${(event: InputEvent) => this.later(ask, textOf(event))}
        @change=${(event: Event) => this.now(ask, textOf(event))}
      />
      <datalist id="speakers">${choices.map(({ label }) => html`<option value=${label}></option>`)}</datalist>
    </label>`;
  }

  private renderList(graph: Graph, name: Listed, choices: readonly Choice[], width = "") {
    const chosen = this.filter.claims[name] ?? "";
    const isOffered = chosen === "" || choices.some(({ value }) => value === chosen);
    return html`<label class="labelled ${width}">
      <span>${claimWordLabels[name]}</span>
      <select
        class="field ${chosen === "" ? "" : "set"}"
        .value=${chosen}
        @change=${(event: Event) => this.ask(name, textOf(event))}
      >
        <option value="" ?selected=${chosen === ""}>any</option>
        ${isOffered ? nothing : html`<option value=${chosen} selected>${valueWords(graph, name, chosen)}</option>`}
        ${choices.map(
          ({ value, label, count }) =>
            html`<option value=${value} ?selected=${value === chosen}>
              ${label} (${count.toLocaleString("en")})
            </option>`,
        )}
      </select>
    </label>`;
  }

  private readonly askText = (text: string): void => this.go({ ...this.filter, text });

  private ask(name: ClaimWordName, text: string): void {
    const { [name]: _, ...others } = this.filter.claims;
    const written = text.trim();
    this.go({ ...this.filter, claims: written === "" ? others : { ...others, [name]: written } });
  }

  private go(filter: Filter): void {
    this.dispatchEvent(new PlaceEvent({ filter }));
  }

  /** Browsers allow only so many changes of the address, and nobody reads an answer between two letters. */
  private later(ask: (text: string) => void, text: string): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(ask, textDelayMs, text);
  }

  private now(ask: (text: string) => void, text: string): void {
    clearTimeout(this.waiting);
    ask(text);
  }
}

function textOf(event: Event): string {
  const field = event.target;
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-claim-filter": ClaimFilter;
  }
}

import "../controls/icon.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { EntityId, RecordId } from "../../schema/ids.ts";
import { ActionEvent } from "../app/actions.ts";
import {
  DialogRequestEvent,
  PlaceEvent,
  SelectEvent,
  noFilter,
  tableNames,
  type DialogRequest,
  type Filter,
  type TableName,
} from "../app/events.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { withoutHiding, type Visible } from "./filter-graph.ts";
import { actionsFor } from "./row-actions.ts";
import { tableToolbarStyles } from "./table-toolbar-styles.ts";
import type { Row } from "./table-rows.ts";

/** What each table is called. */
export const tableWords: Readonly<Record<TableName, string>> = {
  entities: "Entities",
  relations: "Relations",
  claims: "Claims",
};

/**
 * Above a table: which of the three it is, how much of it is shown, and what can be added or done with what is chosen.
 *
 * @fires {PlaceEvent} entente-place
 * @fires {SelectEvent} entente-select
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {ActionEvent} entente-action
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-table-toolbar")
export class TableToolbar extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, tableToolbarStyles];

  @property({ attribute: false }) table: TableName = "entities";
  /** What the filters leave. Renders nothing until set. */
  @property({ attribute: false }) visible?: Visible;
  /** How many of how many, or how many are chosen, in words. */
  @property({ attribute: false }) status = "";
  @property({ attribute: false }) filter: Filter = noFilter;
  @property({ attribute: false }) chosen: readonly Row[] = [];
  /** The one that is looked at. */
  @property({ attribute: false }) decision?: EntityId | undefined;
  /** Where a new relation would begin. */
  @property({ attribute: false }) from?: EntityId | undefined;
  /** What a new claim would be about. */
  @property({ attribute: false }) on?: RecordId | undefined;
  @property({ type: Boolean, reflect: true }) narrow = false;

  protected override render() {
    const { visible } = this;
    if (!visible) return nothing;
    const isOfClaims = this.table === "claims";
    return html`<div class="tabs" role="tablist" aria-label="Table" @keydown=${this.tabPressed}>
        ${tableNames.map((name) => this.renderTab(name, visible))}
      </div>
      <span class="status" role="status">${this.status}</span>
      ${isOfClaims && visible.hiddenClaims > 0 ? this.renderHidden(visible.hiddenClaims) : nothing}
      <span class="space"></span>
      ${isOfClaims ? this.renderFindButton() : nothing}
      <div class="tools">${this.chosen.length > 1 ? this.renderChosenTools() : this.renderAddTools()}</div>`;
  }

  private renderTab(name: TableName, visible: Visible) {
    const isShown = name === this.table;
    return html`<button
      type="button"
      role="tab"
      class="tab"
      data-table=${name}
      aria-selected=${isShown}
      tabindex=${isShown ? 0 : -1}
      @click=${() => this.show(name)}
    >
      ${tableWords[name]} <span class="count">${visible[name].size}</span>
    </button>`;
  }

  /** Where claims are listed, what narrows them is one press away, on a phone too. */
  private renderFindButton() {
    return html`<button
      type="button"
      class="button find"
      @click=${() => this.dispatchEvent(new ActionEvent("find-claims"))}
    >
      <wa-icon name="list-filter"></wa-icon> Filter
    </button>`;
  }

  /** Who looks for a claim wants it, whatever is left off the map to keep it clear. */
  private renderHidden(count: number) {
    const show = () => this.dispatchEvent(new PlaceEvent({ filter: withoutHiding(this.filter) }));
    return html`<button type="button" class="link-button dense" @click=${show}>
      Show ${count.toLocaleString("en")} that the legend hides
    </button>`;
  }

  private renderAddTools() {
    const { from, on } = this;
    return html`
      <button type="button" class="button edits" @click=${() => this.ask({ kind: "add-entity" })}>
        Add entity
      </button>
      <button
        type="button"
        class="button edits"
        @click=${() => this.ask({ kind: "add-relation", ...(from && { from }) })}
      >
        Relate
      </button>
      <button
        type="button"
        class="button edits"
        ?disabled=${on === undefined}
        title=${on === undefined ? "Choose a row first: a claim is about something" : nothing}
        @click=${() => on && this.ask({ kind: "add-claim", on })}
      >
        Add claim
      </button>
    `;
  }

  /** With several rows chosen, the tools are about them. */
  private renderChosenTools() {
    const actions = actionsFor(this.chosen, this.decision);
    return html`${actions.map(
        ({ label, does }) =>
          html`<button
            type="button"
            class="button edits"
            @click=${() => does !== "rename" && this.dispatchEvent(does())}
          >
            ${label}
          </button>`,
      )}<button type="button" class="button quiet" @click=${() => this.dispatchEvent(new SelectEvent([]))}>
        Clear selection
      </button>`;
  }

  private show(table: TableName) {
    this.dispatchEvent(new PlaceEvent({ table }));
  }

  private tabPressed(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = tableNames.indexOf(this.table) + step;
    const next = tableNames.at(index % tableNames.length) ?? "entities";
    this.show(next);
    this.renderRoot.querySelector<HTMLElement>(`[data-table="${next}"]`)?.focus();
  }

  private ask(request: DialogRequest) {
    this.dispatchEvent(new DialogRequestEvent(request));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-table-toolbar": TableToolbar;
  }
}

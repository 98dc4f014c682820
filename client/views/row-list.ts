import "../controls/icon.ts";
import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { RecordId } from "../../schema/ids.ts";
import { SelectEvent } from "../app/events.ts";
import { baseStyles, buttonStyles, chipStyles, fieldStyles } from "../controls/shared-styles.ts";
import { countWords } from "./row-actions.ts";
import { pickStyles } from "./pick-styles.ts";
import { renameField } from "./rename-field.ts";
import { rowListStyles } from "./row-list-styles.ts";
import { RowMenuEvent } from "./row-events.ts";
import { rowFacts, rowTitle } from "./row-facts.ts";
import { toggled } from "./selecting.ts";
import { sorted } from "./sort-rows.ts";
import type { Direction, TableColumn } from "./table-columns.ts";
import type { Row } from "./table-rows.ts";

const pageSize = 100;

/**
 * The rows as a list to read from top to bottom, where the window is too narrow for columns.
 *
 * @fires {SelectEvent} entente-select
 * @fires {RowMenuEvent} entente-row-menu
 * @fires {RowRenamedEvent} entente-row-renamed
 */
@customElement("entente-row-list")
export class RowList extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, fieldStyles, pickStyles, rowListStyles];

  @property() label = "";
  @property({ attribute: false }) columns: readonly TableColumn[] = [];
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) selection: readonly RecordId[] = [];
  /** The row whose name is being edited. */
  @property({ attribute: false }) renaming?: RecordId | undefined;
  @state() private order: { readonly column: string; readonly direction: Direction } | undefined;
  @state() private shownCount = pageSize;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("columns")) return;
    this.order = undefined;
    this.shownCount = pageSize;
  }

  protected override render() {
    const initial = this.columns.find(({ initially }) => initially !== undefined);
    const column = this.columns.find(({ id }) => id === this.order?.column) ?? initial;
    const rows = sorted(this.rows, column, this.order?.direction ?? initial?.initially ?? "asc");
    const shown = rows.slice(0, this.shownCount);
    const left = rows.length - shown.length;
    return html`${this.renderOrder(column)}
      <ul aria-label=${this.label}>
        ${repeat(
          shown,
          ({ id }) => id,
          (row) => this.renderRow(row),
        )}
      </ul>
      ${left > 0 ? html`<p class="more"><button type="button" class="button" @click=${this.showMore}>${moreWords(left, rows)}</button></p>` : nothing}`;
  }

  private renderOrder(column: TableColumn | undefined) {
    return html`<label class="order">
      Sort by
      <select class="field" @change=${this.reorder}>
        ${this.columns.map(({ id, header }) => html`<option value=${id} ?selected=${id === column?.id}>${header}</option>`)}
      </select>
    </label>`;
  }

  private renderRow(row: Row) {
    const isSelected = this.selection.includes(row.id);
    return html`<li class=${isSelected ? "selected" : ""}>
      <input
        class="pick"
        type="checkbox"
        aria-label="Select ${row.name}"
        .checked=${isSelected}
        @change=${() => this.toggle(row)}
      />
      <div class="body">
        ${row.id === this.renaming ? renameField(row) : this.renderTitle(row, isSelected)} ${rowFacts(row)}
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label="Actions on ${row.name}"
        aria-haspopup="menu"
        @click=${(event: Event) => this.openMenu(row, event.currentTarget)}
      >
        <wa-icon name="ellipsis"></wa-icon>
      </button>
    </li>`;
  }

  private renderTitle(row: Row, isSelected: boolean) {
    return html`<button
      type="button"
      class="title"
      aria-current=${isSelected}
      @click=${() => this.select([row.id])}
    >
      ${rowTitle(row)}
    </button>`;
  }

  private select(ids: readonly RecordId[]) {
    this.dispatchEvent(new SelectEvent(ids));
  }

  private toggle({ id }: Row) {
    this.select(toggled(this.selection, id));
  }

  private openMenu(row: Row, anchor: EventTarget | null) {
    if (anchor instanceof Element) this.dispatchEvent(new RowMenuEvent(row, anchor));
  }

  private showMore() {
    this.shownCount += pageSize;
  }

  private reorder(event: Event) {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const column = this.columns.find(({ id }) => id === (event.target as HTMLSelectElement).value);
    // Counts and dates are asked for from the highest; words from A.
    const isNumber =
      this.rows.some((row) => typeof column?.sortKey(row) === "number") && column?.id !== "stance";
    if (column) this.order = { column: column.id, direction: isNumber ? "desc" : "asc" };
  }
}

function moreWords(left: number, [row]: readonly Row[]): string {
  const next = Math.min(left, pageSize);
  return row ? `Show ${countWords(next, row.table)} more` : "";
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-row-list": RowList;
  }
}

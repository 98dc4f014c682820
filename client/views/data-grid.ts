import "./no-usage-statistics.ts";
import "@vaadin/grid/vaadin-grid.js";
import "@vaadin/grid/vaadin-grid-sorter.js";
import "../controls/icon.ts";
import type { Grid, GridDataProvider, GridEventContext } from "@vaadin/grid";
import { columnBodyRenderer, columnHeaderRenderer } from "@vaadin/grid/lit.js";
import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { RecordId } from "../../schema/ids.ts";
import { SelectEvent } from "../app/events.ts";
import { chordOf } from "../app/shortcuts.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { dataGridStyles } from "./data-grid-styles.ts";
import { pickStyles } from "./pick-styles.ts";
import { renameField } from "./rename-field.ts";
import { RowMenuEvent, RowRenameEvent, RowRetractEvent } from "./row-events.ts";
import { rangeTo, toggled } from "./selecting.ts";
import { sorted } from "./sort-rows.ts";
import type { TableColumn } from "./table-columns.ts";
import type { Row } from "./table-rows.ts";

type Keys = Pick<MouseEvent, "shiftKey" | "ctrlKey" | "metaKey">;

/**
 * One table of rows, thousands of them, after the ARIA grid pattern: arrow keys move from cell to cell, Space
 * and Enter select, Shift extends, F2 renames, Delete retracts, Shift-F10 opens the menu.
 *
 * @fires {SelectEvent} entente-select
 * @fires {RowMenuEvent} entente-row-menu
 * @fires {RowRenameEvent} entente-row-rename
 * @fires {RowRenamedEvent} entente-row-renamed
 * @fires {RowRetractEvent} entente-row-retract
 */
@customElement("entente-data-grid")
export class DataGrid extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, pickStyles, dataGridStyles];

  @property() label = "";
  @property({ attribute: false }) columns: readonly TableColumn[] = [];
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) selection: readonly RecordId[] = [];
  /** The row whose name is being edited. */
  @property({ attribute: false }) renaming?: RecordId | undefined;
  @query("vaadin-grid") private grid?: Grid<Row> | null;
  /** In the order shown. */
  private shown: readonly Row[] = [];
  private rangeStart: RecordId | undefined;

  /** Brings a row into view, without moving the focus. */
  reveal(id: RecordId): void {
    const index = this.shown.findIndex((row) => row.id === id);
    if (index !== -1) this.grid?.scrollToIndex(index);
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has("rows")) this.grid?.clearCache();
  }

  protected override render() {
    const selected = new Set(this.selection);
    return html`<vaadin-grid
      .accessibleName=${this.label}
      .itemIdPath=${"id"}
      .dataProvider=${this.provide}
      .selectedItems=${this.rows.filter(({ id }) => selected.has(id))}
      @click=${this.clicked}
      @dblclick=${this.doubleClicked}
      @contextmenu=${this.contextMenu}
      @keydown=${this.pressed}
    >
      ${this.renderPickColumn(selected)}
      ${repeat(
        this.columns,
        ({ id }) => id,
        (column) => this.renderColumn(column),
      )}
      ${this.renderMenuColumn()}
    </vaadin-grid>`;
  }

  private renderColumn(column: TableColumn) {
    const cell = (row: Row) =>
      column.isName && row.id === this.renaming ? renameField(row) : column.cell(row);
    return html`<vaadin-grid-column
      id=${column.id}
      width=${column.width}
      flex-grow=${column.grow ?? 0}
      text-align=${column.align ?? "start"}
      ?frozen=${column.isName}
      ?row-header=${column.isName}
      resizable
      ${columnHeaderRenderer(() => sorter(column), [column])}
      ${columnBodyRenderer(cell, column.isName ? [column, this.renaming] : [column])}
    ></vaadin-grid-column>`;
  }

  private renderPickColumn(selected: ReadonlySet<RecordId>) {
    const isAll = this.rows.length > 0 && this.rows.every(({ id }) => selected.has(id));
    const all = () =>
      html`<input
        class="pick"
        type="checkbox"
        aria-label="Select all rows"
        .checked=${isAll}
        @change=${this.pickAll}
      />`;
    const one = (row: Row) =>
      html`<input
        class="pick"
        type="checkbox"
        aria-label="Select ${row.name}"
        .checked=${selected.has(row.id)}
        @change=${() => this.toggle(row)}
      />`;
    return html`<vaadin-grid-column
      width="36px"
      flex-grow="0"
      frozen
      ${columnHeaderRenderer(all, [isAll])}
      ${columnBodyRenderer(one, [this.selection])}
    ></vaadin-grid-column>`;
  }

  private renderMenuColumn() {
    const heading = () => html`<span class="visually-hidden">Actions</span>`;
    const button = (row: Row) =>
      html`<button
        type="button"
        class="icon-button small-target row-menu"
        aria-label="Actions on ${row.name}"
        aria-haspopup="menu"
        @click=${(event: Event) => this.openMenu(row, event.currentTarget)}
      >
        <wa-icon name="ellipsis"></wa-icon>
      </button>`;
    return html`<vaadin-grid-column
      width="40px"
      flex-grow="0"
      frozen-to-end
      ${columnHeaderRenderer(heading, [])}
      ${columnBodyRenderer(button, [])}
    ></vaadin-grid-column>`;
  }

  /** The grid asks for pages in the order its headers say. */
  private readonly provide: GridDataProvider<Row> = ({ page, pageSize, sortOrders: [order] }, callback) => {
    const column = this.columns.find(({ id }) => id === order?.path);
    if (page === 0 || this.shown.length === 0)
      this.shown = sorted(this.rows, column, order?.direction ?? "asc");
    callback(this.shown.slice(page * pageSize, (page + 1) * pageSize), this.shown.length);
  };

  private clicked(event: MouseEvent) {
    const { section, item } = this.contextOf(event);
    if (section !== "body" || !item || isOnControl(event)) return;
    this.choose(item, event);
  }

  private choose({ id }: Row, { shiftKey, ctrlKey, metaKey }: Keys): boolean {
    if (shiftKey) return this.select(rangeTo(this.shown, this.rangeStart, id));
    this.rangeStart = id;
    return this.select(ctrlKey || metaKey ? toggled(this.selection, id) : [id]);
  }

  private toggle({ id }: Row) {
    this.rangeStart = id;
    this.select(toggled(this.selection, id));
  }

  private pickAll(event: Event) {
    const isAll = event.target instanceof HTMLInputElement && event.target.checked;
    this.select(isAll ? this.shown.map(({ id }) => id) : []);
  }

  private select(ids: readonly RecordId[]): boolean {
    return this.dispatchEvent(new SelectEvent(ids));
  }

  private doubleClicked(event: MouseEvent) {
    const { item, column } = this.contextOf(event);
    if (item?.table === "entities" && column?.id === "name" && !isOnControl(event)) this.rename(item);
  }

  private contextMenu(event: MouseEvent) {
    const { section, item } = this.contextOf(event);
    if (section !== "body" || !item || isOnControl(event)) return;
    event.preventDefault();
    this.dispatchEvent(new RowMenuEvent(item, { x: event.clientX, y: event.clientY }));
  }

  private openMenu(row: Row, anchor: EventTarget | null | undefined): boolean {
    return anchor instanceof Element && this.dispatchEvent(new RowMenuEvent(row, anchor));
  }

  private rename(row: Row): boolean {
    return this.dispatchEvent(new RowRenameEvent(row));
  }

  private pressed(event: KeyboardEvent) {
    if (isOnControl(event)) return;
    const { section, item } = this.contextOf(event);
    const handled =
      section === "header" ? pressHeader(event) : item && this.rowKeys[chordOf(event)]?.(item, event);
    if (!handled) return;
    // What the table has done is not done again by a shortcut of the application.
    event.preventDefault();
    event.stopPropagation();
  }

  /** What a key does on a row; false, like no entry, leaves it to the grid and the application. */
  private readonly rowKeys: Readonly<Record<string, (row: Row, event: KeyboardEvent) => boolean>> = {
    Enter: (row, event) => !isOnControlCell(event) && this.choose(row, event),
    "Shift+Enter": (row, event) => !isOnControlCell(event) && this.choose(row, event),
    "Mod+Enter": (row, event) => !isOnControlCell(event) && this.choose(row, event),
    F2: (row) => row.table === "entities" && this.rename(row),
    Delete: (row) => this.dispatchEvent(new RowRetractEvent(row)),
    ContextMenu: (row, event) => this.openMenu(row, event.composedPath()[0]),
    "Shift+F10": (row, event) => this.openMenu(row, event.composedPath()[0]),
    "Mod+A": () => this.select(this.shown.map(({ id }) => id)),
    Escape: () => this.selection.length > 0 && this.select([]),
  };

  private contextOf(event: Event): GridEventContext<Row> {
    return this.grid?.getEventContext(event) ?? {};
  }
}

function sorter(column: TableColumn) {
  return html`<vaadin-grid-sorter
    class=${column.align ?? "start"}
    path=${column.id}
    direction=${column.initially ?? nothing}
    >${column.header}</vaadin-grid-sorter
  >`;
}

/** Enter sorts like Space, which the grid knows by itself. */
function pressHeader(event: KeyboardEvent): boolean {
  const [cell] = event.composedPath();
  if (event.key !== "Enter" || !(cell instanceof HTMLTableCellElement)) return false;
  const slot = cell.querySelector("slot");
  const sorterElement = slot?.assignedElements()[0]?.querySelector("vaadin-grid-sorter");
  sorterElement?.click();
  return sorterElement != null;
}

/** Whether the event is of a button or field in a cell, which has a meaning of its own. */
function isOnControl(event: Event): boolean {
  return event
    .composedPath()
    .some((target) => target instanceof HTMLElement && target.matches("button, input"));
}

/** Whether the focused cell holds a button or field, into which Enter leads. */
function isOnControlCell(event: Event): boolean {
  const [cell] = event.composedPath();
  const content =
    cell instanceof HTMLTableCellElement ? cell.querySelector("slot")?.assignedElements()[0] : undefined;
  return content?.querySelector("button, input") != null;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-data-grid": DataGrid;
  }
}

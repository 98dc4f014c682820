import "../controls/icon.ts";
import "./data-grid.ts";
import "./row-list.ts";
import "../controls/action-menu.ts";
import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import { everything, type QueryFilter } from "../../schema/analysis/query/filter.ts";
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import { originalOf } from "../../schema/terms/naming.ts";
import { ActionEvent } from "../app/actions.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  PlaceEvent,
  SelectEvent,
  noFilter,
  tableNames,
  type DialogRequest,
  type Filter,
  type TableName,
} from "../app/events.ts";
import type { StanceLine } from "../app/stance-lines.ts";
import { mayEdit } from "../controls/may-edit.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { actorStances, stancesOnly } from "./actor-stances.ts";
import type { DataGrid } from "./data-grid.ts";
import { isFiltering, matches, withoutHiding, type Visible } from "./filter-graph.ts";
import { actionsFor, countWords, retractEvent, type RowAction } from "./row-actions.ts";
import type { RowMenuEvent, RowRenameEvent, RowRenamedEvent, RowRetractEvent } from "./row-events.ts";
import type { ActionMenu } from "../controls/action-menu.ts";
import { concerned, rowsById } from "./selecting.ts";
import { columnsOf } from "./own-columns.ts";
import { looseningsOf } from "./loosen.ts";
import { rowsOf, tableOf, type Row } from "./table-rows.ts";
import { nothingMatches, nothingYet, skeleton } from "./table-states.ts";
import { tableViewStyles } from "./table-view-styles.ts";

const tableWords: Readonly<Record<TableName, string>> = {
  entities: "Entities",
  relations: "Relations",
  claims: "Claims",
};
/** What the rows depend on. */
const rowInputs = ["graph", "filter", "asked", "evaluation", "stanceLines", "table"] as const;
/** Narrower than this, columns become a list. */
const listWidthMaxPx = 600;

/**
 * The map as three tables: everything the canvas shows and does, by keyboard and for screen readers too.
 *
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {EvidenceRequestEvent} entente-evidence-request
 * @fires {PlaceEvent} entente-place
 * @fires {ActionEvent} entente-action
 */
@customElement("entente-table-view")
export class TableView extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, tableViewStyles];

  /** Filtered by time already. Draws a skeleton until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) filter: Filter = noFilter;
  /** What the filter asks for. */
  @property({ attribute: false }) asked: QueryFilter = everything;
  @property({ attribute: false }) table: TableName = "entities";
  @property({ attribute: false }) selection: readonly RecordId[] = [];
  /** Of the decision shown, for the stances. */
  @property({ attribute: false }) evaluation?: Evaluation | undefined;
  @property({ attribute: false }) stanceLines: readonly StanceLine[] = [];
  @property({ type: Boolean, reflect: true }) private narrow = false;
  @state() private renaming: RecordId | undefined;
  @query("entente-action-menu") private menu?: ActionMenu | null;
  @query("entente-data-grid") private grid?: DataGrid | null;
  private visible: Visible | undefined;
  private rows: readonly Row[] = [];
  /** Selected rows of this table, in the order they were chosen. */
  private chosen: readonly Row[] = [];
  private readonly widths = new ResizeObserver(() => {
    // In the next frame: what is drawn anew would be measured within the same one otherwise.
    requestAnimationFrame(() => this.measure());
  });

  override connectedCallback() {
    super.connectedCallback();
    this.measure();
    this.widths.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.widths.disconnect();
  }

  private measure() {
    this.narrow = this.clientWidth > 0 && this.clientWidth < listWidthMaxPx;
  }

  protected override willUpdate(changed: PropertyValues) {
    const { graph } = this;
    if (!graph) return;
    if (rowInputs.some((name) => changed.has(name))) {
      const stances = actorStances(this.evaluation, this.stanceLines);
      this.visible = matches(graph, this.filter, this.asked, stancesOnly(stances));
      this.rows = rowsOf(this.table, graph, this.visible, stances);
    }
    this.chosen = rowsById(this.rows, this.selection);
  }

  protected override updated(changed: PropertyValues<this>) {
    const [id] = this.selection;
    // Chosen elsewhere: in the search, on a claim, by a link.
    if (
      changed.has("selection") &&
      id !== undefined &&
      this.selection.length === 1 &&
      !this.matches(":focus-within")
    ) {
      this.grid?.reveal(id);
    }
  }

  protected override render() {
    const { graph, visible } = this;
    if (!graph || !visible) return skeleton;
    return html`
      <div class="toolbar">
        <div class="tabs" role="tablist" aria-label="Table" @keydown=${this.tabPressed}>
          ${tableNames.map((name) => this.renderTab(name, visible))}
        </div>
        <span class="status" role="status">${this.statusWords(graph)}</span>
        ${this.table === "claims" && visible.hiddenClaims > 0 ? this.renderHidden(visible.hiddenClaims) : nothing}
        <span class="space"></span>
        ${this.table === "claims" ? this.renderFindButton() : nothing}
        <div class="tools">${this.chosen.length > 1 ? this.renderChosenTools() : this.renderAddTools()}</div>
      </div>
      <div
        class="table"
        role="tabpanel"
        aria-label=${tableWords[this.table]}
        @entente-row-menu=${this.openMenu}
        @entente-row-rename=${this.startRename}
        @entente-row-renamed=${this.endRename}
        @entente-row-retract=${this.retract}
      >
        ${this.rows.length === 0 ? this.renderNothing(graph) : this.renderRows(graph)}
      </div>
      <entente-action-menu></entente-action-menu>
    `;
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

  private renderTab(name: TableName, visible: Visible) {
    const isShown = name === this.table;
    return html`<button
      type="button"
      role="tab"
      class="tab"
      aria-selected=${isShown}
      tabindex=${isShown ? 0 : -1}
      @click=${() => this.show(name)}
    >
      ${tableWords[name]} <span class="count">${visible[name].size}</span>
    </button>`;
  }

  private renderRows(graph: Graph) {
    const label = tableWords[this.table];
    const columns = columnsOf(this.table, graph.meta);
    if (this.narrow) {
      return html`<entente-row-list
        .label=${label}
        .columns=${columns}
        .rows=${this.rows}
        .selection=${this.selection}
        .renaming=${this.renaming}
      ></entente-row-list>`;
    }
    return keyed(
      this.table,
      html`<entente-data-grid
        .label=${label}
        .columns=${columns}
        .rows=${this.rows}
        .selection=${this.selection}
        .renaming=${this.renaming}
      ></entente-data-grid>`,
    );
  }

  private renderNothing(graph: Graph) {
    if (isFiltering(this.filter) && graph[this.table].size > 0) {
      const stances = stancesOnly(actorStances(this.evaluation, this.stanceLines));
      const ways = looseningsOf(graph, this.filter, this.asked, this.table, stances);
      const go = (filter: Filter) => this.dispatchEvent(new PlaceEvent({ filter }));
      return nothingMatches(this.table, ways, go);
    }
    const table = graph.entities.size === 0 ? "entities" : this.table;
    return nothingYet(table, this.claimTarget, (request) => this.ask(request));
  }

  private renderAddTools() {
    const on = this.claimTarget;
    const from = this.chosenEntities[0];
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
    const actions = actionsFor(this.chosen, this.evaluation?.decision);
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

  private get chosenEntities(): readonly EntityId[] {
    return this.selection.flatMap((id) => this.graph?.entities.get(id as EntityId)?.id ?? []);
  }

  /** What a new claim would be about: the chosen entity or relation, else the decision shown. */
  private get claimTarget(): RecordId | undefined {
    const { graph } = this;
    const chosen =
      graph && this.selection.find((id) => ["entities", "relations"].includes(tableOf(graph, id) ?? ""));
    return chosen ?? this.evaluation?.decision;
  }

  private statusWords(graph: Graph): string {
    const { length } = this.chosen;
    if (length > 1) return `${length.toLocaleString("en")} selected`;
    const total = graph[this.table].size;
    return this.rows.length === total
      ? ""
      : `${this.rows.length.toLocaleString("en")} of ${countWords(total, this.table)}`;
  }

  private show(table: TableName) {
    this.table = table;
    this.renaming = undefined;
    this.dispatchEvent(new PlaceEvent({ table }));
  }

  private async tabPressed(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = tableNames.indexOf(this.table) + step;
    this.show(tableNames.at(index % tableNames.length) ?? "entities");
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }

  private openMenu({ row, anchor }: RowMenuEvent) {
    const rows = concerned(this.rows, this.selection, row);
    const label = rows.length > 1 ? countWords(rows.length, this.table) : row.name;
    const items = actionsFor(rows, this.evaluation?.decision).map((action) => ({
      ...action,
      does: () => this.act(action, row),
    }));
    void this.menu?.open(anchor, `Actions on ${label}`, items);
  }

  private act(action: RowAction, row: Row) {
    if (action.does === "rename") this.renaming = row.id;
    else this.dispatchEvent(action.does());
  }

  private startRename({ row }: RowRenameEvent) {
    if (mayEdit(this)) this.renaming = row.id;
    // Where it is said why not.
    else this.ask({ kind: "rename", id: row.id as EntityId });
  }

  private endRename(event: RowRenamedEvent) {
    event.stopPropagation();
    const { id, label } = event;
    this.renaming = undefined;
    const entity = this.graph?.entities.get(id as EntityId);
    if (label === undefined || !entity) return;
    const { label: before } = originalOf(entity);
    this.dispatchEvent(
      new CommandEvent({ kind: "rename", id: entity.id, label }, `Rename ${before} to ${label}`),
    );
  }

  private retract({ row }: RowRetractEvent) {
    this.dispatchEvent(retractEvent(concerned(this.rows, this.selection, row)));
  }

  private ask(request: DialogRequest) {
    this.dispatchEvent(new DialogRequestEvent(request));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-table-view": TableView;
  }
}

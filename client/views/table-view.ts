import "./data-grid.ts";
import "./row-list.ts";
import "./table-toolbar.ts";
import "../controls/action-menu.ts";
import { LitElement, html, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import { everything, type QueryFilter } from "../../schema/analysis/query/filter.ts";
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import { originalOf } from "../../schema/terms/naming.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  PlaceEvent,
  noFilter,
  type DialogRequest,
  type Filter,
  type TableName,
} from "../app/events.ts";
import type { StanceLine } from "../app/stance-lines.ts";
import { mayEdit } from "../controls/may-edit.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { actorStances, stancesOnly } from "./actor-stances.ts";
import type { DataGrid } from "./data-grid.ts";
import { isFiltering, matches, type Visible } from "./filter-graph.ts";
import { actionsFor, countWords, retractEvent, type RowAction } from "./row-actions.ts";
import type { RowMenuEvent, RowRenameEvent, RowRenamedEvent, RowRetractEvent } from "./row-events.ts";
import type { ActionMenu } from "../controls/action-menu.ts";
import { concerned, rowsById } from "./selecting.ts";
import { columnsOf } from "./own-columns.ts";
import { looseningsOf } from "./loosen.ts";
import { rowsOf, tableOf, type Row } from "./table-rows.ts";
import { nothingMatches, nothingYet, skeleton } from "./table-states.ts";
import { tableWords } from "./table-toolbar.ts";
import { tableViewStyles } from "./table-view-styles.ts";

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
  static override styles = [baseStyles, buttonStyles, tableViewStyles];

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
      <entente-table-toolbar
        ?narrow=${this.narrow}
        .table=${this.table}
        .visible=${visible}
        .status=${this.statusWords(graph)}
        .filter=${this.filter}
        .chosen=${this.chosen}
        .decision=${this.evaluation?.decision}
        .from=${this.chosenEntity}
        .on=${this.claimTarget}
        @entente-place=${this.placeAsked}
      ></entente-table-toolbar>
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

  private get chosenEntity(): EntityId | undefined {
    return this.selection.flatMap((id) => this.graph?.entities.get(id as EntityId)?.id ?? [])[0];
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

  /** Another table is shown at once; the address follows. */
  private placeAsked({ change: { table } }: PlaceEvent) {
    if (table === undefined) return;
    this.table = table;
    this.renaming = undefined;
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

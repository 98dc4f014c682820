import { LitElement, css, html, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { capital } from "../../schema/capital.ts";
import { stanceTerms } from "../../schema/vocabulary.ts";
import { noFilter, PlaceEvent, type Filter } from "../app/events.ts";
import type { LegendCounts, LegendRow } from "../app/legend.ts";
import "../controls/icon.ts";
import "../controls/kind-icon.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import "../controls/stance-badge.ts";

type HiddenSet = "hiddenEntityKinds" | "hiddenRelationKinds" | "hiddenStances";

const relationCountFirst = 6;
/** The user's own words come first; every other kind waits behind "more". */
const kindsFirst: ReadonlySet<string> = new Set(["state", "agreement", "company", "decision"]);

/**
 * The legend, in which pressing a row hides or shows what it explains. Counts are those of the date shown.
 *
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-rail-legend")
export class RailLegend extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    sectionStyles,
    css`
      :host {
        display: grid;
        gap: var(--e-space-16);
      }
      .head-part + section {
        margin-top: -8px;
      }
      .head + .matching {
        margin-top: var(--e-space-4);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 24px;
      }
      section {
        display: grid;
        gap: 2px;
      }
      .rows {
        margin: 0 calc(-1 * var(--e-space-8));
      }
      .row-button {
        font-size: var(--e-size-dense);
        line-height: var(--e-leading-label);
      }
      .row-button .mark {
        display: inline-grid;
        flex: none;
        place-items: center;
        width: 26px;
        color: var(--e-muted);
      }
      .label {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .row-button[aria-pressed="false"] .label {
        color: var(--e-muted);
        text-decoration: line-through;
      }
      .row-button[aria-pressed="false"] .mark {
        opacity: 0.4;
      }
      .row-button .eye {
        display: none;
        font-size: 13px;
        color: var(--e-muted);
      }
      .row-button[aria-pressed="false"] .eye,
      .row-button:hover .eye,
      .row-button:focus-visible .eye {
        display: inline-flex;
      }
      .more {
        color: var(--e-muted);
      }
      .line {
        width: 26px;
        height: 12px;
        fill: none;
        stroke: var(--e-outline);
        stroke-width: 1.5;
        stroke-linecap: round;
      }
      .line .head-shape {
        fill: var(--e-outline);
        stroke: none;
      }
      .matching {
        display: flex;
        align-items: center;
        gap: var(--e-space-4);
        padding: 2px 2px 2px 10px;
        border-radius: var(--e-radius);
        background: var(--e-accent-tint);
      }
      dl {
        display: grid;
        grid-template-columns: 26px 1fr;
        gap: 4px var(--e-space-8);
        align-items: center;
        font-size: var(--e-size-small);
        color: var(--e-muted);
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) counts?: LegendCounts;
  @property({ attribute: false }) filter: Filter = noFilter;

  @state() private hasAllEntities = false;
  @state() private hasAllRelations = false;

  protected override render() {
    const { counts } = this;
    if (!counts) return nothing;
    return html`${this.renderHead()} ${this.renderEntities(counts.entities)} ${this.renderStances(counts)}
    ${this.renderRelations(counts.relations)} ${renderLineKey()}`;
  }

  private renderHead() {
    const { hiddenEntityKinds, hiddenRelationKinds, hiddenStances, claims, text } = this.filter;
    const isHiding = hiddenEntityKinds.size + hiddenRelationKinds.size + hiddenStances.size > 0;
    const isFiltering = isHiding || Object.keys(claims).length > 0 || text !== "";
    const clear = () => this.dispatchEvent(new PlaceEvent({ filter: noFilter }));
    return html`<div class="head-part">
      <div class="head">
        <h2 class="section-title">Legend and filters</h2>
        ${isFiltering ? html`<button class="link-button small" type="button" @click=${clear}>Clear filters</button>` : nothing}
      </div>
      ${text === "" ? nothing : this.renderMatching(text)}
    </div>`;
  }

  private renderMatching(text: string) {
    const clear = () => this.dispatchEvent(new PlaceEvent({ filter: { ...this.filter, text: "" } }));
    return html`<p class="matching dense">
      <span class="label">Only what matches “${text}”</span>
      <button
        class="icon-button small-target"
        type="button"
        aria-label="Show what does not match too"
        @click=${clear}
      >
        <wa-icon name="x"></wa-icon>
      </button>
    </p>`;
  }

  private renderEntities(rows: readonly LegendRow[]) {
    const first = rows.filter(({ kind }) => kindsFirst.has(kind));
    const rest = rows.filter(({ kind }) => !kindsFirst.has(kind));
    const hidden = rest.filter(({ kind }) => this.filter.hiddenEntityKinds.has(kind));
    const areAllHidden = hidden.length > 0 && hidden.length === rest.length;
    // What somebody has hidden one by one stays in sight; what is hidden altogether takes one line.
    const isOpen = this.hasAllEntities || (hidden.length > 0 && !areAllHidden);
    const mark = ({ kind, icon = "" }: LegendRow) =>
      html`<entente-kind-icon kind=${kind} icon=${icon}></entente-kind-icon>`;
    return html`<section aria-labelledby="entities-title">
      <h3 id="entities-title" class="section-title">Entities</h3>
      <div class="rows">
        ${this.renderRows(isOpen ? [...first, ...rest] : first, "hiddenEntityKinds", mark)}
        ${rest.length === 0 ? nothing : renderMore(rest.length, isOpen, () => (this.hasAllEntities = !isOpen), areAllHidden)}
        ${areAllHidden ? this.renderShowAll(rest) : nothing}
      </div>
    </section>`;
  }

  private renderShowAll(rows: readonly LegendRow[]) {
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    const shown = rows.map(({ kind }) => kind);
    const hiddenEntityKinds = new Set(
      [...this.filter.hiddenEntityKinds].filter((kind) => !shown.includes(kind)),
    );
    const show = () => this.dispatchEvent(new PlaceEvent({ filter: { ...this.filter, hiddenEntityKinds } }));
    return html`<button class="row-button" type="button" @click=${show}>
      <span class="mark"><wa-icon name="eye"></wa-icon></span>
      <span class="label">Show them too</span>
      <span class="count">${count.toLocaleString("en")}</span>
    </button>`;
  }

  private renderRelations(rows: readonly LegendRow[]) {
    if (rows.length === 0) return nothing;
    const rest = rows.slice(relationCountFirst);
    const isOpen = this.hasAllRelations || rest.some(({ kind }) => this.filter.hiddenRelationKinds.has(kind));
    const mark = ({ isSymmetric }: LegendRow) => renderLine(isSymmetric !== true);
    return html`<section aria-labelledby="relations-title">
      <h3 id="relations-title" class="section-title">Relations</h3>
      <div class="rows">
        ${this.renderRows(isOpen ? rows : rows.slice(0, relationCountFirst), "hiddenRelationKinds", mark)}
        ${rest.length === 0 ? nothing : renderMore(rest.length, isOpen, () => (this.hasAllRelations = !isOpen))}
      </div>
    </section>`;
  }

  private renderStances({ stances }: LegendCounts) {
    const mark = ({ kind }: LegendCounts["stances"][number]) =>
      html`<entente-stance-badge compact stance=${kind} aria-hidden="true"></entente-stance-badge>`;
    return html`<section aria-labelledby="stances-title">
      <h3 id="stances-title" class="section-title">Stances</h3>
      <div class="rows">${this.renderRows(stances, "hiddenStances", mark)}</div>
    </section>`;
  }

  private renderRows<Row extends LegendRow>(
    rows: readonly Row[],
    set: HiddenSet,
    mark: (row: Row) => unknown,
  ) {
    return repeat(
      rows,
      ({ kind }) => kind,
      (row) => this.renderRow(row, set, mark),
    );
  }

  private renderRow<Row extends LegendRow>(row: Row, set: HiddenSet, mark: (row: Row) => unknown) {
    const isShown = !this.filter[set].has(row.kind);
    const meaning = set === "hiddenStances" ? stanceTerms[row.kind as keyof typeof stanceTerms].meaning : "";
    return html`<button
      class="row-button"
      type="button"
      aria-pressed=${isShown}
      title=${`${isShown ? "Hide" : "Show"}: ${row.label}${meaning && ` (${meaning})`}`}
      @click=${() => this.toggle(set, row.kind)}
    >
      <span class="mark">${mark(row)}</span>
      <span class="label">${capital(row.label)}</span>
      <wa-icon class="eye" name=${isShown ? "eye" : "eye-off"}></wa-icon>
      <span class="count">${row.count.toLocaleString("en")}</span>
    </button>`;
  }

  private toggle(set: HiddenSet, kind: string): void {
    const hidden = new Set(this.filter[set]);
    if (!hidden.delete(kind)) hidden.add(kind);
    this.dispatchEvent(new PlaceEvent({ filter: { ...this.filter, [set]: hidden } }));
  }
}

function renderMore(count: number, isOpen: boolean, toggle: () => void, isHidden = false) {
  const more = `${count} more ${count === 1 ? "kind" : "kinds"}${isHidden ? ", hidden" : ""}`;
  return html`<button class="row-button more" type="button" aria-expanded=${isOpen} @click=${toggle}>
    <span class="mark"><wa-icon name=${isOpen ? "chevron-up" : "chevron-down"}></wa-icon></span>
    ${isOpen ? "Fewer kinds" : more}
  </button>`;
}

function renderLine(isDirected: boolean, dashes = "") {
  const head = isDirected ? svg`<path class="head-shape" d="M26 6 19.5 2.8v6.4z" />` : nothing;
  return html`<svg class="line" viewBox="0 0 26 12" aria-hidden="true">
    <path d="M1 6H${isDirected ? 20 : 25}" stroke-dasharray=${dashes} />
    ${head}
  </svg>`;
}

/** What dashes say, for every line alike. */
function renderLineKey() {
  return html`<section aria-labelledby="lines-title">
    <h3 id="lines-title" class="section-title">How well a line is backed</h3>
    <dl>
      <dt>${renderLine(false)}</dt>
      <dd>well graded (A–B, 1–2)</dd>
      <dt>${renderLine(false, "5 4")}</dt>
      <dd>fairly graded (C or 3)</dd>
      <dt>${renderLine(false, "0.5 4")}</dt>
      <dd>weakly graded or not graded</dd>
    </dl>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-rail-legend": RailLegend;
  }
}

// The middle of the window: the view, the inspector over it, the decision below it.
import { html, nothing, type TemplateResult } from "lit";

import type { ClaimId, RecordId } from "../../schema/ids.ts";
import { editRefusal, type SessionState } from "../session/session-state.ts";
import { isFiltering } from "../views/filter-graph.ts";
import type { Filtered } from "./filtered.ts";
import { historyLoader } from "./history-request.ts";
import { PlaceEvent, type ViewName } from "./events.ts";
import { elsewhereOf } from "./place-showing.ts";
import type { Here } from "./place.ts";
import type { Screen } from "./screen.ts";
import type { WidthClass } from "./screen-width.ts";
import { renderEmpty, renderNoResults, renderNothingYet } from "./states.ts";

/** Claims that somebody asked to see, and about whom. */
export interface Evidence {
  readonly about: RecordId;
  readonly claims: readonly ClaimId[];
}

/** What the middle of the window shows: a view, the inspector, the decision drawer. */
export interface StageView {
  readonly visit: SessionState;
  readonly here: Here;
  readonly screen: Screen;
  readonly filtered: Filtered;
  readonly evidence: Evidence | undefined;
  readonly width: WidthClass;
  readonly today: string;
  /** Whoever came by a shared link sees the map, and not what its people did to it. */
  readonly isVisitor: boolean;
  /** There is a sample for whoever is here, besides this workspace. */
  readonly hasSample: boolean;
  /** The canvas stays, unseen, once it was shown: its place and zoom are the person's own. */
  readonly keepsCanvas: boolean;
  readonly isDrawerOpen: boolean;
  readonly onDrawerToggle: (event: Event) => void;
  readonly onClose: () => void;
}

/** Views, inspector and drawer of a workspace that is ready. */
export function renderStage(view: StageView): TemplateResult {
  const { here, visit, width } = view;
  if (visit.graph.entities.size === 0)
    return html`<div class="stage" id="stage" tabindex="-1">
      ${editRefusal(visit) ? renderNothingYet() : renderEmpty(view.hasSample)}
    </div>`;
  return html`${width === "phone" ? renderPhoneViews(here.view) : nothing}
    <div class="stage" id="stage" tabindex="-1">
      ${here.view === "graph" || view.keepsCanvas ? renderCanvas(view) : nothing}
      ${here.view === "table" ? renderTable(view) : nothing} ${renderInspector(view)}
    </div>
    ${renderDrawer(view)}`;
}

function renderCanvas({ here, screen, filtered, visit, today }: StageView) {
  const isAway = here.view !== "graph";
  return html`<entente-graph-canvas
      class="view ${isAway ? "away" : ""}"
      ?inert=${isAway}
      .graph=${screen.shown}
      .filter=${here.filter}
      .asked=${filtered.asked.query}
      .selection=${here.selection}
      .stanceLines=${screen.stanceLines}
      .evaluation=${screen.evaluation}
      .pins=${visit.pins}
      .layout=${visit.layout}
      .peers=${visit.peers}
      .now=${today}
    ></entente-graph-canvas>
    ${!isAway && isFiltering(here.filter) && filtered.visible.entities.size === 0 ? renderNoResults() : nothing}`;
}

function renderTable({ here, screen, filtered }: StageView) {
  return html`<entente-table-view
    class="view"
    .graph=${screen.shown}
    .table=${here.table}
    .filter=${here.filter}
    .asked=${filtered.asked.query}
    .selection=${here.selection}
    .stanceLines=${screen.stanceLines}
    .evaluation=${screen.evaluation}
  ></entente-table-view>`;
}

function renderInspector({ here, screen, evidence, isVisitor, visit, today, onClose }: StageView) {
  if (here.selection.length === 0 && !evidence) return nothing;
  const [only] = here.selection.length === 1 ? here.selection : [];
  // A claim that search leads to opens with what it bears on, and may hold on another day than that.
  const asked = evidence?.claims.length === 1 ? evidence.claims[0] : only;
  const elsewhere = asked && elsewhereOf(visit.graph, screen.shown, asked, here, today);
  return html`<aside class="inspector" aria-label="About what is selected">
    <button
      class="icon-button close"
      type="button"
      aria-label="Close, and clear the selection"
      @click=${onClose}
    >
      <wa-icon name="x"></wa-icon>
    </button>
    <entente-inspector
      .graph=${screen.shown}
      .selection=${here.selection}
      .evidence=${evidence}
      .elsewhere=${elsewhere}
      .asOf=${here.asOf}
      .evaluation=${screen.evaluation}
      .loadHistory=${isVisitor ? undefined : historyLoader(visit.workspace)}
    ></entente-inspector>
  </aside>`;
}

function renderDrawer({ here, screen, visit, isDrawerOpen, onDrawerToggle }: StageView) {
  return html`<entente-decision-drawer
    .graph=${visit.graph}
    .decisions=${screen.decisions}
    .decision=${here.decision}
    .evaluation=${screen.evaluation}
    .hasMoreInBackground=${screen.hasMoreInBackground}
    .open=${isDrawerOpen}
    @toggle=${onDrawerToggle}
  ></entente-decision-drawer>`;
}

function renderPhoneViews(view: ViewName) {
  const button = (name: ViewName, label: string, icon: string) =>
    html`<button
      type="button"
      aria-current=${name === view ? "page" : nothing}
      @click=${(event: Event) => event.target?.dispatchEvent(new PlaceEvent({ view: name }))}
    >
      <wa-icon name=${icon}></wa-icon>${label}
    </button>`;
  return html`<nav class="phone-views" aria-label="Table or graph">
    ${button("table", "Table", "table-2")} ${button("graph", "Graph", "waypoints")}
  </nav>`;
}

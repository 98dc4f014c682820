import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { DecisionResult, Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { stanceStates } from "../../schema/vocabulary.ts";
import { ActionEvent } from "../app/actions.ts";
import { noFilter, PlaceEvent, type Filter, type ViewName } from "../app/events.ts";
import type { Filtered } from "../app/filtered.ts";
import type { LegendCounts } from "../app/legend.ts";
import "../controls/icon.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { stanceColors } from "../controls/stance-badge.ts";
import "./claim-filter.ts";
import type { ClaimFilter } from "./claim-filter.ts";
import { countsInWords, resultWord } from "./decision-words.ts";
import "./rail-legend.ts";
import { railStyles } from "./rail-styles.ts";

const views: readonly { readonly name: ViewName; readonly label: string; readonly icon: string }[] = [
  { name: "graph", label: "Graph", icon: "waypoints" },
  { name: "table", label: "Table", icon: "table-2" },
];

/** More wait behind a button, so that the legend stays in sight. */
const decisionCountFirst = 5;

const resultIcons: Readonly<Record<DecisionResult, string>> = {
  carried: "circle-check",
  blocked: "ban",
  open: "circle-dot",
  "not-evaluable": "circle-help",
};

/**
 * Where to look: views, decisions with their answers, and filters that are the legend at the same time.
 *
 * @fires {PlaceEvent} entente-place
 * @fires {ActionEvent} entente-action
 */
@customElement("entente-rail")
export class Rail extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, sectionStyles, stanceColors, railStyles];

  @property() view: ViewName = "graph";
  @property({ attribute: false }) decisions: readonly Entity[] = [];
  @property({ attribute: false }) answers: ReadonlyMap<EntityId, Evaluation> = new Map();
  @property({ attribute: false }) decision?: EntityId | undefined;
  @property({ attribute: false }) filter: Filter = noFilter;
  @property({ attribute: false }) counts?: LegendCounts;
  /** What is shown at the date, and what the filter makes of it; without them claims cannot be asked for. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) filtered?: Filtered | undefined;
  /** The table of claims is on screen. */
  @property({ type: Boolean }) listsClaims = false;
  @property({ type: Number }) problemCount = 0;
  @property({ type: Number }) conflictCount = 0;
  @property({ type: Number }) binCount = 0;
  /** Under which names the map is shown, in words; empty where they are the team's own. */
  @property() names = "";
  /** Whoever is here changes nothing. */
  @property({ type: Boolean }) looks = false;
  @state() private hasAllDecisions = false;

  @query("entente-claim-filter") private readonly claimFilter?: ClaimFilter;

  /** Goes to where claims are asked for. */
  async showClaimFilter(): Promise<void> {
    await this.updateComplete;
    await this.claimFilter?.show();
  }

  protected override render() {
    return html`<div class="scroll">
        ${this.renderViews()} ${this.filtered ? this.renderClaimFilter(this.filtered) : nothing}
        ${this.renderDecisions()}
        ${
          this.counts
            ? html`<entente-rail-legend .counts=${this.counts} .filter=${this.filter}></entente-rail-legend>`
            : nothing
        }
      </div>
      ${this.renderFoot()}`;
  }

  private renderClaimFilter({ asked, visible }: Filtered) {
    return html`<entente-claim-filter
      .graph=${this.graph}
      .filter=${this.filter}
      .faults=${asked.faults}
      .found=${visible.claims.size}
      .hiddenCount=${visible.hiddenClaims}
      .isListed=${this.listsClaims}
    ></entente-claim-filter>`;
  }

  private renderViews() {
    return html`<nav aria-label="Views" class="views">
      ${views.map(
        ({ name, label, icon }) =>
          html`<button
            type="button"
            aria-current=${name === this.view ? "page" : nothing}
            @click=${() => this.dispatchEvent(new PlaceEvent({ view: name }))}
          >
            <wa-icon name=${icon}></wa-icon>${label}
          </button>`,
      )}
    </nav>`;
  }

  private renderDecisions() {
    const rest = this.decisions.slice(decisionCountFirst).filter(({ id }) => id !== this.decision);
    const shown = this.hasAllDecisions
      ? this.decisions
      : this.decisions.filter((decision) => !rest.includes(decision));
    return html`<section aria-labelledby="decisions-title">
      <h2 id="decisions-title" class="section-title">Decisions</h2>
      ${
        this.decisions.length === 0
          ? html`<p class="dense muted note">None yet. A decision asks who can carry or stop something.</p>`
          : html`<ul class="decisions">
              ${repeat(
                shown,
                ({ id }) => id,
                (decision) => this.renderDecision(decision),
              )}
            </ul>`
      }
      ${rest.length === 0 ? nothing : this.renderMoreDecisions(rest.length)}
    </section>`;
  }

  private renderMoreDecisions(count: number) {
    const isOpen = this.hasAllDecisions;
    return html`<button
      class="row-button dense more"
      type="button"
      aria-expanded=${isOpen}
      @click=${() => (this.hasAllDecisions = !isOpen)}
    >
      <wa-icon name=${isOpen ? "chevron-up" : "chevron-down"}></wa-icon>
      ${isOpen ? "Fewer decisions" : `${count} more ${count === 1 ? "decision" : "decisions"}`}
    </button>`;
  }

  private renderDecision({ id, label }: Entity) {
    const answer = this.answers.get(id);
    return html`<li>
      <button
        class="row-button decision"
        type="button"
        aria-current=${id === this.decision ? "true" : nothing}
        @click=${() => this.dispatchEvent(new PlaceEvent({ decision: id }))}
      >
        <wa-icon name=${resultIcons[answer?.result ?? "not-evaluable"]}></wa-icon>
        <span class="decision-words">
          <span class="decision-label">${label}</span>
          ${answer ? html`<span class="small muted numeral">${shortAnswer(answer)}</span>${renderTally(answer)}` : nothing}
        </span>
      </button>
    </li>`;
  }

  private renderFoot() {
    const { problemCount, conflictCount, binCount } = this;
    const open = () => this.dispatchEvent(new ActionEvent("problems"));
    return html`<div class="foot">
      ${
        conflictCount === 0
          ? nothing
          : html`<button class="row-button dense" type="button" @click=${open}>
              <wa-icon name="split"></wa-icon><span class="grow">Conflicts</span>
              <span class="count">${conflictCount.toLocaleString("en")}</span>
            </button>`
      }
      ${this.names === "" ? nothing : this.renderNames()}
      <button class="row-button dense" type="button" @click=${open}>
        <wa-icon name="circle-alert"></wa-icon><span class="grow">Problems in the data</span>
        <span class="count">${problemCount.toLocaleString("en")}</span>
      </button>
      <button class="row-button dense" type="button" @click=${open}>
        <wa-icon name="archive"></wa-icon><span class="grow">Bin</span
        ><span class="count">${binCount.toLocaleString("en")}</span>
      </button>
    </div>`;
  }

  /** Whoever may only look reads which names these are, and changes nothing about it. */
  private renderNames() {
    const words = html`<wa-icon name="tag"></wa-icon><span class="grow">${this.names}</span>`;
    if (this.looks) return html`<p class="said dense">${words}</p>`;
    const open = () => this.dispatchEvent(new ActionEvent("names"));
    return html`<button class="row-button dense" type="button" @click=${open}>${words}</button>`;
  }
}

function shortAnswer(answer: Evaluation): string {
  const { result, electors, counts } = answer;
  if (result === "not-evaluable" || electors.length === 0) return resultWord(result);
  return result === "open" ? `Open: ${countsInWords(counts)}` : resultWord(result);
}

/** The electors as a thin bar, from most for to most against; the words above it say the same. */
function renderTally({ counts, electors, result }: Evaluation) {
  if (electors.length === 0 || result !== "open") return nothing;
  return html`<span class="tally" aria-hidden="true">
    ${stanceStates.flatMap((stance) =>
      Array.from({ length: counts[stance] }, () => html`<span class="stance-${stance}"></span>`),
    )}
  </span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-rail": Rail;
  }
}

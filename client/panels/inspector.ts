import "./claim-card.ts";
import "./claim-list.ts";
import "./entity-heading.ts";
import "./entity-summary.ts";
import "./record-history.ts";
import "./history-section.ts";
import "./relation-summary.ts";
import "./selection-list.ts";
import "./shown-elsewhere.ts";
import "./source-detail.ts";
import "./source-list.ts";
import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";

import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, RecordId } from "../../schema/ids.ts";
import type { Claim, Entity, Relation } from "../../schema/records.ts";
import { CommandEvent, DialogRequestEvent, SelectEvent } from "../app/events.ts";
import type { Elsewhere } from "../app/place-showing.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { tabAfter } from "../controls/tab-keys.ts";
import {
  claimGroups,
  claimOf,
  claimsByIds,
  claimsOn,
  entityOf,
  recordLabel,
  relationOf,
  sourceOf,
  sourcesOf,
  type ClaimGroup,
} from "./graph-reading.ts";
import type { HistoryLoader } from "./history-words.ts";
import { tabsWith, type Tab } from "./inspector-tabs.ts";
import { inspectorStyles, kindLineStyles } from "./inspector-styles.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * All about what is selected, to read like a page: its summary, the claims behind it, their sources.
 *
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {EvidenceRequestEvent} entente-evidence-request
 */
@customElement("entente-inspector")
export class Inspector extends LitElement {
  static override styles = [baseStyles, buttonStyles, panelStyles, kindLineStyles, inspectorStyles];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) selection: readonly RecordId[] = [];
  /** Claims somebody asked for, shown first, and whose evidence they are. */
  @property({ attribute: false }) evidence?: {
    readonly about: RecordId;
    readonly claims: readonly ClaimId[];
  };
  /** Where the one that is selected is shown, when it is not shown here, and what it says. */
  @property({ attribute: false }) elsewhere?: Elsewhere | undefined;
  /** EDTF; today when absent. */
  @property() asOf?: string;
  @property({ attribute: false }) evaluation?: Evaluation;
  /** Gets what became of a record. Without it there is no history. */
  @property({ attribute: false }) loadHistory?: HistoryLoader | undefined;
  @state() private tab: Tab = "Summary";

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("evidence") && this.evidence) this.tab = "Claims";
    // Another record is read from its beginning, wherever the last one was left.
    if (changed.has("selection") || changed.has("evidence")) this.scrollTop = 0;
  }

  protected override render() {
    const { graph } = this;
    if (!graph) return nothing;
    const [first] = this.selection;
    const id = this.evidence?.about ?? (this.selection.length === 1 ? first : undefined);
    if (id !== undefined) return this.renderOne(graph, id);
    if (first !== undefined) {
      return html`<div class="page">
        <entente-selection-list .graph=${graph} .ids=${this.selection}></entente-selection-list>
      </div>`;
    }
    return this.renderEmpty("Select something on the map or in the table to read about it.");
  }

  private renderEmpty(text: string) {
    const add = () => this.dispatchEvent(new DialogRequestEvent({ kind: "add-entity" }));
    return html`<div class="page empty">
      <p class="muted">${text}</p>
      <button type="button" class="button edits" @click=${add}>Add something</button>
    </div>`;
  }

  private renderOne(graph: Graph, id: RecordId) {
    if (this.elsewhere)
      return html`<div class="page">
        <entente-shown-elsewhere .where=${this.elsewhere}></entente-shown-elsewhere>
        ${this.renderHistory(graph, this.evidence?.claims[0] ?? id)}
      </div>`;
    const entity = entityOf(graph, id);
    if (entity) return this.renderEntity(graph, entity);
    const relation = relationOf(graph, id);
    if (relation) return this.renderRelation(graph, relation);
    const claim = claimOf(graph, id);
    if (claim) return this.renderClaim(graph, claim);
    const source = sourceOf(graph, id);
    if (source)
      return html`<div class="page">
        <p class="kind">Source</p>
        <entente-source-detail .graph=${graph} .source=${source}></entente-source-detail>
        ${this.renderHistory(graph, id)}
      </div>`;
    return html`${this.renderEmpty("This is not there: it was retracted, or it has not arrived.")}
      <div class="page">${this.renderHistory(graph, id)}</div>`;
  }

  private renderEntity(graph: Graph, entity: Entity) {
    const groups = this.withEvidence(graph, claimGroups(graph, entity.id));
    const claims = groups.flatMap((group) => group.claims);
    const uses = sourcesOf(graph, claims);
    return html`<entente-entity-heading .graph=${graph} .entity=${entity}></entente-entity-heading>
      ${this.renderTabs({ Summary: undefined, Claims: claims.length, Sources: uses.length, History: undefined })}
      <div class="page" role="tabpanel" id="panel" aria-labelledby=${`tab-${this.tab}`} tabindex="-1">
        ${
          this.tab === "Summary"
            ? html`<entente-entity-summary
                .graph=${graph}
                .entity=${entity}
                asOf=${ifDefined(this.asOf)}
                .evaluation=${this.evaluation}
              ></entente-entity-summary>`
            : nothing
        }
        ${
          this.tab === "Claims"
            ? html`<entente-claim-list
                .graph=${graph}
                .groups=${groups}
                .context=${entity.id}
              ></entente-claim-list>`
            : nothing
        }
        ${this.tab === "Sources" ? html`<entente-source-list .uses=${uses}></entente-source-list>` : nothing}
        ${this.tab === "History" ? this.renderEdits(graph, entity.id) : nothing}
      </div>`;
  }

  /** Puts what was asked for first, under its own heading, and takes it out of the rest. */
  private withEvidence(graph: Graph, groups: readonly ClaimGroup[]): readonly ClaimGroup[] {
    if (!this.evidence) return groups;
    const { about, claims: ids } = this.evidence;
    const asked: ClaimGroup = {
      heading: `Evidence: ${recordLabel(graph, about)}`,
      claims: claimsByIds(graph, ids),
    };
    const rest = groups.map((group) => ({
      ...group,
      claims: group.claims.filter(({ id }) => !ids.includes(id)),
    }));
    return [asked, ...rest.filter(({ claims }) => claims.length > 0)];
  }

  private renderRelation(graph: Graph, relation: Relation) {
    const sentence = recordLabel(graph, relation.id);
    return html`<div class="page">
      <p class="kind">Relation</p>
      <entente-relation-summary
        .graph=${graph}
        .relation=${relation}
        .asked=${this.evidence?.claims ?? []}
      ></entente-relation-summary>
      ${renderSources(graph, claimsOn(graph, relation.id))}
      <div class="actions">
        <button type="button" class="link-button edits" @click=${() => this.retract(relation.id, sentence)}>
          Retract relation
        </button>
      </div>
      ${this.renderHistory(graph, relation.id)}
    </div>`;
  }

  private renderClaim(graph: Graph, claim: Claim) {
    return html`<div class="page">
      <p class="kind">Claim</p>
      <entente-claim-card .graph=${graph} .claim=${claim}></entente-claim-card>
      ${renderSources(graph, [claim])} ${this.renderHistory(graph, claim.id)}
    </div>`;
  }

  private renderEdits(graph: Graph, record: RecordId) {
    return html`<entente-record-history
      .graph=${graph}
      .record=${record}
      .load=${this.loadHistory}
    ></entente-record-history>`;
  }

  /** Where there are no tabs. */
  private renderHistory(graph: Graph, record: RecordId) {
    return html`<entente-history-section
      .graph=${graph}
      .record=${record}
      .load=${this.loadHistory}
    ></entente-history-section>`;
  }

  private renderTabs(counts: Readonly<Record<Tab, number | undefined>>) {
    return html`<div class="tabs" role="tablist" aria-label="About this" @keydown=${this.moveTab}>
      ${tabsWith(this.loadHistory !== undefined).map(
        (tab) =>
          html`<button
            type="button"
            role="tab"
            id=${`tab-${tab}`}
            aria-controls="panel"
            aria-selected=${tab === this.tab}
            tabindex=${tab === this.tab ? 0 : -1}
            @click=${() => (this.tab = tab)}
          >
            ${tab}${counts[tab] === undefined ? nothing : html` <span class="count">${counts[tab]}</span>`}
          </button>`,
      )}
    </div>`;
  }

  private async moveTab(event: KeyboardEvent) {
    const next = tabAfter(tabsWith(this.loadHistory !== undefined), this.tab, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.tab = next;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }

  private retract(id: RecordId, label: string) {
    this.dispatchEvent(new CommandEvent({ kind: "retract", ids: [id] }, `Retract ${label}`));
    this.dispatchEvent(new SelectEvent([]));
  }
}

function renderSources(graph: Graph, claims: readonly Claim[]) {
  return html`<section class="sources">
    <h3>Sources</h3>
    <entente-source-list .uses=${sourcesOf(graph, claims)}></entente-source-list>
  </section>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-inspector": Inspector;
  }
}

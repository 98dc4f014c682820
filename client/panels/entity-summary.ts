import "../controls/stance-badge.ts";
import "./decision-summary.ts";
import "./entity-details.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { DialogRequestEvent, EvidenceRequestEvent, SelectEvent, type DialogRequest } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { relationGroups, type RelationGroup, type RelationRow } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";
import { standsOf, type Stand } from "./position-reading.ts";
import { relationWhen } from "./relation-words.ts";
import { summaryStyles } from "./summary-styles.ts";

/**
 * What is known of one entity: where it stands, how it is related, and its own fields, edited in place.
 *
 * @fires {SelectEvent} entente-select
 * @fires {EvidenceRequestEvent} entente-evidence-request
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-entity-summary")
export class EntitySummary extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    sectionStyles,
    panelStyles,
    summaryStyles,
    css`
      .stand {
        display: grid;
        grid-template-columns: 1fr max-content;
        align-items: start;
        gap: 2px var(--e-space-12);
      }
      .stand .meta {
        grid-column: 1 / -1;
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) entity?: Entity;
  @property() asOf?: string;
  @property({ attribute: false }) evaluation?: Evaluation;

  protected override render() {
    const { graph, entity } = this;
    if (!graph || !entity) return nothing;
    const [stands, groups] = [standsOf(graph, entity.id, this.asOf), relationGroups(graph, entity.id)];
    return html`${
        entity.kind === "decision"
          ? html`<entente-decision-summary
              .graph=${graph}
              .decision=${entity}
              .asOf=${this.asOf}
              .evaluation=${this.evaluation}
            ></entente-decision-summary>`
          : nothing
      }
      ${stands.length > 0 ? this.renderStands(stands) : nothing} ${this.renderRelations(entity, groups)}
      <entente-entity-details .graph=${graph} .entity=${entity}></entente-entity-details>`;
  }

  private renderStands(stands: readonly Stand[]) {
    return html`<section>
      <h3 class="section-title">Where it stands</h3>
      <ul class="rows">
        ${stands.map((stand) => this.renderStand(stand))}
      </ul>
    </section>`;
  }

  private renderStand({ decision, position }: Stand) {
    const { actor, claims, stance, contested, stale, collective, asOf } = position;
    return html`<li class="stand">
      <button type="button" class="name" @click=${() => this.select(decision.id)}>${decision.label}</button>
      <entente-stance-badge stance=${stance}></entente-stance-badge>
      <p class="meta">
        <span title=${asOf}>${dateWords(asOf)}</span>
        ${contested ? html`<span>contested: claims disagree</span>` : nothing}
        ${stale ? html`<span class="stale">stale</span>` : nothing}
        ${collective ? html`<span>spoken of together with others</span>` : nothing}
        <span
          ><button
            type="button"
            class="name"
            @click=${() => this.dispatchEvent(new EvidenceRequestEvent(actor, claims))}
          >
            ${countOfClaims(claims.length)}
          </button></span
        >
      </p>
    </li>`;
  }

  private renderRelations(entity: Entity, groups: readonly RelationGroup[]) {
    return html`<section>
      <h3 class="section-title">Relations</h3>
      ${groups.length === 0 ? html`<p class="muted">No relation yet.</p>` : nothing}
      <div class="groups">${groups.map((group) => this.renderGroup(group))}</div>
      <button
        type="button"
        class="link-button edits"
        @click=${() => this.ask({ kind: "add-relation", from: entity.id })}
      >
        Add relation
      </button>
    </section>`;
  }

  /** The entity's name begins every row of the group, so it is said once, by the heading above the panel. */
  private renderGroup({ words, rows }: RelationGroup) {
    return html`<div>
      <h4>${words}</h4>
      <ul class="rows">
        ${rows.map((row) => this.renderRow(row))}
      </ul>
    </div>`;
  }

  private renderRow({ relation, other, otherName, claimCount }: RelationRow) {
    const period = relationWhen(relation);
    return html`<li class="relation">
      <button type="button" class="name" @click=${() => this.select(other)}>${otherName}</button>
      <p class="meta">
        ${period === "" ? nothing : html`<span>${period}</span>`}
        ${relation.background ? html`<span>background</span>` : nothing}
        <span
          ><button
            type="button"
            class="name ${claimCount === 0 ? "draft" : ""}"
            @click=${() => this.select(relation.id)}
          >
            ${claimCount === 0 ? "draft, no claim" : countOfClaims(claimCount)}
          </button></span
        >
      </p>
    </li>`;
  }

  private select(id: RecordId) {
    this.dispatchEvent(new SelectEvent([id]));
  }

  private ask(request: DialogRequest) {
    this.dispatchEvent(new DialogRequestEvent(request));
  }
}

/** "1 claim", "3 claims". */
function countOfClaims(count: number): string {
  return count === 1 ? "1 claim" : `${count} claims`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-entity-summary": EntitySummary;
  }
}

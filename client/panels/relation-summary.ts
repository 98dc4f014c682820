import "./claim-list.ts";
import "./detail-list.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { Claim, Relation } from "../../schema/records.ts";
import { relationTermOf, termMark } from "../../schema/terms/terms.ts";
import { CommandEvent, SelectEvent } from "../app/events.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { conflictsOf } from "./conflict-words.ts";
import { claimsOn, nameIn, relationSentence } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";
import { relationDetails } from "./relation-details.ts";
import { relationWhen } from "./relation-words.ts";
import { summaryStyles } from "./summary-styles.ts";

/**
 * One relation: the sentence, when it holds and how, and the claims it rests on.
 *
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-relation-summary")
export class RelationSummary extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, sectionStyles, panelStyles, summaryStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) relation?: Relation;
  /** Claims that somebody asked for come first. */
  @property({ attribute: false }) asked: readonly ClaimId[] = [];

  protected override render() {
    const { graph, relation } = this;
    if (!graph || !relation) return nothing;
    const all = claimsOn(graph, relation.id);
    const isAsked = ({ id }: Claim) => this.asked.includes(id);
    const claims = [...all.filter(isAsked), ...all.filter((claim) => !isAsked(claim))];
    return html`${this.renderSentence(graph, relation, claims.length === 0)}
      ${this.renderDetails(graph, relation)}
      <entente-claim-list
        .graph=${graph}
        .context=${relation.id}
        .groups=${claims.length === 0 ? [] : [{ heading: "What it rests on", claims }]}
      ></entente-claim-list>`;
  }

  private renderSentence(graph: Graph, relation: Relation, isDraft: boolean) {
    const period = relationWhen(relation);
    const mark = termMark(relationTermOf(relation.kind, graph.meta));
    return html`<div>
      <h2 class="sentence">
        ${this.link(graph, relation.from)} ${relationTermOf(relation.kind, graph.meta).label}
        ${this.link(graph, relation.to)}${period === "" ? "" : `, ${period}`}
      </h2>
      ${mark === "" ? nothing : html`<p><span class="chip">${mark}</span></p>`}
      ${isDraft ? html`<p><span class="chip draft">draft: no claim yet</span></p>` : nothing}
      ${relation.background ? html`<p><span class="chip">background: from outside the team's sources</span></p>` : nothing}
    </div>`;
  }

  private renderDetails(graph: Graph, relation: Relation) {
    return keyed(
      relation.id,
      html`<entente-detail-list
        .details=${relationDetails(graph, relation, (fields) => this.change(fields))}
        .graph=${graph}
        .conflicts=${conflictsOf(graph, relation.id)}
      ></entente-detail-list>`,
    );
  }

  private link(graph: Graph, id: EntityId) {
    return html`<button type="button" class="name" @click=${() => this.dispatchEvent(new SelectEvent([id]))}>
      ${nameIn(graph, id)}
    </button>`;
  }

  private change(fields: Readonly<Record<string, unknown>>) {
    const { graph, relation } = this;
    if (!graph || !relation) return;
    this.dispatchEvent(
      new CommandEvent(
        { kind: "change", id: relation.id, fields },
        `Change “${relationSentence(graph, relation)}”`,
      ),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-relation-summary": RelationSummary;
  }
}

import "./claim-list.ts";
import "./editable-field.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { Claim, Relation } from "../../schema/records.ts";
import { relationTermOf, termMark } from "../../schema/terms/terms.ts";
import { CommandEvent, SelectEvent } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { typedDate } from "../controls/typed-date.ts";
import { dateFault } from "./claim-draft.ts";
import { renderBadges, renderOtherConflicts } from "./conflict-badge.ts";
import { conflictsAt, conflictsBeside, conflictsOf } from "./conflict-words.ts";
import { fieldOfDetail, renderDetail } from "./detail.ts";
import type { FieldEditEvent } from "./editable-field.ts";
import { claimsOn, nameIn, relationSentence } from "./graph-reading.ts";
import { ownDetails } from "./own-fields.ts";
import { panelStyles } from "./panel-styles.ts";
import { relationFacts, relationWhen } from "./relation-words.ts";
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
      ${this.renderFacts(graph, relation)}
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

  private renderFacts(graph: Graph, relation: Relation) {
    const { validFrom = "", validTo = "", note = "" } = relation;
    const conflicts = conflictsOf(graph, relation.id);
    const own = ownDetails(graph.meta, "relations", relation, (fields) => this.changeAll(fields));
    const badges = (field: string) => renderBadges(graph, conflictsAt(conflicts, field));
    const others = conflictsBeside(conflicts, ["validFrom", "validTo", "note", ...own.map(fieldOfDetail)]);
    return html`<dl class="facts">
      ${renderOtherConflicts(graph, others)}
      ${relationFacts(relation).map(
        ({ term, text }) =>
          html`<dt>${term}</dt>
            <dd>${text}</dd>`,
      )}
      ${own.map((detail) => renderDetail(detail, graph, conflictsAt(conflicts, fieldOfDetail(detail))))}
      <dt>From</dt>
      <dd>${this.dateField("From", "validFrom", validFrom)}${badges("validFrom")}</dd>
      <dt>To</dt>
      <dd>${this.dateField("To", "validTo", validTo)}${badges("validTo")}</dd>
      <dt>Note</dt>
      <dd>
        <entente-editable-field
          label="Note"
          multiline
          .value=${note}
          placeholder="Add a note"
          @entente-field-edit=${(event: FieldEditEvent) => this.change("note", event.value)}
        ></entente-editable-field
        >${badges("note")}
      </dd>
    </dl>`;
  }

  private dateField(label: string, field: string, value: string) {
    return html`<entente-editable-field
      .label=${label}
      .value=${value}
      .display=${dateWords(value)}
      placeholder="Add a date"
      hint="2024, 2024-12, 2024-12-15 or 2024-12~ (about)"
      .check=${dateFault}
      @entente-field-edit=${(event: FieldEditEvent) => this.change(field, typedDate(event.value))}
    ></entente-editable-field>`;
  }

  private link(graph: Graph, id: EntityId) {
    return html`<button type="button" class="name" @click=${() => this.dispatchEvent(new SelectEvent([id]))}>
      ${nameIn(graph, id)}
    </button>`;
  }

  private change(field: string, value: string) {
    this.changeAll({ [field]: value === "" ? null : value });
  }

  private changeAll(fields: Readonly<Record<string, unknown>>) {
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

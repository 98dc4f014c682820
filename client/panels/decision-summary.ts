import "../controls/stance-badge.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Evaluation, Position } from "../../schema/analysis/evaluation.ts";
import { decisionStatusTerms, decisionTypeTerms } from "../../schema/terms/decision-terms.ts";
import { capital } from "../../schema/capital.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { Electorate, Entity } from "../../schema/records.ts";
import { ruleTerms, type DecisionStatus } from "../../schema/vocabulary.ts";
import { DialogRequestEvent, EvidenceRequestEvent, PlaceEvent, SelectEvent } from "../app/events.ts";
import { dateWords, periodWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { renderBadges, renderOtherConflicts } from "./conflict-badge.ts";
import { conflictsAt, conflictsOf } from "./conflict-words.ts";
import { answerInWords, listOf } from "./decision-words.ts";
import { claimsOnField, nameIn, withNames } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";
import { byStance, positionsOn, type StanceGroup } from "./position-reading.ts";
import { summaryStyles } from "./summary-styles.ts";

/** Fields of a decision whose conflicts stand beside its facts, not among its details. */
export const decisionFacts = [
  "decisionType",
  "subject",
  "object",
  "rule",
  "status",
  "outcome",
  "deadline",
  "electorate",
] as const;

/**
 * One decision: the question, its rule and electorate with their evidence, and who stands where.
 *
 * @fires {SelectEvent} entente-select
 * @fires {EvidenceRequestEvent} entente-evidence-request
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-decision-summary")
export class DecisionSummary extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    sectionStyles,
    panelStyles,
    summaryStyles,
    css`
      .answer {
        font-family: var(--e-font-serif);
        font-size: var(--e-size-large);
        text-wrap: pretty;
      }
      .stances {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--e-space-8) var(--e-space-12);
      }
      .people {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--e-space-12);
      }
      .periods {
        display: grid;
        gap: 2px;
      }
      .periods dt {
        color: var(--e-muted);
      }
      .periods dd:not(:last-child) {
        margin-bottom: var(--e-space-8);
      }
      summary {
        cursor: pointer;
      }
      .basis {
        display: block;
      }
      .evidence {
        font-size: var(--e-size-small);
        color: var(--e-muted);
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) decision?: Entity;
  @property() asOf?: string;
  /** Used where it is about this decision. */
  @property({ attribute: false }) evaluation?: Evaluation;

  protected override render() {
    const { graph, decision } = this;
    if (!graph || !decision) return nothing;
    const evaluation = this.evaluation?.decision === decision.id ? this.evaluation : undefined;
    return html`${this.renderAnswer(graph, decision, evaluation)} ${this.renderFacts(graph, decision)}
    ${this.renderStances(graph, evaluation?.positions ?? positionsOn(graph, decision, this.asOf))}`;
  }

  private renderAnswer(graph: Graph, decision: Entity, evaluation: Evaluation | undefined) {
    const show = () => this.dispatchEvent(new PlaceEvent({ decision: decision.id }));
    if (!evaluation)
      return html`<section>
        <button type="button" class="button" @click=${show}>Show who decides</button>
      </section>`;
    return html`<p class="answer">${answerInWords(evaluation, decision, (id) => nameIn(graph, id))}</p>`;
  }

  private renderStatus(status: DecisionStatus, on: string | undefined) {
    const { label, meaning } = decisionStatusTerms[status];
    const when = on === undefined ? nothing : html`, <span title=${on}>${dateWords(on)}</span>`;
    return html`<span title=${meaning}>${label.toLowerCase()}</span>${when}`;
  }

  private renderFacts(graph: Graph, decision: Entity) {
    const {
      rule,
      subject,
      object,
      status,
      statusOn,
      outcome,
      electorate = [],
      decisionType,
      deadline,
    } = decision;
    const conflicts = conflictsOf(graph, decision.id);
    const badges = (field: string) => renderBadges(graph, conflictsAt(conflicts, field));
    const facts = { decisionType, subject, object, status, outcome, deadline };
    const missing = decisionFacts.filter((field) => field in facts && !facts[field as keyof typeof facts]);
    return html`<section>
        <h3 class="section-title">The decision</h3>
        <dl class="facts">
          ${renderOtherConflicts(
            graph,
            missing.flatMap((field) => conflictsAt(conflicts, field)),
          )}
          ${decisionType ? fact("Type", html`<span title=${decisionTypeTerms[decisionType].meaning}>${decisionTypeTerms[decisionType].label.toLowerCase()}</span> ${badges("decisionType")}`) : nothing}
          ${subject ? fact("Who seeks it", html`${this.link(graph, subject)} ${badges("subject")}`) : nothing}
          ${object ? fact("About", html`${this.link(graph, object)} ${badges("object")}`) : nothing}
          ${fact(
            "Rule",
            html`${rule ? ruleTerms[rule].label : "Not recorded"} ${this.evidence(graph, decision, "rule")}
            ${badges("rule")}
            ${rule ? html`<span class="basis dense muted">${ruleTerms[rule].meaning}</span>` : nothing}`,
          )}
          ${status ? fact("Status", html`${this.renderStatus(status, statusOn)} ${badges("status")}`) : nothing}
          ${deadline ? fact("Deadline", html`<span title=${deadline}>${dateWords(deadline)}</span> ${badges("deadline")}`) : nothing}
          ${outcome ? fact("Outcome", html`${outcome.result}, <span title=${outcome.date}>${dateWords(outcome.date)}</span> ${this.evidence(graph, decision, "outcome")} ${badges("outcome")}`) : nothing}
        </dl>
        <button
          type="button"
          class="link-button edits"
          @click=${() => this.dispatchEvent(new DialogRequestEvent({ kind: "edit-decision", id: decision.id }))}
        >
          Change the decision
        </button>
      </section>
      ${this.renderElectorates(graph, decision, electorate)}`;
  }

  private renderElectorates(graph: Graph, decision: Entity, electorates: readonly Electorate[]) {
    return html`<section>
      <h3 class="section-title">
        Who decides ${renderBadges(graph, conflictsAt(conflictsOf(graph, decision.id), "electorate"))}
      </h3>
      ${electorates.length === 0 ? html`<p class="muted">Not recorded.</p>` : nothing}
      <dl class="periods">
        ${electorates.map((electorate) => fact(this.period(electorate), this.renderElectors(graph, electorate)))}
      </dl>
      ${electorates.length === 0 ? nothing : html`<p class="dense muted">Evidence: ${this.evidence(graph, decision, "electorate")}</p>`}
    </section>`;
  }

  private period({ validFrom, validTo }: Electorate): string {
    const words = periodWords(validFrom, validTo);
    return words === "" ? "Always" : capital(words);
  }

  private renderElectors(graph: Graph, { members, membersOf, basis, background, rule }: Electorate) {
    const marks = [
      ...(background ? ["background"] : []),
      ...(rule ? [ruleTerms[rule].label.toLowerCase()] : []),
    ];
    const who = members
      ? html`<details>
          <summary>${members.length} by name</summary>
          ${listOf(members, (id) => nameIn(graph, id))}
        </details>`
      : membersOf
        ? html`Members of ${this.link(graph, membersOf)} on the day`
        : "Not said";
    return html`${who}${marks.map((mark) => html` <span class="chip">${mark}</span>`)}${basis ? html`<span class="basis dense muted">${withNames(graph, basis)}</span>` : nothing}`;
  }

  private renderStances(graph: Graph, positions: readonly Position[]) {
    return html`<section>
      <h3 class="section-title">Positions</h3>
      ${positions.length === 0 ? html`<p class="muted">Nobody's position is recorded as of this date.</p>` : nothing}
      <div class="stances">${byStance(graph, positions).map((group) => this.renderStance(graph, group))}</div>
      <button type="button" class="link-button edits" @click=${this.addPosition}>Add a position</button>
    </section>`;
  }

  private renderStance(graph: Graph, { stance, positions }: StanceGroup) {
    const { electors } = this.evaluation?.decision === this.decision?.id ? (this.evaluation ?? {}) : {};
    return html`<entente-stance-badge stance=${stance}></entente-stance-badge>
      <ul class="people">
        ${positions.map(
          ({ actor, claims, stale, contested }) =>
            html`<li>
              <button type="button" class="name" @click=${() => this.showEvidence(actor, claims)}>
                ${nameIn(graph, actor)}
              </button>
              ${electors && !electors.includes(actor) ? html`<span class="small muted">no vote</span>` : nothing}
              ${stale ? html`<span class="small stale">stale</span>` : nothing}${contested ? html`<span class="small muted">contested</span>` : nothing}
            </li>`,
        )}
      </ul>`;
  }

  /** A button with the number of claims behind a field; nothing where there is none. */
  private evidence(graph: Graph, decision: Entity, field: string) {
    const claims = claimsOnField(graph, decision.id, field).map(({ id }) => id);
    if (claims.length === 0) return html`<span class="evidence">no claim yet</span>`;
    const words = claims.length === 1 ? "1 claim" : `${claims.length} claims`;
    return html`<button
      type="button"
      class="name evidence"
      aria-label="${words} on the ${field}"
      @click=${() => this.showEvidence(decision.id, claims)}
    >
      ${words}
    </button>`;
  }

  private link(graph: Graph, id: EntityId) {
    return html`<button type="button" class="name" @click=${() => this.dispatchEvent(new SelectEvent([id]))}>
      ${nameIn(graph, id)}
    </button>`;
  }

  private showEvidence(about: EntityId, claims: readonly ClaimId[]) {
    this.dispatchEvent(new EvidenceRequestEvent(about, claims));
  }

  private addPosition() {
    if (this.decision)
      this.dispatchEvent(new DialogRequestEvent({ kind: "set-stance", decision: this.decision.id }));
  }
}

function fact(term: string, content: unknown) {
  return html`<dt>${term}</dt>
    <dd>${content}</dd>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-decision-summary": DecisionSummary;
  }
}

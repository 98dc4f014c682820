import "../controls/stance-badge.ts";
import "../controls/tip.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import type { Claim, Evidence } from "../../schema/records.ts";
import { reviewStates } from "../../schema/vocabulary.ts";
import { CommandEvent, DialogRequestEvent, SelectEvent } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { certaintyWords, gradeOf, sourceLine } from "./claim-words.ts";
import { claimCardStyles } from "./claim-card-styles.ts";
import "./claim-doubts.ts";
import { renderOtherConflicts } from "./conflict-badge.ts";
import { conflictsOf } from "./conflict-words.ts";
import { asserterOf, entityOf, nameIn, recordLabel } from "./graph-reading.ts";
import { locatorWords } from "./locator-words.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * One claim, as a card to read: what is said, by whom, how good it is, and where it stands written.
 *
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-claim-card")
export class ClaimCard extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, panelStyles, claimCardStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) claim?: Claim;
  /** The record whose panel this is in: the card does not say again what it bears on. */
  @property({ attribute: false }) context?: RecordId;

  protected override render() {
    const { graph, claim } = this;
    if (!graph || !claim) return nothing;
    const state = claim.reviewState ?? "";
    return html`<article class="card ${state} ${claim.background ? "background" : ""}">
      ${this.renderBearing(graph, claim)}
      <p class="statement">${claim.statement}</p>
      ${this.renderMeta(graph, claim)} ${this.renderEvidence(graph, claim)}
      <entente-claim-doubts .graph=${graph} .claim=${claim}></entente-claim-doubts>
      ${this.renderConflicts(graph, claim)} ${this.renderActions(claim)}
    </article>`;
  }

  /** Whose stance on what, and the marks of review. */
  private renderBearing(graph: Graph, claim: Claim) {
    const marks = [
      claim.background ? "background" : "",
      claim.teaser ? "teaser, without weight" : "",
      claim.reviewState === "checked" ? "" : (claim.reviewState ?? ""),
    ];
    const chips = marks
      .filter((mark) => mark !== "")
      .map((mark) => html`<span class="chip ${mark}">${mark}</span>`);
    const on =
      claim.on === this.context ? nothing : html`<span class="on">on ${this.link(graph, claim.on)}</span>`;
    if (!claim.stance) {
      return on === nothing && chips.length === 0 ? nothing : html`<p class="bearing">${on}${chips}</p>`;
    }
    return html`<p class="bearing">
      <entente-stance-badge stance=${claim.stance}></entente-stance-badge>
      <span
        >${this.actors(graph, claim)}${claim.collective ? html`<span class="muted">, spoken of together</span>` : nothing}</span
      >
      ${on}${chips}
    </p>`;
  }

  private actors(graph: Graph, claim: Claim) {
    const actors = claim.actors ?? [];
    return actors.map(
      (actor, index) =>
        html`${index > 0 ? ", " : ""}${actor === this.context ? html`<strong>${nameIn(graph, actor)}</strong>` : this.link(graph, actor)}`,
    );
  }

  private renderMeta(graph: Graph, claim: Claim) {
    const grade = gradeOf(graph, claim);
    return html`<div class="meta">
      <span
        ><entente-tip text=${grade.words}
          ><button type="button" class="grade" aria-label="Grade ${grade.pair}: ${grade.words}">
            ${grade.pair}
          </button></entente-tip
        ></span
      >
      ${this.asserter(graph, claim)} ${this.date("valid", claim.valid)} ${this.date("said", claim.said)}
      ${this.date("published", claim.published)}
    </div>`;
  }

  /** In words, which keep the precision of the writing; as written for whoever asks. */
  private date(word: string, text: string | undefined) {
    return text === undefined ? nothing : html`<span title=${text}>${word} ${dateWords(text)}</span>`;
  }

  private asserter(graph: Graph, claim: Claim) {
    const asserter = asserterOf(graph, claim);
    if (asserter === undefined) return claim.certainty ? html`<span>${claim.certainty}</span>` : nothing;
    const who = typeof asserter === "string" ? asserter : this.link(graph, asserter.id);
    const hedge = claim.hedge ? html`, “${claim.hedge}”` : nothing;
    return html`<span>${certaintyWords(claim.certainty)} ${who}${hedge}</span>`;
  }

  private renderConflicts(graph: Graph, claim: Claim) {
    const conflicts = conflictsOf(graph, claim.id);
    return conflicts.length === 0
      ? nothing
      : html`<dl class="conflicts">${renderOtherConflicts(graph, conflicts)}</dl>`;
  }

  private renderEvidence(graph: Graph, claim: Claim) {
    if (claim.evidence.length === 0) return html`<p class="unsourced">No source yet.</p>`;
    return html`<ul class="evidence">
      ${claim.evidence.map((evidence) => this.renderSource(graph, evidence))}
    </ul>`;
  }

  private renderSource(graph: Graph, evidence: Evidence) {
    const source = graph.sources.get(evidence.source);
    const place = locatorWords(evidence.locator);
    if (!source) return html`<li>A source that is no longer there · ${place}</li>`;
    return html`<li>
      <span class="place">${sourceLine(source)} · ${place}</span>
      ${
        source.id === this.context
          ? nothing
          : html`<button type="button" class="name title" @click=${() => this.select(source.id)}>
              ${source.title}
            </button>`
      }
      ${evidence.note ? html`<span class="note">${evidence.note}</span>` : nothing}
    </li>`;
  }

  private renderActions(claim: Claim) {
    return html`<div class="actions">
      <button type="button" class="link-button edits" @click=${this.addEvidence}>Add evidence</button>
      <label class="review edits">
        <span class="visually-hidden">State of review</span>
        <select .value=${claim.reviewState ?? ""} @change=${this.review}>
          <option value="" ?selected=${!claim.reviewState}>Not reviewed</option>
          ${reviewStates.map((state) => html`<option value=${state} ?selected=${state === claim.reviewState}>Review: ${state}</option>`)}
        </select>
      </label>
      <button type="button" class="link-button retract edits" @click=${this.retract}>Retract</button>
    </div>`;
  }

  private link(graph: Graph, id: RecordId) {
    const isThere = entityOf(graph, id) !== undefined || recordLabel(graph, id) !== id;
    if (!isThere) return html`<span class="muted">${id}</span>`;
    return html`<button type="button" class="name" @click=${() => this.select(id)}>
      ${recordLabel(graph, id)}
    </button>`;
  }

  private select(id: RecordId) {
    this.dispatchEvent(new SelectEvent([id]));
  }

  private addEvidence() {
    if (this.claim)
      this.dispatchEvent(new DialogRequestEvent({ kind: "add-evidence", claim: this.claim.id }));
  }

  private review(event: Event) {
    const state = (event.target as HTMLSelectElement).value;
    if (!this.claim) return;
    const command = {
      kind: "change",
      id: this.claim.id,
      fields: { reviewState: state === "" ? null : state },
    } as const;
    this.dispatchEvent(new CommandEvent(command, state === "" ? "Clear review" : `Mark claim as ${state}`));
  }

  private retract() {
    if (this.claim)
      this.dispatchEvent(new CommandEvent({ kind: "retract", ids: [this.claim.id] }, "Retract claim"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-claim-card": ClaimCard;
  }
}

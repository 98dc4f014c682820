import "../controls/icon.ts";
import "./elector-columns.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { DecisionResult, Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { ruleTerms } from "../../schema/vocabulary.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  EvidenceRequestEvent,
  PlaceEvent,
  SelectEvent,
} from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { answerInWords, binInWords, listOf, outlookInWords, resultWord } from "./decision-words.ts";
import { drawerStyles } from "./drawer-styles.ts";
import { nameIn, plainNameIn, withNames } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";

const resultIcons: Readonly<Record<DecisionResult, string>> = {
  carried: "circle-check",
  blocked: "ban",
  open: "circle-dot",
  "not-evaluable": "circle-help",
};

/** As in the styles: below it the parts of the body stack. */
const phoneWidthPx = 640;

/**
 * One decision at the foot of the window: its answer as a sentence, always in sight; opened, who decides, where each
 * stands, who can stop it and what it would take, every name leading to its evidence.
 *
 * @fires toggle when it opened or closed itself; `open` says which
 * @fires {PlaceEvent} entente-place
 * @fires {EvidenceRequestEvent} entente-evidence-request
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-decision-drawer")
export class DecisionDrawer extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, panelStyles, drawerStyles];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  /** What can be chosen. */
  @property({ attribute: false }) decisions: readonly Entity[] = [];
  @property({ attribute: false }) decision?: EntityId;
  @property({ attribute: false }) evaluation?: Evaluation;
  /** Facts of the background, which is off, would change who decides or how. */
  @property({ type: Boolean }) hasMoreInBackground = false;
  @property({ type: Boolean, reflect: true }) open = false;

  protected override render() {
    const { graph } = this;
    if (!graph) return nothing;
    if (this.decisions.length === 0) return this.renderNone();
    const evaluation = this.evaluation?.decision === this.decision ? this.evaluation : undefined;
    return html`<section
      aria-label="Decision"
      @entente-evidence-request=${this.makeRoom}
      @entente-select=${this.makeRoom}
    >
      <div class="strip">${this.renderChooser()} ${this.renderToggle(graph, evaluation)}</div>
      <div class="body" id="body" ?hidden=${!this.open || !evaluation}>
        ${this.open && evaluation ? this.renderBody(graph, evaluation) : nothing}
      </div>
    </section>`;
  }

  private renderNone() {
    const add = () =>
      this.dispatchEvent(new DialogRequestEvent({ kind: "add-entity", entityKind: "decision" }));
    return html`<section class="strip" aria-label="Decision">
      <p class="answer muted">No decision yet. A decision is a question with a rule and those who decide.</p>
      <button type="button" class="button edits" @click=${add}>Add decision</button>
    </section>`;
  }

  private renderToggle(graph: Graph, evaluation: Evaluation | undefined) {
    return html`<button
      type="button"
      class="toggle"
      aria-expanded=${this.open}
      aria-controls="body"
      @click=${this.toggle}
    >
      ${evaluation ? html`<wa-icon class="result" name=${resultIcons[evaluation.result]}></wa-icon>` : nothing}
      <span class="answer">${this.renderAnswer(graph, evaluation)}</span>
      ${evaluation ? html`<span class="as-of numeral">as of ${dateWords(evaluation.asOf)}</span>` : nothing}
      <wa-icon class="chevron" name=${this.open ? "chevron-down" : "chevron-up"}></wa-icon>
    </button>`;
  }

  /** The first word carries the result; it stands out. */
  private renderAnswer(graph: Graph, evaluation: Evaluation | undefined) {
    if (!evaluation) return "Choose a decision to see who can carry or stop it.";
    const answer = answerInWords(evaluation, graph.entities.get(evaluation.decision), (id) =>
      nameIn(graph, id),
    );
    const word = resultWord(evaluation.result);
    return html`<strong>${word}</strong>${answer.slice(word.length)}`;
  }

  private renderChooser() {
    const choose = (event: Event) => {
      const decision = (event.target as HTMLSelectElement).value as EntityId;
      this.dispatchEvent(new PlaceEvent({ decision }));
    };
    const isKnown = this.decisions.some(({ id }) => id === this.decision);
    return html`<label class="chooser">
      <span class="visually-hidden">Decision</span>
      <select class="field" .value=${isKnown ? (this.decision ?? "") : ""} @change=${choose}>
        ${isKnown ? nothing : html`<option value="" selected>Choose a decision</option>`}
        ${this.decisions.map(({ id: each, label }) => html`<option value=${each} ?selected=${each === this.decision}>${label}</option>`)}
      </select>
    </label>`;
  }

  private renderBody(graph: Graph, evaluation: Evaluation) {
    return html`${this.renderFacts(graph, evaluation)}
      <entente-elector-columns .graph=${graph} .evaluation=${evaluation}></entente-elector-columns>
      ${this.renderOutlook(graph, evaluation)}`;
  }

  private renderFacts(graph: Graph, evaluation: Evaluation) {
    const { rule, electors, electorateBasis, claims } = evaluation;
    const count = electors.length === 1 ? "1 elector" : `${electors.length} electors`;
    return html`<div class="facts-column">
      ${this.renderChooser()}
      <p class="narrow">As of ${dateWords(evaluation.asOf)}</p>
      <p>
        <span class="muted">Rule</span>
        ${this.evidence(rule === "unspecified" ? "not known" : ruleTerms[rule].label, claims.rule)}
      </p>
      <p>
        <span class="muted">Who decides</span>
        ${electors.length === 0 ? "nobody that is recorded" : this.evidence(count, claims.electorate)}
      </p>
      ${evaluation.inBin.length > 0 ? this.renderBin(graph, evaluation) : nothing}
      <p class="basis">
        ${electorateBasis === null ? "Their basis is not recorded." : withNames(graph, electorateBasis)}
      </p>
      ${this.hasMoreInBackground && evaluation.electors.length === 0 ? this.renderBackgroundHint() : nothing}
      ${
        claims.outcome.length > 0
          ? html`<p><span class="muted">Outcome</span> ${this.evidence("as recorded", claims.outcome)}</p>`
          : nothing
      }
      <button
        type="button"
        class="link-button small"
        @click=${() => this.dispatchEvent(new SelectEvent([evaluation.decision]))}
      >
        About this decision
      </button>
    </div>`;
  }

  /** Whoever tidied up may not have meant to change who decides; what is known comes back with the record. */
  private renderBin(graph: Graph, evaluation: Evaluation) {
    const ids = evaluation.inBin;
    const nameOf = (id: EntityId) => plainNameIn(graph, id);
    const label = `Restore ${listOf(ids, nameOf)}`;
    const restore = () => this.dispatchEvent(new CommandEvent({ kind: "restore", ids }, label));
    return html`<p class="in-bin">
      <wa-icon name="trash-2"></wa-icon> ${binInWords(evaluation, nameOf)}
      <button type="button" class="link-button small edits" @click=${restore}>${label}</button>
    </p>`;
  }

  /** Whoever reads the answer must hear that facts from elsewhere would change it. */
  private renderBackgroundHint() {
    const show = () => this.dispatchEvent(new PlaceEvent({ background: true }));
    return html`<p>
      <strong>Background facts</strong> say otherwise.
      <button type="button" class="link-button small" @click=${show}>Show them</button>
    </p>`;
  }

  /** A fact that leads to its claims; plain text where none is recorded. */
  private evidence(text: string, claims: readonly ClaimId[]) {
    const about = this.decision;
    if (claims.length === 0 || about === undefined) {
      return html`${text} <span class="small muted">(no claim yet)</span>`;
    }
    return html`<button
      type="button"
      class="name"
      @click=${() => this.dispatchEvent(new EvidenceRequestEvent(about, claims))}
    >
      ${text}
    </button>`;
  }

  private renderOutlook(graph: Graph, evaluation: Evaluation) {
    if (evaluation.result === "not-evaluable" || evaluation.minimalMoves.length === 0) return nothing;
    const lines = outlookInWords(evaluation, (id) => nameIn(graph, id));
    return html`<div class="outlook">
      ${lines.map(({ term, text }) => html`<p><strong>${term}</strong> ${text}</p>`)}
      ${this.hasMoreInBackground ? this.renderBackgroundHint() : nothing}
    </div>`;
  }

  /** On a phone there is room for the drawer or for what a name in it leads to, not for both. */
  private makeRoom() {
    if (this.open && this.clientWidth <= phoneWidthPx) this.toggle();
  }

  private toggle() {
    this.open = !this.open;
    this.dispatchEvent(new Event("toggle"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-decision-drawer": DecisionDrawer;
  }
}

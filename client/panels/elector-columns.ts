import "../controls/icon.ts";
import "../controls/stance-badge.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ref } from "lit/directives/ref.js";

import type { Evaluation, Position } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../schema/ids.ts";
import { stanceStates, stanceTerms, type StanceState } from "../../schema/vocabulary.ts";
import { DialogRequestEvent, EvidenceRequestEvent, SelectEvent } from "../app/events.ts";
import { mayEdit } from "../controls/may-edit.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import { stanceColors } from "../controls/stance-badge.ts";
import { stanceOf } from "./decision-words.ts";
import { electorColumnStyles } from "./elector-columns-styles.ts";
import { nameIn } from "./graph-reading.ts";

interface Column {
  readonly stance: StanceState;
  readonly electors: readonly EntityId[];
}

/**
 * The tally as a bar, and under each of its parts the names that make it up. Parts are as wide as they are many,
 * as far as their words leave room. One stop for the keyboard; arrows go from name to name.
 *
 * @fires {EvidenceRequestEvent} entente-evidence-request
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-elector-columns")
export class ElectorColumns extends LitElement {
  static override styles = [baseStyles, buttonStyles, sectionStyles, stanceColors, electorColumnStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) evaluation?: Evaluation;
  /** Which name the Tab key reaches. */
  @state() private current?: EntityId;

  /** Goes to the name that the Tab key reaches. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.elector[tabindex="0"]')?.focus();
  }

  protected override render() {
    const { graph, evaluation } = this;
    if (!graph || !evaluation) return nothing;
    const columns = this.columns(graph, evaluation);
    const names = this.others(graph, evaluation);
    const all = [...columns.flatMap(({ electors }) => electors), ...names.map(({ actor }) => actor)];
    const stop = this.current && all.includes(this.current) ? this.current : all[0];
    return html`<div class="columns" role="group" aria-label="Electors by stance" @keydown=${this.move}>
        ${columns.map((column) => this.renderColumn(graph, evaluation, column, stop))}
        ${columns.length === 0 ? html`<p class="muted">Nobody is known to decide this on that date.</p>` : nothing}
      </div>
      ${names.length > 0 ? this.renderOthers(graph, names, stop) : nothing}`;
  }

  private columns(graph: Graph, evaluation: Evaluation): readonly Column[] {
    const byName = evaluation.electors.toSorted((a, b) =>
      nameIn(graph, a).localeCompare(nameIn(graph, b), "en"),
    );
    return stanceStates.flatMap((stance) => {
      const electors = byName.filter((id) => stanceOf(evaluation, id) === stance);
      return electors.length > 0 ? [{ stance, electors }] : [];
    });
  }

  /** Positions of those who have no vote. */
  private others(graph: Graph, { positions, electors }: Evaluation): readonly Position[] {
    const outside = positions.filter(({ actor }) => !electors.includes(actor));
    return outside.toSorted((a, b) => nameIn(graph, a.actor).localeCompare(nameIn(graph, b.actor), "en"));
  }

  private renderColumn(
    graph: Graph,
    evaluation: Evaluation,
    { stance, electors }: Column,
    stop: EntityId | undefined,
  ) {
    const { glyph, label, meaning } = stanceTerms[stance];
    const positions = evaluation.positions.filter(({ actor }) => electors.includes(actor));
    const claims = [...new Set(positions.flatMap((position) => position.claims))];
    return html`<div class="column" ${ref((element) => growBy(element, electors.length))}>
      <button
        type="button"
        class="segment stance-${stance}"
        title=${`${label}: ${meaning}`}
        @click=${() => this.showStance(stance, claims)}
      >
        <span class="glyph" aria-hidden="true">${glyph}</span>
        <span>${electors.length} ${label}</span>
        <span class="visually-hidden"
          >${stance === "unknown" ? ", add a position" : ", show the evidence"}</span
        >
      </button>
      <ul>
        ${electors.map((id) => this.renderElector(graph, evaluation, id, stop))}
      </ul>
    </div>`;
  }

  private renderElector(graph: Graph, { positions }: Evaluation, id: EntityId, stop: EntityId | undefined) {
    const position = positions.find(({ actor }) => actor === id);
    return html`<li>
      ${position ? this.renderName(graph, position, stop) : this.renderUnknown(graph, id, stop)}
    </li>`;
  }

  private renderName(
    graph: Graph,
    { actor, claims, stale, contested, collective }: Position,
    stop: EntityId | undefined,
  ) {
    const marks = [contested ? "contested" : "", collective ? "spoken of together" : ""].filter(
      (mark) => mark !== "",
    );
    return html`<button
      type="button"
      class="elector"
      data-id=${actor}
      tabindex=${actor === stop ? 0 : -1}
      title=${marks.join(", ")}
      @click=${() => this.showEvidence(actor, claims)}
    >
      ${nameIn(graph, actor)}
      ${contested ? html`<wa-icon name="split" label="contested"></wa-icon>` : nothing}
      ${stale ? html`<span class="stale">stale</span>` : nothing}
    </button>`;
  }

  private renderUnknown(graph: Graph, id: EntityId, stop: EntityId | undefined) {
    return html`<button
      type="button"
      class="elector unknown"
      data-id=${id}
      tabindex=${id === stop ? 0 : -1}
      title=${mayEdit(this) ? "Add a position" : nothing}
      @click=${() => this.addPosition(id)}
    >
      ${nameIn(graph, id)}<wa-icon name="plus"></wa-icon><span class="visually-hidden">, add a position</span>
    </button>`;
  }

  private renderOthers(graph: Graph, positions: readonly Position[], stop: EntityId | undefined) {
    return html`<div class="others" @keydown=${this.move}>
      <h3 class="section-title">Not voting</h3>
      <ul>
        ${positions.map(
          (position) =>
            html`<li>
              <entente-stance-badge stance=${position.stance} compact></entente-stance-badge
              >${this.renderName(graph, position, stop)}
            </li>`,
        )}
      </ul>
    </div>`;
  }

  private move(event: KeyboardEvent) {
    const names = [...this.renderRoot.querySelectorAll<HTMLElement>(".elector")];
    const at = names.indexOf(event.target as HTMLElement);
    const next = at < 0 ? undefined : names[indexAfter(event.key, at, names.length)];
    if (!next || names[at] === next) return;
    event.preventDefault();
    this.current = next.dataset["id"] as EntityId;
    next.focus();
  }

  private showStance(stance: StanceState, claims: readonly ClaimId[]) {
    if (stance === "unknown") this.addPosition();
    else if (this.evaluation) this.showEvidence(this.evaluation.decision, claims);
  }

  private showEvidence(about: EntityId, claims: readonly ClaimId[]) {
    this.current = about;
    this.dispatchEvent(new EvidenceRequestEvent(about, claims));
  }

  /** Whoever may only look is shown of whom nothing is known. */
  private show(actor: EntityId | undefined) {
    if (actor) this.dispatchEvent(new SelectEvent([actor]));
  }

  private addPosition(actor?: EntityId) {
    if (!mayEdit(this)) return this.show(actor);
    const decision = this.evaluation?.decision;
    if (decision)
      this.dispatchEvent(new DialogRequestEvent({ kind: "set-stance", decision, ...(actor && { actor }) }));
  }
}

/** Set through the object model: a strict content policy refuses `style` attributes. */
function growBy(element: Element | undefined, count: number): void {
  if (element instanceof HTMLElement) element.style.flexGrow = String(count);
}

/** Where an arrow, Home or End leads in a row of names; any other key leads nowhere. */
function indexAfter(key: string, at: number, count: number): number {
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(count - 1, at + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : at;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-elector-columns": ElectorColumns;
  }
}

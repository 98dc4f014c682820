import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { Claim, Dispute } from "../../schema/records.ts";
import { SelectEvent } from "../app/events.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { disputesOf, recordLabel } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * What speaks against taking a claim at its word: what it denies, and the claims it cannot hold together with.
 *
 * @fires {SelectEvent} entente-select
 */
@customElement("entente-claim-doubts")
export class ClaimDoubts extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    panelStyles,
    css`
      section {
        display: grid;
        gap: var(--e-space-4);
        margin-top: var(--e-space-8);
        padding: var(--e-space-8) var(--e-space-12);
        border-left: 3px solid var(--e-amber-line);
        background: var(--e-amber-fill);
        color: var(--e-amber-ink);
        font-size: var(--e-size-dense);
      }
      p {
        margin: 0;
      }
      .name {
        color: inherit;
        text-align: left;
        white-space: normal;
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) claim?: Claim;

  protected override render() {
    const { graph, claim } = this;
    if (!graph || !claim) return nothing;
    return html`${claim.denies === undefined ? nothing : this.renderDenial(graph, claim.denies)}
    ${disputesOf(graph, claim.id).map((dispute) => this.renderDispute(graph, claim, dispute))}`;
  }

  private renderDenial(graph: Graph, denied: NonNullable<Claim["denies"]>) {
    return html`<p class="small">Denies: ${this.link(graph, denied)}</p>`;
  }

  private renderDispute(graph: Graph, claim: Claim, { about, claims, note, resolution }: Dispute) {
    const others = claims.filter((id) => id !== claim.id);
    return html`<section aria-label="Disputed ${about}">
      <p><strong>${resolution ? "Settled dispute" : "Disputed"}: ${about}.</strong> ${note ?? ""}</p>
      ${others.map((id) => html`<p>Against: ${this.link(graph, id)}</p>`)}
      ${resolution ? html`<p>${resolution}</p>` : nothing}
    </section>`;
  }

  private link(graph: Graph, id: NonNullable<Claim["denies"]>) {
    const go = () => this.dispatchEvent(new SelectEvent([id]));
    return html`<button type="button" class="name" @click=${go}>${recordLabel(graph, id)}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-claim-doubts": ClaimDoubts;
  }
}

import "./claim-card.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId, RelationId } from "../../schema/ids.ts";
import { DialogRequestEvent } from "../app/events.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import { entityOf, relationOf, type ClaimGroup } from "./graph-reading.ts";

/**
 * Claims under their headings, with a way to add one.
 *
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-claim-list")
export class ClaimList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sectionStyles,
    css`
      :host {
        display: grid;
        gap: var(--e-space-24);
      }
      .empty {
        margin-bottom: var(--e-space-12);
        color: var(--e-muted);
      }
      .cards > :not(:first-child) {
        border-top: 1px solid var(--e-line);
      }
      @media print {
        .button {
          display: none;
        }
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) groups: readonly ClaimGroup[] = [];
  /** Whose panel this is. A new claim bears on it, where it is something that claims can bear on. */
  @property({ attribute: false }) context?: RecordId;

  protected override render() {
    if (!this.graph) return nothing;
    const isEmpty = this.groups.every(({ claims }) => claims.length === 0);
    return html`${isEmpty ? html`<p class="empty">No claim yet. A claim says who said what, and where it stands written.</p>` : nothing}
    ${this.groups.map((group) => this.renderGroup(group))}
    ${this.target() ? html`<div><button type="button" class="button edits" @click=${this.addClaim}>Add claim</button></div>` : nothing}`;
  }

  private renderGroup({ heading, claims }: ClaimGroup) {
    return html`<section>
      <h3 class="section-title">${heading}</h3>
      <div class="cards">
        ${repeat(
          claims,
          (claim) => claim.id,
          (claim) =>
            html`<entente-claim-card
              .graph=${this.graph}
              .claim=${claim}
              .context=${this.context}
            ></entente-claim-card>`,
        )}
      </div>
    </section>`;
  }

  private addClaim() {
    const on = this.target();
    if (on) this.dispatchEvent(new DialogRequestEvent({ kind: "add-claim", on }));
  }

  private target(): EntityId | RelationId | undefined {
    const { graph, context } = this;
    if (!graph || !context) return undefined;
    return entityOf(graph, context)?.id ?? relationOf(graph, context)?.id;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-claim-list": ClaimList;
  }
}

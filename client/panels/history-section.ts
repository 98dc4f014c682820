import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import type { HistoryLoader } from "./history-words.ts";
import "./record-history.ts";

/** The history of a record that has no tabs, behind its heading: asked for when it is opened. */
@customElement("entente-history-section")
export class HistorySection extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: block;
        margin-top: var(--e-space-24);
        padding-top: var(--e-space-16);
        border-top: 1px solid var(--e-line);
      }
      h3 {
        margin-bottom: var(--e-space-8);
        font-size: var(--e-size-small);
      }
    `,
  ];

  /** Renders nothing until all three are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) record?: RecordId;
  @property({ attribute: false }) load?: HistoryLoader | undefined;
  @state() private isOpen = false;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("record")) this.isOpen = false;
  }

  protected override render() {
    const { graph, record, load, isOpen } = this;
    if (!graph || !record || !load) return nothing;
    return html`<h3>
        <button
          type="button"
          class="link-button"
          aria-expanded=${isOpen}
          @click=${() => (this.isOpen = !isOpen)}
        >
          History
        </button>
      </h3>
      ${
        isOpen
          ? html`<entente-record-history
              .graph=${graph}
              .record=${record}
              .load=${load}
            ></entente-record-history>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-history-section": HistorySection;
  }
}

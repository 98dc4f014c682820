import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Conflict, ConflictValue, Graph } from "../../schema/graph.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { conflictValueText, conflictWho, settlingEvent } from "./conflict-words.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * The values that one thing got at the same time, each with who wrote it and when, to choose from.
 *
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-conflict-choice")
export class ConflictChoice extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    panelStyles,
    css`
      ul {
        display: grid;
        gap: var(--e-space-8);
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: 2px var(--e-space-12);
        font-size: var(--e-size-dense);
      }
      .value {
        --lines: 6;
        font-weight: var(--e-weight-medium);
        white-space: pre-line;
      }
      .button {
        grid-row: span 2;
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) conflict?: Conflict;

  protected override render() {
    const { graph, conflict } = this;
    if (!graph || !conflict) return nothing;
    return html`<ul>
      ${this.renderValue(graph, conflict, conflict.current)}
      ${conflict.others.map((other) => this.renderValue(graph, conflict, other))}
    </ul>`;
  }

  private renderValue(graph: Graph, conflict: Conflict, value: ConflictValue) {
    const isCurrent = value === conflict.current;
    const text = conflictValueText(graph, conflict, value);
    const choose = () => this.dispatchEvent(settlingEvent(graph, conflict, isCurrent ? undefined : value));
    return html`<li>
      <p class="value clamp">${text}</p>
      <button type="button" class="button edits" @click=${choose}>
        ${isCurrent ? "Keep this" : "Use this"}<span class="visually-hidden">: ${text}</span>
      </button>
      <p class="meta">
        ${isCurrent ? html`<span>shown now</span>` : nothing}<span>${conflictWho(value)}</span>
      </p>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-conflict-choice": ConflictChoice;
  }
}

import "../controls/icon.ts";
import "../controls/popover-button.ts";
import "./conflict-choice.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";

import type { Conflict, Graph } from "../../schema/graph.ts";
import type { PopoverButton } from "../controls/popover-button.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { conflictCount, conflictTerm, conflictValueText } from "./conflict-words.ts";

/**
 * "2 values" beside a field: opens what was written at the same time, to choose from.
 *
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-conflict-badge")
export class ConflictBadge extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
      }
      entente-popover-button {
        --popover-trigger-radius: 999px;
      }
      .choice {
        width: min(340px, calc(100vw - 32px));
        padding: var(--e-space-12);
        font-weight: var(--e-weight-text);
      }
      h4 {
        font-size: var(--e-size-base);
      }
      .choice p {
        margin: 2px 0 var(--e-space-12);
        font-size: var(--e-size-small);
        line-height: 1.45;
        text-wrap: pretty;
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) conflict?: Conflict;
  @query("entente-popover-button") private readonly choices?: PopoverButton;

  protected override render() {
    const { graph, conflict } = this;
    if (!graph || !conflict) return nothing;
    const term = conflictTerm(graph, conflict);
    return html`<entente-popover-button
      label=${`${term}: ${conflictCount(conflict)} were written at the same time`}
      panel-label=${`Choose: ${term}`}
    >
      <span slot="trigger" class="chip amber"
        ><wa-icon name="split"></wa-icon>${conflictCount(conflict)}</span
      >
      <div class="choice">
        <h4>${term}</h4>
        <p class="muted">Written at the same time, without sight of each other. Which one is right?</p>
        <entente-conflict-choice
          .graph=${graph}
          .conflict=${conflict}
          @entente-command=${this.onChoice}
        ></entente-conflict-choice>
      </div>
    </entente-popover-button>`;
  }

  /** The badge goes with the conflict, so the focus goes on to the field it stood beside. */
  private onChoice(): void {
    this.choices?.close();
    if (this.previousElementSibling instanceof HTMLElement) this.previousElementSibling.focus();
  }
}

/** The badges of some conflicts; nothing where there is none. */
export function renderBadges(graph: Graph, conflicts: readonly Conflict[]) {
  return conflicts.map(
    (conflict) =>
      html`<entente-conflict-badge .graph=${graph} .conflict=${conflict}></entente-conflict-badge>`,
  );
}

/** Conflicts that stand beside no field, as rows of a list of facts: what is shown now, and the badge. */
export function renderOtherConflicts(graph: Graph, conflicts: readonly Conflict[]) {
  return conflicts.map(
    (conflict) =>
      html`<dt>${conflictTerm(graph, conflict)}</dt>
        <dd>
          <span>${conflictValueText(graph, conflict, conflict.current)}</span>
          ${renderBadges(graph, [conflict])}
        </dd>`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-conflict-badge": ConflictBadge;
  }
}

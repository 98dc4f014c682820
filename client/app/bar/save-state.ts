import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Coming } from "../../account/account-data.ts";
import "../../controls/icon.ts";
import "../../controls/popover-button.ts";
import { baseStyles } from "../../controls/shared-styles.ts";
import type { SaveState } from "../../session/session-state.ts";
import { saveWords } from "../save-words.ts";

/** Where this browser's edits are, always in words; pressing it says what that means. */
@customElement("entente-save-state")
export class SaveStateLine extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      entente-popover-button::part(trigger) {
        height: 28px;
        padding: 0 8px;
        color: var(--e-muted);
      }
      entente-popover-button::part(trigger):hover {
        background: var(--e-hover);
      }
      entente-popover-button.looks::part(trigger) {
        border: 1px solid var(--e-outline);
        border-radius: 999px;
        color: var(--e-ink);
      }
      entente-popover-button.amber::part(trigger) {
        background: var(--e-amber-fill);
        color: var(--e-amber-ink);
      }
      entente-popover-button.red::part(trigger) {
        background: var(--e-red-fill);
        color: var(--e-red-ink);
      }
      .line {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        font-size: var(--e-size-dense);
        font-variant-numeric: tabular-nums;
        line-height: 1;
        white-space: nowrap;
      }
      .words {
        max-width: 260px;
        overflow: hidden;
        text-overflow: ellipsis;
        line-height: var(--e-leading-label);
      }
      .panel {
        width: min(300px, calc(100vw - 24px));
        padding: var(--e-space-12) var(--e-space-16);
      }
      /* Where there is little room the icon says it, and a line below the bar whatever needs attention. */
      @media (max-width: 1199px) {
        .amber .words,
        .red .words {
          position: absolute;
          clip-path: inset(50%);
          width: 1px;
          height: 1px;
        }
      }
      @media (max-width: 899px) {
        .words {
          position: absolute;
          clip-path: inset(50%);
          width: 1px;
          height: 1px;
        }
      }
      /* That nothing can be changed is said wherever the title of the workspace leaves room for it. */
      @media (min-width: 600px) {
        .looks .words {
          position: static;
          clip-path: none;
          width: auto;
          height: auto;
        }
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) save: SaveState = { kind: "connecting" };

  /** How whoever reads it came here. */
  @property() coming: Coming = "account";

  protected override render() {
    const { short, meaning, icon, tone } = saveWords(this.save, this.coming);
    return html`<entente-popover-button
      class=${this.save.kind === "read-only" ? "looks" : tone}
      panel-label="What this means"
      edge="end"
    >
      <span slot="trigger" class="line ${this.save.kind === "read-only" ? "looks" : tone}">
        <wa-icon name=${icon}></wa-icon><span class="words">${short}</span>
      </span>
      <p class="panel dense"><strong>${short}</strong><br />${meaning}</p>
    </entente-popover-button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-save-state": SaveStateLine;
  }
}

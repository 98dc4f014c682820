import { LitElement, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import "../controls/icon.ts";
import { copyText } from "../controls/copy-text.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { listStyles } from "./list-styles.ts";

/** A link or token that was just made: the only time that it is seen, with a button that copies it. */
@customElement("entente-shown-once")
export class ShownOnce extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, listStyles];

  /** What it is and what to do with it. */
  @property() words = "";
  @property() secret = "";
  @state() private isCopied = false;
  @query("input") private readonly field?: HTMLInputElement;

  protected override render() {
    return html`<div class="once" role="status">
      <p>${this.words} <span class="muted">It is shown this once.</span></p>
      <div class="line">
        <input
          class="field"
          readonly
          aria-label="What was made"
          .value=${this.secret}
          @focus=${this.selectAll}
        />
        <button class="button primary" type="button" @click=${this.copy}>
          <wa-icon name=${this.isCopied ? "check" : "copy"}></wa-icon> ${this.isCopied ? "Copied" : "Copy"}
        </button>
      </div>
    </div>`;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("secret")) this.isCopied = false;
  }

  private readonly selectAll = (): void => this.field?.select();

  private readonly copy = async (): Promise<void> => {
    this.isCopied = await copyText(this.secret);
    // It is selected then, for the person to copy.
    if (!this.isCopied) this.field?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-shown-once": ShownOnce;
  }
}

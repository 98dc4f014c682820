import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { dialogStyles, keepKeys } from "../controls/dialog.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import { roleIn, type Me } from "./account-data.ts";
import { keepsCopy, setKeepsCopy } from "./device-choice.ts";
import "./audit-list.ts";
import "./grant-list.ts";
import "./own-access.ts";

/** One's own account: passkeys, browsers, what this device keeps, and tokens for one's programs. */
@customElement("entente-account-dialog")
export class AccountDialog extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    buttonStyles,
    sectionStyles,
    css`
      wa-dialog {
        --width: min(640px, calc(100vw - 16px));
      }
      .parts,
      section {
        display: grid;
        gap: var(--e-space-16);
      }
      .switch {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px var(--e-space-8);
        align-items: center;
        font-weight: var(--e-weight-medium);
      }
      .switch input {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--e-accent);
      }
      .switch .muted {
        grid-column: 2;
        font-weight: var(--e-weight-text);
      }
    `,
  ];

  @property() workspace = "";
  @property({ attribute: false }) me?: Me | undefined;
  @state() private isOpen = false;

  show(): void {
    this.isOpen = true;
  }

  protected override render() {
    return html`<wa-dialog
      label="Your account"
      ?open=${this.isOpen}
      @wa-after-hide=${this.gone}
      @entente-sign-out=${this.close}
      @keydown=${keepKeys}
    >
      ${this.isOpen && this.me?.person ? this.renderParts(this.me) : nothing}
    </wa-dialog>`;
  }

  private renderParts(me: Me) {
    const role = roleIn(me, this.workspace) ?? "visitor";
    return html`<div class="parts">
      <entente-own-access></entente-own-access>
      <section aria-label="This device">
        <h3 class="section-title">This device</h3>
        <label class="switch">
          <input type="checkbox" .checked=${keepsCopy()} @change=${this.choose} />
          <span>Keep a copy on this device</span>
          <span class="muted dense">
            For working without a network. Leave it off on a device that others use. Signing out removes it.
            It takes effect when the page is opened again.
          </span>
        </label>
      </section>
      ${
        role === "visitor" || role === "owner"
          ? nothing
          : html`<section aria-label="Program tokens">
              <h3 class="section-title">Program tokens</h3>
              <entente-grant-list
                workspace=${this.workspace}
                kind="tokens"
                standing=${role}
              ></entente-grant-list>
            </section>`
      }
      <section aria-label="History">
        <h3 class="section-title">History</h3>
        <entente-audit-list></entente-audit-list>
      </section>
    </div>`;
  }

  private choose(event: Event): void {
    if (event.target instanceof HTMLInputElement) setKeepsCopy(event.target.checked);
  }

  /** What is asked before leaving does not lie on top of this. */
  private close(): void {
    this.isOpen = false;
  }

  private gone(event: Event): void {
    if (event.target === event.currentTarget) this.isOpen = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-account-dialog": AccountDialog;
  }
}

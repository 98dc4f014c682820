import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as v from "valibot";

import "../controls/icon.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import type { Me } from "./account-data.ts";
import { accountStyles, wayStyles } from "./account-styles.ts";
import { ask, toAccountError } from "./ask-server.ts";
import { signInByPasskey } from "./passkeys.ts";
import { renderRefusal } from "./refusal.ts";
import { refusalWords, type Refusal, type Way } from "./sign-in-words.ts";
import { SignedInEvent } from "./signed-in-event.ts";

const elsewhereSchema = v.object({ url: v.string() });

/**
 * The ways in for somebody who has an account: a passkey, and the organisation where the server has one.
 *
 * @fires {SignedInEvent} entente-signed-in
 */
@customElement("entente-sign-in-ways")
export class SignInWays extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    accountStyles,
    wayStyles,
    css`
      :host {
        display: grid;
        gap: var(--e-space-16);
      }
    `,
  ];

  @property({ attribute: false }) signInBy: Me["signInBy"] = { passkey: true, oidc: null };
  @state() private refusal: Refusal | undefined;
  @state() private busy: Way | undefined;

  protected override render() {
    const { refusal, busy } = this;
    const { oidc } = this.signInBy;
    return html`${refusal ? renderRefusal(refusal) : nothing}
      <div class="ways">
        <button
          class="button primary"
          type="button"
          aria-disabled=${busy !== undefined}
          @click=${this.byPasskey}
        >
          <wa-icon name="key-round"></wa-icon>
          ${busy === "passkey" ? "Waiting for your device…" : "Sign in with a passkey"}
        </button>
        ${
          oidc === null
            ? nothing
            : html`<span class="or">or</span>
                <button
                  class="button"
                  type="button"
                  aria-disabled=${busy !== undefined}
                  @click=${this.byOrganisation}
                >
                  <wa-icon name="building-2"></wa-icon>
                  ${busy === "organisation" ? `Going to ${oidc}…` : `Sign in with ${oidc}`}
                </button>`
        }
      </div>`;
  }

  private readonly byPasskey = () =>
    this.attempt("passkey", async () => {
      this.dispatchEvent(new SignedInEvent(await signInByPasskey()));
    });

  private readonly byOrganisation = () =>
    this.attempt("organisation", async () => {
      const { url } = await ask(elsewhereSchema, "POST", "/api/sign-in/oidc", {});
      location.assign(url);
    });

  private async attempt(way: Way, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    [this.busy, this.refusal] = [way, undefined];
    try {
      await work();
    } catch (cause) {
      this.refusal = refusalWords(way, toAccountError(cause));
    } finally {
      this.busy = undefined;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-sign-in-ways": SignInWays;
  }
}

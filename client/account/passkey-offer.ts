import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import "../controls/icon.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { accountStyles, wayStyles } from "./account-styles.ts";
import { toAccountError } from "./ask-server.ts";
import { deviceWords } from "./device-words.ts";
import { addPasskey } from "./passkeys.ts";
import { renderRefusal } from "./refusal.ts";
import { refusalWords, type Refusal } from "./sign-in-words.ts";

/**
 * For somebody who is signed in and has no passkey yet: adds one, or leaves it.
 *
 * @fires entente-offer-done when it was added or left
 */
@customElement("entente-passkey-offer")
export class PasskeyOffer extends LitElement {
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
      h1 {
        font-size: var(--e-size-display);
        letter-spacing: -0.015em;
        text-wrap: balance;
      }
    `,
  ];

  @property() name = "";
  @state() private refusal: Refusal | undefined;
  @state() private isBusy = false;

  protected override render() {
    const { name, refusal, isBusy } = this;
    return html`<h1 tabindex="-1">You are in, ${name}</h1>
      <p>
        The link that you came by does not work again. Add a passkey, so that next time this device lets you
        in: by your fingerprint, your face, or its code. Nothing leaves the device that somebody could steal.
      </p>
      ${refusal ? renderRefusal(refusal) : nothing}
      <div class="ways">
        <button class="button primary" type="button" aria-disabled=${isBusy} @click=${this.add}>
          <wa-icon name="key-round"></wa-icon> ${isBusy ? "Waiting for your device…" : "Add a passkey"}
        </button>
        <button class="button quiet" type="button" @click=${this.done}>Not now</button>
      </div>
      <p class="muted dense">You can add one later, under your name in the bar at the top.</p>`;
  }

  private readonly add = async () => {
    if (this.isBusy) return;
    [this.isBusy, this.refusal] = [true, undefined];
    try {
      await addPasskey(deviceWords(navigator.userAgent));
      this.done();
    } catch (cause) {
      this.refusal = refusalWords("passkey", toAccountError(cause));
    } finally {
      this.isBusy = false;
    }
  };

  private readonly done = (): void => {
    this.dispatchEvent(new Event("entente-offer-done"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-passkey-offer": PasskeyOffer;
  }
}

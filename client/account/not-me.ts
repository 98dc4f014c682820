import { LitElement, css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { onDeviceOnly } from "../app/dialogs/unsent-words.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { countUnsent, type Unsent } from "../session/unsent.ts";
import { accountStyles, wayStyles } from "./account-styles.ts";
import { toAccountError, type AccountError } from "./ask-server.ts";
import { renderProblem } from "./refusal.ts";
import { signOut } from "./sign-out.ts";

/**
 * For whoever finds somebody else signed in at this browser. Before what only this device has of theirs goes, it asks.
 *
 * @fires entente-signed-out
 */
@customElement("entente-not-me")
export class NotMe extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    accountStyles,
    wayStyles,
    css`
      :host,
      section {
        display: grid;
        gap: var(--e-space-12);
      }
      .link-button {
        justify-self: start;
      }
    `,
  ];

  /** Of whoever is signed in. */
  @property() name = "";
  @state() private isAsking = false;
  @state() private unsent: Unsent = { count: 0, isAll: true };
  @state() private problem: AccountError | undefined;
  private isBusy = false;
  @query("button") private readonly firstButton?: HTMLButtonElement;

  protected override render() {
    return html`${renderProblem(this.problem)} ${this.isAsking ? this.renderQuestion() : this.renderOffer()}`;
  }

  private renderOffer() {
    return html`<button class="link-button" type="button" @click=${this.look}>
      I am not ${this.name}: sign out
    </button>`;
  }

  private renderQuestion() {
    const { name, unsent } = this;
    return html`<section aria-label="Before signing out">
      <div class="refusal" role="alert">
        <wa-icon name="triangle-alert"></wa-icon>
        <strong>${onDeviceOnly(unsent)}</strong>
        <span>
          ${name} worked here, and signing out removes the map from this device. What is on this device only
          is sent when ${name} opens the map again here.
        </span>
      </div>
      <div class="ways">
        <button class="button" type="button" @click=${this.stay}>Leave it for ${name}</button>
        <button class="button quiet" type="button" @click=${this.leave}>Remove it and sign out</button>
      </div>
    </section>`;
  }

  private readonly look = (): Promise<void> =>
    this.attempt(async () => {
      this.unsent = await countUnsent();
      if (this.unsent.count === 0 && this.unsent.isAll) await this.end();
      else await this.turnTo(true);
    });

  private readonly stay = (): void => void this.turnTo(false);

  private readonly leave = (): Promise<void> => this.attempt(() => this.end());

  private async end(): Promise<void> {
    await signOut();
    this.isAsking = false;
    this.dispatchEvent(new Event("entente-signed-out"));
  }

  /** What was pressed goes, so the focus moves to what takes its place. */
  private async turnTo(isAsking: boolean): Promise<void> {
    this.isAsking = isAsking;
    await this.updateComplete;
    this.firstButton?.focus();
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    [this.isBusy, this.problem] = [true, undefined];
    try {
      await work();
    } catch (cause) {
      this.problem = toAccountError(cause);
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-not-me": NotMe;
  }
}

import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as v from "valibot";

import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { invitationSchema, meSchema, readMe, type Invitation, type Me } from "./account-data.ts";
import { accountStyles, wayStyles } from "./account-styles.ts";
import { ask, toAccountError } from "./ask-server.ts";
import "./not-me.ts";
import { renderRefusal } from "./refusal.ts";
import { aRole, roleWords } from "./role-words.ts";
import "./sign-in-ways.ts";
import { refusalWords, type Refusal } from "./sign-in-words.ts";
import { SignedInEvent } from "./signed-in-event.ts";
import { dayWords } from "./time-words.ts";

/** What an invitation stands for that names nobody. */
const nobodyInParticular = "Somebody";

/**
 * An invitation: who invites to what, as which role; accepted by one button.
 *
 * @fires {SignedInEvent} entente-signed-in
 */
@customElement("entente-invitation-step")
export class InvitationStep extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    accountStyles,
    wayStyles,
    css`
      :host,
      form {
        display: grid;
        gap: var(--e-space-16);
      }
      h1 {
        font-size: var(--e-size-display);
        letter-spacing: -0.015em;
        text-wrap: balance;
      }
      .field {
        min-height: 40px;
        font-size: var(--e-size-large);
      }
      details > summary {
        color: var(--e-accent);
        cursor: pointer;
      }
      details[open] > summary {
        margin-bottom: var(--e-space-12);
      }
    `,
  ];

  @property() secret = "";
  /** Who is at this browser so far. */
  @property({ attribute: false }) me?: Me;
  @state() private invitation: Invitation | undefined;
  @state() private refusal: Refusal | undefined;
  @state() private isBusy = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.attempt(async () => {
      this.invitation = await ask(invitationSchema, "POST", "/api/sign-in/invitation/look", {
        secret: this.secret,
      });
    });
  }

  protected override render() {
    const { invitation, me, refusal } = this;
    if (!me || (!invitation && !refusal))
      return html`<p class="muted" role="status">Reading the invitation…</p>`;
    if (!invitation)
      return html`<h1 tabindex="-1">You were invited</h1>
        ${refusal ? renderRefusal(refusal) : nothing}
        ${me.person ? nothing : html`<entente-sign-in-ways .signInBy=${me.signInBy}></entente-sign-in-ways>`}`;
    const { title, role, by, expiresAt } = invitation;
    return html`<h1 tabindex="-1">${by} invites you to “${title}”</h1>
      <p>
        You will be ${aRole(role)} there: you can ${roleWords[role].can}.
        ${expiresAt === null ? nothing : html`<br /><span class="muted">The invitation holds until ${dayWords(expiresAt)}.</span>`}
      </p>
      ${refusal ? renderRefusal(refusal) : nothing}
      ${me.person ? this.renderKnown(me.person.name) : this.renderNew(invitation, me)}`;
  }

  private renderKnown(name: string) {
    return html`<div class="ways">
        <button
          class="button primary"
          type="button"
          aria-disabled=${this.isBusy}
          @click=${() => this.accept()}
        >
          Accept as ${name}
        </button>
      </div>
      <entente-not-me name=${name} @entente-signed-out=${this.readMe}></entente-not-me>`;
  }

  private renderNew({ name }: Invitation, { signInBy }: Me) {
    const { oidc } = signInBy;
    return html`<form @submit=${this.submit}>
        <label class="labelled">
          <span>Your name, as others will see it</span>
          <input
            class="field"
            name="name"
            required
            maxlength="80"
            autocomplete="name"
            .defaultValue=${name === nobodyInParticular ? "" : name}
          />
        </label>
        <div class="ways">
          <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
            Accept and open the map
          </button>
          ${
            oidc === null
              ? nothing
              : html`<span class="or">or</span>
                  <button class="button" type="button" @click=${this.acceptElsewhere}>
                    <wa-icon name="building-2"></wa-icon> Accept with ${oidc}
                  </button>`
          }
        </div>
      </form>
      <details>
        <summary>I have an account here already</summary>
        <entente-sign-in-ways
          .signInBy=${{ ...signInBy, oidc: null }}
          @entente-signed-in=${this.onSignedIn}
        ></entente-sign-in-ways>
      </details>`;
  }

  private readonly submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = form instanceof HTMLFormElement ? new FormData(form).get("name") : null;
    return this.accept(typeof name === "string" ? name : undefined);
  };

  private accept(name?: string): Promise<void> {
    return this.attempt(async () => {
      const body = { secret: this.secret, ...(name !== undefined && { name }) };
      const me = await ask(meSchema, "POST", "/api/sign-in/invitation", body);
      this.dispatchEvent(new SignedInEvent(me, this.invitation?.workspace));
    });
  }

  private readonly acceptElsewhere = () =>
    this.attempt(async () => {
      const body = { invitation: this.secret };
      const { url } = await ask(v.object({ url: v.string() }), "POST", "/api/sign-in/oidc", body);
      location.assign(url);
    });

  /** Whoever signs in on the way accepts as that person, after one more look at what it is. */
  private readonly onSignedIn = (event: SignedInEvent) => {
    event.stopPropagation();
    this.me = event.me;
  };

  private readonly readMe = () =>
    this.attempt(async () => {
      this.me = await readMe();
    });

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    [this.isBusy, this.refusal] = [true, undefined];
    try {
      await work();
    } catch (cause) {
      this.refusal = refusalWords("invitation", toAccountError(cause));
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-invitation-step": InvitationStep;
  }
}

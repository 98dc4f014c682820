import { LitElement, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as v from "valibot";

import { focusIn } from "../controls/focus-in.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { endOtherSessions, grantSchema, passkeySchema, type Grant, type Passkey } from "./account-data.ts";
import { accountStyles } from "./account-styles.ts";
import { linkMakerWords } from "./audit-words.ts";
import { ask, nothing as anything } from "./ask-server.ts";
import { Asking } from "./asking.ts";
import { deviceWords } from "./device-words.ts";
import { listStyles } from "./list-styles.ts";
import { addPasskey, knowsPasskeys } from "./passkeys.ts";
import { renderProblem } from "./refusal.ts";
import { SignOutEvent } from "./sign-out-event.ts";
import { agoWords, dayWords } from "./time-words.ts";

/**
 * One's own passkeys, and the browsers in which one is signed in.
 *
 * @fires {SignOutEvent} entente-sign-out
 */
@customElement("entente-own-access")
export class OwnAccess extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    sectionStyles,
    accountStyles,
    listStyles,
    css`
      .ends {
        display: flex;
        flex-wrap: wrap;
        gap: var(--e-space-8);
      }
    `,
  ];

  @state() private passkeys: readonly Passkey[] | undefined;
  @state() private sessions: readonly Grant[] | undefined;
  /** The passkey that a press more removes. */
  @state() private leaving: string | undefined;
  private readonly asking = new Asking(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.asking.run(() => this.load());
  }

  protected override render() {
    const { passkeys, sessions, asking } = this;
    return html`${renderProblem(asking.problem)}
      <section aria-label="Passkeys">
        <h3 class="section-title">Passkeys</h3>
        ${passkeys?.length === 0 ? html`<p class="muted">None yet. Without one, you need a new link each time.</p>` : nothing}
        ${
          passkeys && passkeys.length > 0
            ? html`<ul class="rows">
                ${passkeys.map((passkey) => this.renderPasskey(passkey))}
              </ul>`
            : nothing
        }
        ${
          knowsPasskeys()
            ? html`<button class="button" type="button" aria-disabled=${asking.isBusy} @click=${this.add}>
                <wa-icon name="key-round"></wa-icon> Add a passkey on this device
              </button>`
            : nothing
        }
      </section>
      ${this.renderSessions(sessions)}`;
  }

  private renderSessions(sessions: readonly Grant[] = []) {
    const isElsewhere = sessions.some(({ isThis }) => !isThis);
    return html`<section aria-label="Signed in">
      <h3 class="section-title">Where you are signed in</h3>
      <ul class="rows">
        ${sessions.map((session) => this.renderSession(session))}
      </ul>
      <div class="ends">
        ${
          isElsewhere
            ? html`<button
                class="button"
                type="button"
                aria-disabled=${this.asking.isBusy}
                @click=${this.endOthers}
              >
                Sign out everywhere else
              </button>`
            : nothing
        }
        <button class="button" id="everywhere" type="button" @click=${this.leaveEverywhere}>
          ${isElsewhere ? "Sign out everywhere, here too" : "Sign out here"}
        </button>
      </div>
      ${
        isElsewhere
          ? html`<p class="muted small">
              Programs keep their tokens. What another browser has not sent yet stays there, and is sent when
              you sign in there again.
            </p>`
          : nothing
      }
    </section>`;
  }

  private renderPasskey(passkey: Passkey) {
    const { id, label, madeAt, usedAt } = passkey;
    if (this.leaving === id) return this.renderLeaving(passkey);
    const used = usedAt === null ? "not used yet" : `last used ${agoWords(usedAt, Date.now())}`;
    return html`<li data-id=${id}>
      <span class="who">
        <strong>${label}</strong><span class="muted small">Added ${dayWords(madeAt)} · ${used}</span>
      </span>
      <span class="does">
        <button
          type="button"
          class="link-button loss"
          aria-label=${`Remove the passkey ${label}`}
          @click=${() => this.askToRemove(id)}
        >
          Remove
        </button>
      </span>
    </li>`;
  }

  private renderLeaving({ id, label }: Passkey) {
    const isLast = this.passkeys?.length === 1;
    return html`<li>
      <span class="who">
        <strong>${label}</strong>
        <span
          >It will not sign you in any
          more.${isLast ? " You have no other: next time you need a new link." : ""}</span
        >
      </span>
      <span class="does">
        <button type="button" class="button quiet keep" @click=${() => this.keep(id)}>Keep</button>
        <button
          type="button"
          class="button danger"
          aria-label=${`Remove the passkey ${label}`}
          aria-disabled=${this.asking.isBusy}
          @click=${() => this.end(`/api/me/passkeys/${encodeURIComponent(id)}`, "[aria-label=Passkeys] .button")}
        >
          Remove
        </button>
      </span>
    </li>`;
  }

  private async askToRemove(id: string) {
    this.leaving = id;
    await focusIn(this, ".keep");
  }

  private async keep(id: string) {
    this.leaving = undefined;
    await focusIn(this, `[data-id="${id}"] .loss`);
  }

  private renderSession({ id, label, madeAt, madeBy, usedAt, isThis }: Grant) {
    const device = deviceWords(label);
    // So that nobody who made a link for somebody can use it unseen.
    const byLink = madeBy === "visitor" ? "" : ` · by a link from ${linkMakerWords(madeBy)}`;
    return html`<li>
      <span class="who">
        <strong>${device} ${isThis ? html`<span class="chip">this device</span>` : nothing}</strong>
        <span class="muted small"
          >Since ${dayWords(madeAt)} · active ${agoWords(usedAt ?? madeAt, Date.now())}${byLink}</span
        >
      </span>
      <span class="does">
        ${
          isThis
            ? nothing
            : html`<button
                type="button"
                class="link-button loss"
                aria-label=${`Sign out ${device}`}
                @click=${() => this.end(`/api/me/sessions/${id}`, "#everywhere")}
              >
                Sign out
              </button>`
        }
      </span>
    </li>`;
  }

  private async load(): Promise<void> {
    [this.passkeys, this.sessions] = await Promise.all([
      ask(v.array(passkeySchema), "GET", "/api/me/passkeys"),
      ask(v.array(grantSchema), "GET", "/api/me/sessions"),
    ]);
  }

  private readonly add = () =>
    this.asking.run(async () => {
      await addPasskey(deviceWords(navigator.userAgent));
      await this.load();
    });

  /** The button goes when there is no other browser left, so the focus moves to the one beside it. */
  private readonly endOthers = async (): Promise<void> => {
    const isDone = await this.asking.run(async () => {
      await endOtherSessions();
      await this.load();
    });
    if (isDone) await focusIn(this, "#everywhere");
  };

  private readonly leaveEverywhere = (): void => {
    this.dispatchEvent(new SignOutEvent(true));
  };

  /** @param next Where the focus goes: the row is gone, and with it the button that was pressed. */
  private async end(path: string, next: string) {
    const isDone = await this.asking.run(async () => {
      await ask(anything, "DELETE", path);
      this.leaving = undefined;
      await this.load();
    });
    if (isDone) await focusIn(this, next);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-own-access": OwnAccess;
  }
}

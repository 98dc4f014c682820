import { LitElement, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import * as v from "valibot";

import { errorKinds } from "../../schema/error-kinds.ts";
import type { ErrorCode } from "../../schema/errors.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { meSchema, passkeySchema, readMe, type Me } from "./account-data.ts";
import { accountStyles, wayStyles } from "./account-styles.ts";
import { readArrival, signInPath, takeReturn, type Arrival } from "./arrival.ts";
import { ask, toAccountError } from "./ask-server.ts";
import "./invitation-step.ts";
import "./not-me.ts";
import { knowsPasskeys } from "./passkeys.ts";
import "./passkey-offer.ts";
import { renderRefusal } from "./refusal.ts";
import { roleWords } from "./role-words.ts";
import { renderAbout, renderBrand } from "./sign-in-picture.ts";
import { signInStyles } from "./sign-in-styles.ts";
import "./sign-in-ways.ts";
import { refusalWords, type Refusal, type Way } from "./sign-in-words.ts";
import type { SignedInEvent } from "./signed-in-event.ts";

/** The page that every link leads to, and everybody who has to sign in. From here one goes on to where one wanted. */
@customElement("entente-sign-in-page")
export class SignInPage extends LitElement {
  static override styles = [baseStyles, buttonStyles, accountStyles, wayStyles, signInStyles];

  @state() private me: Me | undefined;
  @state() private arrival: Arrival = readArrival(location.hash);
  @state() private refusal: Refusal | undefined;
  /** They are in, and may add a passkey. */
  @state() private isOffered = false;
  @state() private isBusy = false;
  private workspace: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.onHash);
    this.onHash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.onHash);
  }

  protected override render() {
    return html`${renderAbout()}
      <main>
        <div class="step">${renderBrand()} ${this.renderStep()}</div>
      </main>`;
  }

  protected override updated(): void {
    document.title = "Sign in · Entente";
  }

  private renderStep() {
    const { arrival, me, refusal } = this;
    if (!me)
      return refusal ? this.renderUnreachable(refusal) : html`<p class="muted" role="status">One moment…</p>`;
    if (this.isOffered && me.person)
      return html`<entente-passkey-offer
        name=${me.person.name}
        @entente-offer-done=${this.go}
      ></entente-passkey-offer>`;
    if (me.access === "local") return renderLocal();
    return refusal ? this.renderWaysIn(me) : this.renderArrival(arrival, me);
  }

  private renderArrival(arrival: Arrival, me: Me) {
    switch (arrival.kind) {
      case "invitation":
        return html`<entente-invitation-step
          secret=${arrival.secret}
          .me=${me}
          @entente-signed-in=${this.onSignedIn}
        ></entente-invitation-step>`;
      case "link":
        return this.renderLink(me);
      case "share":
        return html`<p class="muted" role="status">Opening the map…</p>`;
      case "plain":
      case "done":
      case "refused":
        return this.renderWaysIn(me);
    }
  }

  private renderWaysIn(me: Me) {
    return me.person ? this.renderKnown(me, me.person.name) : this.renderPlain(me);
  }

  private renderUnreachable(refusal: Refusal) {
    return html`<h1>Sign in</h1>
      ${renderRefusal(refusal)}
      <div class="ways">
        <button class="button" type="button" @click=${this.arrive}>Try again</button>
      </div>`;
  }

  private renderLink({ person }: Me) {
    return html`<h1 tabindex="-1">Sign in by your link</h1>
      <p>
        It signs you in on this device and out on all others, and works once.
        ${person ? html`You are signed in as ${person.name} here; if the link is somebody else’s, they take your place.` : nothing}
      </p>
      <div class="ways">
        <button class="button primary" type="button" aria-disabled=${this.isBusy} @click=${this.useLink}>
          ${this.isBusy ? "Signing in…" : "Sign in"}
        </button>
        ${person ? html`<button class="button quiet" type="button" @click=${this.go}>Stay ${person.name}</button>` : nothing}
      </div>`;
  }

  private renderPlain({ signInBy }: Me) {
    return html`<h1 tabindex="-1">Sign in</h1>
      ${this.refusal ? renderRefusal(this.refusal) : nothing}
      <entente-sign-in-ways
        .signInBy=${signInBy}
        @entente-signed-in=${this.onSignedIn}
      ></entente-sign-in-ways>
      <p class="muted dense">
        New here, or on a new device? An owner of the workspace gives you a link that signs you in; open it in
        this browser.
      </p>`;
  }

  private renderKnown({ workspaces }: Me, name: string) {
    return html`<h1 tabindex="-1">You are signed in</h1>
      ${this.refusal ? renderRefusal(this.refusal) : nothing}
      <p>
        As ${name}.
        ${workspaces.length === 0 ? "You have no workspace yet: ask the owner of one to invite you." : "Go on to:"}
      </p>
      ${
        workspaces.length === 0
          ? nothing
          : html`<nav class="places" aria-label="Your workspaces">
              ${workspaces.map(
                ({ name: path, title, role }) =>
                  html`<a href=${`/w/${path}`}
                    >${title} <span class="muted dense">${roleWords[role].name}</span></a
                  >`,
              )}
            </nav>`
      }
      <entente-not-me name=${name} @entente-signed-out=${this.arrive}></entente-not-me>`;
  }

  /** Reads the address and who is here; a shared link opens at once. */
  private readonly arrive = async (): Promise<void> => {
    [this.arrival, this.refusal] = [readArrival(location.hash), undefined];
    const { arrival } = this;
    if (arrival.kind === "refused") this.refusal = refusalWords("organisation", problemOf(arrival.code));
    await this.attempt("share", async () => {
      this.me = await readMe();
      if (arrival.kind === "done" && this.me.person) return this.go();
      if (arrival.kind !== "share" || this.me.access === "local") return;
      const shared = v.object({ workspace: v.string() });
      const { workspace } = await ask(shared, "POST", "/api/sign-in/share", { secret: arrival.secret });
      location.replace(`/w/${workspace}`);
    });
  };

  private readonly onHash = (): void => void this.arrive();

  private readonly useLink = () =>
    this.attempt("link", async () => {
      const { arrival } = this;
      if (arrival.kind !== "link") return;
      // Used or refused, it is of no use in the browser's history.
      history.replaceState(null, "", signInPath);
      await this.welcome(await ask(meSchema, "POST", "/api/sign-in/link", { secret: arrival.secret }));
    });

  private readonly onSignedIn = (event: SignedInEvent): Promise<void> => {
    this.workspace = event.workspace;
    history.replaceState(null, "", signInPath);
    return this.attempt("passkey", () => this.welcome(event.me));
  };

  /** Goes on, by way of a passkey for whoever has none. */
  private async welcome(me: Me): Promise<void> {
    this.me = me;
    const passkeys = await ask(v.array(passkeySchema), "GET", "/api/me/passkeys");
    this.isOffered = passkeys.length === 0 && me.signInBy.passkey && knowsPasskeys();
    if (!this.isOffered) this.go();
  }

  private readonly go = (): void => {
    if (this.me) location.replace(takeReturn(this.me, this.workspace));
  };

  private async attempt(way: Way, work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await work();
    } catch (cause) {
      this.refusal = refusalWords(way, toAccountError(cause));
    } finally {
      this.isBusy = false;
    }
  }
}

/** What a code means, where the server could tell no more than that. */
function problemOf(code: string) {
  const kind = errorKinds[code as ErrorCode] ?? errorKinds["sign-in-refused"];
  return { code, message: kind.message, hint: kind.hint };
}

function renderLocal() {
  return html`<h1>No sign-in needed</h1>
    <p>This Entente serves this machine only, and whoever reaches it is an owner.</p>
    <div class="ways"><a class="button primary" href="/">Open the map</a></div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-sign-in-page": SignInPage;
  }
}

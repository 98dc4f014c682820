import "../../controls/icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";

import { roleIn, type Me } from "../../account/account-data.ts";
import { roleWords } from "../../account/role-words.ts";
import { SignOutEvent } from "../../account/sign-out-event.ts";
import {
  baseStyles,
  buttonStyles,
  chipStyles,
  fieldStyles,
  sectionStyles,
} from "../../controls/shared-styles.ts";
import { profileColors } from "../../session/profile.ts";
import type { Profile } from "../../session/session-state.ts";
import { DialogRequestEvent } from "../events.ts";

/** The person at this browser wants another name or colour. */
export class ProfileEvent extends Event {
  static readonly type = "entente-profile";
  readonly name: string;
  readonly color: string;
  constructor(name: string, color: string) {
    super(ProfileEvent.type, { bubbles: true, composed: true });
    this.name = name;
    this.color = color;
  }
}

const colorNames: readonly string[] = ["Blue", "Rust", "Green", "Purple", "Gold", "Rose", "Teal", "Olive"];

/**
 * The person at this browser: their account where people have one, and how others see them.
 *
 * @fires {ProfileEvent} entente-profile
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {SignOutEvent} entente-sign-out
 */
@customElement("entente-self-panel")
export class SelfPanel extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    fieldStyles,
    sectionStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--e-space-12);
      }
      .account {
        display: grid;
        gap: var(--e-space-8);
        padding-top: var(--e-space-12);
        border-top: 1px solid var(--e-line);
      }
      .does {
        display: flex;
        flex-wrap: wrap;
        gap: var(--e-space-8);
      }
      nav {
        display: grid;
        gap: var(--e-space-4);
        padding-top: var(--e-space-12);
        border-top: 1px solid var(--e-line);
      }
      nav a {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--e-space-12);
        min-height: 32px;
        color: var(--e-ink);
        text-decoration: none;
      }
      nav a:hover {
        color: var(--e-accent);
        text-decoration: underline;
      }
      form {
        display: grid;
        gap: var(--e-space-12);
        padding-top: var(--e-space-12);
        border-top: 1px solid var(--e-line);
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: var(--e-space-4);
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        margin-bottom: var(--e-space-4);
        padding: 0;
        font-weight: var(--e-weight-medium);
      }
      .swatch {
        position: relative;
        width: 28px;
        height: 28px;
      }
      .swatch input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .swatch span {
        display: block;
        width: 100%;
        height: 100%;
        border: 3px solid var(--e-raised);
        border-radius: 50%;
        background: var(--color);
      }
      .swatch input:checked + span {
        outline: 2px solid var(--e-ink);
        outline-offset: -1px;
      }
      .swatch input:focus-visible + span {
        outline: 2px solid var(--e-accent);
        outline-offset: 1px;
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) self?: Profile;
  /** Who is at this browser, where people have accounts; then their name is not theirs to choose here. */
  @property({ attribute: false }) me?: Me | undefined;
  /** Name of the one that is open. */
  @property() workspace = "";
  /** Changes that are not on the server. */
  @property({ type: Number }) unsent = 0;
  @query("form") private readonly form?: HTMLFormElement;

  /** Takes back what was chosen and not kept. */
  reset(): void {
    this.form?.reset();
  }

  /** A visitor by a shared link has neither a name of their own nor an account. */
  protected override render() {
    const { me, self } = this;
    if (!self) return nothing;
    if (me?.access !== "accounts") return html`${this.renderForm(self)} ${this.renderOthers(me)}`;
    if (!me.person)
      return html`<p class="muted">You came by a shared link. Others see you as ${self.name}.</p>`;
    return html`${this.renderAccount(me, me.person.name)} ${this.renderForm(self)} ${this.renderOthers(me)}`;
  }

  private renderOthers(me: Me | undefined) {
    const others = me?.workspaces.filter(({ name }) => name !== this.workspace) ?? [];
    if (others.length === 0) return nothing;
    return html`<nav aria-labelledby="others">
      <h2 class="section-title" id="others">Other workspaces</h2>
      ${others.map(
        ({ name, title, role }) =>
          html`<a href=${`/w/${name}`}
            ><span>${title}</span>
            ${me?.access === "accounts" ? html`<span class="chip">${roleWords[role].name}</span>` : nothing}</a
          >`,
      )}
    </nav>`;
  }

  private renderForm(self: Profile) {
    return html`<form @submit=${this.submit}>
      ${
        this.me?.person
          ? nothing
          : html`<label class="labelled"
              ><span>Your name, as others see it</span>
              <input class="field" name="name" maxlength="40" autocomplete="off" .defaultValue=${self.name} />
            </label>`
      }
      <fieldset>
        <legend>Your colour</legend>
        ${profileColors.map(
          (color, index) =>
            html`<label class="swatch" style=${styleMap({ "--color": color })}>
              <input
                type="radio"
                name="color"
                value=${color}
                aria-label=${colorNames[index] ?? color}
                ?checked=${color === self.color}
              /><span></span>
            </label>`,
        )}
      </fieldset>
      <div>
        <button class="button ${this.me?.person ? "" : "primary"}" type="submit">
          ${this.me?.person ? "Keep colour" : "Keep name and colour"}
        </button>
      </div>
    </form>`;
  }

  private renderAccount(me: Me, name: string) {
    const { unsent } = this;
    const role = roleIn(me, this.workspace);
    const what = unsent === 1 ? "1 change is" : `${unsent} changes are`;
    return html`<section class="account" aria-label="Your account">
      <p>
        <strong>${name}</strong>${role ? html` <span class="chip">${roleWords[role].name}</span>` : nothing}
      </p>
      ${unsent > 0 ? html`<p class="fault">${what} not on the server yet. You are asked before signing out removes what is here only.</p>` : nothing}
      <p class="does">
        <button class="button" type="button" @click=${() => this.ask("account")}>Your account</button>
        ${
          role === "owner"
            ? html`<button class="button" type="button" @click=${() => this.ask("people")}>
                People and links
              </button>`
            : nothing
        }
        <button class="button quiet" type="button" @click=${this.signOut}>
          <wa-icon name="log-out"></wa-icon> Sign out
        </button>
      </p>
    </section>`;
  }

  private ask(kind: "account" | "people"): void {
    this.dispatchEvent(new DialogRequestEvent({ kind }));
  }

  private readonly signOut = (): void => {
    this.dispatchEvent(new SignOutEvent());
  };

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const { form, self } = this;
    if (!form || !self) return;
    const data = new FormData(form);
    const [name, color] = [data.get("name"), data.get("color")];
    this.dispatchEvent(
      new ProfileEvent(
        typeof name === "string" ? name : self.name,
        typeof color === "string" ? color : self.color,
      ),
    );
  }
}

declare global {
  interface HTMLElementEventMap {
    [ProfileEvent.type]: ProfileEvent;
  }
  interface HTMLElementTagNameMap {
    "entente-self-panel": SelfPanel;
  }
}

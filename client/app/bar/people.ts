import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";

import type { Me, Role } from "../../account/account-data.ts";
import { roleWords } from "../../account/role-words.ts";
import { SignOutEvent } from "../../account/sign-out-event.ts";
import "../../controls/popover-button.ts";
import type { PopoverButton } from "../../controls/popover-button.ts";
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

const shownMax = 4;
const colorNames: readonly string[] = ["Blue", "Rust", "Green", "Purple", "Gold", "Rose", "Teal", "Olive"];

/**
 * Who is here, as avatars. Opens the list of names, where one changes one's own.
 *
 * @fires {ProfileEvent} entente-profile
 */
@customElement("entente-people")
export class People extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    fieldStyles,
    sectionStyles,
    css`
      :host {
        display: inline-flex;
      }
      entente-popover-button {
        --popover-trigger-radius: 999px;
      }
      entente-popover-button::part(trigger) {
        padding: 2px;
      }
      .stack {
        display: inline-flex;
        align-items: center;
      }
      .avatar {
        display: inline-grid;
        flex: none;
        place-items: center;
        width: 26px;
        height: 26px;
        border: 2px solid var(--e-surface);
        border-radius: 50%;
        background: var(--color, var(--e-hover));
        color: #ffffff;
        font-size: 0.6875rem;
        font-weight: var(--e-weight-strong);
        line-height: 1;
      }
      /* A picture made of letters: the names beside it, or on the button, are what is read out. */
      .avatar::before {
        content: attr(data-initials);
      }
      .avatar.more {
        color: var(--e-muted);
      }
      .stack .avatar + .avatar {
        margin-left: -4px;
      }
      .panel {
        display: grid;
        gap: var(--e-space-12);
        width: min(300px, calc(100vw - 24px));
        padding: var(--e-space-16);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--e-space-8);
        min-height: 32px;
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

  @property({ attribute: false }) self?: Profile;
  @property({ attribute: false }) peers: readonly Profile[] = [];

  /** Who is at this browser, where people have accounts; then their name is not theirs to choose here. */
  @property({ attribute: false }) me?: Me | undefined;
  @property() standing?: Role | undefined;
  /** Changes that are not on the server. */
  @property({ type: Number }) unsent = 0;

  /** One avatar and a number, where there is little room. */
  @property({ type: Boolean }) compact = false;

  @query("entente-popover-button") private readonly opener?: PopoverButton;
  @query("form") private readonly form?: HTMLFormElement;

  /** Opens the list, as the palette's "Your name and colour" does. */
  show(): void {
    this.opener?.show();
  }

  protected override render() {
    const { self } = this;
    if (!self) return nothing;
    const people = [...this.peers, self];
    const countMax = this.compact ? 2 : shownMax;
    const shown = people.length > countMax ? people.slice(-countMax + 1) : people;
    const rest = people.length - shown.length;
    const names = this.peers.map(({ name }) => name).join(", ");
    const here = this.peers.length === 0 ? "Only you are here" : `Here now: ${names} and you`;
    return html`<entente-popover-button
      label=${here}
      panel-label="People here"
      edge="end"
      @entente-popover-open=${this.reset}
    >
      <span slot="trigger" class="stack" aria-hidden="true">
        ${rest > 0 ? html`<span class="avatar more numeral" data-initials="+${rest}"></span>` : nothing}
        ${shown.map(renderAvatar)}
      </span>
      <div class="panel">${this.renderHere(self)} ${this.renderSelf(self)}</div>
    </entente-popover-button>`;
  }

  private renderHere(self: Profile) {
    const { peers } = this;
    if (peers.length === 0) return html`<h2 class="section-title">Only you are here</h2>`;
    return html`<h2 class="section-title">${peers.length + 1} people here</h2>
      <ul>
        ${peers.map((peer) => renderPerson(peer, false))} ${renderPerson(self, true)}
      </ul>`;
  }

  /** A visitor by a shared link has neither a name of their own nor an account. */
  private renderSelf(self: Profile) {
    const { me } = this;
    if (me?.access !== "accounts") return this.renderForm(self);
    if (!me.person)
      return html`<p class="muted">You came by a shared link. Others see you as ${self.name}.</p>`;
    return html`${this.renderAccount(me.person.name)} ${this.renderForm(self)}`;
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

  private renderAccount(name: string) {
    const { standing: role, unsent } = this;
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
    this.opener?.close();
    this.dispatchEvent(new DialogRequestEvent({ kind }));
  }

  private readonly signOut = (): void => {
    this.opener?.close();
    this.dispatchEvent(new SignOutEvent());
  };

  private reset(): void {
    this.form?.reset();
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const { form, self } = this;
    if (!form || !self) return;
    const data = new FormData(form);
    const [name, color] = [data.get("name"), data.get("color")];
    this.opener?.close();
    this.dispatchEvent(
      new ProfileEvent(
        typeof name === "string" ? name : self.name,
        typeof color === "string" ? color : self.color,
      ),
    );
  }
}

function renderAvatar({ initials, color }: Profile) {
  return html`<span class="avatar" data-initials=${initials} style=${styleMap({ "--color": color })}></span>`;
}

function renderPerson(person: Profile, isSelf: boolean) {
  return html`<li>
    ${renderAvatar(person)} <span class="clip">${person.name}</span>
    ${isSelf ? html`<span class="chip">you</span>` : nothing}
  </li>`;
}

declare global {
  interface HTMLElementEventMap {
    [ProfileEvent.type]: ProfileEvent;
  }
  interface HTMLElementTagNameMap {
    "entente-people": People;
  }
}

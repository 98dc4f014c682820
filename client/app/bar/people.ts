import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";

import { isVisitorIn, type Me } from "../../account/account-data.ts";
import "../../controls/popover-button.ts";
import type { PopoverButton } from "../../controls/popover-button.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../../controls/shared-styles.ts";
import type { Profile } from "../../session/session-state.ts";
import "./self-panel.ts";
import type { SelfPanel } from "./self-panel.ts";

const shownMax = 4;
const onlyYou = "Only you are here";
/** The server tells whoever came by a shared link of nobody. */
const asGuest = "You look on as a guest";

/**
 * Who is here, as avatars. Opens the list of names, with one's own account and profile below it.
 *
 * @fires {ProfileEvent} entente-profile
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {SignOutEvent} entente-sign-out
 */
@customElement("entente-people")
export class People extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
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
    `,
  ];

  @property({ attribute: false }) self?: Profile;
  @property({ attribute: false }) peers: readonly Profile[] = [];

  /** Who is at this browser, where people have accounts; then their name is not theirs to choose here. */
  @property({ attribute: false }) me?: Me | undefined;
  /** Name of the one that is open. */
  @property() workspace = "";
  /** Changes that are not on the server. */
  @property({ type: Number }) unsent = 0;

  /** One avatar and a number, where there is little room. */
  @property({ type: Boolean }) compact = false;

  @query("entente-popover-button") private readonly opener?: PopoverButton;
  @query("entente-self-panel") private readonly selfPanel?: SelfPanel;

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
    return html`<entente-popover-button
      label=${this.label}
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

  private get label(): string {
    if (isVisitorIn(this.me, this.workspace)) return asGuest;
    const names = this.peers.map(({ name }) => name).join(", ");
    return names === "" ? onlyYou : `Here now: ${names} and you`;
  }

  private renderHere(self: Profile) {
    const { peers } = this;
    if (isVisitorIn(this.me, this.workspace))
      return html`<h2 class="section-title">${asGuest}</h2>
        <p class="muted">Who else is here is not shown to guests.</p>`;
    if (peers.length === 0) return html`<h2 class="section-title">${onlyYou}</h2>`;
    return html`<h2 class="section-title">${peers.length + 1} people here</h2>
      <ul>
        ${peers.map((peer) => renderPerson(peer, false))} ${renderPerson(self, true)}
      </ul>`;
  }

  private renderSelf(self: Profile) {
    return html`<entente-self-panel
      .self=${self}
      .me=${this.me}
      workspace=${this.workspace}
      .unsent=${this.unsent}
      @entente-profile=${this.close}
      @entente-dialog-request=${this.close}
      @entente-sign-out=${this.close}
    ></entente-self-panel>`;
  }

  /** What was asked for comes in the place of the list. */
  private readonly close = (): void => {
    this.opener?.close();
  };

  private readonly reset = (): void => {
    this.selfPanel?.reset();
  };
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
  interface HTMLElementTagNameMap {
    "entente-people": People;
  }
}

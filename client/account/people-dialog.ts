import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import { dialogStyles, keepKeys } from "../controls/dialog.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { tabAfter } from "../controls/tab-keys.ts";
import { roleIn, type Me } from "./account-data.ts";
import "./audit-list.ts";
import "./grant-list.ts";
import "./people-list.ts";

const tabs = ["People", "Invitations", "Share links", "Program tokens", "History"] as const;
type Tab = (typeof tabs)[number];

/** For an owner: who may do what in this workspace, by which links, and what was done about it. */
@customElement("entente-people-dialog")
export class PeopleDialog extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    buttonStyles,
    css`
      wa-dialog {
        --width: min(760px, calc(100vw - 16px));
      }
      wa-dialog::part(body) {
        min-height: min(420px, 60vh);
      }
      .tabs {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--e-space-16);
        margin-bottom: var(--e-space-16);
        border-bottom: 1px solid var(--e-line);
      }
      .tabs button {
        flex: none;
        padding: var(--e-space-8) 0;
        border-bottom: 2px solid transparent;
        color: var(--e-muted);
        font-weight: var(--e-weight-medium);
      }
      .tabs button:focus-visible {
        outline-offset: -2px;
      }
      .tabs button[aria-selected="true"] {
        border-bottom-color: var(--e-accent);
        color: var(--e-ink);
      }
    `,
  ];

  @property() workspace = "";
  @property({ attribute: false }) me?: Me | undefined;
  @state() private isOpen = false;
  @state() private tab: Tab = "People";

  show(): void {
    this.tab = "People";
    this.isOpen = true;
  }

  protected override render() {
    return html`<wa-dialog
      label="People and links"
      ?open=${this.isOpen}
      @wa-after-hide=${this.gone}
      @keydown=${keepKeys}
    >
      ${
        this.isOpen
          ? html`${this.renderTabs()}
              <div
                role="tabpanel"
                id="panel"
                aria-labelledby=${`tab-${tabs.indexOf(this.tab)}`}
                tabindex="-1"
              >
                ${this.renderPanel()}
              </div>`
          : nothing
      }
    </wa-dialog>`;
  }

  private renderTabs() {
    return html`<div class="tabs" role="tablist" aria-label="People and links" @keydown=${this.moveTab}>
      ${tabs.map(
        (tab, index) =>
          html`<button
            type="button"
            role="tab"
            id=${`tab-${index}`}
            aria-controls="panel"
            aria-selected=${tab === this.tab}
            tabindex=${tab === this.tab ? 0 : -1}
            @click=${() => (this.tab = tab)}
          >
            ${tab}
          </button>`,
      )}
    </div>`;
  }

  private renderPanel() {
    const { workspace, me } = this;
    const list = (kind: "invitations" | "links" | "tokens") =>
      html`<entente-grant-list
        workspace=${workspace}
        kind=${kind}
        standing=${(me && roleIn(me, workspace)) ?? "viewer"}
      ></entente-grant-list>`;
    switch (this.tab) {
      case "People":
        return html`<entente-people-list
          workspace=${workspace}
          self=${me?.person?.id ?? ""}
        ></entente-people-list>`;
      // Three panels, not one with other words: what was made in one is not shown in another.
      case "Invitations":
        return keyed("invitations", list("invitations"));
      case "Share links":
        return keyed("links", list("links"));
      case "Program tokens":
        return keyed("tokens", list("tokens"));
      case "History":
        return html`<entente-audit-list workspace=${workspace}></entente-audit-list>`;
    }
  }

  private async moveTab(event: KeyboardEvent) {
    const next = tabAfter(tabs, this.tab, event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.tab = next;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tabs.indexOf(next)}`)?.focus();
  }

  private gone(event: Event) {
    if (event.target === event.currentTarget) this.isOpen = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-people-dialog": PeopleDialog;
  }
}

import "../controls/icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";

import { placeBeside } from "../controls/anchored.ts";
import { floatingStyles } from "../controls/option-list.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";

/** One entry of the menu; choosing it tells the application `does`. */
export interface MenuItem {
  readonly label: string;
  /** A bundled icon. */
  readonly icon: string;
  /** The key that does the same, as written on it. */
  readonly key?: string;
  readonly isLoss?: true;
  readonly does: () => void;
}

/** The menu of what was pointed at on the canvas, after the ARIA menu pattern. Closing gives the focus back. */
@customElement("entente-context-menu")
export class ContextMenu extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    floatingStyles,
    css`
      .point {
        position: fixed;
        width: 0;
        height: 0;
      }
      [popover] {
        min-width: 200px;
        padding: var(--e-space-4);
      }
      .row-button {
        min-height: 32px;
        font-size: var(--e-size-dense);
      }
      .row-button:focus {
        outline: none;
        background: var(--e-accent-tint);
      }
      .label {
        flex: 1;
        text-align: start;
      }
      .key,
      wa-icon {
        flex: none;
        color: var(--e-muted);
      }
      .key {
        font-size: var(--e-size-small);
      }
      .loss,
      .loss wa-icon {
        color: var(--e-red-ink);
      }
      hr {
        margin: var(--e-space-4) 0;
        border: 0;
        border-top: 1px solid var(--e-line);
      }
      @media (forced-colors: active) {
        .row-button:focus {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @state() private items: readonly MenuItem[] = [];
  @state() private label = "";
  @query("[popover]") private panel?: HTMLElement | null;
  @query(".point") private point?: HTMLElement | null;

  /** Opens at a point of the window; `label` says of what the actions are. */
  async open(x: number, y: number, label: string, items: readonly MenuItem[]): Promise<void> {
    this.items = items;
    this.label = label;
    await this.updateComplete;
    if (!this.panel || !this.point) return;
    this.point.style.left = `${x}px`;
    this.point.style.top = `${y}px`;
    this.panel.showPopover();
    placeBeside(this.point, this.panel, { align: "start" });
    this.itemElements[0]?.focus();
  }

  private get itemElements(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  protected override render() {
    return html`<span class="point"></span>
      <div popover role="menu" aria-label=${this.label} @keydown=${this.pressed} @contextmenu=${prevent}>
        ${this.items.map((item) => this.renderItem(item))}
      </div>`;
  }

  private renderItem(item: MenuItem) {
    return html`${item.isLoss ? html`<hr role="separator" />` : nothing}
      <button
        type="button"
        role="menuitem"
        tabindex="-1"
        class="row-button ${item.isLoss ? "loss" : ""}"
        @click=${() => this.choose(item)}
      >
        <wa-icon name=${item.icon}></wa-icon><span class="label">${item.label}</span>
        ${item.key ? html`<span class="key" aria-hidden="true">${item.key}</span>` : nothing}
      </button>`;
  }

  private choose(item: MenuItem) {
    // Closed first, so that a dialog that follows takes the focus last.
    this.panel?.hidePopover();
    item.does();
  }

  private pressed(event: KeyboardEvent) {
    // Nothing typed here is a shortcut of the application behind.
    event.stopPropagation();
    if (event.key === "Tab") this.panel?.hidePopover();
    const target = this.itemFor(event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  private itemFor(key: string): HTMLElement | undefined {
    const items = this.itemElements;
    const current = items.findIndex((item) => item.matches(":focus"));
    if (key === "ArrowDown") return items[(current + 1) % items.length];
    if (key === "ArrowUp") return items.at(current <= 0 ? -1 : current - 1);
    if (key === "Home") return items[0];
    if (key === "End") return items.at(-1);
    if (key.length !== 1 || key === " ") return undefined;
    const following = [...items.slice(current + 1), ...items.slice(0, current + 1)];
    return following.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
  }
}

function prevent(event: Event): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-context-menu": ContextMenu;
  }
}

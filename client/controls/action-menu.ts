import "./icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";

import { placeBeside } from "./anchored.ts";
import { offeredAt, type Doable } from "./may-edit.ts";
import { floatingStyles } from "./option-list.ts";
import { baseStyles, buttonStyles } from "./shared-styles.ts";

/** Where a menu opens: beside a button, or at a point of the window. */
export type MenuAnchor = Element | { readonly x: number; readonly y: number };

/** One entry of a menu; choosing it does something. */
export interface MenuItem extends Doable {
  readonly label: string;
  /** A bundled icon. */
  readonly icon: string;
  /** The key that does the same, as written on it. */
  readonly key?: string;
  /** Takes something away, and so stands apart from the others. */
  readonly isLoss?: true;
  readonly does: () => void;
}

/**
 * The menu of what was pointed at, on the canvas or in a table, after the ARIA menu pattern: arrow keys and first
 * letters move, Escape closes and gives the focus back.
 */
@customElement("entente-action-menu")
export class ActionMenu extends LitElement {
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
        min-width: 208px;
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
  private returnFocus: HTMLElement | undefined;
  @query("[popover]") private panel?: HTMLElement | null;
  @query(".point") private point?: HTMLElement | null;

  /** Shows the entries that may be chosen, if there are any; `label` says of what the actions are. */
  async open(anchor: MenuAnchor, label: string, items: readonly MenuItem[]): Promise<void> {
    const offered = offeredAt(this, items);
    if (offered.length === 0) return;
    this.returnFocus = focusedElement();
    [this.items, this.label] = [offered, label];
    await this.updateComplete;
    if (!this.panel || !this.point) return;
    this.panel.showPopover();
    placeBeside(this.anchorElement(anchor, this.point), this.panel, {
      align: anchor instanceof Element ? "end" : "start",
    });
    this.itemElements[0]?.focus();
  }

  /** A point is marked by an empty element, as panels are placed beside elements. */
  private anchorElement(anchor: MenuAnchor, point: HTMLElement): Element {
    if (anchor instanceof Element) return anchor;
    point.style.left = `${anchor.x}px`;
    point.style.top = `${anchor.y}px`;
    return point;
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
        @pointermove=${focusTarget}
      >
        <wa-icon name=${item.icon}></wa-icon><span class="label">${item.label}</span>
        ${item.key ? html`<span class="key" aria-hidden="true">${item.key}</span>` : nothing}
      </button>`;
  }

  private choose(item: MenuItem) {
    // First the focus goes back, so that a rename or dialog that follows can take it.
    this.close();
    item.does();
  }

  /** Gives the focus back, which the browser does by itself only outside of shadow roots. */
  private close() {
    this.panel?.hidePopover();
    this.returnFocus?.focus({ preventScroll: true });
  }

  private pressed(event: KeyboardEvent) {
    // Nothing typed here is a shortcut of the application behind.
    event.stopPropagation();
    if (event.key === "Tab" || event.key === "Escape") this.close();
    const target = this.targetOf(event.key);
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  private targetOf(key: string): HTMLElement | undefined {
    const items = this.itemElements;
    const current = items.findIndex((item) => item.matches(":focus"));
    if (key === "ArrowDown") return items[(current + 1) % items.length];
    if (key === "ArrowUp") return items.at(current <= 0 ? -1 : current - 1);
    if (key === "Home") return items[0];
    if (key === "End") return items.at(-1);
    if (key.length !== 1 || key === " ") return undefined;
    const following = [...items.slice(current + 1), ...items.slice(0, current + 1)];
    return following.find((item) => labelOf(item).startsWith(key.toLowerCase()));
  }
}

function prevent(event: Event): void {
  event.preventDefault();
}

function labelOf(item: HTMLElement): string {
  return item.querySelector(".label")?.textContent.toLowerCase() ?? "";
}

function focusTarget(event: PointerEvent) {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus({ preventScroll: true });
}

/** The element that has the focus, through shadow roots. */
function focusedElement(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement ? element : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-action-menu": ActionMenu;
  }
}

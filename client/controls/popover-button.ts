import { LitElement, css, html } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { placeBeside } from "./anchored.ts";
import { floatingStyles } from "./option-list.ts";
import { baseStyles, buttonStyles } from "./shared-styles.ts";

/**
 * A button (slot `trigger` holds what it shows) with a panel that opens beside it (default slot). Escape and a
 * click elsewhere close it, and the focus goes back to the button.
 *
 * @fires entente-popover-open just before the panel is shown
 */
@customElement("entente-popover-button")
export class PopoverButton extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    floatingStyles,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      .trigger {
        display: inline-flex;
        align-items: center;
        min-width: var(--e-target-min);
        min-height: var(--e-target-min);
        max-width: 100%;
        border-radius: var(--popover-trigger-radius, var(--e-radius));
      }
    `,
  ];

  /** The accessible name of the button; without it, the slotted text names it. */
  @property() label = "";
  /** What the panel is called for assistive technology. */
  @property({ attribute: "panel-label" }) panelLabel = "";
  /** Which edges of button and panel line up. */
  // Not `align`: browsers take that attribute for an alignment of the text within.
  @property() edge: "start" | "end" = "start";

  @state() private isOpen = false;
  @query(".trigger") private readonly trigger?: HTMLButtonElement;
  @query("[popover]") private readonly panel?: HTMLElement;

  /** Closes the panel and gives the focus back to the button. */
  close(): void {
    if (!this.isOpen) return;
    this.panel?.hidePopover();
    // The browser does so by itself only where the focus was not in what is slotted here.
    this.trigger?.focus();
  }

  show(): void {
    if (!this.isOpen) this.panel?.showPopover();
  }

  protected override render() {
    return html`<button
        class="trigger"
        part="trigger"
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${this.isOpen}
        aria-label=${this.label || null}
        popovertarget="panel"
        @keydown=${this.onKey}
      >
        <slot name="trigger"></slot>
      </button>
      <div
        id="panel"
        part="panel"
        popover="auto"
        role="dialog"
        aria-label=${this.panelLabel || this.label}
        @beforetoggle=${this.onBeforeToggle}
        @toggle=${this.onToggle}
      >
        <slot></slot>
      </div>`;
  }

  /** Escape closes the panel; it is not the application's Escape as well, which clears the selection. */
  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.isOpen) event.stopPropagation();
  }

  private onBeforeToggle(event: ToggleEvent): void {
    if (event.newState === "open") this.dispatchEvent(new Event("entente-popover-open"));
  }

  private onToggle(event: ToggleEvent): void {
    this.isOpen = event.newState === "open";
    const { panel, trigger } = this;
    if (!panel || !trigger || !this.isOpen) return;
    placeBeside(trigger, panel, { align: this.edge });
    this.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-popover-button": PopoverButton;
  }
}

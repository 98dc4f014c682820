import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";

import { placeBeside } from "./anchored.ts";
import { baseStyles } from "./shared-styles.ts";

const showAfterMs = 450;

/**
 * A tooltip around one control. It is for eyes only: the control's own `aria-label` or text has to say the same,
 * because many people never see a tooltip. Shown on hover and keyboard focus, gone with Escape.
 */
@customElement("entente-tip")
export class Tip extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-flex;
      }
      [popover] {
        max-width: 280px;
        padding: 5px 9px;
        border: 0;
        border-radius: var(--e-radius);
        background: var(--e-ink);
        color: var(--e-page);
        font-size: var(--e-size-small);
        line-height: var(--e-leading-text);
        pointer-events: none;
      }
      .keys {
        margin-left: var(--e-space-8);
        opacity: 0.75;
      }
      @media (forced-colors: active) {
        [popover] {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  /** Nothing is shown while it is empty. */
  @property() text = "";
  /** The keys that do the same, as they are labelled: `Ctrl Z`. */
  @property() keys = "";

  @query("[popover]") private readonly panel?: HTMLElement;
  private timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("pointerenter", this.showSoon);
    this.addEventListener("pointerleave", this.hide);
    this.addEventListener("pointerdown", this.hide);
    this.addEventListener("focusin", this.showForKeyboard);
    this.addEventListener("focusout", this.hide);
    this.addEventListener("keydown", this.hide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render() {
    return html`<slot></slot>
      <div popover="manual" role="presentation" aria-hidden="true">
        ${this.text}${this.keys ? html`<span class="keys">${this.keys}</span>` : nothing}
      </div>`;
  }

  private readonly showSoon = (event: PointerEvent): void => {
    if (event.pointerType === "touch") return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(this.show, showAfterMs);
  };

  private readonly showForKeyboard = (event: FocusEvent): void => {
    if (event.target instanceof Element && event.target.matches(":focus-visible")) this.showLater();
  };

  private showLater(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(this.show, showAfterMs);
  }

  private readonly show = (): void => {
    const { panel } = this;
    if (!panel || this.text === "" || !this.isConnected || this.holdsOpenMenu()) return;
    panel.showPopover();
    placeBeside(this, panel, { align: "start" });
  };

  private readonly hide = (): void => {
    clearTimeout(this.timer);
    if (this.panel?.matches(":popover-open")) this.panel.hidePopover();
  };

  private holdsOpenMenu(): boolean {
    return this.querySelector('[aria-expanded="true"]') !== null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-tip": Tip;
  }
}

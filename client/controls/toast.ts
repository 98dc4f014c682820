import { LitElement, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import "./icon.ts";
import { baseStyles, buttonStyles } from "./shared-styles.ts";

/** A short message at the foot of the window. */
export interface Toast {
  readonly text: string;
  readonly tone: "info" | "warning" | "error";
  /** It is there until it is closed, as errors are. */
  readonly stays?: boolean;
  /** At most one thing to do about it. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  /** Makes a question of it, which stays until it is answered: by the action, or by this button, which closes it. */
  readonly otherwise?: string;
  /** It takes the place of whatever was said before of one of these. */
  readonly topics?: readonly string[];
}
interface ShownToast extends Toast {
  readonly key: number;
}

const shownMax = 3;
const plainMs = 6_000;
/** Whatever can be undone stays for ten seconds, so that nobody has to be quick. */
const undoableMs = 10_000;

const icons = { info: "", warning: "triangle-alert", error: "octagon-alert" } as const;

/** Shows toasts and reads them out. Errors and what is worth the time stay until they are closed; pointer or focus on a toast holds it. */
@customElement("entente-toasts")
export class Toasts extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        position: fixed;
        left: 50%;
        bottom: calc(var(--toast-foot, 0px) + var(--e-space-16));
        z-index: var(--e-layer-toast);
        width: min(520px, calc(100vw - 24px));
        translate: -50% 0;
        pointer-events: none;
      }
      .stack {
        display: grid;
        justify-items: center;
        gap: var(--e-space-8);
      }
      .toast {
        display: flex;
        align-items: center;
        gap: var(--e-space-12);
        max-width: 100%;
        min-height: 40px;
        padding: 4px 6px 4px 14px;
        border-radius: var(--e-radius-sheet);
        background: var(--e-ink);
        color: var(--e-page);
        box-shadow: var(--e-shadow-float);
        pointer-events: auto;
        animation: rise var(--e-motion-panel) var(--e-easing);
      }
      .toast .text {
        padding: 4px 0;
        overflow-wrap: anywhere;
      }
      .toast button {
        flex: none;
        min-width: var(--e-target-min);
        height: 28px;
        border-radius: 4px;
        color: inherit;
        font-weight: var(--e-weight-medium);
      }
      .toast button:hover {
        background: rgb(128 128 128 / 30%);
      }
      .toast button:focus-visible {
        outline-color: var(--e-page);
      }
      .toast .act {
        padding: 0 8px;
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      .toast.asks {
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0 var(--e-space-8);
        padding-block: 6px;
      }
      .toast.asks .text {
        flex: 1 1 calc(100% - 48px);
      }
      .toast .close {
        display: inline-grid;
        place-items: center;
        width: 28px;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
      @media (forced-colors: active) {
        .toast {
          border: 1px solid CanvasText;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @state() private toasts: readonly ShownToast[] = [];
  private lastKey = 0;
  private readonly timers = new Map<number, number>();

  /**
   * Adds a message below the others. When there are more than three, the oldest leaves; questions make room for questions
   * only, and take none from messages.
   */
  show(toast: Toast): void {
    this.lastKey += 1;
    const shown = { ...toast, key: this.lastKey };
    for (const old of this.toasts) if (sharesTopic(old, toast)) this.close(old.key);
    const alike = this.toasts.filter((old) => isQuestion(old) === isQuestion(toast));
    for (const old of alike.slice(0, Math.max(0, alike.length + 1 - shownMax))) this.close(old.key);
    this.toasts = [...this.toasts, shown];
    this.resume(shown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  protected override render() {
    return html`<div class="stack" role="status" aria-live="polite" aria-relevant="additions">
      ${repeat(
        this.toasts,
        ({ key }) => key,
        (toast) => this.renderToast(toast),
      )}
    </div>`;
  }

  private renderToast(toast: ShownToast) {
    const icon = icons[toast.tone];
    const { action } = toast;
    return html`<div
      class="toast ${isQuestion(toast) ? "asks" : ""}"
      role=${toast.tone === "error" ? "alert" : nothing}
      @pointerenter=${() => this.hold(toast.key)}
      @pointerleave=${() => this.resume(toast)}
      @focusin=${() => this.hold(toast.key)}
      @focusout=${() => this.resume(toast)}
    >
      ${icon ? html`<wa-icon name=${icon}></wa-icon>` : nothing}
      <span class="text">${toast.text}</span>
      ${action ? html`<button class="act" type="button" @click=${() => this.act(toast)}>${action.label}</button>` : nothing}
      ${this.renderClose(toast)}
    </div>`;
  }

  private renderClose({ key, otherwise }: ShownToast) {
    const close = () => this.close(key);
    return otherwise === undefined
      ? html`<button class="close" type="button" aria-label="Close message" @click=${close}>
          <wa-icon name="x"></wa-icon>
        </button>`
      : html`<button class="act" type="button" @click=${close}>${otherwise}</button>`;
  }

  private act(toast: ShownToast): void {
    // What is done about a question may come to nothing: then it is still open.
    if (!isQuestion(toast)) this.close(toast.key);
    toast.action?.run();
  }

  private close(key: number): void {
    this.hold(key);
    this.toasts = this.toasts.filter((toast) => toast.key !== key);
  }

  private hold(key: number): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
  }

  private resume(toast: ShownToast): void {
    this.hold(toast.key);
    if (toast.tone === "error" || toast.stays || isQuestion(toast)) return;
    const timer = window.setTimeout(() => this.close(toast.key), toast.action ? undoableMs : plainMs);
    this.timers.set(toast.key, timer);
  }
}

function isQuestion({ otherwise }: Toast): boolean {
  return otherwise !== undefined;
}

function sharesTopic({ topics = [] }: Toast, other: Toast): boolean {
  return topics.some((topic) => other.topics?.includes(topic));
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-toasts": Toasts;
  }
}

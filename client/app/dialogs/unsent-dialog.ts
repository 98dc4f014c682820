import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html } from "lit";
import { customElement, state } from "lit/decorators.js";

import { dialogStyles, keepKeys } from "../../controls/dialog.ts";
import { baseStyles, buttonStyles } from "../../controls/shared-styles.ts";
import type { UnsentRequest } from "../events.ts";
import { unsentWords } from "./unsent-words.ts";

/** Asks before what only this device has is left behind, and offers to keep it as a file first. */
@customElement("entente-unsent-dialog")
export class UnsentDialog extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(520px, calc(100vw - 16px));
      }
      .offers {
        display: flex;
        flex-wrap: wrap;
        gap: var(--e-space-8);
        margin-top: var(--e-space-16);
      }
    `,
  ];

  @state() private request: UnsentRequest | undefined;
  @state() private isOpen = false;
  @state() private isKept = false;

  show(request: UnsentRequest): void {
    [this.request, this.isKept, this.isOpen] = [request, false, true];
  }

  protected override render() {
    const { request, isKept } = this;
    const words = unsentWords(request?.leaving ?? "reload", request?.unsent ?? { count: 0, isAll: false });
    return html`<wa-dialog
      label=${words.title}
      ?open=${this.isOpen}
      @wa-after-hide=${this.close}
      @keydown=${keepKeys}
    >
      <p role="status">${isKept ? words.kept : words.meaning}</p>
      <div class="offers">
        <button class="button ${isKept ? "" : "primary"}" type="button" @click=${this.keep}>
          Keep a copy
        </button>
        <button class="button ${isKept ? "primary" : ""}" type="button" @click=${this.go}>
          ${isKept ? words.go : words.without}
        </button>
        <button class="button quiet" type="button" @click=${this.close}>${words.stay}</button>
      </div>
    </wa-dialog>`;
  }

  private readonly keep = async (): Promise<void> => {
    this.isKept = (await this.request?.keep()) ?? false;
  };

  private readonly go = (): void => {
    this.isOpen = false;
    this.request?.go();
  };

  private readonly close = (): void => {
    this.isOpen = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-unsent-dialog": UnsentDialog;
  }
}

import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "../controls/icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import type { Command } from "../../schema/edits.ts";
import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import { CommandEvent, PinEvent, SelectEvent, type DialogRequest } from "../app/events.ts";
import { typedText } from "../app/typed-text.ts";
import { copyText } from "../controls/copy-text.ts";
import { dialogStyles, keepKeys } from "../controls/dialog.ts";
import { newIds, type NewIds } from "../controls/new-id.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import type { EditForm, FormLeaveEvent } from "./edit-form.ts";
import { dialogFor, isEditRequest, type EditRequest } from "./edit-requests.ts";

const recentKindsMax = 4;

/**
 * Every dialog in which a person adds or changes something. One filled dialog is one command, and so one undo step.
 *
 * @fires {CommandEvent} entente-command
 * @fires {SelectEvent} entente-select
 * @fires {PinEvent} entente-pin
 */
@customElement("entente-edit-dialogs")
export class EditDialogs extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(620px, calc(100vw - 16px));
      }
      wa-dialog::part(footer) {
        padding-top: var(--e-space-12);
        border-top: 1px solid var(--e-line);
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: var(--e-space-8);
        width: 100%;
      }
      .refused {
        display: grid;
        justify-items: start;
        gap: var(--e-space-8);
        margin-top: var(--e-space-12);
        padding: var(--e-space-12);
        border: 1px solid var(--e-amber-line);
        border-radius: var(--e-radius);
        background: var(--e-amber-fill);
        color: var(--e-amber-ink);
      }
      .hint {
        margin-right: auto;
        font-size: var(--e-size-small);
        color: var(--e-muted);
      }
      @media (max-width: 600px) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) graph: Graph | undefined;
  /** Makes the ids of new records; tests give their own. */
  @property({ attribute: false }) ids: NewIds = newIds();
  @state() private request?: EditRequest | undefined;
  @state() private isOpen = false;
  @state() private mayDiscard = false;
  /** What this dialog asked for and was not done. */
  @state() private refused: CommandEvent | undefined;
  @state() private isCopied = false;
  @query(".edit-form") private form?: EditForm | null;
  /** A form begins anew each time, whatever was left in the one before. */
  private openCount = 0;
  private isDirty = false;
  /** What had the focus when the dialog opened, and the hosts it lies in, innermost first. */
  private openers: readonly HTMLElement[] = [];
  /** Where the next form starts: what was cited last, which kinds of relation were used. */
  lastSource: SourceId | "" = "";
  recentKinds: readonly string[] = [];

  /** Shows the dialog for a request; requests that are not for editing are left alone. */
  open(request: DialogRequest): void {
    if (!isEditRequest(request)) return;
    this.openers = focusPath();
    this.request = request;
    this.openCount += 1;
    this.isOpen = true;
    this.isDirty = false;
    this.mayDiscard = false;
    this.refused = undefined;
  }

  protected override render() {
    const { request } = this;
    const dialog = request && dialogFor(request);
    return html`<wa-dialog
      label=${dialog?.title ?? ""}
      ?open=${this.isOpen}
      @wa-show=${this.showing}
      @wa-hide=${this.hiding}
      @wa-after-hide=${this.gone}
      @keydown=${this.pressed}
      @input=${this.touched}
      @entente-choose=${this.touched}
      @entente-form-leave=${this.leave}
    >
      ${dialog ? keyed(this.openCount, dialog.form(request, this)) : nothing}
      ${this.refused ? this.renderRefused(this.refused) : nothing}
      <div slot="footer" class="foot">
        <span class="hint" role="status"
          >${this.mayDiscard ? "Press Escape again to discard what you typed." : html`<span class="keys">${dialog?.isShort ? nothing : html`<kbd>Ctrl</kbd> `}<kbd>Enter</kbd></span>`}</span
        >
        <button type="button" class="button quiet" @click=${this.close}>Cancel</button>
        <button type="button" class="button primary" @click=${this.submit}>${dialog?.button}</button>
      </div>
    </wa-dialog>`;
  }

  /** What was typed stays where it is: somebody may have lost the right to edit meanwhile. */
  private renderRefused({ command, refusal }: CommandEvent) {
    return html`<div class="refused" role="alert">
      <p>Not done. ${refusal} What you typed is still here: copy it before you close this.</p>
      <button type="button" class="button" @click=${() => void this.copy(command)}>
        ${this.isCopied ? "Copied" : "Copy what you typed"}
      </button>
    </div>`;
  }

  private async copy(command: Command): Promise<void> {
    this.isCopied = await copyText(typedText(command));
  }

  private readonly submit = async () => {
    const result = await this.form?.submit();
    if (!result) return;
    const asked = new CommandEvent(result.command, result.label);
    this.dispatchEvent(asked);
    [this.refused, this.isCopied] = [asked.refusal === undefined ? undefined : asked, false];
    if (this.refused) return;
    this.remember(result.command);
    if (result.pin) this.dispatchEvent(new PinEvent(new Map([result.pin])));
    if (result.select) this.dispatchEvent(new SelectEvent(result.select));
    this.close();
  };

  private pressed(event: KeyboardEvent) {
    const isMeant = event.ctrlKey || event.metaKey || this.isSubmittedByEnter(event);
    if (event.key === "Enter" && isMeant && !event.isComposing) {
      event.preventDefault();
      void this.submit();
    }
    keepKeys(event);
  }

  /** Plain Enter, in the text field of a short form, that no list of options has taken. */
  private isSubmittedByEnter(event: KeyboardEvent): boolean {
    const isShort = this.request !== undefined && dialogFor(this.request).isShort === true;
    return isShort && !event.defaultPrevented && event.composedPath()[0] instanceof HTMLInputElement;
  }

  private touched() {
    this.isDirty = true;
    this.mayDiscard = false;
  }

  private leave(event: FormLeaveEvent) {
    this.dispatchEvent(new SelectEvent(event.select));
    this.close();
  }

  private readonly close = () => {
    this.isDirty = false;
    this.isOpen = false;
  };

  /** In the frame after the dialog has put the focus on itself, so that the first key typed is not lost. */
  private async showing(event: Event) {
    if (event.target !== event.currentTarget) return;
    await this.updateComplete;
    requestAnimationFrame(() => this.form?.focusFirst());
  }

  /** The first Escape does not throw away what was typed. */
  private hiding(event: Event) {
    if (event.target !== event.currentTarget) return;
    if (this.isDirty && !this.mayDiscard) {
      event.preventDefault();
      this.mayDiscard = true;
    } else this.isOpen = false;
  }

  private gone(event: Event) {
    if (event.target !== event.currentTarget || this.isOpen) return;
    this.request = undefined;
    // What was pressed may be gone by the very change it led to; then whatever holds it takes the focus.
    this.openers.find(({ isConnected }) => isConnected)?.focus();
  }

  /** The next dialog starts where this one ended: same source, same kind of relation. */
  private remember(command: Command) {
    for (const each of command.kind === "all" ? command.commands : [command]) {
      if (each.kind === "add-evidence") this.lastSource = each.fields.source;
      if (each.kind === "add-relation") {
        const others = this.recentKinds.filter((kind) => kind !== each.fields.kind);
        this.recentKinds = [each.fields.kind, ...others].slice(0, recentKindsMax);
      }
    }
  }
}

/** What has the focus, inside whatever shadow roots, and the hosts around it; innermost first. */
function focusPath(): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  let active = document.activeElement;
  while (active instanceof HTMLElement) {
    path.unshift(active);
    active = active.shadowRoot?.activeElement ?? null;
  }
  return path;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-edit-dialogs": EditDialogs;
  }
}

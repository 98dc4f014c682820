import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import "../../controls/icon.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../../controls/shared-styles.ts";
import { ToastEvent } from "../events.ts";
import type { ServerProblem } from "../server-problem.ts";
import { hasOnlyOwnKinds, requestImport, type ImportCounts } from "./import-request.ts";

type Step =
  | { readonly kind: "choose" }
  | { readonly kind: "checking" | "importing"; readonly file: File }
  | {
      readonly kind: "ready";
      readonly file: File;
      readonly allowsOwnKinds: boolean;
      readonly counts: ImportCounts;
    }
  | { readonly kind: "faulty"; readonly file: File; readonly problem: ServerProblem };

const faultCountMax = 100;

/**
 * Brings a snapshot file into the workspace: first says what it would do, or what is wrong with it and where; then
 * does it, whole or not at all.
 *
 * @fires {ToastEvent} entente-toast
 */
@customElement("entente-import-dialog")
export class ImportDialog extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sectionStyles,
    css`
      wa-dialog {
        --width: 520px;
      }
      .drop {
        display: grid;
        justify-items: center;
        gap: var(--e-space-8);
        padding: var(--e-space-32) var(--e-space-16);
        border: 1px dashed var(--e-outline);
        border-radius: var(--e-radius-sheet);
        text-align: center;
      }
      .drop.over {
        border-color: var(--e-accent);
        background: var(--e-accent-tint);
      }
      .drop wa-icon {
        font-size: 24px;
        color: var(--e-muted);
      }
      .file {
        display: flex;
        align-items: center;
        gap: var(--e-space-8);
        margin-bottom: var(--e-space-16);
        overflow-wrap: anywhere;
      }
      .counts {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--e-space-8);
        margin-bottom: var(--e-space-16);
      }
      .counts div {
        padding: var(--e-space-12);
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
      }
      .counts dt {
        font-size: var(--e-size-small);
        color: var(--e-muted);
      }
      .counts dd {
        font-size: var(--e-size-title);
        font-variant-numeric: tabular-nums;
        line-height: var(--e-leading-label);
      }
      .problem {
        padding-left: var(--e-space-12);
        border-left: 3px solid var(--e-red-line);
      }
      .faults {
        max-height: 240px;
        margin-top: var(--e-space-12);
        overflow: auto;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
      }
      .faults li {
        padding: 6px var(--e-space-12);
        font-size: var(--e-size-dense);
      }
      .faults li + li {
        border-top: 1px solid var(--e-line);
      }
      .faults code {
        font-size: var(--e-size-small);
        color: var(--e-muted);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() workspace = "";

  @state() private isOpen = false;
  @state() private isOver = false;
  @state() private step: Step = { kind: "choose" };
  @query("input[type=file]") private readonly input?: HTMLInputElement;

  show(): void {
    this.step = { kind: "choose" };
    this.isOpen = true;
  }

  protected override render() {
    return html`<wa-dialog
      label="Import a snapshot"
      ?open=${this.isOpen}
      @wa-after-hide=${() => (this.isOpen = false)}
    >
      ${this.renderStep()}
      <input
        class="visually-hidden"
        type="file"
        accept=".json,application/json"
        tabindex="-1"
        aria-hidden="true"
        @change=${this.onFile}
      />
      ${this.renderButtons()}
    </wa-dialog>`;
  }

  private renderStep() {
    const { step } = this;
    switch (step.kind) {
      case "choose":
        return this.renderDrop();
      case "checking":
        return html`<p role="status" class="muted">Checking ${step.file.name}. Nothing is changed yet.</p>`;
      case "importing":
        return html`<p role="status" class="muted">Importing ${step.file.name}…</p>`;
      case "ready":
        return renderReady(step.file, step.counts);
      case "faulty":
        return renderFaulty(step.file, step.problem);
    }
  }

  private renderDrop() {
    return html`<div
      class="drop ${this.isOver ? "over" : ""}"
      @dragover=${this.onDragOver}
      @dragleave=${() => (this.isOver = false)}
      @drop=${this.onDrop}
    >
      <wa-icon name="file-json"></wa-icon>
      <p>Drop a snapshot here: a file ending in .entente.json</p>
      <button class="button" type="button" @click=${() => this.input?.click()}>Choose a file</button>
      <p class="dense muted">You see what it would change before anything is written.</p>
    </div>`;
  }

  private renderButtons() {
    const { step } = this;
    const close = html`<button
      slot="footer"
      class="button"
      type="button"
      @click=${() => (this.isOpen = false)}
    >
      Cancel
    </button>`;
    if (step.kind === "faulty") {
      return html`${close}${hasOnlyOwnKinds(step.problem) ? this.renderOwnKinds(step.file) : nothing}<button
          slot="footer"
          class="button primary"
          type="button"
          @click=${() => (this.step = { kind: "choose" })}
        >
          Choose another file
        </button>`;
    }
    if (step.kind !== "ready") return step.kind === "choose" ? nothing : close;
    const count = step.counts.added + step.counts.changed;
    const words = count === 0 ? "Nothing to import" : `Import ${count} ${count === 1 ? "record" : "records"}`;
    return html`${close}<button
        slot="footer"
        class="button primary"
        type="button"
        ?disabled=${count === 0}
        @click=${() => this.carryOut(step)}
      >
        ${words}
      </button>`;
  }

  private renderOwnKinds(file: File) {
    return html`<button slot="footer" class="button" type="button" @click=${() => this.check(file, true)}>
      Take them as our own kinds
    </button>`;
  }

  private onFile(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file) void this.check(file);
  }

  private onDragOver(event: DragEvent): void {
    event.preventDefault();
    this.isOver = true;
  }

  private onDrop(event: DragEvent): void {
    event.preventDefault();
    this.isOver = false;
    const file = event.dataTransfer?.files[0];
    if (file) void this.check(file);
  }

  private async check(file: File, allowsOwnKinds = false): Promise<void> {
    this.step = { kind: "checking", file };
    const answer = await requestImport({ workspace: this.workspace, file, isDryRun: true, allowsOwnKinds });
    if (this.step.kind !== "checking" || this.step.file !== file) return;
    this.step =
      answer.kind === "counts"
        ? { kind: "ready", file, allowsOwnKinds, counts: answer.counts }
        : { kind: "faulty", file, problem: answer.problem };
  }

  private async carryOut({ file, allowsOwnKinds }: Extract<Step, { kind: "ready" }>): Promise<void> {
    this.step = { kind: "importing", file };
    const answer = await requestImport({ workspace: this.workspace, file, isDryRun: false, allowsOwnKinds });
    if (answer.kind === "problem") {
      this.step = { kind: "faulty", file, problem: answer.problem };
      return;
    }
    this.isOpen = false;
    const { added, changed } = answer.counts;
    this.dispatchEvent(new ToastEvent(`Imported ${file.name}: ${added} added, ${changed} changed.`));
  }
}

function renderFile(file: File) {
  return html`<p class="file"><wa-icon name="file-json"></wa-icon><strong>${file.name}</strong></p>`;
}

function renderReady(file: File, { added, changed, unchanged }: ImportCounts) {
  const rows: readonly (readonly [string, number])[] = [
    ["To add", added],
    ["To change", changed],
    ["Already the same", unchanged],
  ];
  return html`${renderFile(file)}
    <dl class="counts">
      ${rows.map(
        ([term, count]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${count}</dd>
          </div>`,
      )}
    </dl>
    <p class="muted">What is in the workspace but not in the file stays as it is.</p>`;
}

function renderFaulty(file: File, { message, hint, faults }: ServerProblem) {
  return html`${renderFile(file)}
    <div class="problem" role="alert">
      <p><strong>${message}</strong></p>
      <p>${hint}</p>
    </div>
    ${
      faults.length === 0
        ? nothing
        : html`<ul class="faults" tabindex="0" aria-label="Places to correct">
            ${faults
              .slice(0, faultCountMax)
              .map(({ at, message: fault }) => html`<li><code>${at}</code><br />${fault}</li>`)}
          </ul>`
    }
    ${faults.length > faultCountMax ? html`<p class="dense muted">and ${faults.length - faultCountMax} more</p>` : nothing}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-import-dialog": ImportDialog;
  }
}

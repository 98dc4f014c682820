import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Graph } from "../../../schema/graph.ts";
import type { RecordId } from "../../../schema/ids.ts";
import type { ImportBatch } from "../../../schema/imports/import-batch.ts";
import { blankStyles } from "../../controls/blank-styles.ts";
import { dialogStyles } from "../../controls/dialog.ts";
import "../../controls/icon.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../../controls/shared-styles.ts";
import { renderWorking, workingStyles } from "../../controls/working.ts";
import { SelectEvent, ToastEvent } from "../events.ts";
import type { ServerProblem } from "../server-problem.ts";
import { importDialogStyles } from "./import-dialog-styles.ts";
import {
  hasOnlyOwnKinds,
  requestImport,
  requestReversal,
  type ImportCounts,
  type ReversalReport,
  type Way,
} from "./import-request.ts";
import { renderFaulty, renderPast, renderQuestion, renderReady, renderReversed } from "./import-views.ts";
import { doneWords } from "./import-words.ts";

type Step =
  | { readonly kind: "choose" }
  | { readonly kind: "checking" | "importing"; readonly file: File }
  | {
      readonly kind: "ready";
      readonly file: File;
      readonly allowsOwnKinds: boolean;
      readonly counts: ImportCounts;
    }
  /** Without a file it was an import of earlier that could not be undone. */
  | { readonly kind: "faulty"; readonly name: string; readonly file?: File; readonly problem: ServerProblem }
  | { readonly kind: "asking"; readonly batch: ImportBatch; readonly way: Way }
  | { readonly kind: "reversing"; readonly name: string; readonly way: Way }
  | {
      readonly kind: "reversed";
      readonly name: string;
      readonly way: Way;
      readonly report: ReversalReport;
    };

/**
 * Brings a snapshot file into the workspace: first says what it would do, or what is wrong with it and where; then
 * does it, whole or not at all. Lists the imports so far, and undoes them or brings them back.
 *
 * @fires {ToastEvent} entente-toast
 * @fires {SelectEvent} entente-select
 */
@customElement("entente-import-dialog")
export class ImportDialog extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    buttonStyles,
    sectionStyles,
    blankStyles,
    workingStyles,
    importDialogStyles,
  ];

  @property() workspace = "";
  /** Who imports and undoes, as the list will say. */
  @property() by = "";
  @property({ attribute: false }) imports: readonly ImportBatch[] = [];
  /** Names what an undo left alone. */
  @property({ attribute: false }) graph?: Graph | undefined;

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
      label=${this.heading}
      ?open=${this.isOpen}
      @wa-after-hide=${() => (this.isOpen = false)}
    >
      ${this.isOpen ? this.renderStep() : nothing}
      <input
        class="visually-hidden"
        type="file"
        accept=".json,application/json"
        tabindex="-1"
        aria-hidden="true"
        @change=${this.onFile}
      />
      ${this.isOpen ? this.renderButtons() : nothing}
    </wa-dialog>`;
  }

  private get heading(): string {
    const { step } = this;
    if (!("way" in step)) return "Import a snapshot";
    return step.way === "undo" ? "Undo an import" : "Bring an import back";
  }

  private renderStep() {
    const { step } = this;
    switch (step.kind) {
      case "choose":
        return html`${this.renderDrop()}${renderPast(this.imports, this.ask)}`;
      case "checking":
        return renderWorking(`Checking ${step.file.name}. Nothing is changed yet.`);
      case "importing":
        return renderWorking(`Importing ${step.file.name}…`);
      case "ready":
        return renderReady(step.file.name, step.counts);
      case "faulty":
        return renderFaulty(step.name, step.problem);
      case "asking":
        return renderQuestion(step.batch, step.way);
      case "reversing":
        return renderWorking(
          step.way === "undo" ? `Undoing the import of ${step.name}…` : `Bringing ${step.name} back…`,
        );
      case "reversed":
        return renderReversed(this.graph, step, this.select);
    }
  }

  private renderDrop() {
    return html`<div
      class="drop blank ${this.isOver ? "over" : ""}"
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
    switch (step.kind) {
      case "choose":
        return nothing;
      case "checking":
      case "importing":
      case "reversing":
        return renderButton("Close", "", this.close);
      case "reversed":
        return renderButton("Done", "primary", this.close);
      case "faulty":
        return this.renderFaultyButtons(step);
      case "ready":
        return this.renderReadyButtons(step);
      case "asking":
        return this.renderAskingButtons(step);
    }
  }

  private renderAskingButtons({ batch, way }: Extract<Step, { kind: "asking" }>) {
    const [words, look] = way === "undo" ? ["Undo this import", "danger"] : ["Bring it back", "primary"];
    const does = () => this.reverse(batch.id, batch.name, way);
    return html`${renderButton("Cancel", "", this.back)}${renderButton(words, look, does)}`;
  }

  private renderFaultyButtons({ file, problem }: Extract<Step, { kind: "faulty" }>) {
    if (!file) return renderButton("Back to the list", "primary", this.back);
    const own = hasOnlyOwnKinds(problem)
      ? renderButton("Take them as our own kinds", "", () => this.check(file, true))
      : nothing;
    return html`${renderButton("Cancel", "", this.close)}${own}${renderButton("Choose another file", "primary", this.back)}`;
  }

  private renderReadyButtons(step: Extract<Step, { kind: "ready" }>) {
    const count = step.counts.added + step.counts.changed;
    const records = `${count.toLocaleString("en")} ${count === 1 ? "record" : "records"}`;
    const words = count === 0 ? "Nothing to import" : `Import ${records}`;
    return html`${renderButton("Cancel", "", this.close)}${renderButton(words, "primary", () => this.carryOut(step), count === 0)}`;
  }

  private readonly close = (): void => {
    this.isOpen = false;
  };

  private readonly back = (): void => {
    this.step = { kind: "choose" };
  };

  private readonly ask = (batch: ImportBatch, way: Way): void => {
    this.step = { kind: "asking", batch, way };
  };

  private readonly select = (id: RecordId): void => {
    this.isOpen = false;
    this.dispatchEvent(new SelectEvent([id]));
  };

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
    const { workspace, by } = this;
    this.step = { kind: "checking", file };
    const answer = await requestImport({ workspace, by, file, isDryRun: true, allowsOwnKinds });
    if (this.step.kind !== "checking" || this.step.file !== file) return;
    this.step =
      answer.kind === "done"
        ? { kind: "ready", file, allowsOwnKinds, counts: answer.result }
        : { kind: "faulty", name: file.name, file, problem: answer.problem };
  }

  private async carryOut({ file, allowsOwnKinds }: Extract<Step, { kind: "ready" }>): Promise<void> {
    const { workspace, by } = this;
    this.step = { kind: "importing", file };
    const answer = await requestImport({ workspace, by, file, isDryRun: false, allowsOwnKinds });
    if (answer.kind === "problem") {
      this.step = { kind: "faulty", name: file.name, file, problem: answer.problem };
      return;
    }
    this.isOpen = false;
    const { added, changed, batch } = answer.result;
    const run = () => void this.reverse(batch ?? "", file.name, "undo");
    const words = `Imported ${file.name}: ${added} added, ${changed} changed.`;
    this.tell(words, batch === undefined ? undefined : { label: "Undo this import", run });
  }

  /** Shows how it goes, also when it was asked for by a message at the foot of the window. */
  private async reverse(batch: string, name: string, way: Way): Promise<void> {
    const { workspace, by } = this;
    this.step = { kind: "reversing", name, way };
    this.isOpen = true;
    const answer = await requestReversal({ workspace, by, batch, way });
    if (answer.kind === "problem") {
      this.step = { kind: "faulty", name, problem: answer.problem };
      this.isOpen = true;
      return;
    }
    const report = answer.result;
    this.step = { kind: "reversed", name, way, report };
    if (report.left > 0) {
      this.isOpen = true;
      return;
    }
    this.isOpen = false;
    const done = way === "undo" ? `Undone: the import of ${name}.` : `Brought back: the import of ${name}.`;
    const opposite = way === "undo" ? "bring-back" : "undo";
    const label = way === "undo" ? "Bring it back" : "Undo this import";
    this.tell(`${done} ${doneWords(report, way)}`, {
      label,
      run: () => void this.reverse(batch, name, opposite),
    });
  }

  private tell(text: string, action: ToastEvent["action"]): void {
    this.dispatchEvent(new ToastEvent(text, "info", action));
  }
}

function renderButton(words: string, look: string, does: () => unknown, isDisabled = false) {
  return html`<button
    slot="footer"
    class="button ${look}"
    type="button"
    ?disabled=${isDisabled}
    @click=${does}
  >
    ${words}
  </button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-import-dialog": ImportDialog;
  }
}

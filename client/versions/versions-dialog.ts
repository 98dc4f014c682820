import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import { accountStyles } from "../account/account-styles.ts";
import { toAccountError, type AccountError } from "../account/ask-server.ts";
import { renderProblem } from "../account/refusal.ts";
import { dialogStyles, keepKeys } from "../controls/dialog.ts";
import { focusIn } from "../controls/focus-in.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { renderWorking, workingStyles } from "../controls/working.ts";
import { isNothing, renderChanges, renderWhich } from "./restore-views.ts";
import {
  readChanges,
  restoreVersion,
  type VersionChanges,
  type VersionHead,
  type VersionPlace,
} from "./version-data.ts";
import "./version-list.ts";
import type { VersionList } from "./version-list.ts";
import type { VersionChosenEvent } from "./version-row.ts";
import { restoreStyles } from "./versions-styles.ts";

type Step =
  | { readonly kind: "list" }
  | { readonly kind: "looking"; readonly version: VersionHead }
  | { readonly kind: "ready" | "restoring"; readonly version: VersionHead; readonly changes: VersionChanges }
  | { readonly kind: "faulty"; readonly version: VersionHead; readonly problem: AccountError };

/** Points in the history of the map: their list, what going back to one would do, and going back. */
@customElement("entente-versions-dialog")
export class VersionsDialog extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    buttonStyles,
    accountStyles,
    workingStyles,
    restoreStyles,
    css`
      wa-dialog {
        --width: min(640px, calc(100vw - 16px));
      }
      wa-dialog::part(body) {
        min-height: min(200px, 50vh);
      }
      .restore:focus {
        outline: none;
      }
    `,
  ];

  @property() workspace = "";
  /** Who is at this browser, where people have no accounts. */
  @property() by = "";
  /** Another number each time that the list has changed on the server. */
  @property({ type: Number }) news = 0;
  /** How many of this browser's edits the server is not known to have. */
  @property({ type: Number }) unsent = 0;
  @state() private isOpen = false;
  @state() private step: Step = { kind: "list" };
  @query("entente-version-list") private readonly list?: VersionList | null;

  /** Opens the list, or what going back to one version would do. */
  show(version?: VersionHead): void {
    this.isOpen = true;
    if (version) void this.look(version);
    else this.step = { kind: "list" };
  }

  protected override render() {
    return html`<wa-dialog
      label=${this.step.kind === "list" ? "Versions" : "Restore this version?"}
      ?open=${this.isOpen}
      @wa-after-show=${() => this.list?.focus()}
      @wa-after-hide=${this.gone}
      @keydown=${keepKeys}
    >
      ${this.isOpen ? this.renderStep() : nothing} ${this.isOpen ? this.renderButtons() : nothing}
    </wa-dialog>`;
  }

  private renderStep() {
    const { step } = this;
    if (step.kind === "list") return this.renderList();
    return html`<div class="restore" tabindex="-1">
      ${renderWhich(step.version)} ${this.renderOutlook(step)}
    </div>`;
  }

  private renderList() {
    const { news, unsent } = this;
    return html`<entente-version-list
      .place=${this.versionPlace}
      news=${news}
      unsent=${unsent}
      @entente-version-chosen=${({ version }: VersionChosenEvent) => this.look(version)}
    ></entente-version-list>`;
  }

  private renderOutlook(step: Exclude<Step, { kind: "list" }>) {
    switch (step.kind) {
      case "looking":
        return renderWorking("Comparing the map with how it was then. Nothing is changed yet.");
      case "restoring":
        return renderWorking("Bringing the map back…");
      case "ready":
        return renderChanges(step.changes);
      case "faulty":
        return renderProblem(step.problem);
    }
  }

  private renderButtons() {
    const { step } = this;
    if (step.kind === "list" || step.kind === "restoring") return nothing;
    return html`${renderButton("All versions", "", this.back)}${this.renderNext(step)}`;
  }

  private renderNext(step: Exclude<Step, { kind: "list" | "restoring" }>) {
    if (step.kind === "faulty") return renderButton("Try again", "primary", () => this.look(step.version));
    if (step.kind === "looking" || isNothing(step.changes)) return nothing;
    return renderButton("Restore this version", "primary edits", () => this.restore(step));
  }

  private readonly back = async (): Promise<void> => {
    this.step = { kind: "list" };
    await this.updateComplete;
    this.list?.focus();
  };

  private async look(version: VersionHead): Promise<void> {
    this.step = { kind: "looking", version };
    // The button that was pressed is gone; whoever works by keyboard goes on from what took its place.
    await focusIn(this, ".restore");
    const changes = await this.attempt(version, () => readChanges(this.versionPlace, version.id));
    if (changes && this.isAt("looking", version)) this.step = { kind: "ready", version, changes };
  }

  private async restore({ version, changes }: Extract<Step, { kind: "ready" | "restoring" }>): Promise<void> {
    this.step = { kind: "restoring", version, changes };
    await focusIn(this, ".restore");
    const isDone = await this.attempt(version, async () => {
      await restoreVersion(this.versionPlace, version.id);
      return true;
    });
    if (isDone && this.isAt("restoring", version)) this.isOpen = false;
  }

  /** Does it; what is refused is shown where it was asked for, also when the dialog was closed meanwhile. */
  private async attempt<Result>(
    version: VersionHead,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await work();
    } catch (cause) {
      this.step = { kind: "faulty", version, problem: toAccountError(cause) };
      return undefined;
    }
  }

  private isAt(kind: "looking" | "restoring", version: VersionHead): boolean {
    return this.step.kind === kind && this.step.version.id === version.id;
  }

  private get versionPlace(): VersionPlace {
    return { workspace: this.workspace, by: this.by };
  }

  private gone(event: Event): void {
    if (event.target === event.currentTarget) this.isOpen = false;
  }
}

function renderButton(words: string, look: string, does: () => unknown) {
  return html`<button slot="footer" class="button ${look}" type="button" @click=${does}>${words}</button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-versions-dialog": VersionsDialog;
  }
}

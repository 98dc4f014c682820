import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { ImportBatch } from "../../schema/imports/import-batch.ts";
import { underNames } from "../../schema/terms/naming.ts";
import { isOwnerIn, isVisitorIn, type Me } from "../account/account-data.ts";
import type { AccountDialog } from "../account/account-dialog.ts";
import type { PeopleDialog } from "../account/people-dialog.ts";
import { dialogStyles } from "../controls/dialog.ts";
import { baseStyles } from "../controls/shared-styles.ts";
import type { EditDialogs } from "../panels/edit-dialogs.ts";
import type { ImportDialog } from "./dialogs/import-dialog.ts";
import type { NamesDialog } from "./dialogs/names-dialog.ts";
import type { Palette } from "./dialogs/palette.ts";
import type { ShortcutSheet } from "./dialogs/shortcut-sheet.ts";
import type { TermsDialog } from "./dialogs/terms-dialog.ts";
import type { UnsentDialog } from "./dialogs/unsent-dialog.ts";
import type { VersionHead } from "../versions/version-data.ts";
import type { VersionsDialog } from "../versions/versions-dialog.ts";
import { ToastEvent, type DialogRequest, type UnsentRequest } from "./events.ts";
import { loadPart, type Part } from "./parts.ts";

/** Every dialog of the application, each loaded when it is first asked for. */
@customElement("entente-dialog-host")
export class DialogHost extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      :host {
        display: contents;
      }
      .problems {
        --width: 760px;
      }
      .problems h3 {
        font-size: var(--e-size-base);
      }
      .problems h3:not(:first-child) {
        margin-top: var(--e-space-16);
      }
    `,
  ];

  @property({ attribute: false }) graph?: Graph | undefined;
  @property() workspace = "";
  /** Whose name stands beside what they import. */
  @property() by = "";
  @property({ attribute: false }) imports: readonly ImportBatch[] = [];

  /** Another number each time that the list of versions has changed. */
  @property({ type: Number }) versionNews = 0;
  /** How many edits the server is not known to have. */
  @property({ type: Number }) unsent = 0;

  /** Who is at this browser. */
  @property({ attribute: false }) me?: Me | undefined;
  @state() private hasProblems = false;
  /** Whether the dialog's own element is defined: before that its content would stand in the page. */
  @state() private knowsProblems = false;
  @query("entente-palette") private readonly palette?: Palette;
  @query("entente-shortcut-sheet") private readonly shortcuts?: ShortcutSheet;
  @query("entente-import-dialog") private readonly importDialog?: ImportDialog;
  @query("entente-names-dialog") private readonly names?: NamesDialog;
  @query("entente-terms-dialog") private readonly terms?: TermsDialog;
  @query("entente-versions-dialog") private readonly versions?: VersionsDialog;
  @query("entente-people-dialog") private readonly people?: PeopleDialog;
  @query("entente-account-dialog") private readonly account?: AccountDialog;
  @query("entente-unsent-dialog") private readonly unsentDialog?: UnsentDialog;
  @query("entente-edit-dialogs") private readonly edits?: EditDialogs;

  /** @throws Error with words for the person when the dialog could not be loaded */
  async open(request: DialogRequest): Promise<void> {
    switch (request.kind) {
      case "shortcuts":
        await this.ready("shortcuts");
        return this.shortcuts?.show();
      case "names":
        await this.ready("names");
        return this.names?.show();
      case "terms":
        await this.ready("terms");
        return this.terms?.show();
      case "import":
        await this.ready("import");
        return this.importDialog?.show();
      default:
        return this.openOther(request);
    }
  }

  private async openOther(request: DialogRequest): Promise<void> {
    if (request.kind === "unsent") return this.openUnsent(request);
    if (request.kind === "versions") return this.openVersions(request.version);
    const isOfAccounts = request.kind === "people" || request.kind === "account";
    await this.ready(isOfAccounts ? "people" : "dialogs");
    if (request.kind === "people") this.people?.show();
    else if (request.kind === "account") this.account?.show();
    else this.edits?.open(request);
  }

  private async openUnsent(request: UnsentRequest): Promise<void> {
    await this.ready("unsent");
    this.unsentDialog?.show(request);
  }

  private async openVersions(version: VersionHead | undefined): Promise<void> {
    if (this.isVisitor) {
      const text = "You came by a link that shows the map. Its versions are for the people who work on it.";
      this.dispatchEvent(new ToastEvent(text));
      return;
    }
    await this.ready("versions");
    this.versions?.show(version);
  }

  async openPalette(): Promise<void> {
    await this.ready("palette");
    this.palette?.show();
  }

  async openProblems(): Promise<void> {
    await this.ready("problems");
    this.knowsProblems = true;
    this.hasProblems = true;
  }

  private get isVisitor(): boolean {
    return isVisitorIn(this.me, this.workspace);
  }

  protected override render() {
    const { graph, isVisitor, workspace } = this;
    const isOwner = isOwnerIn(this.me, workspace);
    return html`<entente-edit-dialogs .graph=${graph}></entente-edit-dialogs>
      <entente-palette
        .graph=${graph && underNames(graph, graph.meta.naming ?? "ours")}
        ?visitor=${isVisitor}
        ?owner=${isOwner}
      ></entente-palette>
      <entente-shortcut-sheet ?visitor=${isVisitor} ?owner=${isOwner}></entente-shortcut-sheet>
      <entente-import-dialog
        workspace=${workspace}
        by=${this.by}
        .imports=${this.imports}
        .graph=${graph}
      ></entente-import-dialog>
      <entente-unsent-dialog></entente-unsent-dialog>
      <entente-names-dialog .graph=${graph}></entente-names-dialog>
      <entente-terms-dialog .graph=${graph}></entente-terms-dialog>
      <entente-versions-dialog
        workspace=${workspace}
        by=${this.by}
        news=${this.versionNews}
        unsent=${this.unsent}
      ></entente-versions-dialog>
      ${this.me?.access === "accounts" ? this.renderAccounts(this.me) : nothing}
      ${this.knowsProblems ? this.renderProblems() : nothing}`;
  }

  private renderAccounts(me: Me) {
    return html`<entente-people-dialog workspace=${this.workspace} .me=${me}></entente-people-dialog>
      <entente-account-dialog workspace=${this.workspace} .me=${me}></entente-account-dialog>`;
  }

  private renderProblems() {
    const { graph } = this;
    return html`<wa-dialog
      class="problems"
      label="Problems and bin"
      light-dismiss
      ?open=${this.hasProblems}
      @wa-after-hide=${this.onProblemsHidden}
      @entente-select=${() => (this.hasProblems = false)}
    >
      <h3>Problems</h3>
      <entente-problems-panel .graph=${graph}></entente-problems-panel>
      <h3>Bin</h3>
      <entente-bin-panel .graph=${graph}></entente-bin-panel>
    </wa-dialog>`;
  }

  /** Menus inside the panel tell that they are hidden, too. */
  private onProblemsHidden(event: Event): void {
    if (event.target === event.currentTarget) this.hasProblems = false;
  }

  private async ready(part: Part): Promise<void> {
    await loadPart(part);
    await this.updateComplete;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-dialog-host": DialogHost;
  }
}

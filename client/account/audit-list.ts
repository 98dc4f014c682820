import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as v from "valibot";

import { momentWords } from "../controls/moment-words.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { auditEntrySchema, type AuditEntry } from "./account-data.ts";
import { accountStyles } from "./account-styles.ts";
import { ask } from "./ask-server.ts";
import { Asking } from "./asking.ts";
import { actorWords, auditWords } from "./audit-words.ts";
import { listStyles } from "./list-styles.ts";
import { renderProblem } from "./refusal.ts";

const pageSize = 50;

/** Who did what about people and access, or about one's own account; newest first. */
@customElement("entente-audit-list")
export class AuditList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    accountStyles,
    listStyles,
    css`
      time {
        color: var(--e-muted);
        font-size: var(--e-size-small);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ];

  /** Empty: what was done about one's own account. */
  @property() workspace = "";
  @state() private entries: readonly AuditEntry[] = [];
  @state() private hasMore = true;
  private readonly asking = new Asking(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.loadMore();
  }

  protected override render() {
    const { entries, hasMore, asking } = this;
    const about = this.workspace === "" ? "your account" : "people and access";
    return html`<p class="muted">Who did what about ${about}. Nobody can change or remove an entry.</p>
      ${renderProblem(asking.problem)}
      <ul class="rows">
        ${entries.map(
          (entry) =>
            html`<li>
              <span><strong>${actorWords(entry)}</strong> ${auditWords(entry)}</span>
              <time datetime=${entry.at}>${momentWords(entry.at)}</time>
            </li>`,
        )}
      </ul>
      ${
        hasMore && entries.length > 0
          ? html`<div>
              <button class="button" type="button" aria-disabled=${asking.isBusy} @click=${this.loadMore}>
                Show older
              </button>
            </div>`
          : nothing
      }`;
  }

  private readonly loadMore = () =>
    this.asking.run(async () => {
      const last = this.entries.at(-1)?.seq;
      const before = last === undefined ? "" : `&before=${last}`;
      const base = this.workspace === "" ? "/api/me" : `/api/workspaces/${this.workspace}`;
      const older = await ask(v.array(auditEntrySchema), "GET", `${base}/audit?limit=${pageSize}${before}`);
      this.entries = [...this.entries, ...older];
      this.hasMore = older.length === pageSize;
    });
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-audit-list": AuditList;
  }
}

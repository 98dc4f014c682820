import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import { momentWords } from "../controls/moment-words.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { historyEdits, type HistoryAnswer, type HistoryEdit, type HistoryLoader } from "./history-words.ts";
import { panelStyles } from "./panel-styles.ts";

/** What became of one record: each edit with when, who, and what changed. Asked for when it is shown. */
@customElement("entente-record-history")
export class RecordHistory extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    panelStyles,
    css`
      :host {
        display: grid;
        gap: var(--e-space-12);
      }
      .state {
        display: grid;
        justify-items: start;
        gap: var(--e-space-12);
        color: var(--e-muted);
      }
      ol {
        display: grid;
      }
      ol > li {
        padding: var(--e-space-12) 0;
      }
      ol > li:first-child {
        padding-top: 0;
      }
      ol > li:not(:first-child) {
        border-top: 1px solid var(--e-line);
      }
      .line {
        margin-top: var(--e-space-4);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Whose names stand in the words. Renders nothing until all three are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) record?: RecordId;
  @property({ attribute: false }) load?: HistoryLoader | undefined;
  @state() private answer: HistoryAnswer | undefined;
  /** The last question: an answer to an earlier one comes too late. */
  private asked = 0;
  private reading: Promise<unknown> = Promise.resolve();

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("record") || changed.has("load")) void this.ask();
  }

  protected override render() {
    const { graph, record, answer } = this;
    if (!graph || !record || !this.load) return nothing;
    if (!answer) return html`<p class="state" role="status">Loading the history…</p>`;
    switch (answer.kind) {
      case "offline":
        return this.renderTrouble(
          "The history is kept on the server, which cannot be reached. Try again when you are online.",
        );
      case "problem":
        return this.renderTrouble(answer.message);
      case "changes":
        return this.renderEdits(historyEdits(graph, record, answer.changes));
    }
  }

  private renderTrouble(message: string) {
    return html`<div class="state">
      <p role="alert">${message}</p>
      <button type="button" class="button" @click=${this.ask}>Try again</button>
    </div>`;
  }

  private renderEdits(edits: readonly HistoryEdit[]) {
    return html`${
        edits.length === 0
          ? html`<p class="state" role="status">
              Nothing of it has reached the server yet. What you edit appears here once it is saved.
            </p>`
          : html`<ol aria-label="Edits, newest first">
              ${edits.map((edit) => renderEdit(edit))}
            </ol>`
      }
      <div class="actions">
        <button type="button" class="link-button" @click=${this.ask}>Look for newer edits</button>
      </div>`;
  }

  private readonly ask = async (): Promise<void> => {
    this.asked += 1;
    const { asked } = this;
    this.answer = undefined;
    // One at a time: each reads the whole log, and of those a server has few under way for one person.
    await this.reading;
    const { record, load } = this;
    if (asked !== this.asked || !record || !load) return;
    const reading = load(record);
    this.reading = reading;
    const answer = await reading;
    if (asked === this.asked) this.answer = answer;
  };
}

function renderEdit({ at, who, lines }: HistoryEdit) {
  const moment = momentWords(at);
  const when = moment === "" ? "" : html`<time datetime=${at}>${moment}</time>`;
  return html`<li>
    <p class="meta">${when}<span>${who}</span></p>
    ${lines.map((line) => html`<p class="line">${line}</p>`)}
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-record-history": RecordHistory;
  }
}

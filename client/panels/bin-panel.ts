import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { BinItem, Graph } from "../../schema/graph.ts";
import { evidencePrefix, hasPrefix, type EntityId } from "../../schema/ids.ts";
import { relationTermOf } from "../../schema/terms/terms.ts";
import { CommandEvent } from "../app/events.ts";
import { momentWords } from "../controls/moment-words.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { nameIn } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";

const pageSize = 50;

/**
 * What was retracted, newest first, by whom and when. Everything can be brought back.
 *
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-bin-panel")
export class BinPanel extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    panelStyles,
    css`
      :host {
        display: block;
        padding-top: var(--e-space-8);
      }
      .intro {
        margin-bottom: var(--e-space-8);
        font-size: var(--e-size-dense);
        text-wrap: pretty;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: 2px var(--e-space-16);
        padding: var(--e-space-12) 0;
        border-bottom: 1px solid var(--e-line);
        font-size: var(--e-size-dense);
      }
      li:last-child {
        border-bottom: 0;
      }
      .label {
        font-weight: var(--e-weight-medium);
      }
      .button {
        grid-row: span 2;
      }
      .more {
        margin-top: var(--e-space-8);
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @state() private shownCount = pageSize;

  protected override render() {
    const { graph } = this;
    if (!graph) return nothing;
    const { bin } = graph;
    if (bin.length === 0) {
      return html`<p class="muted">
        The bin is empty. What is retracted comes here and can be brought back.
      </p>`;
    }
    const left = bin.length - this.shownCount;
    return html`<p class="intro muted">What is attached to a record comes back with it.</p>
      <ul>
        ${repeat(
          bin.slice(0, this.shownCount),
          ({ id }) => id,
          (item) => this.renderItem(graph, item),
        )}
      </ul>
      ${left > 0 ? html`<button type="button" class="button more" @click=${this.showMore}>Show ${Math.min(left, pageSize)} more</button>` : nothing}`;
  }

  private renderItem(graph: Graph, item: BinItem) {
    const label = labelOf(graph, item);
    return html`<li>
      <p class="label clamp">${label}</p>
      <button
        type="button"
        class="button edits"
        aria-label="Restore ${label}"
        @click=${() => this.restore(item, label)}
      >
        Restore
      </button>
      <p class="meta">
        <span>${whatOf(item)}</span>
        ${item.deletedBy === "" ? nothing : html`<span>retracted by ${item.deletedBy}</span>`}
        ${when(item.deletedAt)}
        ${item.isChangedSince ? html`<span class="changed">changed after it was deleted</span>` : nothing}
      </p>
    </li>`;
  }

  private restore({ id }: BinItem, label: string) {
    this.dispatchEvent(new CommandEvent({ kind: "restore", ids: [id] }, `Restore ${label}`));
  }

  private showMore() {
    this.shownCount += pageSize;
  }
}

function labelOf(graph: Graph, { label, ends }: BinItem): string {
  if (!ends) return label;
  // An end may lie in the bin beside its relation.
  const nameOf = (id: EntityId) => graph.bin.find((item) => item.id === id)?.label ?? nameIn(graph, id);
  return `${nameOf(ends[0])} ${relationTermOf(label, graph.meta).label} ${nameOf(ends[1])}`;
}

function whatOf({ id, root }: BinItem): string {
  const words = { n: "Entity", e: "Relation", c: "Claim", s: "Source" } as const;
  return hasPrefix(id, evidencePrefix) ? "Evidence" : words[root];
}

/** In the reader's own time; the mark of a foreign program may be no date at all. */
function when(at: string) {
  const words = momentWords(at);
  return words === "" ? nothing : html`<time datetime=${new Date(at).toISOString()}>${words}</time>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-bin-panel": BinPanel;
  }
}

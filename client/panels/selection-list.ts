import "../controls/kind-icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import { entityTermOf } from "../../schema/terms/terms.ts";
import { CommandEvent, DialogRequestEvent, SelectEvent } from "../app/events.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { entityOf, recordLabel } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * Several records at once: what they are, and what can be done with all of them.
 *
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-selection-list")
export class SelectionList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    panelStyles,
    css`
      :host {
        display: grid;
        gap: var(--e-space-16);
      }
      h2 {
        font-size: var(--e-size-title);
      }
      li {
        display: flex;
        align-items: center;
      }
      li .row-button {
        flex: 1;
        min-width: 0;
      }
      .label {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      entente-kind-icon {
        color: var(--e-muted);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--e-space-8);
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) ids: readonly RecordId[] = [];

  protected override render() {
    const { graph, ids } = this;
    if (!graph) return nothing;
    const count = ids.length;
    return html`<h2>${count.toLocaleString("en")} selected</h2>
      <div class="buttons">
        ${this.pair() ? html`<button type="button" class="button edits" @click=${this.relate}>Relate these two</button>` : nothing}
        <button type="button" class="button edits" @click=${this.retract}>
          Retract all ${count.toLocaleString("en")}
        </button>
        <button type="button" class="button quiet" @click=${() => this.select([])}>Clear selection</button>
      </div>
      <ul>
        ${ids.map((id) => this.renderRow(graph, id))}
      </ul>`;
  }

  private renderRow(graph: Graph, id: RecordId) {
    const label = recordLabel(graph, id);
    const kind = entityOf(graph, id)?.kind ?? "relation";
    return html`<li>
      <button type="button" class="row-button" @click=${() => this.select([id])}>
        <entente-kind-icon kind=${kind} icon=${entityTermOf(kind, graph.meta).icon ?? ""}></entente-kind-icon>
        <span class="label">${label}</span>
      </button>
      <button
        type="button"
        class="icon-button small-target"
        aria-label="Take ${label} out of the selection"
        @click=${() => this.select(this.ids.filter((other) => other !== id))}
      >
        <wa-icon name="x"></wa-icon>
      </button>
    </li>`;
  }

  /** Exactly two entities can be related from here. */
  private pair(): readonly [EntityId, EntityId] | undefined {
    const entities = this.ids.filter((id) => this.graph?.entities.has(id as EntityId)) as EntityId[];
    const [from, to] = entities;
    return from && to && this.ids.length === 2 ? [from, to] : undefined;
  }

  private relate() {
    const pair = this.pair();
    if (pair)
      this.dispatchEvent(new DialogRequestEvent({ kind: "add-relation", from: pair[0], to: pair[1] }));
  }

  private retract() {
    this.dispatchEvent(
      new CommandEvent(
        { kind: "retract", ids: this.ids },
        `Retract ${this.ids.length.toLocaleString("en")} records`,
      ),
    );
    this.select([]);
  }

  private select(ids: readonly RecordId[]) {
    this.dispatchEvent(new SelectEvent(ids));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-selection-list": SelectionList;
  }
}

import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Conflict, Graph } from "../../schema/graph.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import { renderOtherConflicts } from "./conflict-badge.ts";
import { conflictsAt, conflictsBeside } from "./conflict-words.ts";
import { fieldOfDetail, renderDetail, type Detail } from "./detail.ts";
import type { EditableField } from "./editable-field.ts";
import { panelStyles } from "./panel-styles.ts";
import { summaryStyles } from "./summary-styles.ts";

/**
 * Fields of a record, edited where they stand. Empty ones wait behind the buttons that add them.
 *
 * @slot - Further buttons, after those that add a field
 */
@customElement("entente-detail-list")
export class DetailList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sectionStyles,
    panelStyles,
    summaryStyles,
    css`
      :host {
        gap: var(--e-space-8);
      }
    `,
  ];

  @property({ attribute: false }) details: readonly Detail[] = [];
  /** Whose names stand in the values in conflict. Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  /** Each is shown beside its field, or in a row of its own. */
  @property({ attribute: false }) conflicts: readonly Conflict[] = [];
  /** An empty field that somebody asked to fill. */
  @state() private added = "";

  protected override render() {
    const { details, graph, conflicts } = this;
    if (!graph) return nothing;
    const at = (detail: Detail) => conflictsAt(conflicts, fieldOfDetail(detail));
    const isShown = (detail: Detail) =>
      detail.value !== "" || detail.isAlways || detail.name === this.added || at(detail).length > 0;
    const shown = details.filter(isShown);
    const hidden = details.filter((detail) => !shown.includes(detail));
    const others = conflictsBeside(conflicts, shown.map(fieldOfDetail));
    return html`${
        shown.length + others.length === 0
          ? nothing
          : html`<dl class="facts">
              ${renderOtherConflicts(graph, others)}
              ${shown.map((detail) => renderDetail(detail, graph, at(detail)))}
            </dl>`
      }
      <div class="actions">
        ${hidden.map(
          ({ name, placeholder }) =>
            html`<button type="button" class="link-button edits" @click=${() => this.add(name)}>
              ${placeholder}
            </button>`,
        )}<slot></slot>
      </div>`;
  }

  private async add(name: string) {
    this.added = name;
    await this.updateComplete;
    await this.renderRoot.querySelector<EditableField>(`.${name}`)?.edit();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-detail-list": DetailList;
  }
}

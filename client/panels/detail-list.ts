import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import { renderDetail, type Detail } from "./detail.ts";
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
  /** An empty field that somebody asked to fill. */
  @state() private added = "";

  protected override render() {
    const { details } = this;
    const shown = details.filter(
      ({ value, name, isAlways }) => value !== "" || isAlways || name === this.added,
    );
    const hidden = details.filter((detail) => !shown.includes(detail));
    return html`${shown.length === 0 ? nothing : html`<dl class="facts">${shown.map(renderDetail)}</dl>`}
      <div class="actions">
        ${hidden.map(
          ({ name, placeholder }) =>
            html`<button type="button" class="link-button" @click=${() => this.add(name)}>
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

import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Source } from "../../schema/records.ts";
import { reliabilityTerms } from "../../schema/vocabulary.ts";
import { SelectEvent } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { sourceLine } from "./claim-words.ts";
import type { SourceUse } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * The sources behind some claims: what each is, how reliable, from when and how that is known.
 *
 * @fires {SelectEvent} entente-select
 */
@customElement("entente-source-list")
export class SourceList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    panelStyles,
    css`
      :host {
        display: block;
      }
      li {
        display: grid;
        gap: var(--e-space-4);
        padding: var(--e-space-12) 0;
      }
      li:first-child {
        padding-top: 0;
      }
      li:not(:first-child) {
        border-top: 1px solid var(--e-line);
      }
      .title {
        justify-self: start;
        font-family: var(--e-font-serif);
        font-size: var(--e-size-large);
        line-height: 1.35;
        text-wrap: pretty;
      }
    `,
  ];

  @property({ attribute: false }) uses: readonly SourceUse[] = [];

  protected override render() {
    if (this.uses.length === 0)
      return html`<p class="muted">
        No source yet. Sources appear here with the first claim that cites one.
      </p>`;
    return html`<ul>
      ${this.uses.map(({ source, claims }) => this.renderSource(source, claims.length))}
    </ul>`;
  }

  private renderSource(source: Source, claimCount: number) {
    return html`<li>
      <button
        type="button"
        class="name title"
        @click=${() => this.dispatchEvent(new SelectEvent([source.id]))}
      >
        ${source.title}
      </button>
      <p class="dense muted">${sourceLine(source)}</p>
      ${sourceFacts(source)}
      <p class="meta"><span>${claimCount === 1 ? "1 claim" : `${claimCount} claims`} here</span></p>
    </li>`;
  }
}

/** Reliability and dates of a source, with how its date is known. */
export function sourceFacts(source: Source) {
  const { reliability, datePrinted, dateUsed, dateBasis } = source;
  return html`<p class="meta">
      <span
        >${reliability ? html`<strong>${reliability}</strong> ${reliabilityTerms[reliability]}` : "reliability not judged"}</span
      >
      ${datePrinted ? html`<span title=${dateWords(datePrinted)}>printed ${datePrinted}</span>` : html`<span>no printed date</span>`}
      ${dateUsed && dateUsed !== datePrinted ? html`<span title=${dateWords(dateUsed)}>reckoned as ${dateUsed}</span>` : nothing}
      ${source.background ? html`<span>background</span>` : nothing}
    </p>
    ${dateBasis ? html`<p class="dense muted">${`Date ${dateBasis.charAt(0).toLowerCase()}${dateBasis.slice(1)}`}</p>` : nothing}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-source-list": SourceList;
  }
}

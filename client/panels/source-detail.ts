import "./claim-list.ts";
import "./source-details.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { Source } from "../../schema/records.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../controls/shared-styles.ts";
import { sourceLine } from "./claim-words.ts";
import { panelStyles } from "./panel-styles.ts";
import { sourceFacts } from "./source-list.ts";
import { summaryStyles } from "./summary-styles.ts";

/** One source and every claim that cites it. */
@customElement("entente-source-detail")
export class SourceDetail extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, sectionStyles, panelStyles, summaryStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) source?: Source;

  protected override render() {
    const { graph, source } = this;
    if (!graph || !source) return nothing;
    const claims = [...graph.claims.values()].filter(({ evidence }) =>
      evidence.some((place) => place.source === source.id),
    );
    return html`<div>
        <p class="dense muted">${sourceLine(source)}</p>
        <h2 class="sentence">${source.title}</h2>
        ${sourceFacts(source)}
        ${source.url ? html`<p><a href=${source.url} target="_blank" rel="noopener noreferrer">Open the source</a></p>` : nothing}
      </div>
      <entente-claim-list
        .graph=${graph}
        .context=${source.id}
        .groups=${[{ heading: `Cited by ${claims.length}`, claims }]}
      ></entente-claim-list>
      <entente-source-details .graph=${graph} .source=${source}></entente-source-details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-source-detail": SourceDetail;
  }
}

import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import type { Conflict, Graph, Problem } from "../../schema/graph.ts";
import { SelectEvent } from "../app/events.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import "./conflict-choice.ts";
import { conflictAbout, conflictTerm } from "./conflict-words.ts";
import { recordLabel } from "./graph-reading.ts";
import { panelStyles } from "./panel-styles.ts";
import { mattersOf, severities, type Fix, type Matter } from "./problem-words.ts";

const severityWords: Readonly<Record<Problem["severity"], string>> = {
  error: "Left out",
  warning: "Needs attention",
  hint: "Worth a look",
};
const pageSize = 30;

/**
 * What could not be taken at face value, in plain words, with what can be done. Nothing is repaired by itself.
 *
 * @fires {SelectEvent} entente-select
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-problems-panel")
export class ProblemsPanel extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    sectionStyles,
    panelStyles,
    css`
      :host {
        display: block;
        padding-top: var(--e-space-8);
      }
      section + section {
        margin-top: var(--e-space-24);
      }
      li {
        display: grid;
        gap: 2px;
        padding: var(--e-space-12) 0;
        border-bottom: 1px solid var(--e-line);
        font-size: var(--e-size-dense);
      }
      li:last-child {
        border-bottom: 0;
      }
      .about {
        font-weight: var(--e-weight-medium);
      }
      .sentence {
        color: var(--e-muted);
      }
      entente-conflict-choice {
        margin-top: var(--e-space-4);
      }
      .intro {
        margin-top: var(--e-space-4);
        font-size: var(--e-size-dense);
        text-wrap: pretty;
      }
      .actions {
        margin-top: 2px;
        font-size: var(--e-size-dense);
      }
      .last {
        color: var(--e-muted);
      }
      .more {
        margin-top: var(--e-space-8);
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @state() private shownConflicts = pageSize;
  @state() private shownCounts: Readonly<Record<Problem["severity"], number>> = {
    error: pageSize,
    warning: pageSize,
    hint: pageSize,
  };

  protected override render() {
    if (!this.graph) return nothing;
    const { conflicts } = this.graph;
    const matters = mattersOf(this.graph);
    if (matters.length + conflicts.length === 0)
      return html`<p class="muted">No problems. Every record could be read and joined.</p>`;
    const bySeverity = Map.groupBy(matters, ({ severity }) => severity);
    return html`${this.renderConflicts(this.graph, conflicts)}
    ${severities.map((severity) => this.renderGroup(severity, bySeverity.get(severity) ?? []))}`;
  }

  private renderConflicts(graph: Graph, conflicts: readonly Conflict[]) {
    if (conflicts.length === 0) return nothing;
    const left = conflicts.length - this.shownConflicts;
    return html`<section aria-label="Conflicts">
      <h3 class="section-title">Conflicts <span class="count numeral">${conflicts.length}</span></h3>
      <p class="intro sentence">
        Written by two people at the same time, without sight of each other. One value is shown until somebody
        chooses.
      </p>
      <ul>
        ${repeat(
          conflicts.slice(0, this.shownConflicts),
          ({ root, key }) => `${root} ${key}`,
          (conflict) => this.renderConflict(graph, conflict),
        )}
      </ul>
      ${left > 0 ? html`<button type="button" class="button more" @click=${this.showMoreConflicts}>Show ${Math.min(left, pageSize)} more</button>` : nothing}
    </section>`;
  }

  private renderConflict(graph: Graph, conflict: Conflict) {
    const about = conflictAbout(graph, conflict);
    const { id } = conflict;
    const shown = id !== undefined && recordLabel(graph, id) !== id ? id : undefined;
    return html`<li>
      <p class="about clamp">${about}: ${conflictTerm(graph, conflict)}</p>
      <entente-conflict-choice .graph=${graph} .conflict=${conflict}></entente-conflict-choice>
      <div class="actions">
        ${shown === undefined ? nothing : renderFix({ label: "Show", does: () => new SelectEvent([shown]) }, about, this)}
      </div>
    </li>`;
  }

  private renderGroup(severity: Problem["severity"], matters: readonly Matter[]) {
    if (matters.length === 0) return nothing;
    const shown = matters.slice(0, this.shownCounts[severity]);
    const left = matters.length - shown.length;
    const label = severityWords[severity];
    return html`<section aria-label=${label}>
      <h3 class="section-title">${label} <span class="count numeral">${matters.length}</span></h3>
      <ul>
        ${repeat(
          shown,
          ({ key }) => key,
          (matter) => this.renderMatter(matter),
        )}
      </ul>
      ${left > 0 ? html`<button type="button" class="button more" @click=${() => this.showMore(severity)}>Show ${Math.min(left, pageSize)} more</button>` : nothing}
    </section>`;
  }

  private renderMatter({ about, sentence, shown, fixes }: Matter) {
    return html`<li>
      <p class="about clamp">${about}</p>
      <p class="sentence">${sentence}</p>
      <div class="actions">
        ${shown === undefined ? nothing : renderFix({ label: "Show", does: () => new SelectEvent([shown]) }, about, this)}
        ${fixes.map((fix) => renderFix(fix, about, this))}
      </div>
    </li>`;
  }

  private showMoreConflicts() {
    this.shownConflicts += pageSize;
  }

  private showMore(severity: Problem["severity"]) {
    this.shownCounts = { ...this.shownCounts, [severity]: this.shownCounts[severity] + pageSize };
  }
}

/** The same words stand in many rows: what they are about is said to those who cannot see the row. */
function renderFix({ label, isLast, does }: Fix, about: string, panel: HTMLElement) {
  return html`<button
    type="button"
    class="link-button edits ${isLast ? "last" : ""}"
    @click=${() => panel.dispatchEvent(does())}
  >
    ${label}<span class="visually-hidden">: ${about}</span>
  </button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-problems-panel": ProblemsPanel;
  }
}

import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import "../../controls/icon.ts";
import "../../controls/kind-icon.ts";
import "./term-form.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import type { Graph } from "../../../schema/graph.ts";
import { termKey, type TermGroup } from "../../../schema/terms/own-terms.ts";
import { dialogStyles, keepKeys } from "../../controls/dialog.ts";
import { baseStyles, buttonStyles, chipStyles, sectionStyles } from "../../controls/shared-styles.ts";
import { CommandEvent } from "../events.ts";
import { termCommand, toDraft, type TermDraft } from "./term-draft.ts";
import type { TermForm } from "./term-form.ts";
import { termRows, type TermRow } from "./term-rows.ts";

interface GroupWords {
  readonly title: string;
  readonly none: string;
  readonly one: string;
}
const groups: Readonly<Record<TermGroup, GroupWords>> = {
  entityKinds: { title: "Kinds of entities", none: "None of your own yet.", one: "kind of entity" },
  relationKinds: { title: "Kinds of relations", none: "None of your own yet.", one: "kind of relation" },
  fields: { title: "Fields", none: "None of your own yet.", one: "field" },
};

/**
 * The team's own kinds and fields: a list, and a form in its place while one is added or changed.
 *
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-terms-dialog")
export class TermsDialog extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    buttonStyles,
    chipStyles,
    sectionStyles,
    css`
      wa-dialog {
        --width: min(680px, calc(100vw - 16px));
      }
      .list {
        display: grid;
        gap: var(--e-space-24);
      }
      section {
        display: grid;
        gap: var(--e-space-4);
      }
      section > .link-button {
        justify-self: start;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--e-space-8);
        min-height: 36px;
        border-bottom: 1px solid var(--e-line);
      }
      .label {
        flex: 1 1 140px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .foot {
        display: flex;
        justify-content: flex-end;
        gap: var(--e-space-8);
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) graph?: Graph | undefined;
  @state() private isOpen = false;
  /** What is being added or changed; nothing while the list is shown. */
  @state() private draft: TermDraft | undefined;
  private openCount = 0;
  @query("entente-term-form") private readonly form?: TermForm | null;

  show(): void {
    this.draft = undefined;
    this.isOpen = true;
  }

  protected override render() {
    const { graph, draft } = this;
    return html`<wa-dialog
      label=${draft ? titleOf(draft) : "Kinds and fields"}
      ?open=${this.isOpen}
      @wa-hide=${this.hiding}
      @wa-after-hide=${this.gone}
      @keydown=${this.pressed}
    >
      ${graph && this.isOpen ? (draft ? this.renderForm(graph, draft) : this.renderList(graph)) : nothing}
      ${draft ? this.renderFoot(draft) : nothing}
    </wa-dialog>`;
  }

  private renderList(graph: Graph) {
    return html`<div class="list">
      <p class="muted">
        Words of your own, beside those that every workspace has. Everybody in this workspace uses them.
      </p>
      ${(Object.keys(groups) as TermGroup[]).map((group) => this.renderGroup(graph, group))}
    </div>`;
  }

  private renderGroup(graph: Graph, group: TermGroup) {
    const { title, none, one } = groups[group];
    const rows = termRows(graph, group);
    return html`<section aria-label=${title}>
      <h3 class="section-title">${title}</h3>
      ${
        rows.length === 0
          ? html`<p class="muted">${none}</p>`
          : html`<ul>
              ${rows.map((row) => this.renderRow(graph, group, row))}
            </ul>`
      }
      <button type="button" class="link-button" data-add=${group} @click=${() => this.edit(graph, group, "")}>
        Add ${one}
      </button>
    </section>`;
  }

  private renderRow(graph: Graph, group: TermGroup, row: TermRow) {
    const { name, label, icon, about, state: stateWords } = row;
    const change = stateWords === "retired" ? "Use again" : "Retire";
    return html`<li>
      ${icon === undefined ? nothing : html`<entente-kind-icon kind=${name} icon=${icon}></entente-kind-icon>`}
      <span class="label">${label}</span>
      ${stateWords === "" ? nothing : html`<span class="chip">${stateWords}</span>`}
      <span class="muted small">${about}</span>
      <button
        type="button"
        class="link-button"
        aria-label=${`${row.isDeclared ? "Change" : "Describe"} ${label}`}
        @click=${() => this.edit(graph, group, name, row.isDeclared ? undefined : label)}
      >
        ${row.isDeclared ? "Change" : "Describe"}
      </button>
      ${
        row.isDeclared
          ? html`<button
              type="button"
              class="link-button"
              aria-label=${`${change}: ${label}`}
              @click=${() => this.retire(graph, group, row)}
            >
              ${change}
            </button>`
          : nothing
      }
    </li>`;
  }

  private renderForm(graph: Graph, draft: TermDraft) {
    return keyed(
      this.openCount,
      html`<entente-term-form .terms=${graph.meta} .draft=${draft}></entente-term-form>`,
    );
  }

  private renderFoot({ name, group }: TermDraft) {
    return html`<div slot="footer" class="foot">
      <button type="button" class="button quiet" @click=${this.back}>Back to the list</button>
      <button type="button" class="button primary" @click=${this.keep}>
        ${name === "" ? `Add ${groups[group].one}` : "Keep changes"}
      </button>
    </div>`;
  }

  /** @param word Of a kind that is in use but not declared: it keeps its word. */
  private async edit(graph: Graph, group: TermGroup, name: string, word?: string) {
    const draft = toDraft(group, name, graph.meta);
    this.openCount += 1;
    this.draft = word === undefined ? draft : { ...draft, name, label: word };
    await this.updateComplete;
    await this.form?.updateComplete;
    this.form?.focusFirst();
  }

  private readonly keep = async () => {
    const { graph } = this;
    const draft = await this.form?.read();
    if (!graph || !draft) return;
    const label = `${draft.name === "" ? "Add" : "Change"} ${groups[draft.group].one} “${draft.label.trim()}”`;
    const asked = new CommandEvent(termCommand(draft, graph.meta), label);
    this.dispatchEvent(asked);
    if (asked.refusal === undefined) await this.back();
  };

  private readonly back = async () => {
    const group = this.draft?.group;
    this.draft = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-add="${group}"]`)?.focus();
  };

  private retire(graph: Graph, group: TermGroup, { name, label }: TermRow) {
    const { retired, ...term } = graph.meta[group]?.[name] ?? {};
    const fields = { [termKey(group, name)]: retired ? term : { ...term, retired: true } };
    this.dispatchEvent(
      new CommandEvent({ kind: "set-meta", fields }, `${retired ? "Use again" : "Retire"} “${label}”`),
    );
  }

  private pressed(event: KeyboardEvent) {
    if (event.key === "Enter" && this.draft && isKeeping(event)) {
      event.preventDefault();
      void this.keep();
    }
    keepKeys(event);
  }

  /** Escape in the form leads back to the list; what was typed is not thrown away with the whole dialog. */
  private hiding(event: Event) {
    if (event.target !== event.currentTarget || !this.draft) return;
    event.preventDefault();
    void this.back();
  }

  private gone(event: Event) {
    if (event.target === event.currentTarget) this.isOpen = false;
  }
}

/** Enter in a line of text, or Ctrl-Enter anywhere. */
function isKeeping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  const isLine = target instanceof HTMLInputElement && target.type === "text";
  return !event.isComposing && (event.ctrlKey || event.metaKey || isLine);
}

function titleOf({ group, name, label }: TermDraft): string {
  return name === "" ? `Add ${groups[group].one}` : `Change “${label}”`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-terms-dialog": TermsDialog;
  }
}

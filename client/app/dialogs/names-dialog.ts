import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../../schema/graph.ts";
import { forumOf, type Naming } from "../../../schema/terms/naming-choice.ts";
import { forumsIn, nameOf, underNames } from "../../../schema/terms/naming.ts";
import { dialogStyles, keepKeys } from "../../controls/dialog.ts";
import { baseStyles } from "../../controls/shared-styles.ts";
import { CommandEvent } from "../events.ts";
import { namingWords } from "../naming-words.ts";

const exampleCountMax = 3;

/**
 * Under which names everybody sees the map: the team's own, official ones, or those of a forum.
 *
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-names-dialog")
export class NamesDialog extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    css`
      wa-dialog {
        --width: min(520px, calc(100vw - 16px));
      }
      fieldset {
        display: grid;
        gap: var(--e-space-4);
        min-width: 0;
        margin: var(--e-space-12) 0 0;
        padding: 0;
        border: 0;
      }
      label {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0 var(--e-space-8);
        align-items: baseline;
        padding: var(--e-space-8) var(--e-space-12);
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
        cursor: pointer;
      }
      label:has(:checked) {
        border-color: var(--e-accent);
        background: var(--e-accent-tint);
      }
      .example {
        grid-column: 2;
        font-size: var(--e-size-small);
        color: var(--e-muted);
      }
      input {
        margin: 0;
        accent-color: var(--e-accent);
      }
    `,
  ];

  /** Under its own names. */
  @property({ attribute: false }) graph?: Graph | undefined;
  @state() private isOpen = false;

  show(): void {
    this.isOpen = true;
  }

  protected override render() {
    const { graph } = this;
    return html`<wa-dialog
      label="Names on the map"
      light-dismiss
      ?open=${this.isOpen}
      @wa-after-hide=${() => (this.isOpen = false)}
      @keydown=${keepKeys}
    >
      ${graph && this.isOpen ? this.renderChoices(graph) : nothing}
    </wa-dialog>`;
  }

  private renderChoices(graph: Graph) {
    const forums = forumsIn(graph).map(([forum]): Naming => `forum:${forum}`);
    const now = graph.meta.naming ?? "ours";
    const isUnused = forumOf(now) !== undefined && !forums.includes(now);
    const choices: readonly Naming[] = ["ours", "official", ...forums, ...(isUnused ? [now] : [])];
    return html`<p class="muted">
        Everybody in this workspace sees these names, and pictures and tables are exported with them. Nothing
        is renamed, and search finds every name. Whoever has no such name keeps ours.
      </p>
      <fieldset aria-label="Names on the map">
        ${choices.map((naming) => this.renderChoice(graph, naming, naming === now))}
      </fieldset>
      ${
        forums.length > 0
          ? nothing
          : html`<p class="muted">
              To add the names of a forum, write them under “Also known as”: Chinese Taipei (forum WTO).
            </p>`
      }`;
  }

  private renderChoice(graph: Graph, naming: Naming, isChosen: boolean) {
    const examples = examplesOf(graph, naming);
    return html`<label
      ><input
        type="radio"
        name="naming"
        value=${naming}
        .checked=${isChosen}
        ?autofocus=${isChosen}
        @change=${() => this.choose(graph, naming)}
      />${namingWords(graph, naming)}
      ${examples === "" ? nothing : html`<span class="example">${examples}</span>`}</label
    >`;
  }

  private choose(graph: Graph, naming: Naming) {
    const words = namingWords(graph, naming);
    const label = `Show ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
    this.dispatchEvent(new CommandEvent({ kind: "set-meta", fields: { naming } }, label));
  }
}

/** Some names that differ: "Taiwan is Chinese Taipei". */
function examplesOf(graph: Graph, naming: Naming): string {
  if (naming === "ours") return "";
  const shown = underNames(graph, naming);
  const differing = [...graph.entities.values()].filter((entity) => shown.entities.get(entity.id) !== entity);
  const said = differing
    .slice(0, exampleCountMax)
    .map((entity) => `${entity.label} is ${nameOf(entity, naming)}`);
  const more = differing.length - said.length;
  return [...said, ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-names-dialog": NamesDialog;
  }
}

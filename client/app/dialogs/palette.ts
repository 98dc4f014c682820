import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";

import type { Graph } from "../../../schema/graph.ts";
import type { OwnTerms } from "../../../schema/terms/own-terms.ts";
import { entityTermOf, offeredEntityKinds } from "../../../schema/terms/terms.ts";
import "../../controls/icon.ts";
import { kindOptionIcon } from "../../controls/kind-icon.ts";
import { mayEdit } from "../../controls/may-edit.ts";
import {
  drawOptionIcon,
  moveActive,
  optionElementId,
  optionListStyles,
  renderOptionList,
  scrollToActive,
  type ListOption,
} from "../../controls/option-list.ts";
import { baseStyles, chipStyles, fieldStyles } from "../../controls/shared-styles.ts";
import { ActionEvent, actionTerm, appActionNames, isOffered, type Audience } from "../actions.ts";
import { eventsOf } from "../bar/search-box.ts";
import { DialogRequestEvent } from "../events.ts";
import { prepareSearch, searchGraph } from "../search-index.ts";
import { chordKeys } from "../shortcuts.ts";

const withoutUse: ReadonlySet<string> = new Set(["palette", "search", "escape"]);

/**
 * One field for everything: commands by their words, and whatever search finds.
 *
 * @fires {ActionEvent} entente-action
 */
@customElement("entente-palette")
export class Palette extends LitElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    chipStyles,
    optionListStyles,
    css`
      wa-dialog {
        --width: 560px;
        --spacing: 0px;
      }
      wa-dialog::part(dialog) {
        margin-top: max(64px, 14vh);
        overflow: hidden;
      }
      .search {
        display: flex;
        align-items: center;
        gap: var(--e-space-8);
        padding: 0 var(--e-space-16);
        border-bottom: 1px solid var(--e-line);
        font-size: var(--e-size-large);
      }
      .search wa-icon {
        color: var(--e-muted);
      }
      .search .field {
        min-height: 48px;
        padding: 0;
        border: 0;
        background: none;
      }
      .search .field:focus-visible {
        outline: none;
      }
      .results {
        max-height: min(420px, 56vh);
        overflow: auto;
      }
      .none {
        padding: var(--e-space-24) var(--e-space-16);
        color: var(--e-muted);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) graph?: Graph;
  /** Whoever is here came by a link alone. */
  @property({ type: Boolean }) visitor = false;
  /** They decide who else may. */
  @property({ type: Boolean }) owner = false;

  @state() private isOpen = false;
  @state() private text = "";
  @state() private active = 0;
  @query("input") private readonly field?: HTMLInputElement;
  @query(".results") private readonly results?: HTMLElement;

  show(): void {
    this.text = "";
    this.active = 0;
    this.isOpen = true;
    if (this.graph) prepareSearch(this.graph);
  }

  protected override render() {
    return html`<wa-dialog
      without-header
      light-dismiss
      label="Find anything or run a command"
      ?open=${this.isOpen}
      @wa-after-show=${() => this.field?.focus()}
      @wa-after-hide=${() => (this.isOpen = false)}
    >
      ${this.isOpen ? this.renderBody() : nothing}
    </wa-dialog>`;
  }

  private renderBody() {
    const options = this.options();
    return html`<div class="search">
        <wa-icon name="search"></wa-icon>
        <input
          class="field"
          autofocus
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label="Find anything or run a command"
          aria-expanded="true"
          aria-controls="list"
          aria-activedescendant=${ifDefined(optionElementId("list", options.length > 0 ? this.active : -1) || undefined)}
          placeholder="Find anything, or run a command"
          .value=${this.text}
          @input=${this.onInput}
          @keydown=${this.onKey}
        />
      </div>
      <div class="results" tabindex="0">
        ${renderOptionList({
          listId: "list",
          label: "Results",
          options,
          active: this.active,
          choose: this.choose,
          draw: drawOptionIcon,
        })}
        ${options.length === 0 ? html`<p class="none">Nothing matches “${this.text.trim()}”.</p>` : nothing}
      </div>`;
  }

  protected override updated(): void {
    if (this.isOpen && this.results) scrollToActive(this.results);
  }

  private options(): readonly ListOption[] {
    const text = this.text.trim();
    const found = text !== "" && this.graph ? searchGraph(this.graph, text) : [];
    const isClaim = ({ group }: ListOption) => group === "Claims";
    const isEditor = mayEdit(this);
    const commands = [
      ...commandOptions(text, { mayEdit: isEditor, isVisitor: this.visitor, isOwner: this.owner }),
      ...(isEditor && text !== "" && this.graph ? kindOptions(text, this.graph.meta) : []),
    ];
    // Whoever types the very words of a command means it, whatever else has a word like them.
    const isMeant = ({ label }: ListOption) =>
      text !== "" && label.toLowerCase().startsWith(text.toLowerCase());
    const records = found.filter((hit) => !isClaim(hit));
    const ordered = [...commands.filter(isMeant), ...commands.filter((option) => !isMeant(option))];
    const first = commands.some(isMeant) ? [...ordered, ...records] : [...records, ...ordered];
    return [...first, ...found.filter(isClaim)];
  }

  private readonly choose = (option: ListOption): void => {
    this.isOpen = false;
    const action = appActionNames.find((name) => name === option.id);
    const [, entityKind] = /^add:(.+)$/.exec(option.id) ?? [];
    const events = action
      ? [new ActionEvent(action)]
      : entityKind === undefined
        ? eventsOf(option, this.graph)
        : [new DialogRequestEvent({ kind: "add-entity", entityKind })];
    for (const event of events) this.dispatchEvent(event);
  };

  private onInput(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.active = 0;
  }

  private onKey(event: KeyboardEvent): void {
    const options = this.options();
    const moved = moveActive(event.key, this.active, options.length);
    const option = options[this.active];
    if (moved !== undefined) this.active = moved;
    else if (event.key === "Enter" && option) this.choose(option);
    else return;
    event.preventDefault();
  }
}

/** Commands whose words begin with what was typed, of those that are for this person. */
function commandOptions(text: string, audience: Audience): readonly ListOption[] {
  return appActionNames
    .filter((name) => !withoutUse.has(name) && isOffered(name, audience))
    .map((id) => ({ id, term: actionTerm(id) }))
    .filter(({ term }) => beginsAll(term.label, text))
    .map(({ id, term }) => ({
      id,
      label: term.label,
      icon: term.icon,
      group: "Commands",
      ...(term.keys?.[0] !== undefined && { detail: chordKeys(term.keys[0]).join(" ") }),
    }));
}

/** Adding each kind that has no action of its own, the team's kinds among them. */
function kindOptions(text: string, terms: OwnTerms): readonly ListOption[] {
  return offeredEntityKinds(terms)
    .filter((kind) => !appActionNames.some((name) => name === `add-${kind}`))
    .map((kind) => ({
      id: `add:${kind}`,
      label: `Add ${entityTermOf(kind, terms).label.toLowerCase()}`,
      icon: kindOptionIcon(kind, terms),
      group: "Commands",
    }))
    .filter(({ label }) => beginsAll(label, text));
}

/** Whether every word of a text begins a word of a label. */
function beginsAll(label: string, text: string): boolean {
  const words = label.toLowerCase().split(/[\s(]+/);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((start) => words.some((word) => word.startsWith(start)));
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-palette": Palette;
  }
}

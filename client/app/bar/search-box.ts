import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";

import type { Graph } from "../../../schema/graph.ts";
import type { ClaimId, EntityId } from "../../../schema/ids.ts";
import { placeBeside } from "../../controls/anchored.ts";
import "../../controls/icon.ts";
import "../../controls/kind-icon.ts";
import {
  drawOptionIcon,
  floatingStyles,
  moveActive,
  optionElementId,
  optionListStyles,
  renderOptionList,
  scrollToActive,
  type ListOption,
} from "../../controls/option-list.ts";
import { baseStyles, buttonStyles, chipStyles, fieldStyles } from "../../controls/shared-styles.ts";
import { EvidenceRequestEvent, PlaceEvent, SelectEvent, type Filter } from "../events.ts";
import { prepareSearch, searchGraph } from "../search-index.ts";
import { readPlacedText } from "../search-text.ts";

const filterOptionId = "filter";

/**
 * Finds entities, decisions, sources and claims while somebody types, and goes there; or keeps only what matches.
 *
 * @fires {SelectEvent} entente-select
 * @fires {PlaceEvent} entente-place
 * @fires {EvidenceRequestEvent} entente-evidence-request
 */
@customElement("entente-search-box")
export class SearchBox extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    chipStyles,
    floatingStyles,
    optionListStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .box {
        position: relative;
        display: flex;
        align-items: center;
      }
      .box > wa-icon {
        position: absolute;
        left: 9px;
        color: var(--e-muted);
        pointer-events: none;
      }
      .field {
        min-height: 32px;
        padding-left: 34px;
        padding-right: 34px;
        border-color: var(--e-line);
        background: var(--e-page);
      }
      .field:hover {
        border-color: var(--e-outline);
      }
      .field::-webkit-search-cancel-button {
        display: none;
      }
      kbd {
        position: absolute;
        right: 7px;
        pointer-events: none;
      }
      .field:focus + kbd {
        display: none;
      }
      .none {
        padding: var(--e-space-12) var(--e-space-16) 0;
        color: var(--e-muted);
      }
      @media (forced-colors: active) {
        .field {
          border-color: ButtonBorder;
        }
      }
    `,
  ];
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) filter?: Filter;

  @state() private text = "";
  @state() private active = 0;
  @state() private isOpen = false;
  @query("input") private readonly field?: HTMLInputElement;
  @query("[popover]") private readonly panel?: HTMLElement;

  protected override render() {
    const options = this.options();
    return html`<div class="box">
        <wa-icon name="search"></wa-icon>
        <input
          class="field"
          type="search"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label="Search states, agreements, companies, decisions, sources and claims"
          aria-autocomplete="list"
          aria-expanded=${this.isOpen}
          aria-controls="results"
          aria-keyshortcuts="/"
          aria-activedescendant=${ifDefined(this.isOpen ? optionElementId("results", this.active) : undefined)}
          placeholder="Search, or a place such as 003 p12"
          .value=${this.text}
          @input=${this.onInput}
          @focus=${this.onFocus}
          @blur=${this.onBlur}
          @keydown=${this.onKey}
        /><kbd aria-hidden="true">/</kbd>
      </div>
      <div popover="manual">${this.isOpen ? this.renderResults(options) : nothing}</div>
      <span class="visually-hidden" role="status">${this.isOpen ? resultCount(options) : ""}</span>`;
  }

  private renderResults(options: readonly ListOption[]) {
    const nothingFound = options.every(({ id }) => id === filterOptionId);
    return html`${nothingFound ? html`<p class="none">Nothing is called “${this.text.trim()}”.</p>` : nothing}
    ${renderOptionList({
      listId: "results",
      label: "Results",
      options,
      active: this.active,
      choose: this.choose,
      draw: drawOptionIcon,
    })}`;
  }

  protected override updated(): void {
    const { panel, field } = this;
    if (!panel || !field) return;
    if (panel.matches(":popover-open") !== this.isOpen) panel.togglePopover(this.isOpen);
    if (!this.isOpen) return;
    placeBeside(field, panel, { align: "start", matchWidth: true });
    panel.style.width = `${Math.min(Math.max(field.offsetWidth, 440), window.innerWidth - 16)}px`;
    scrollToActive(panel);
  }

  private options(): readonly ListOption[] {
    const text = this.text.trim();
    if (!this.isOpen || !this.graph || text === "") return [];
    const keep = {
      id: filterOptionId,
      label: `Show only what matches “${text}”`,
      icon: "list-filter",
      group: "Filter",
    };
    return [...searchGraph(this.graph, text), keep];
  }

  private readonly choose = (option: ListOption): void => {
    const text = this.text.trim();
    this.text = "";
    this.isOpen = false;
    this.field?.blur();
    if (option.id === filterOptionId) {
      if (this.filter)
        this.dispatchEvent(new PlaceEvent({ filter: narrowed(this.graph, this.filter, text) }));
    } else for (const event of eventsOf(option, this.graph)) this.dispatchEvent(event);
  };

  private onInput(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.isOpen = this.text.trim() !== "";
    this.active = 0;
  }

  private onFocus(): void {
    // The hand needs longer to the first letter than this takes.
    if (this.graph) prepareSearch(this.graph);
    this.isOpen = this.text.trim() !== "";
  }

  private onBlur(): void {
    this.isOpen = false;
  }

  private onKey(event: KeyboardEvent): void {
    const options = this.options();
    const moved = moveActive(event.key, this.active, options.length);
    if (moved !== undefined) this.active = moved;
    else if (event.key === "Enter" && options[this.active])
      this.choose(options[this.active] ?? options[0] ?? noOption);
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The first Escape clears the text, the second leaves the field. */
  private leave(): void {
    if (this.text === "") this.field?.blur();
    this.text = "";
    this.isOpen = false;
  }
}

const noOption: ListOption = { id: "", label: "" };

/** Only what matches a text; a source and a place in it are asked for as such. */
function narrowed(graph: Graph | undefined, filter: Filter, text: string): Filter {
  const placed = graph && readPlacedText(graph, text);
  if (!placed) return { ...filter, text };
  const { source, written, words } = placed;
  const claims = { ...filter.claims, ...(source && { source }), ...(written && { place: written }) };
  return { ...filter, claims, text: words };
}

/** What choosing a hit asks for: a decision opens in the drawer, a claim opens with the record it bears on. */
export function eventsOf({ id }: ListOption, graph: Graph | undefined): readonly Event[] {
  const claim = graph?.claims.get(id as ClaimId);
  if (claim) return [new EvidenceRequestEvent(claim.on, [claim.id])];
  const select = new SelectEvent([id as EntityId]);
  const isDecision = graph?.entities.get(id as EntityId)?.kind === "decision";
  return isDecision ? [new PlaceEvent({ decision: id as EntityId }), select] : [select];
}

function resultCount(options: readonly ListOption[]): string {
  const count = options.filter(({ id }) => id !== filterOptionId).length;
  return count === 1 ? "1 result" : `${count.toLocaleString("en")} results`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-search-box": SearchBox;
  }
}

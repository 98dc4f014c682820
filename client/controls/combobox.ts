import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ifDefined } from "lit/directives/if-defined.js";

import { placeBeside } from "./anchored.ts";
import "./icon.ts";
import "./kind-icon.ts";
import {
  drawOptionIcon,
  floatingStyles,
  moveActive,
  optionElementId,
  optionListStyles,
  renderOptionList,
  scrollToActive,
  type ListOption,
} from "./option-list.ts";
import { baseStyles, fieldStyles } from "./shared-styles.ts";

/** An option was chosen; `option.id` is empty when the text is to become something new. */
export class ChooseEvent extends Event {
  static readonly type = "entente-choose";
  readonly option: ListOption;
  constructor(option: ListOption) {
    super(ChooseEvent.type, { bubbles: true, composed: true });
    this.option = option;
  }
}

const optionCountMax = 50;

/**
 * A field that finds one of many by its name: typing narrows the list, arrows and Enter choose.
 *
 * @fires {ChooseEvent} entente-choose
 */
@customElement("entente-combobox")
export class Combobox extends LitElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    floatingStyles,
    optionListStyles,
    css`
      :host {
        display: block;
      }
      .none {
        padding: var(--e-space-12);
        color: var(--e-muted);
      }
    `,
  ];
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @property() label = "";
  @property() placeholder = "";
  @property() hint = "";
  @property() fault = "";
  @property({ attribute: false }) options: readonly ListOption[] = [];
  /** Ranks by itself; without it, labels and details that contain the text are listed. */
  @property({ attribute: false }) search?: (text: string) => readonly ListOption[];
  /** Id of the chosen option. */
  @property() value = "";
  /** What is offered for a text that names nothing yet, such as `Add “Japan”`. Without it nothing new is offered. */
  @property({ attribute: false }) newLabel?: (text: string) => string;

  @state() private text = "";
  @state() private active = -1;
  @state() private isOpen = false;
  @query("input") private readonly field?: HTMLInputElement;
  @query("[popover]") private readonly panel?: HTMLElement;

  /** Empties the field, so that the next of several can be found. */
  clear(): void {
    this.value = "";
    this.text = "";
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("value") && !changed.has("options")) return;
    const chosen = this.options.find(({ id }) => id === this.value);
    if (chosen && !this.isOpen) this.text = chosen.label;
    if (changed.has("value") && this.value === "" && !this.isOpen) this.text = "";
  }

  protected override render() {
    const found = this.found();
    return html`<label class="labelled">
        <span>${this.label}</span>
        <input
          class="field"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-autocomplete="list"
          aria-expanded=${this.isOpen}
          aria-controls="list"
          aria-activedescendant=${ifDefined(optionElementId("list", this.active) || undefined)}
          aria-describedby="help"
          aria-invalid=${this.fault !== ""}
          placeholder=${this.placeholder}
          .value=${this.text}
          @input=${this.onInput}
          @focus=${this.onFocus}
          @click=${this.open}
          @blur=${this.onBlur}
          @keydown=${this.onKey}
        />
      </label>
      <p id="help" class=${this.fault === "" ? "hint" : "fault"}>${this.fault || this.hint || nothing}</p>
      <div popover="manual">
        ${
          this.isOpen
            ? html`${renderOptionList({
                listId: "list",
                label: this.label,
                options: found,
                active: this.active,
                choose: this.choose,
                draw: drawOptionIcon,
              })}
              ${found.length === 0 ? html`<p class="none">Nothing has this name.</p>` : nothing}`
            : nothing
        }
      </div>`;
  }

  protected override updated(): void {
    const { panel, field } = this;
    if (!panel || !field) return;
    if (panel.matches(":popover-open") !== this.isOpen) panel.togglePopover(this.isOpen);
    if (!this.isOpen) return;
    placeBeside(field, panel, { align: "start", matchWidth: true });
    scrollToActive(panel);
  }

  private found(): readonly ListOption[] {
    if (!this.isOpen) return [];
    const text = this.text.trim();
    const isChosenText = this.options.some(({ id, label }) => id === this.value && label === text);
    const all = this.search?.(isChosenText ? "" : text) ?? matches(this.options, isChosenText ? "" : text);
    const found = all.slice(0, optionCountMax);
    const isNamed = found.some(({ label }) => label.toLowerCase() === text.toLowerCase());
    if (!this.newLabel || text === "" || isNamed) return found;
    return [...found, { id: "", label: this.newLabel(text), icon: "plus" }];
  }

  private readonly choose = (option: ListOption): void => {
    const typed = this.text.trim();
    this.isOpen = false;
    this.active = -1;
    if (option.id === "") {
      this.dispatchEvent(new ChooseEvent({ id: "", label: typed }));
      return;
    }
    this.text = option.label;
    this.value = option.id;
    this.dispatchEvent(new ChooseEvent(option));
  };

  private onInput(event: Event): void {
    this.text = (event.target as HTMLInputElement).value;
    this.isOpen = true;
    this.active = this.text.trim() === "" ? -1 : 0;
  }

  private readonly open = (): void => {
    this.isOpen = true;
  };

  private onFocus(): void {
    this.field?.select();
  }

  private onBlur(): void {
    this.isOpen = false;
    this.active = -1;
    const chosen = this.options.find(({ id }) => id === this.value);
    if (chosen) this.text = chosen.label;
  }

  private onKey(event: KeyboardEvent): void {
    const options = this.found();
    const moved = moveActive(event.key, this.active, this.isOpen ? options.length : this.options.length);
    if (moved !== undefined) {
      this.active = this.isOpen ? moved : -1;
      this.isOpen = true;
    } else if (event.key === "Enter" && this.isOpen) {
      const option = options[this.active];
      if (option) this.choose(option);
    } else if (event.key === "Escape" && this.isOpen) {
      this.isOpen = false;
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }
}

function matches(options: readonly ListOption[], text: string): readonly ListOption[] {
  const wanted = text.toLowerCase();
  const has = (option: ListOption) => `${option.label} ${option.detail ?? ""}`.toLowerCase().includes(wanted);
  return wanted === "" ? options : options.filter(has);
}

declare global {
  interface HTMLElementEventMap {
    [ChooseEvent.type]: ChooseEvent;
  }
  interface HTMLElementTagNameMap {
    "entente-combobox": Combobox;
  }
}

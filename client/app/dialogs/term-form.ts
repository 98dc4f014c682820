import "../../controls/icon.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { fieldTypes, type FieldType, type OwnTerms } from "../../../schema/terms/own-terms.ts";
import { relationKinds } from "../../../schema/relation-kinds.ts";
import {
  entityTermOf,
  offeredEntityKinds,
  ownRelationKinds,
  relationTermOf,
} from "../../../schema/terms/terms.ts";
import { kindIconChoices } from "../../controls/kind-icon.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../../controls/shared-styles.ts";
import type { Faults } from "../../panels/claim-draft.ts";
import { choiceField, focusFault, formStyles, textField } from "../../panels/form-fields.ts";
import { termFaults, toDraft, type KindChoice, type TermDraft } from "./term-draft.ts";

const typeWords: Readonly<Record<FieldType, string>> = {
  text: "Text",
  number: "Number",
  "yes-no": "Yes or no",
  date: "Date",
  choice: "One of a list",
};

type TextPart = "label" | "plural" | "description" | "inverse" | "options";
type KindPart = "from" | "to" | "entities" | "relations";

/** The form of one kind or field of the team's own. */
@customElement("entente-term-form")
export class TermForm extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    formStyles,
    css`
      .icons {
        grid-template-columns: repeat(auto-fill, minmax(36px, 1fr));
        gap: var(--e-space-4);
      }
      .icon {
        display: grid;
        place-items: center;
        height: 36px;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
        font-size: 18px;
        cursor: pointer;
      }
      .icon:has(:checked) {
        border-color: var(--e-accent);
        background: var(--e-accent-tint);
        color: var(--e-accent);
      }
      .icon:has(:focus-visible) {
        outline: 2px solid var(--e-accent);
        outline-offset: 1px;
      }
      .kinds {
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 190px), 1fr));
        gap: 0 var(--e-space-12);
        max-height: 190px;
        overflow: auto;
        padding: var(--e-space-4) var(--e-space-8);
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
      }
      .kinds .check {
        align-items: baseline;
        padding: 2px 0;
        line-height: var(--e-leading-label);
      }
      @media (forced-colors: active) {
        .icon:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) terms: OwnTerms = {};
  /** Where it starts from; the form begins anew with each. */
  @property({ attribute: false }) draft: TermDraft = toDraft("entityKinds", "", {});
  @state() private faults: Faults = {};

  /** The draft, or undefined while something is wrong with it; then the first fault has the focus. */
  async read(): Promise<TermDraft | undefined> {
    this.faults = termFaults(this.draft, this.terms);
    if (Object.keys(this.faults).length === 0) return this.draft;
    await this.updateComplete;
    focusFault(this.renderRoot, this.faults);
    return undefined;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>("input")?.focus();
  }

  protected override render() {
    switch (this.draft.group) {
      case "entityKinds":
        return html`<div class="form">
          <div class="pair">
            ${this.text("label", "Name of one", "Think tank")}
            ${this.text("plural", "Name of several", "Think tanks")}
          </div>
          ${this.text("description", "What it is, in a sentence")} ${this.renderIcons()}
        </div>`;
      case "relationKinds":
        return html`<div class="form">
          <div class="pair">
            ${this.text("label", "Reads", "lobbies")}
            ${this.draft.symmetric ? nothing : this.text("inverse", "Reads the other way", "is lobbied by")}
          </div>
          <label class="check"
            ><input
              type="checkbox"
              .checked=${this.draft.symmetric}
              @change=${(event: Event) => this.change({ symmetric: isChecked(event) })}
            />
            <span>It reads alike both ways, such as “is an ally of”</span></label
          >
          ${this.renderKinds("from", "From", offeredEntityKinds(this.terms))}
          ${this.renderKinds("to", "To", offeredEntityKinds(this.terms))}
        </div>`;
      case "fields":
        return html`<div class="form">
          <div class="pair">${this.text("label", "Name", "Annual tonnage")} ${this.renderType()}</div>
          ${this.draft.type === "choice" ? this.text("options", "Options, one a line", "", 4) : nothing}
          ${this.renderKinds("entities", "A field of entities", offeredEntityKinds(this.terms), true)}
          ${this.renderKinds("relations", "A field of relations", [...relationKinds, ...ownRelationKinds(this.terms)], true)}
        </div>`;
    }
  }

  private text(part: TextPart, label: string, placeholder = "", rows?: number) {
    return textField({
      name: part,
      label,
      value: this.draft[part],
      faults: this.faults,
      placeholder,
      ...(rows !== undefined && { rows }),
      input: (text) => this.change({ [part]: text }),
    });
  }

  private renderType() {
    return choiceField({
      name: "type",
      label: "What it holds",
      value: this.draft.type,
      faults: this.faults,
      groups: [{ label: "", options: fieldTypes.map((type) => [type, typeWords[type]] as const) }],
      input: (type) => this.change({ type: type as FieldType }),
    });
  }

  private renderIcons() {
    return html`<fieldset>
      <legend>Icon</legend>
      <div class="form icons">
        ${kindIconChoices.map(
          (icon) =>
            html`<label class="icon" title=${iconWords(icon)}
              ><input
                type="radio"
                name="icon"
                class="visually-hidden"
                aria-label=${iconWords(icon)}
                .checked=${icon === this.draft.icon}
                @change=${() => this.change({ icon })} /><wa-icon name=${icon}></wa-icon
            ></label>`,
        )}
      </div>
      <p class="hint">Kinds are told apart by their icon. Colour is kept for stances.</p>
    </fieldset>`;
  }

  private renderKinds(part: KindPart, label: string, kinds: readonly string[], mayBeNone = false) {
    const choice = this.draft[part];
    const set = (change: Partial<KindChoice>) => this.change({ [part]: { ...choice, ...change } });
    const options = [
      ["any", "of every kind"],
      ["some", "of some kinds"],
      ...(mayBeNone ? [["none", "of none"] as const] : []),
    ] as const;
    return html`<div>
      ${choiceField({
        name: part,
        label,
        value: choice.which,
        faults: this.faults,
        groups: [{ label: "", options }],
        input: (which) => set({ which: which as KindChoice["which"] }),
      })}
      ${choice.which === "some" ? this.renderTicks(part, label, kinds, choice, set) : nothing}
    </div>`;
  }

  private renderTicks(
    part: KindPart,
    label: string,
    kinds: readonly string[],
    { kinds: ticked }: KindChoice,
    set: (change: Partial<KindChoice>) => void,
  ) {
    const toggle = (kind: string) =>
      set({ kinds: ticked.includes(kind) ? ticked.filter((other) => other !== kind) : [...ticked, kind] });
    const words = (kind: string) =>
      part === "relations" ? relationTermOf(kind, this.terms).label : entityTermOf(kind, this.terms).label;
    return html`<fieldset aria-label=${`${label}: kinds`}>
      <div class="form kinds">
        ${kinds.map(
          (kind) =>
            html`<label class="check"
              ><input type="checkbox" .checked=${ticked.includes(kind)} @change=${() => toggle(kind)} />
              <span>${words(kind)}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  private change(change: Partial<TermDraft>): void {
    this.draft = { ...this.draft, ...change };
  }
}

function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}

function iconWords(icon: string): string {
  return icon.replaceAll(/-\d+$/g, "").replaceAll("-", " ");
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-term-form": TermForm;
  }
}

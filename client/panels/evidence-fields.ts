import "../controls/combobox.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import {
  reliabilities,
  reliabilityTerms,
  sourceKinds,
  type Reliability,
  type SourceKind,
} from "../../schema/vocabulary.ts";
import type { ChooseEvent } from "../controls/combobox.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import {
  emptyEvidence,
  emptySource,
  type EvidenceDraft,
  type Faults,
  type SourceDraft,
} from "./claim-draft.ts";
import { sourceLine } from "./claim-words.ts";
import { choiceField, focusFault, formStyles, textField } from "./form-fields.ts";

/** The draft of a place in a source was changed. Stays within the form. */
export class EvidenceDraftEvent extends Event {
  static readonly type = "entente-evidence-draft";
  readonly draft: EvidenceDraft;
  constructor(draft: EvidenceDraft) {
    super(EvidenceDraftEvent.type, { bubbles: true });
    this.draft = draft;
  }
}

/**
 * Where something stands written: a source of the workspace or a new one, and the place in it.
 *
 * @fires {EvidenceDraftEvent} entente-evidence-draft
 */
@customElement("entente-evidence-fields")
export class EvidenceFields extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, formStyles];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) draft: EvidenceDraft = emptyEvidence;
  @property({ attribute: false }) faults: Faults = {};
  @state() private hasNewSource = false;

  /** Puts the keyboard on the first fault here; false where there is none. */
  focusFault(): boolean {
    return focusFault(this.renderRoot, this.faults);
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>("entente-combobox, input")?.focus();
  }

  protected override render() {
    const { graph, draft, faults } = this;
    if (!graph) return nothing;
    return html`<div class="form">
      ${draft.newSource ? this.renderNewSource(draft.newSource) : this.renderChooser(graph)}
      ${textField({
        name: "locator",
        label: "Place in the source",
        value: draft.locator,
        faults,
        hint: "p4 for a paragraph, p. 12 for a page, L715 for a line",
        input: (locator) => this.change({ locator }),
      })}
    </div>`;
  }

  private renderChooser(graph: Graph) {
    const options = [...graph.sources.values()].map((source) => ({
      id: source.id,
      label: source.title,
      detail: sourceLine(source),
      icon: "file-text",
    }));
    const add = (title: string) => this.change({ newSource: { ...emptySource, title } });
    return html`<div class="form-field">
      <entente-combobox
        data-name="source"
        label="Source"
        placeholder="Find a source"
        .options=${options}
        .value=${this.draft.source}
        .fault=${this.faults["source"] ?? ""}
        .newLabel=${(text: string) => `Add “${text}” as a new source`}
        @entente-choose=${({ option }: ChooseEvent) => (option.id === "" ? add(option.label) : this.change({ source: option.id as SourceId }))}
      ></entente-combobox>
      <div><button type="button" class="link-button small" @click=${() => add("")}>New source</button></div>
    </div>`;
  }

  private renderNewSource(source: SourceDraft) {
    const edit = (change: Partial<SourceDraft>) => this.change({ newSource: { ...source, ...change } });
    const { faults } = this;
    return html`<fieldset>
      <legend>New source</legend>
      ${textField({ name: "source.title", label: "Title", value: source.title, faults, input: (title) => edit({ title }) })}
      <div class="pair">
        ${choiceField({
          name: "source.kind",
          label: "Kind",
          value: source.kind,
          faults,
          groups: [{ label: "", options: sourceKinds.map((kind) => [kind, kind] as const) }],
          input: (kind) => edit({ kind: kind as SourceKind }),
        })}
        ${choiceField({
          name: "source.reliability",
          label: "Reliability",
          value: source.reliability,
          faults,
          groups: [
            {
              label: "",
              options: [
                ["", "Not judged"],
                ...reliabilities.map((grade) => [grade, `${grade}: ${reliabilityTerms[grade]}`] as const),
              ],
            },
          ],
          input: (reliability) => edit({ reliability: reliability as Reliability | "" }),
        })}
        ${textField({ name: "source.author", label: "Author", value: source.author, faults, input: (author) => edit({ author }) })}
        ${textField({ name: "source.publisher", label: "Publisher", value: source.publisher, faults, input: (publisher) => edit({ publisher }) })}
        ${textField({ name: "source.datePrinted", label: "Printed date", value: source.datePrinted, faults, hint: "2024-12-15; leave empty if none is printed", input: (datePrinted) => edit({ datePrinted }) })}
        ${textField({ name: "source.url", label: "Address on the web", value: source.url, faults, placeholder: "https://", input: (url) => edit({ url }) })}
      </div>
      <div>
        <button type="button" class="link-button small" @click=${() => this.change({ newSource: undefined })}>
          Choose an existing source instead
        </button>
      </div>
    </fieldset>`;
  }

  private change(change: Partial<EvidenceDraft>) {
    const draft = { ...this.draft, ...change };
    const opens = draft.newSource !== undefined && !this.hasNewSource;
    this.hasNewSource = draft.newSource !== undefined;
    this.draft = draft;
    this.dispatchEvent(new EvidenceDraftEvent(draft));
    if (opens)
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('[name="source.title"]')?.focus(),
      );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-evidence-fields": EvidenceFields;
  }
}

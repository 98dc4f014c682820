import "../controls/combobox.ts";
import "../controls/icon.ts";
import "./claim-fields.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId, SourceId } from "../../schema/ids.ts";
import type { RelationFields } from "../../schema/records.ts";
import { qualifierTermOf } from "../../schema/terms/qualifiers.ts";
import { fieldsOf, type NamedField } from "../../schema/terms/own-values.ts";
import { relationTermOf } from "../../schema/terms/terms.ts";
import type { ChooseEvent } from "../controls/combobox.ts";
import { newIds, type NewIds } from "../controls/new-id.ts";
import { baseStyles, buttonStyles, chipStyles, fieldStyles } from "../controls/shared-styles.ts";
import { typedDate } from "../controls/typed-date.ts";
import { claimCommands, dateFault, filled, withoutNothing, type Faults } from "./claim-draft.ts";
import type { ClaimFieldsElement } from "./claim-fields.ts";
import { asOne, type EditForm, type FormResult } from "./edit-form.ts";
import { entityOptions, entitySearch } from "./entity-options.ts";
import { choiceField, focusFault, formStyles, textField } from "./form-fields.ts";
import { kindLabel, nameIn } from "./graph-reading.ts";
import { ownFaults, ownProperties, renderOwnFields, type OwnDraft } from "./own-fields.ts";
import { fits, relationChoice } from "./relation-choice.ts";
import { fieldWords } from "./relation-words.ts";

/** Draws a relation between two entities, together with the first claim that it rests on. */
@customElement("entente-relation-form")
export class RelationForm extends LitElement implements EditForm {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    fieldStyles,
    formStyles,
    css`
      .ends {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        gap: var(--e-space-8);
        align-items: start;
      }
      .ends .icon-button {
        margin-top: 22px;
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) from: EntityId | "" = "";
  @property({ attribute: false }) to: EntityId | "" = "";
  /** Kinds used before, latest first. */
  @property({ attribute: false }) recentKinds: readonly string[] = [];
  @property({ attribute: false }) lastSource: SourceId | "" = "";
  @property({ attribute: false }) ids: NewIds = newIds();
  @state() private kind = "";
  @state() private validFrom = "";
  @state() private validTo = "";
  @state() private qualifiers: Readonly<Record<string, string>> = {};
  @state() private own: OwnDraft = {};
  @state() private isDraft = false;
  @state() private faults: Faults = {};
  @query("entente-claim-fields") private claimFields?: ClaimFieldsElement | null;

  async submit(): Promise<FormResult | undefined> {
    const { graph, from, to } = this;
    this.faults = this.check();
    const claim = this.isDraft ? undefined : await this.claimFields?.read();
    if (!graph || from === "" || to === "" || Object.keys(this.faults).length > 0) {
      await this.updateComplete;
      focusFault(this.renderRoot, this.faults);
      return undefined;
    }
    if (!claim && !this.isDraft) return undefined;
    const id = this.ids.relation();
    const add = { kind: "add-relation", id, fields: this.fields(graph, from, to) } as const;
    const commands = [add, ...(claim ? claimCommands(claim, { on: id }, this.ids) : [])];
    return {
      command: asOne(commands),
      label: `Relate ${nameIn(graph, from)} and ${nameIn(graph, to)}`,
      select: [id],
    };
  }

  focusFirst(): void {
    const name =
      this.from === "" ? '[data-name="from"]' : this.to === "" ? '[data-name="to"]' : '[name="kind"]';
    this.renderRoot.querySelector<HTMLElement>(name)?.focus();
  }

  protected override render() {
    const { graph } = this;
    if (!graph) return nothing;
    return html`<div class="form">
      <div class="ends">
        ${this.renderEnd(graph, "From", this.from)}
        <button type="button" class="icon-button" aria-label="Swap the two ends" @click=${this.swap}>
          <wa-icon name="arrow-left-right"></wa-icon>
        </button>
        ${this.renderEnd(graph, "To", this.to)}
      </div>
      ${this.renderKind(graph)} ${this.renderSentence(graph)}
      <div class="pair">
        ${textField({ name: "validFrom", label: "Since", value: this.validFrom, faults: this.faults, hint: "2024, 2024-12, 2024-12-15 or 2024-12~ (about)", input: (text) => (this.validFrom = text) })}
        ${textField({ name: "validTo", label: "Until", value: this.validTo, faults: this.faults, hint: "Empty means still so, or not known", input: (text) => (this.validTo = text) })}
      </div>
      ${renderOwnFields(fieldsOf(graph.meta, "relations", this.kind), this.own, this.faults, (own) => (this.own = own))}
      ${this.renderQualifiers(graph)} ${this.renderClaim(graph)}
    </div>`;
  }

  private renderEnd(graph: Graph, label: "From" | "To", value: EntityId | "") {
    const name = label === "From" ? "from" : "to";
    return html`<entente-combobox
      data-name=${name}
      .label=${label}
      placeholder="Find by name"
      .value=${value}
      .options=${entityOptions(graph)}
      .search=${entitySearch(graph)}
      .fault=${this.faults[name] ?? ""}
      @entente-choose=${({ option }: ChooseEvent) => (this[name] = option.id as EntityId)}
    ></entente-combobox>`;
  }

  private renderKind(graph: Graph) {
    const { fitting, others } = relationChoice(
      this.kindOf(graph, this.from),
      this.kindOf(graph, this.to),
      this.recentKinds,
      graph.meta,
    );
    const optionsOf = (kinds: readonly string[]) =>
      kinds.map((kind) => [kind, relationTermOf(kind, graph.meta).label] as const);
    return choiceField({
      name: "kind",
      label: "Relation",
      value: this.kind,
      faults: this.faults,
      groups: [
        { label: "", options: [["", "Choose how they are related"]] },
        { label: "Made for these two", options: optionsOf(fitting) },
        { label: "Unusual between these two", options: optionsOf(others) },
      ],
      input: (kind) => (this.kind = kind),
    });
  }

  /** The relation read aloud, so that its direction is seen before it is drawn. */
  private renderSentence(graph: Graph) {
    const { from, to, kind } = this;
    if (from === "" || to === "" || kind === "") return nothing;
    const isUnusual = !fits(kind, this.kindOf(graph, from), this.kindOf(graph, to), graph.meta);
    const kinds = `${kindLabel(graph, this.kindOf(graph, from) ?? "")} → ${kindLabel(graph, this.kindOf(graph, to) ?? "")}`;
    return html`<p class="about" aria-live="polite">
      ${nameIn(graph, from)} ${relationTermOf(kind, graph.meta).label} ${nameIn(graph, to)}.
      ${isUnusual ? html`<span class="chip">unusual: ${kinds}</span>` : nothing}
    </p>`;
  }

  private renderQualifiers(graph: Graph) {
    const names = this.kind === "" ? [] : (relationTermOf(this.kind, graph.meta).qualifiers ?? []);
    if (names.length === 0) return nothing;
    return html`<details>
      <summary>More about it</summary>
      <div class="pair">
        ${names.map((name) =>
          textField({
            name: `qualifier.${name}`,
            label: fieldWords(name),
            value: this.qualifiers[name] ?? "",
            faults: this.faults,
            hint: qualifierTermOf(name)?.meaning ?? "",
            options: qualifierTermOf(name)?.words ?? [],
            input: (text) => (this.qualifiers = { ...this.qualifiers, [name]: text }),
          }),
        )}
      </div>
    </details>`;
  }

  private renderClaim(graph: Graph) {
    return html`<fieldset class="part">
      <legend>What it rests on</legend>
      <label class="check"
        ><input type="checkbox" .checked=${this.isDraft} @change=${this.toggleDraft} />
        <span>Add the claim later. Until then the relation is marked as a draft.</span></label
      >
      <entente-claim-fields
        ?hidden=${this.isDraft}
        .graph=${graph}
        .lastSource=${this.lastSource}
      ></entente-claim-fields>
    </fieldset>`;
  }

  private check(): Faults {
    const { from, to, kind } = this;
    const same = from !== "" && from === to ? "Choose another end: nothing is related to itself." : undefined;
    return withoutNothing({
      from: from === "" ? "Choose where the relation begins." : undefined,
      to: to === "" ? "Choose where the relation leads." : same,
      kind: kind === "" ? "Choose how they are related." : undefined,
      validFrom: dateFault(this.validFrom.trim()),
      validTo: dateFault(this.validTo.trim()),
      ...ownFaults(this.ownFields, this.own),
    });
  }

  private get ownFields(): readonly NamedField[] {
    return this.graph ? fieldsOf(this.graph.meta, "relations", this.kind) : [];
  }

  private fields(graph: Graph, from: EntityId, to: EntityId): RelationFields {
    const wanted = relationTermOf(this.kind, graph.meta).qualifiers ?? [];
    const texts = Object.fromEntries(wanted.map((name) => [name, this.qualifiers[name] ?? ""]));
    const qualifiers = filled(texts) as Record<string, string>;
    return {
      kind: this.kind,
      from,
      to,
      ...filled({ validFrom: typedDate(this.validFrom), validTo: typedDate(this.validTo) }),
      ...(Object.keys(qualifiers).length > 0 && { qualifiers }),
      ...ownProperties(this.ownFields, this.own),
    };
  }

  private kindOf(graph: Graph, id: EntityId | ""): string | undefined {
    return id === "" ? undefined : graph.entities.get(id)?.kind;
  }

  private swap() {
    [this.from, this.to] = [this.to, this.from];
  }

  private toggleDraft(event: Event) {
    this.isDraft = (event.target as HTMLInputElement).checked;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-relation-form": RelationForm;
  }
}

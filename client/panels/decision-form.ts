import "../controls/combobox.ts";
import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { decisionStatusTerms, decisionTypeTerms } from "../../schema/terms/decision-terms.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { decisionStatuses, decisionTypes, ruleKinds, ruleTerms } from "../../schema/vocabulary.ts";
import type { ChooseEvent } from "../controls/combobox.ts";
import { baseStyles, buttonStyles, chipStyles, fieldStyles } from "../controls/shared-styles.ts";
import type { Faults } from "./claim-draft.ts";
import { decisionChanges, decisionFaults, toDecisionEdit, type DecisionEdit } from "./decision-edit.ts";
import type { EditForm, FormResult } from "./edit-form.ts";
import { electorateStyles, renderElectorate } from "./electorate-fields.ts";
import { entityOptions, entitySearch } from "./entity-options.ts";
import { choiceField, focusFault, formStyles, textField } from "./form-fields.ts";
import { entityOf } from "./graph-reading.ts";

const isThing = ({ kind }: Entity) => kind !== "decision";
type Option = readonly [value: string, label: string];

/** Changes what is recorded of a decision: its question, rule, electorate, state and outcome. */
@customElement("entente-decision-form")
export class DecisionForm extends LitElement implements EditForm {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    fieldStyles,
    formStyles,
    electorateStyles,
    css`
      .picked {
        display: grid;
        gap: 2px;
      }
      .picked .link-button {
        justify-self: start;
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) decision?: EntityId;
  @state() private draft?: DecisionEdit;
  @state() private faults: Faults = {};

  async submit(): Promise<FormResult | undefined> {
    const { entity, draft } = this;
    this.faults = draft ? decisionFaults(draft) : {};
    if (entity && draft && Object.keys(this.faults).length === 0) {
      const fields = decisionChanges(entity, draft);
      return { command: { kind: "change", id: entity.id, fields }, label: `Change “${entity.label}”` };
    }
    await this.updateComplete;
    focusFault(this.renderRoot, this.faults);
    return undefined;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>("select")?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    // What others write meanwhile must not replace what is being filled in.
    if (changed.has("decision") && this.entity) this.draft = toDecisionEdit(this.entity);
  }

  private get entity(): Entity | undefined {
    return this.graph && this.decision && entityOf(this.graph, this.decision);
  }

  protected override render() {
    const { graph, draft, entity } = this;
    if (!graph || !draft || !entity) return nothing;
    return html`<div class="form">
      <p class="about">${entity.label}</p>
      <div class="pair">
        ${this.choice("decisionType", "Type", typeOptions, draft.decisionType === "" ? "" : decisionTypeTerms[draft.decisionType].meaning)}
        ${this.choice("rule", "Rule", ruleOptions, draft.rule === "" ? "" : ruleTerms[draft.rule].meaning)}
        ${this.pick(graph, "subject", "Who seeks it")} ${this.pick(graph, "object", "About what")}
        ${this.choice("status", "Status", statusOptions, draft.status === "" ? "" : decisionStatusTerms[draft.status].meaning)}
        ${draft.status === "" ? nothing : this.text("statusOn", "Status as of", "When it stood like that: 2024-12, or 15 December 2024")}
        ${this.text("deadline", "Deadline", "2024, 2024-12 or 15 December 2024")}
        ${this.choice("result", "Outcome", resultOptions)}
        ${draft.result === "" ? nothing : this.text("resultDate", "Decided on", "2024, 2024-12 or 15 December 2024")}
        ${this.text("staleAfterMonths", "Positions are stale after", "In months; 24 where it is empty")}
      </div>
      ${renderElectorate({
        graph,
        periods: draft.periods,
        faults: this.faults,
        change: (periods) => this.change({ periods }),
      })}
    </div>`;
  }

  private choice(
    name: "decisionType" | "rule" | "status" | "result",
    label: string,
    options: readonly Option[],
    hint = "",
  ) {
    return choiceField({
      name,
      label,
      value: this.draft?.[name] ?? "",
      faults: this.faults,
      hint,
      groups: [{ label: "", options: [["", "Not said"], ...options] }],
      input: (value) => this.change({ [name]: value }),
    });
  }

  private text(
    name: "statusOn" | "deadline" | "resultDate" | "staleAfterMonths",
    label: string,
    hint: string,
  ) {
    return textField({
      name,
      label,
      value: this.draft?.[name] ?? "",
      faults: this.faults,
      hint,
      input: (value) => this.change({ [name]: value }),
    });
  }

  private pick(graph: Graph, name: "subject" | "object", label: string) {
    const value = this.draft?.[name] ?? "";
    return html`<div class="picked">
      <entente-combobox
        data-name=${name}
        .label=${label}
        placeholder="Find by name"
        .options=${entityOptions(graph, isThing)}
        .search=${entitySearch(graph, isThing)}
        .value=${value}
        @entente-choose=${({ option }: ChooseEvent) => this.change({ [name]: option.id as EntityId })}
      ></entente-combobox>
      ${
        value === ""
          ? nothing
          : html`<button
              type="button"
              class="link-button small"
              aria-label=${`Leave open: ${label}`}
              @click=${() => this.change({ [name]: "" })}
            >
              Leave open
            </button>`
      }
    </div>`;
  }

  private change(change: Partial<DecisionEdit>) {
    if (this.draft) this.draft = { ...this.draft, ...change };
  }
}

const typeOptions: readonly Option[] = decisionTypes.map((type) => [type, decisionTypeTerms[type].label]);
const ruleOptions: readonly Option[] = ruleKinds.map((rule) => [rule, ruleTerms[rule].label]);
const statusOptions: readonly Option[] = decisionStatuses.map((status) => [
  status,
  decisionStatusTerms[status].label,
]);
const resultOptions: readonly Option[] = [
  ["carried", "Carried"],
  ["rejected", "Rejected"],
];

declare global {
  interface HTMLElementTagNameMap {
    "entente-decision-form": DecisionForm;
  }
}

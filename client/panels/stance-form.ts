import "../controls/combobox.ts";
import "../controls/stance-badge.ts";
import "./claim-fields.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId, SourceId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { mayAct, stances, stanceTerms, type Stance } from "../../schema/vocabulary.ts";
import type { ChooseEvent } from "../controls/combobox.ts";
import { newIds, type NewIds } from "../controls/new-id.ts";
import { baseStyles, fieldStyles } from "../controls/shared-styles.ts";
import { claimCommands, withoutNothing, type Faults } from "./claim-draft.ts";
import type { ClaimFieldsElement } from "./claim-fields.ts";
import { asOne, type EditForm, type FormResult } from "./edit-form.ts";
import { entityOptions, entitySearch } from "./entity-options.ts";
import { focusFault, formStyles } from "./form-fields.ts";
import { nameIn } from "./graph-reading.ts";

/** Says where an actor stands on a decision, with the claim that shows it. */
@customElement("entente-stance-form")
export class StanceForm extends LitElement implements EditForm {
  static override styles = [
    baseStyles,
    fieldStyles,
    formStyles,
    css`
      .scale {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 2px var(--e-space-12);
      }
      .scale legend {
        grid-column: 1 / -1;
      }
      .step {
        display: grid;
        grid-template-columns: 18px 6.6rem 1fr;
        align-items: center;
        gap: var(--e-space-8);
        min-height: 30px;
        padding: 2px 6px;
        border-radius: var(--e-radius);
        cursor: pointer;
      }
      .step:hover {
        background: var(--e-hover);
      }
      .step:has(:checked) {
        background: var(--e-accent-tint);
      }
      .step input {
        margin: 0;
      }
      .meaning {
        font-size: var(--e-size-small);
        line-height: 1.3;
        color: var(--e-muted);
      }
      .fault {
        grid-column: 1 / -1;
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) decision?: EntityId;
  /** Both are where it starts; the form goes on from there. */
  @property({ attribute: false }) actor: EntityId | "" = "";
  @property({ attribute: false }) stance: Stance | "" = "";
  @property({ attribute: false }) lastSource: SourceId | "" = "";
  @property({ attribute: false }) ids: NewIds = newIds();
  @state() private faults: Faults = {};
  @query("entente-claim-fields") private claimFields?: ClaimFieldsElement | null;

  async submit(): Promise<FormResult | undefined> {
    const { graph, decision, actor, stance } = this;
    this.faults = withoutNothing({
      actor: actor === "" ? "Choose whose position it is." : undefined,
      stance:
        stance === "" ? "Choose a stance. Without evidence, leave it unknown and close this." : undefined,
    });
    const draft = await this.claimFields?.read();
    if (actor === "" || stance === "") {
      await this.updateComplete;
      focusFault(this.renderRoot, this.faults);
      return undefined;
    }
    if (!draft || !graph || !decision) return undefined;
    const commands = claimCommands(draft, { on: decision, stance, actors: [actor] }, this.ids);
    return { command: asOne(commands), label: `Set ${nameIn(graph, actor)} to ${stanceTerms[stance].label}` };
  }

  focusFirst(): void {
    if (this.actor === "") this.renderRoot.querySelector<HTMLElement>("entente-combobox")?.focus();
    else
      this.renderRoot
        .querySelector<HTMLElement>(this.stance === "" ? "input[name=stance]" : "input:checked")
        ?.focus();
  }

  protected override render() {
    const { graph, decision } = this;
    if (!graph || !decision) return nothing;
    return html`<div class="form">
      <p class="about">${nameIn(graph, decision)}</p>
      <entente-combobox
        data-name="actor"
        label="Who"
        placeholder="Find an actor"
        .fault=${this.faults["actor"] ?? ""}
        .value=${this.actor}
        .options=${entityOptions(graph, isActor)}
        .search=${entitySearch(graph, isActor)}
        @entente-choose=${({ option }: ChooseEvent) => (this.actor = option.id as EntityId)}
      ></entente-combobox>
      ${this.renderScale()}
      <fieldset class="part">
        <legend>What shows it</legend>
        <entente-claim-fields .graph=${graph} .lastSource=${this.lastSource}></entente-claim-fields>
      </fieldset>
    </div>`;
  }

  private renderScale() {
    const fault = this.faults["stance"];
    return html`<fieldset class="scale" aria-describedby="stance-help">
      <legend>Stance</legend>
      ${stances.map(
        (stance) =>
          html`<label class="step">
            <input
              type="radio"
              name="stance"
              value=${stance}
              .checked=${stance === this.stance}
              @change=${() => (this.stance = stance)}
            />
            <entente-stance-badge stance=${stance}></entente-stance-badge>
            <span class="meaning">${stanceTerms[stance].meaning}</span>
          </label>`,
      )}
      <p class="fault" id="stance-help">${fault ?? nothing}</p>
    </fieldset>`;
  }
}

function isActor({ kind }: Entity): boolean {
  return mayAct(kind);
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-stance-form": StanceForm;
  }
}

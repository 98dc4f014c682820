import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RelationId } from "../../schema/ids.ts";
import { baseStyles, fieldStyles } from "../controls/shared-styles.ts";
import { typedDate } from "../controls/typed-date.ts";
import { dateFault, withoutNothing, type Faults } from "./claim-draft.ts";
import type { EditForm, FormResult } from "./edit-form.ts";
import { focusFault, formStyles, textField } from "./form-fields.ts";
import { entityOf, recordLabel, relationOf } from "./graph-reading.ts";

/** Says when a relation or an entity begins and ends. */
@customElement("entente-dates-form")
export class DatesForm extends LitElement implements EditForm {
  static override styles = [baseStyles, fieldStyles, formStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) record?: EntityId | RelationId;
  @state() private validFrom = "";
  @state() private validTo = "";
  @state() private faults: Faults = {};

  async submit(): Promise<FormResult | undefined> {
    const [from, to] = [typedDate(this.validFrom), typedDate(this.validTo)];
    this.faults = withoutNothing({ validFrom: dateFault(from), validTo: dateFault(to) });
    const { graph, record } = this;
    if (graph && record && Object.keys(this.faults).length === 0) {
      const fields = { validFrom: from === "" ? null : from, validTo: to === "" ? null : to };
      return {
        command: { kind: "change", id: record, fields },
        label: `Date “${recordLabel(graph, record)}”`,
      };
    }
    await this.updateComplete;
    focusFault(this.renderRoot, this.faults);
    return undefined;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>("input")?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("record") || !this.graph || !this.record) return;
    const dated = entityOf(this.graph, this.record) ?? relationOf(this.graph, this.record);
    this.validFrom = dated?.validFrom ?? "";
    this.validTo = dated?.validTo ?? "";
  }

  protected override render() {
    const { graph, record, faults } = this;
    if (!graph || !record) return nothing;
    return html`<div class="form">
      <p class="about">${recordLabel(graph, record)}</p>
      <div class="pair">
        ${textField({ name: "validFrom", label: "From", value: this.validFrom, faults, input: (text) => (this.validFrom = text) })}
        ${textField({ name: "validTo", label: "To", value: this.validTo, faults, input: (text) => (this.validTo = text) })}
      </div>
      <p class="hint">
        Write 2024, 2024-12, 2024-12-15 or 2024-12~ (about). Empty means not known or still so.
      </p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-dates-form": DatesForm;
  }
}

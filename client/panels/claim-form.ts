import "./claim-fields.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RelationId, SourceId } from "../../schema/ids.ts";
import { newIds, type NewIds } from "../controls/new-id.ts";
import { baseStyles, fieldStyles } from "../controls/shared-styles.ts";
import { claimCommands } from "./claim-draft.ts";
import type { ClaimFieldsElement } from "./claim-fields.ts";
import { asOne, type EditForm, type FormResult } from "./edit-form.ts";
import { formStyles } from "./form-fields.ts";
import { recordLabel } from "./graph-reading.ts";
import { fieldWords } from "./relation-words.ts";

/** Adds a claim about a relation or an entity, or about one field of it. */
@customElement("entente-claim-form")
export class ClaimForm extends LitElement implements EditForm {
  static override styles = [baseStyles, fieldStyles, formStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) on?: EntityId | RelationId;
  @property({ attribute: false }) field?: string;
  @property({ attribute: false }) lastSource: SourceId | "" = "";
  @property({ attribute: false }) ids: NewIds = newIds();
  @query("entente-claim-fields") private claimFields?: ClaimFieldsElement | null;

  async submit(): Promise<FormResult | undefined> {
    const draft = await this.claimFields?.read();
    if (!draft || !this.on) return undefined;
    return {
      command: asOne(claimCommands(draft, { on: this.on, field: this.field }, this.ids)),
      label: "Add claim",
    };
  }

  focusFirst(): void {
    this.claimFields?.focusFirst();
  }

  protected override render() {
    const { graph, on, field } = this;
    if (!graph || !on) return nothing;
    return html`<div class="form">
      <p class="about">
        ${recordLabel(graph, on)}${field === undefined ? nothing : html` <span class="muted">· ${fieldWords(field).toLowerCase()}</span>`}
      </p>
      <entente-claim-fields .graph=${graph} .lastSource=${this.lastSource}></entente-claim-fields>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-claim-form": ClaimForm;
  }
}

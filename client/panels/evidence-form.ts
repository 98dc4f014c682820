import "./evidence-fields.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { ClaimId } from "../../schema/ids.ts";
import { newIds, type NewIds } from "../controls/new-id.ts";
import { baseStyles, fieldStyles } from "../controls/shared-styles.ts";
import {
  emptyEvidence,
  evidenceCommands,
  evidenceFaults,
  type EvidenceDraft,
  type Faults,
} from "./claim-draft.ts";
import { asOne, type EditForm, type FormResult } from "./edit-form.ts";
import type { EvidenceDraftEvent, EvidenceFields } from "./evidence-fields.ts";
import { formStyles } from "./form-fields.ts";

/** Adds one more place where a claim stands written. */
@customElement("entente-evidence-form")
export class EvidenceForm extends LitElement implements EditForm {
  static override styles = [baseStyles, fieldStyles, formStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) claim?: ClaimId;
  @property({ attribute: false }) ids: NewIds = newIds();
  @state() private draft: EvidenceDraft = emptyEvidence;
  @state() private faults: Faults = {};
  @query("entente-evidence-fields") private fields?: EvidenceFields | null;

  async submit(): Promise<FormResult | undefined> {
    this.faults = evidenceFaults(this.draft);
    if (Object.keys(this.faults).length === 0 && this.claim) {
      return { command: asOne(evidenceCommands(this.draft, this.claim, this.ids)), label: "Add evidence" };
    }
    await this.updateComplete;
    await this.fields?.updateComplete;
    this.fields?.focusFault();
    return undefined;
  }

  focusFirst(): void {
    this.fields?.focusFirst();
  }

  protected override render() {
    const claim = this.claim && this.graph?.claims.get(this.claim);
    if (!claim) return nothing;
    return html`<div class="form">
      <p class="about">${claim.statement}</p>
      <entente-evidence-fields
        .graph=${this.graph}
        .draft=${this.draft}
        .faults=${this.faults}
        @entente-evidence-draft=${(event: EvidenceDraftEvent) => (this.draft = event.draft)}
      ></entente-evidence-fields>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-evidence-form": EvidenceForm;
  }
}

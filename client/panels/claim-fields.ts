import "./evidence-fields.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import { certainties, credibilities, credibilityTerms, type Certainty } from "../../schema/vocabulary.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { claimFaults, emptyClaim, type ClaimDraft, type Faults } from "./claim-draft.ts";
import type { EvidenceDraftEvent, EvidenceFields } from "./evidence-fields.ts";
import { choiceField, focusFault, formStyles, textField } from "./form-fields.ts";
import { nameIn } from "./graph-reading.ts";

const certaintyLabels: Readonly<Record<Certainty, string>> = {
  asserted: "Asserted: said as a fact",
  reported: "Reported: somebody else is said to have said it",
  denied: "Denied: somebody rejects it",
  opinion: "Opinion",
  prediction: "Prediction",
  conditional: "Conditional: if something else happens",
  recommendation: "Recommendation",
  hypothetical: "Hypothetical",
};

/** All that a claim needs: what is said, where it stands written, who says it, how good it is. */
@customElement("entente-claim-fields")
export class ClaimFieldsElement extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, formStyles];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  /** The source most recently cited, as a likely first choice. */
  @property({ attribute: false }) lastSource: SourceId | "" = "";
  @state() private draft: ClaimDraft = emptyClaim;
  @state() private faults: Faults = {};
  @query("entente-evidence-fields") private evidenceFields?: EvidenceFields | null;

  /** The draft when it is good; else shows what is wrong, with the keyboard on the first fault. */
  async read(): Promise<ClaimDraft | undefined> {
    this.faults = claimFaults(this.draft);
    if (Object.keys(this.faults).length === 0) return this.withAsserter();
    await this.updateComplete;
    await this.evidenceFields?.updateComplete;
    // In the order in which they stand: the statement, the source and place, the rest.
    if (!("statement" in this.faults) && this.evidenceFields?.focusFault() === true) return undefined;
    focusFault(this.renderRoot, this.faults);
    return undefined;
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>("textarea")?.focus();
  }

  protected override firstUpdated() {
    if (this.lastSource !== "" && this.graph?.sources.has(this.lastSource))
      this.cite({ ...this.draft, source: this.lastSource });
  }

  protected override render() {
    const { graph, draft, faults } = this;
    if (!graph) return nothing;
    return html`<div class="form">
      ${textField({
        name: "statement",
        label: "What is claimed",
        value: draft.statement,
        faults,
        rows: 3,
        hint: "One sentence in your own words.",
        input: (statement) => this.change({ statement }),
      })}
      <entente-evidence-fields
        .graph=${graph}
        .draft=${draft}
        .faults=${faults}
        @entente-evidence-draft=${(event: EvidenceDraftEvent) => this.cite({ ...draft, ...event.draft })}
      ></entente-evidence-fields>
      ${this.renderSpeaker(graph)} ${this.renderDates()}
    </div>`;
  }

  private renderSpeaker(graph: Graph) {
    const { draft, faults } = this;
    return html`<div class="pair">
      ${textField({
        name: "assertedBy",
        label: "Asserted by",
        value: draft.assertedBy,
        faults,
        hint: "Who says it, not merely who prints it.",
        options: [...graph.entities.values()]
          .filter(({ kind }) => kind !== "decision")
          .map(({ label }) => label),
        input: (assertedBy) => this.change({ assertedBy }),
      })}
      ${choiceField({
        name: "certainty",
        label: "Certainty",
        value: draft.certainty,
        faults,
        groups: [
          {
            label: "",
            options: certainties.map((certainty) => [certainty, certaintyLabels[certainty]] as const),
          },
        ],
        input: (certainty) => this.change({ certainty: certainty as Certainty }),
      })}
    </div>`;
  }

  private renderDates() {
    const { draft, faults } = this;
    return html`<div class="pair">
        ${textField({
          name: "valid",
          label: "When it holds",
          value: draft.valid,
          faults,
          hint: "2024, 2024-12, 2024-12-15, 2024-12~ (about) or 2020/2024 (from/to)",
          input: (valid) => this.change({ valid }),
        })}
        ${choiceField({
          name: "credibility",
          label: "Credibility",
          value: draft.credibility,
          faults,
          groups: [
            {
              label: "",
              options: [
                ["", "Not judged"],
                ...credibilities.map(
                  (grade) => [String(grade), `${grade}: ${credibilityTerms[grade]}`] as const,
                ),
              ],
            },
          ],
          input: (credibility) => this.change({ credibility }),
        })}
      </div>
      <details ?open=${"said" in faults || "published" in faults}>
        <summary>When it was said and published</summary>
        <div class="pair">
          ${textField({ name: "said", label: "Said", value: draft.said, faults, hint: "2024-12-15", input: (said) => this.change({ said }) })}
          ${textField({ name: "published", label: "Published", value: draft.published, faults, hint: "2024-12-15; the source's date counts if empty", input: (published) => this.change({ published }) })}
        </div>
      </details>`;
  }

  private change(change: Partial<ClaimDraft>) {
    this.draft = { ...this.draft, ...change };
  }

  /** A source chosen now suggests its author as the speaker, as long as nobody else was named. */
  private cite(draft: ClaimDraft) {
    const authorOf = (source: SourceId | "") =>
      (source === "" ? undefined : this.graph?.sources.get(source)?.author) ?? "";
    const [before, after] = [authorOf(this.draft.source), authorOf(draft.source)];
    const isOwnWord = draft.assertedBy !== "" && draft.assertedBy !== before;
    this.draft = isOwnWord || draft.source === this.draft.source ? draft : { ...draft, assertedBy: after };
  }

  /** A speaker who is an entity of the map is stored as its id, so that it leads there. */
  private withAsserter(): ClaimDraft {
    const { graph, draft } = this;
    const name = draft.assertedBy.trim();
    const known = graph && [...graph.entities.keys()].find((id) => name !== "" && nameIn(graph, id) === name);
    return known ? { ...draft, assertedBy: known } : draft;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-claim-fields": ClaimFieldsElement;
  }
}

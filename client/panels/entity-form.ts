import "../controls/icon.ts";
import "../controls/kind-icon.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import { tidyIdentifier } from "../../schema/identifiers.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity, EntityFields } from "../../schema/records.ts";
import { fieldsOf } from "../../schema/terms/own-values.ts";
import { entityTermOf, offeredEntityKinds } from "../../schema/terms/terms.ts";
import type { EntityKind } from "../../schema/vocabulary.ts";
import { findEconomies, type Economy } from "../controls/economies.ts";
import { naturalEntityId, newIds, type NewIds } from "../controls/new-id.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { withoutNothing, type Faults } from "./claim-draft.ts";
import {
  decisionFields,
  type DecisionDraft,
  emptyDecision,
  renderDecisionFields,
} from "./decision-fields.ts";
import { FormLeaveEvent, type EditForm, type FormResult } from "./edit-form.ts";
import { entityFormStyles } from "./entity-form-styles.ts";
import { findEntities } from "./entity-options.ts";
import { focusFault, formStyles, textField } from "./form-fields.ts";
import { identifierWords } from "./identifier-details.ts";
import { kindLabel } from "./graph-reading.ts";
import { ownFaults, ownProperties, renderOwnFields, type OwnDraft } from "./own-fields.ts";

const leadingKinds = ["state", "agreement", "company"] as const satisfies EntityKind[];
const foundMax = 4;

/**
 * Adds an entity. What is there already is offered before anything new.
 *
 * @fires {FormLeaveEvent} entente-form-leave
 */
@customElement("entente-entity-form")
export class EntityForm extends LitElement implements EditForm {
  static override styles = [baseStyles, buttonStyles, fieldStyles, formStyles, entityFormStyles];

  /** Renders nothing until set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) kind = "state";
  @property({ attribute: false }) name = "";
  /** Where on the canvas it was asked for. */
  @property({ attribute: false }) at?: readonly [number, number];
  @property({ attribute: false }) ids: NewIds = newIds();
  @state() private code = "";
  @state() private decision: DecisionDraft = emptyDecision;
  @state() private own: OwnDraft = {};
  @state() private hasMoreKinds = false;
  @state() private faults: Faults = {};

  async submit(): Promise<FormResult | undefined> {
    const { graph, kind } = this;
    const [name, code] = [this.name.trim(), kind === "state" ? tidyIdentifier("iso3", this.code) : ""];
    const ownFields = graph ? fieldsOf(graph.meta, "entities", kind) : [];
    this.faults = { ...this.check(name, code), ...ownFaults(ownFields, this.own) };
    if (!graph || Object.keys(this.faults).length > 0) {
      await this.updateComplete;
      focusFault(this.renderRoot, this.faults);
      return undefined;
    }
    const id = this.ids.entity(kind, name, code, graph);
    const fields: EntityFields = {
      kind,
      label: name,
      ...(code !== "" && { identifiers: { iso3: code } }),
      ...(kind === "decision" && decisionFields(this.decision)),
      ...ownProperties(ownFields, this.own),
    };
    return {
      command: { kind: "add-entity", id, fields },
      label: `Add ${name}`,
      select: [id],
      ...(this.at && { pin: [id, this.at] }),
    };
  }

  focusFirst(): void {
    this.renderRoot.querySelector<HTMLElement>('[name="name"]')?.focus();
  }

  protected override render() {
    const { graph } = this;
    if (!graph) return nothing;
    return html`<div class="form">
      ${this.renderKinds(graph)}
      <div @keydown=${this.enterList}>
        ${textField({ name: "name", label: this.kind === "decision" ? "Question, as a short statement" : "Name", value: this.name, faults: this.faults, input: (name) => this.rename(name) })}
        ${this.renderFound(graph)}
      </div>
      ${
        this.kind === "state"
          ? textField({
              name: "code",
              label: "ISO code",
              value: this.code,
              faults: this.faults,
              placeholder: "JPN",
              hint: "Three letters, optional. With it, two people who add the same state add one record.",
              input: (code) => (this.code = code),
            })
          : nothing
      }
      ${this.kind === "decision" ? renderDecisionFields(graph, this.decision, (change) => (this.decision = { ...this.decision, ...change })) : nothing}
      ${renderOwnFields(fieldsOf(graph.meta, "entities", this.kind), this.own, this.faults, (own) => (this.own = own))}
    </div>`;
  }

  private renderKinds(graph: Graph) {
    const hasMore = this.hasMoreKinds || !(leadingKinds as readonly string[]).includes(this.kind);
    const rest = offeredEntityKinds(graph.meta).filter(
      (kind) => !(leadingKinds as readonly string[]).includes(kind),
    );
    return html`<fieldset class="kinds">
        <legend>Kind</legend>
        ${[...leadingKinds, ...(hasMore ? rest : [])].map((kind) => this.renderKind(graph, kind))}
        ${hasMore ? nothing : html`<button type="button" class="button quiet" @click=${() => (this.hasMoreKinds = true)}>More kinds<wa-icon name="chevron-down"></wa-icon></button>`}
      </fieldset>
      <p class="hint">${entityTermOf(this.kind, graph.meta).description}</p>`;
  }

  private renderKind(graph: Graph, kind: string) {
    const { label, icon = "" } = entityTermOf(kind, graph.meta);
    return html`<label class="kind">
      <input
        type="radio"
        name="kind"
        class="visually-hidden"
        value=${kind}
        .checked=${kind === this.kind}
        @change=${() => (this.kind = kind)}
      />
      <entente-kind-icon kind=${kind} icon=${icon}></entente-kind-icon>${label}
    </label>`;
  }

  /** First what is here already, then states by that name that could be added. */
  private renderFound(graph: Graph) {
    const found = findEntities(graph, this.name).slice(0, foundMax);
    const economies =
      this.kind === "state"
        ? findEconomies(this.name, foundMax).filter((economy) => this.isNew(graph, economy))
        : [];
    if (found.length === 0 && economies.length === 0) return nothing;
    return html`<ul class="found" aria-label="Suggestions" @keydown=${this.moveInList}>
      ${found.map((entity) => this.renderExisting(graph, entity))}
      ${economies.map(
        (economy) =>
          html`<li>
            <button type="button" class="row-button" @click=${() => this.take(economy)}>
              <wa-icon name="plus"></wa-icon><span class="found-name">${economy.name}</span
              ><span class="small muted">${economy.code}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  private renderExisting(graph: Graph, { id, label, kind }: Entity) {
    return html`<li>
      <button type="button" class="row-button" @click=${() => this.dispatchEvent(new FormLeaveEvent([id]))}>
        <entente-kind-icon kind=${kind} icon=${entityTermOf(kind, graph.meta).icon ?? ""}></entente-kind-icon>
        <span class="found-name">Already here: ${label}</span
        ><span class="small muted">${kindLabel(graph, kind)}, open</span>
      </button>
    </li>`;
  }

  private isNew(graph: Graph, { code, name }: Economy): boolean {
    return !graph.entities.has(`s:${code}` as EntityId) && name !== this.name.trim();
  }

  private rename(name: string) {
    this.name = name;
    const [economy] = this.kind === "state" ? findEconomies(name, 1) : [];
    const isExact = economy?.name.toLowerCase() === name.trim().toLowerCase();
    const isOurs = this.code === "" || this.suggestedCode === this.code;
    if (isOurs) this.code = this.suggestedCode = isExact && economy ? economy.code : "";
  }
  /** The code that was filled in from the name, and so may be taken back. */
  private suggestedCode = "";

  private take({ code, name }: Economy) {
    this.name = name;
    this.code = this.suggestedCode = code;
    this.focusFirst();
  }

  private check(name: string, code: string): Faults {
    const taken = this.graph?.entities.get(naturalEntityId(this.kind, name, code) as EntityId);
    const isSame = taken !== undefined && (code !== "" || taken.label.toLowerCase() === name.toLowerCase());
    return withoutNothing({
      name:
        name === ""
          ? "Give it a name."
          : isSame
            ? `${taken.label} is here already. Open it below, or give another name.`
            : undefined,
      code: code === "" ? undefined : identifierWords("iso3", code),
    });
  }

  private enterList(event: KeyboardEvent) {
    const first = this.renderRoot.querySelector<HTMLElement>(".found button");
    if (event.key !== "ArrowDown" || !(event.target instanceof HTMLInputElement) || !first) return;
    event.preventDefault();
    first.focus();
  }

  private moveInList(event: KeyboardEvent) {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>(".found button")];
    const at = rows.indexOf(event.target as HTMLElement);
    if (event.key === "ArrowDown") rows[Math.min(rows.length - 1, at + 1)]?.focus();
    else if (event.key === "ArrowUp" && at === 0) this.focusFirst();
    else if (event.key === "ArrowUp") rows[at - 1]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-entity-form": EntityForm;
  }
}

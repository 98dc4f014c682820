import "./detail-list.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import type { Graph } from "../../schema/graph.ts";
import type { Entity } from "../../schema/records.ts";
import { usualSubtypes } from "../../schema/terms/subtypes.ts";
import { CommandEvent, DialogRequestEvent } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles, sectionStyles } from "../controls/shared-styles.ts";
import { typedDate } from "../controls/typed-date.ts";
import { backgroundDetail } from "./background-detail.ts";
import { aliasChanges, aliasesFromText, aliasesToText } from "./alias-text.ts";
import { dateFault } from "./claim-draft.ts";
import { conflictsBeside, conflictsOf } from "./conflict-words.ts";
import { decisionFacts } from "./decision-summary.ts";
import type { Detail } from "./detail.ts";
import { withNames } from "./graph-reading.ts";
import { identifierDetails } from "./identifier-details.ts";
import { ownDetails } from "./own-fields.ts";
import { panelStyles } from "./panel-styles.ts";
import { summaryStyles } from "./summary-styles.ts";

/**
 * An entity's own fields, edited where they stand. Empty ones wait behind the buttons that add them.
 *
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 */
@customElement("entente-entity-details")
export class EntityDetails extends LitElement {
  static override styles = [baseStyles, buttonStyles, sectionStyles, panelStyles, summaryStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) entity?: Entity;

  protected override render() {
    const { graph, entity } = this;
    if (!graph || !entity) return nothing;
    const details = [
      this.notes(graph, entity),
      this.aliases(entity),
      this.subtype(entity),
      ...ownDetails(graph.meta, "entities", entity, (fields, what) => this.change(fields, what)),
      ...identifierDetails(entity, (fields, what) => this.change(fields, what)),
      ...this.dates(entity),
      this.background(entity),
    ];
    // The others stand beside the heading and the decision's own facts.
    const conflicts = conflictsBeside(conflictsOf(graph, entity.id), [
      "label",
      ...(entity.kind === "decision" ? decisionFacts : []),
    ]);
    const hasDates = details.some(({ isAlways }) => isAlways);
    return html`<section>
      <h3 class="section-title">Details</h3>
      ${keyed(
        entity.id,
        html`<entente-detail-list .details=${details} .graph=${graph} .conflicts=${conflicts}>
          ${
            hasDates
              ? nothing
              : html`<button type="button" class="link-button edits" @click=${this.askDates}>
                  Add dates
                </button>`
          }
        </entente-detail-list>`,
      )}
    </section>`;
  }

  private notes(graph: Graph, { notes = "" }: Entity): Detail {
    return {
      name: "notes",
      term: "Notes",
      value: notes,
      display: withNames(graph, notes),
      placeholder: "Add notes",
      isMultiline: true,
      keep: (text) => this.change({ notes: text === "" ? null : text }, "notes"),
    };
  }

  private aliases({ aliases = [] }: Entity): Detail {
    return {
      name: "aliases",
      term: "Also known as",
      value: aliasesToText(aliases),
      placeholder: "Add another name",
      hint: "One name a line. After it, in brackets, its use: (official), (common), (historic), (typo), or where it is used: (forum WTO, APEC).",
      isMultiline: true,
      keep: (text) => this.change(aliasChanges(aliases, aliasesFromText(text, aliases)), "other names"),
    };
  }

  private subtype({ kind, subtype = "" }: Entity): Detail {
    return {
      name: "subtype",
      term: "Type",
      value: subtype,
      placeholder: "Add type",
      hint: "What it is more closely, such as ministry.",
      suggestions: usualSubtypes(kind),
      keep: (text) => this.change({ subtype: text === "" ? null : text }, "type"),
    };
  }

  private background({ background }: Entity): Detail {
    return backgroundDetail(background, (value) => this.change({ background: value }, "background"));
  }

  /** Both, as soon as one is there. */
  private dates({ validFrom = "", validTo = "" }: Entity): readonly Detail[] {
    if (validFrom === "" && validTo === "") return [];
    const date = (name: "validFrom" | "validTo", term: string, value: string): Detail => ({
      name,
      term,
      value,
      display: dateWords(value),
      isAlways: true,
      placeholder: "not known",
      hint: "2024, 2024-12, 2024-12-15 or 2024-12~ (about)",
      check: dateFault,
      keep: (text) => this.change({ [name]: text === "" ? null : typedDate(text) }, "dates"),
    });
    return [date("validFrom", "Valid from", validFrom), date("validTo", "Valid to", validTo)];
  }

  private readonly askDates = () => {
    if (this.entity) this.dispatchEvent(new DialogRequestEvent({ kind: "edit-dates", id: this.entity.id }));
  };

  private change(fields: Readonly<Record<string, unknown>>, what: string) {
    if (!this.entity || Object.keys(fields).length === 0) return;
    const { id, label } = this.entity;
    this.dispatchEvent(new CommandEvent({ kind: "change", id, fields }, `Change ${what} of ${label}`));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-entity-details": EntityDetails;
  }
}

import "./detail-list.ts";
import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";

import type { Graph } from "../../schema/graph.ts";
import type { Source } from "../../schema/records.ts";
import { reliabilities, reliabilityTerms, sourceKinds } from "../../schema/vocabulary.ts";
import { CommandEvent } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, sectionStyles } from "../controls/shared-styles.ts";
import { typedDate } from "../controls/typed-date.ts";
import { backgroundDetail } from "./background-detail.ts";
import { dateFault } from "./claim-draft.ts";
import { conflictsOf } from "./conflict-words.ts";
import type { Detail } from "./detail.ts";

type TextField = "author" | "publisher" | "dateBasis" | "url" | "file" | "notes";

/**
 * A source's own fields, edited where they stand.
 *
 * @fires {CommandEvent} entente-command
 */
@customElement("entente-source-details")
export class SourceDetails extends LitElement {
  static override styles = [baseStyles, sectionStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) source?: Source;

  protected override render() {
    const { graph, source } = this;
    if (!graph || !source) return nothing;
    return html`<section>
      <h3 class="section-title">Details</h3>
      ${keyed(
        source.id,
        html`<entente-detail-list
          .details=${this.details(source)}
          .graph=${graph}
          .conflicts=${conflictsOf(graph, source.id)}
        ></entente-detail-list>`,
      )}
    </section>`;
  }

  private details(source: Source): readonly Detail[] {
    return [
      this.titleOf(source),
      this.kind(source),
      this.reliability(source),
      this.text(source, "author", "Author", "Add author"),
      this.text(source, "publisher", "Publisher", "Add publisher"),
      this.date(source, "datePrinted", "Printed date", "Add printed date"),
      this.date(source, "dateUsed", "Date reckoned with", "Add date reckoned with"),
      this.text(source, "dateBasis", "Why that date", "Say why that date"),
      {
        ...this.text(source, "url", "Address on the web", "Add address"),
        check: (text) =>
          text === "" || /^https?:\/\/\S+$/.test(text)
            ? undefined
            : "Write an address that begins with https://",
      },
      this.text(source, "file", "File", "Add file name"),
      { ...this.text(source, "notes", "Notes", "Add notes"), isMultiline: true },
      this.background(source),
    ];
  }

  private titleOf({ title }: Source): Detail {
    return {
      name: "title",
      term: "Title",
      value: title,
      placeholder: "Add title",
      check: (text) => (text === "" ? "Give it a title." : undefined),
      keep: (text) => this.change({ title: text }, "title"),
    };
  }

  private kind({ kind }: Source): Detail {
    return {
      name: "kind",
      term: "Kind",
      value: kind,
      placeholder: "Add kind",
      choices: sourceKinds.map((each) => [each, each] as const),
      keep: (text) => this.change({ kind: text }, "kind"),
    };
  }

  private reliability({ reliability }: Source): Detail {
    return {
      name: "reliability",
      term: "Reliability",
      value: reliability ?? "",
      display: reliability ? `${reliability}: ${reliabilityTerms[reliability]}` : "",
      placeholder: "Judge its reliability",
      choices: [
        ["", "not judged"],
        ...reliabilities.map((grade) => [grade, `${grade}: ${reliabilityTerms[grade]}`] as const),
      ],
      keep: (text) => this.change({ reliability: text === "" ? null : text }, "reliability"),
    };
  }

  private text(source: Source, name: TextField, term: string, placeholder: string): Detail {
    return {
      name,
      term,
      value: source[name] ?? "",
      placeholder,
      keep: (text) => this.change({ [name]: text === "" ? null : text }, term),
    };
  }

  private date(source: Source, name: "datePrinted" | "dateUsed", term: string, placeholder: string): Detail {
    const value = source[name] ?? "";
    return {
      name,
      term,
      value,
      display: dateWords(value),
      placeholder,
      hint: "2024, 2024-12, 2024-12-15 or 2024-12~ (about)",
      check: dateFault,
      keep: (text) => this.change({ [name]: text === "" ? null : typedDate(text) }, term),
    };
  }

  private background({ background }: Source): Detail {
    return backgroundDetail(background, (value) => this.change({ background: value }, "background"));
  }

  private change(fields: Readonly<Record<string, unknown>>, what: string) {
    if (!this.source) return;
    const { id, title } = this.source;
    this.dispatchEvent(
      new CommandEvent({ kind: "change", id, fields }, `Change ${what.toLowerCase()} of “${title}”`),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-source-details": SourceDetails;
  }
}

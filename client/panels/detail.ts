// One field of a record, edited where it stands: how it is called, shown, checked and stored.
import "./editable-field.ts";
import { html } from "lit";

import type { Conflict, Graph } from "../../schema/graph.ts";
import { renderBadges } from "./conflict-badge.ts";
import type { Choice, FieldEditEvent } from "./editable-field.ts";

/** What one field of a record needs to be shown and edited. */
export interface Detail {
  readonly name: string;
  readonly term: string;
  /** As edited; empty when there is nothing. */
  readonly value: string;
  /** As read, where that differs. */
  readonly display?: string;
  /** What an empty field says, and the button that adds it. */
  readonly placeholder: string;
  readonly hint?: string;
  readonly isMultiline?: boolean;
  /** Shown while it is empty, too. */
  readonly isAlways?: boolean;
  /** One of these, instead of a text. */
  readonly choices?: readonly Choice[];
  /** Offered while typing, never required. */
  readonly suggestions?: readonly string[];
  /** Names what is wrong and what to do. */
  readonly check?: (text: string) => string | undefined;
  /** Empty text clears. */
  readonly keep: (text: string) => void;
}

/** The record's field that a detail edits. */
export function fieldOfDetail({ name }: Detail): string {
  return name
    .replace(/^id-/, "identifiers.")
    .replace(/^own-/, "properties.")
    .replace(/^qualifier-/, "qualifiers.");
}

/**
 * A detail as term and description of a list.
 *
 * @param conflicts Those of its field.
 */
export function renderDetail(detail: Detail, graph: Graph, conflicts: readonly Conflict[]) {
  const { name, term, value, display, placeholder, hint, isMultiline, check, keep } = detail;
  return html`<dt>${term}</dt>
    <dd>
      <entente-editable-field
        class=${name}
        .label=${term}
        .value=${value}
        .display=${display ?? value}
        .placeholder=${placeholder}
        .hint=${hint ?? ""}
        .multiline=${isMultiline ?? false}
        .choices=${detail.choices ?? []}
        .suggestions=${detail.suggestions ?? []}
        .check=${check ?? (() => undefined)}
        @entente-field-edit=${(event: FieldEditEvent) => keep(event.value)}
      ></entente-editable-field
      >${renderBadges(graph, conflicts)}
    </dd>`;
}

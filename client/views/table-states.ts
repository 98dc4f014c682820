// What stands in the place of rows: while loading, when nothing matches, when nothing is there yet.
import { html, nothing } from "lit";

import type { RecordId } from "../../schema/ids.ts";
import { noFilter, type DialogRequest, type Filter, type TableName } from "../app/events.ts";
import type { Loosening } from "./loosen.ts";
import { countWords } from "./row-actions.ts";

/** Appears only when loading takes longer than a blink. */
export const skeleton = html`<div class="skeleton" role="status" aria-label="Loading the table">
  ${Array.from({ length: 12 }, () => html`<span></span>`)}
</div>`;

/** The ways out when the filters leave nothing: what to let go of, with what there is then, or all of it. */
export function nothingMatches(table: TableName, ways: readonly Loosening[], go: (filter: Filter) => void) {
  return html`<div class="nothing">
    <p>Nothing matches the filters.</p>
    ${
      ways.length === 0
        ? nothing
        : html`<ul aria-label="What to leave out">
            ${ways.map(
              ({ words, count, filter }) =>
                html`<li>
                  <button type="button" class="link-button" @click=${() => go(filter)}>
                    Without ${words}: ${countWords(count, table)}
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <button type="button" class="button" @click=${() => go(noFilter)}>Clear filters</button>
  </div>`;
}

/** One sentence and one button; a claim needs something to be about. */
export function nothingYet(
  table: TableName,
  on: RecordId | undefined,
  ask: (request: DialogRequest) => void,
) {
  const { sentence, label, request } = firstSteps(on)[table];
  return html`<div class="nothing">
    <p>${sentence}</p>
    ${
      request
        ? html`<button type="button" class="button primary" @click=${() => ask(request)}>${label}</button>`
        : nothing
    }
  </div>`;
}

interface FirstStep {
  readonly sentence: string;
  readonly label: string;
  readonly request?: DialogRequest;
}

function firstSteps(on: RecordId | undefined): Readonly<Record<TableName, FirstStep>> {
  const claims = on
    ? { sentence: "No claim has been added yet.", request: { kind: "add-claim", on } as const }
    : { sentence: "No claim has been added yet. Choose what the first is about." };
  return {
    entities: {
      sentence: "Nobody and nothing is on the map yet.",
      label: "Add entity",
      request: { kind: "add-entity" },
    },
    relations: {
      sentence: "No two of them are related yet.",
      label: "Relate",
      request: { kind: "add-relation" },
    },
    claims: { label: "Add claim", ...claims },
  };
}

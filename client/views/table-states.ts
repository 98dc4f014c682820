// What stands in the place of rows: while loading, when nothing matches, when nothing is there yet.
import { html, nothing } from "lit";

import type { RecordId } from "../../schema/ids.ts";
import type { DialogRequest } from "../app/events.ts";
import type { TableName } from "./table-rows.ts";

/** Appears only when loading takes longer than a blink. */
export const skeleton = html`<div class="skeleton" role="status" aria-label="Loading the table">
  ${Array.from({ length: 12 }, () => html`<span></span>`)}
</div>`;

/** The way out when the filters leave nothing. */
export function nothingMatches(clear: () => void) {
  return html`<div class="nothing">
    <p>Nothing matches the filters.</p>
    <button type="button" class="button" @click=${clear}>Clear filters</button>
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

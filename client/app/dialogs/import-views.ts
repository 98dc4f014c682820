// What the import dialog shows at each of its steps. Pure: data in, markup out.
import { html, nothing, type TemplateResult } from "lit";

import type { Graph } from "../../../schema/graph.ts";
import type { RecordId } from "../../../schema/ids.ts";
import type { ImportBatch } from "../../../schema/imports/import-batch.ts";
import { recordLabel } from "../../panels/graph-reading.ts";
import type { ServerProblem } from "../server-problem.ts";
import type { ImportCounts, ReversalReport, Way } from "./import-request.ts";
import { batchWords, counted, doneWords, questionWords, reasonWords, undoneWords } from "./import-words.ts";

const faultCountMax = 100;

/** What an import would do. */
export function renderReady(file: string, counts: ImportCounts): TemplateResult {
  const rows: readonly (readonly [string, number])[] = [
    ["To add", counts.added],
    ["To change", counts.changed],
    ["Already the same", counts.unchanged],
  ];
  return html`${renderFile(file)}
    <dl class="counts">
      ${rows.map(
        ([term, count]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${count.toLocaleString("en")}</dd>
          </div>`,
      )}
    </dl>
    ${renderDuplicates(counts)}
    <p class="muted">What is in the workspace but not in the file stays as it is.</p>`;
}

function renderDuplicates({ duplicates, likelyDuplicates }: ImportCounts) {
  if (duplicates === 0) return nothing;
  const more = duplicates - likelyDuplicates.length;
  return html`<details class="duplicates">
    <summary>
      ${counted(duplicates, "entity", "entities")} to add ${duplicates === 1 ? "seems" : "seem"} to be there
      already
    </summary>
    <p class="dense muted">Import them, and merge them afterwards where they are the same.</p>
    <ul class="listed" tabindex="0" aria-label="Likely duplicates">
      ${likelyDuplicates.map(
        ({ id, label, of, ofLabel }) =>
          html`<li>${label} <code>${id}</code> seems to be ${ofLabel} <code>${of}</code></li>`,
      )}
    </ul>
    ${more > 0 ? html`<p class="dense muted">and ${more.toLocaleString("en")} more</p>` : nothing}
  </details>`;
}

/** What is wrong with a file, or why the server did not do what was asked. */
export function renderFaulty(file: string, { message, hint, faults }: ServerProblem): TemplateResult {
  return html`${renderFile(file)}
    <div class="problem" role="alert">
      <p><strong>${message}</strong></p>
      <p>${hint}</p>
    </div>
    ${
      faults.length === 0
        ? nothing
        : html`<ul class="listed" tabindex="0" aria-label="Places to correct">
            ${faults
              .slice(0, faultCountMax)
              .map(({ at, message: fault }) => html`<li><code>${at}</code><br />${fault}</li>`)}
          </ul>`
    }
    ${faults.length > faultCountMax ? html`<p class="dense muted">and ${faults.length - faultCountMax} more</p>` : nothing}`;
}

/** The imports so far, each with its way back. */
export function renderPast(
  imports: readonly ImportBatch[],
  ask: (batch: ImportBatch, way: Way) => void,
): TemplateResult | typeof nothing {
  if (imports.length === 0) return nothing;
  return html`<h3 id="past">Imports so far</h3>
    <ul class="listed" aria-labelledby="past">
      ${imports.map((batch) => {
        const way: Way = batch.undone ? "bring-back" : "undo";
        const words = way === "undo" ? "Undo…" : "Bring back…";
        return html`<li class="past">
          <div>
            <strong>${batch.name}</strong>
            <p class="small muted">${batchWords(batch)}</p>
            ${batch.undone ? html`<p class="small">${undoneWords(batch)}</p>` : nothing}
          </div>
          <button
            class="button"
            type="button"
            aria-label="${words.replace("…", "")} the import of ${batch.name}"
            @click=${() => ask(batch, way)}
          >
            ${words}
          </button>
        </li>`;
      })}
    </ul>`;
}

/** Asks before an import is undone or brought back. */
export function renderQuestion(batch: ImportBatch, way: Way): TemplateResult {
  return html`${renderFile(batch.name)}${questionWords(batch, way).map((words) => html`<p>${words}</p>`)}`;
}

/** What was left alone, and why; each leads to its record. */
export function renderReversed(
  graph: Graph | undefined,
  { name, report, way }: { readonly name: string; readonly report: ReversalReport; readonly way: Way },
  select: (id: RecordId) => void,
): TemplateResult {
  const more = report.left - report.leftAlone.length;
  return html`${renderFile(name)}
    <p role="status">${doneWords(report, way)}</p>
    <ul class="listed" aria-label="Left alone">
      ${report.leftAlone.map((item) => {
        // The server names records and settings; a setting leads nowhere.
        const id = item.id as RecordId;
        const isRecord = item.id.includes(":");
        const label = isRecord && graph ? recordLabel(graph, id) : item.id;
        return html`<li>
          ${
            isRecord
              ? html`<button class="link-button" type="button" @click=${() => select(id)}>${label}</button>`
              : label
          }<br /><span class="muted">${reasonWords(item)}</span>
        </li>`;
      })}
    </ul>
    ${more > 0 ? html`<p class="dense muted">and ${more.toLocaleString("en")} more</p>` : nothing}`;
}

function renderFile(name: string) {
  return html`<p class="file"><wa-icon name="file-json"></wa-icon><strong>${name}</strong></p>`;
}

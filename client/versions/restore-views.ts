// What the dialog of versions shows before and while somebody goes back. Pure: data in, markup out.
import { html, nothing, type TemplateResult } from "lit";

import type { VersionChanges, VersionHead } from "./version-data.ts";
import {
  counted,
  countedWords,
  countOf,
  kindWords,
  outcomes,
  outcomeWords,
  whenWords,
  type Outcome,
} from "./version-words.ts";

const namesShownMax = 8;
const nameLengthShown = 60;

/** Which version it is about. */
export function renderWhich(version: VersionHead): TemplateResult {
  return html`<p class="which">
    <strong>${version.name}</strong>
    <span class="muted small">${kindWords(version)} · ${whenWords(version.at, Date.now())}</span>
  </p>`;
}

/** What going back would do, in words, counts and the first names. */
export function renderChanges(changes: VersionChanges): TemplateResult {
  if (isNothing(changes)) return html`<p>The map is as it was then. There is nothing to bring back.</p>`;
  return html`<ul class="outcomes" aria-label="What changes on the map">
      ${outcomes.map((outcome) => renderOutcome(changes, outcome))}
    </ul>
    <p>
      Everybody sees it at once. How the map stands now is kept as a version first, so you can come back to
      it, and what others write meanwhile is kept too. Places on the graph stay as they are.
    </p>`;
}

/** Whether going back would change nothing. */
export function isNothing({ counts }: VersionChanges): boolean {
  return outcomes.every((outcome) => countOf(counts, outcome) === 0);
}

function renderOutcome({ counts, first }: VersionChanges, outcome: Outcome) {
  const total = countOf(counts, outcome);
  if (total === 0) return nothing;
  const { title, icon } = outcomeWords[outcome];
  const names = first.filter(({ what }) => what === outcome).slice(0, namesShownMax);
  return html`<li class=${outcome}>
    <wa-icon name=${icon}></wa-icon>
    <h3>${title}</h3>
    <p>${countedWords(counts, outcome)}</p>
    ${names.length === 0 ? nothing : html`<p class="names small muted">${namesWords(names, total)}</p>`}
  </li>`;
}

/** "“Japan”, “Chile” and 9 more". */
function namesWords(names: VersionChanges["first"], total: number): string {
  const shown = names.map(({ label }) => `“${shortened(label)}”`).join(", ");
  const more = total - names.length;
  return more > 0 ? `${shown} and ${counted(more, "more", "more")}` : shown;
}

function shortened(label: string): string {
  return label.length > nameLengthShown ? `${label.slice(0, nameLengthShown - 1)}…` : label;
}

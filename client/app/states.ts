// What the middle of the window shows when there is no map to show.
import { css, html, nothing, type TemplateResult } from "lit";

import { EntenteError } from "../../schema/errors.ts";
import type { Coming } from "../account/account-data.ts";
import "../controls/icon.ts";
import type { SaveState } from "../session/session-state.ts";
import { ActionEvent, type AppAction } from "./actions.ts";
import { DialogRequestEvent, noFilter, PlaceEvent } from "./events.ts";
import { sampleWorkspace } from "./place.ts";
import { mayReload, saveWords } from "./save-words.ts";

/** Shapes where the map will be, after 200 ms; words and a moving bar, after a second. */
export function renderLoading(name: string): TemplateResult {
  return html`<div class="loading" role="status">
    <svg class="ghost" viewBox="0 0 400 240" aria-hidden="true">
      <path d="M200 120 92 62M200 120l112-66M200 120l-96 74M200 120l104 72M200 120 40 128M200 120l160 6" />
      <circle cx="92" cy="62" r="15" />
      <circle cx="312" cy="54" r="15" />
      <circle cx="104" cy="194" r="15" />
      <circle cx="304" cy="192" r="15" />
      <circle cx="40" cy="128" r="15" />
      <circle cx="360" cy="126" r="15" />
      <rect x="158" y="102" width="84" height="36" rx="9" />
    </svg>
    <div class="progress">
      <p>Opening ${name}…</p>
      <div class="bar"></div>
    </div>
  </div>`;
}

/** The workspace could not be opened: why, what is safe, what to do. */
export function renderFailed(name: string, failure: string): TemplateResult {
  const isUnknown = failure === new EntenteError("workspace-unknown").message;
  if (isUnknown) return renderNowhere(`There is no workspace called “${name}”.`);
  return html`<div class="message" role="alert">
    <h2>This workspace could not be opened</h2>
    <p>${failure}</p>
    <p class="muted">Nothing is lost: what was saved is on the server.</p>
    <div class="offers">
      <button class="button primary" type="button" @click=${() => location.reload()}>Try again</button>
    </div>
  </div>`;
}

/** An address at which there is nothing. */
export function renderNowhere(what = "There is nothing at this address."): TemplateResult {
  return html`<div class="message">
    <h2>${what}</h2>
    <p class="muted">Check the address, or start from the sample.</p>
    <div class="offers">
      <a class="button primary" href=${`/w/${sampleWorkspace}`}>Open the sample workspace</a>
    </div>
  </div>`;
}

/** A workspace without anything in it, for whoever may only look. */
export function renderNothingYet(): TemplateResult {
  return html`<div class="message">
    <h2>This map is empty</h2>
    <p class="muted">What its editors put on it is shown here at once.</p>
  </div>`;
}

/**
 * A workspace without anything in it: the ways to begin.
 *
 * @param hasSample There is a sample to open, and it is not this workspace.
 */
export function renderEmpty(hasSample: boolean): TemplateResult {
  const addDecision = (event: Event) =>
    event.target?.dispatchEvent(new DialogRequestEvent({ kind: "add-entity", entityKind: "decision" }));
  const act = (action: AppAction) => (event: Event) => event.target?.dispatchEvent(new ActionEvent(action));
  return html`<div class="message">
    <h2>This map is empty. Begin with what you know.</h2>
    <div class="starts">
      <button type="button" class="start" @click=${addDecision}>
        <wa-icon name="vote"></wa-icon><strong>Start from a decision</strong>
        <span>Who must agree, and to what?</span>
      </button>
      <button type="button" class="start" @click=${act("add-state")}>
        <wa-icon name="globe"></wa-icon><strong>Add a state or economy</strong>
        <span>Then agreements and companies, and how they relate.</span>
      </button>
      <button type="button" class="start" @click=${act("import")}>
        <wa-icon name="upload"></wa-icon><strong>Import a snapshot</strong>
        <span>A file that Entente exported.</span>
      </button>
      ${
        hasSample
          ? html`<a class="start" href=${`/w/${sampleWorkspace}`}>
              <wa-icon name="book-open"></wa-icon><strong>Open the sample</strong>
              <span>Who decides on Taiwan’s CPTPP bid?</span>
            </a>`
          : nothing
      }
    </div>
  </div>`;
}

/** Filters hide everything. */
export function renderNoResults(): TemplateResult {
  const clear = (event: Event) => event.target?.dispatchEvent(new PlaceEvent({ filter: noFilter }));
  return html`<div class="message floating">
    <div class="card">
      <h2>Nothing matches the filters</h2>
      <button class="button primary" type="button" @click=${clear}>Clear filters</button>
    </div>
  </div>`;
}

const bannerKinds: readonly SaveState["kind"][] = ["offline", "degraded", "restarting", "ended", "too-new"];

/** A line when edits do not reach the server: over the map, which must not move for it, and above the table. */
export function renderBanner(
  save: SaveState,
  coming: Coming,
  onReload: () => void,
): TemplateResult | typeof nothing {
  if (!bannerKinds.includes(save.kind)) return nothing;
  const { short, meaning, icon, tone } = saveWords(save, coming);
  const keepCopy = (event: Event) => event.target?.dispatchEvent(new ActionEvent("keep-copy"));
  return html`<div class="banner ${tone}">
    <wa-icon name=${icon}></wa-icon>
    <p><strong>${short}.</strong> ${meaning}</p>
    ${
      save.kind === "ended"
        ? html`<button class="button" type="button" @click=${keepCopy}>Keep a copy</button>`
        : nothing
    }
    ${
      mayReload(save, coming)
        ? html`<button class="button" type="button" @click=${onReload}>${reloadLabel(save)}</button>`
        : nothing
    }
  </div>`;
}

/** Whoever is signed out is asked to sign in when the page opens again. */
function reloadLabel(save: SaveState): string {
  return save.kind === "ended" && save.code === 4401 ? "Sign in again" : "Reload";
}

export const stateStyles = css`
  .loading {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--e-space-16);
    height: 100%;
    opacity: 0;
    animation: appear 0s 200ms forwards;
  }
  .ghost {
    width: min(400px, 70vw);
    fill: var(--e-skeleton);
    stroke: var(--e-skeleton);
    stroke-width: 1.5;
  }
  .progress {
    display: grid;
    justify-items: center;
    gap: var(--e-space-8);
    color: var(--e-muted);
    opacity: 0;
    animation: appear 0s 1s forwards;
  }
  .bar {
    position: relative;
    width: 160px;
    height: 3px;
    overflow: hidden;
    border-radius: 2px;
    background: var(--e-pressed);
  }
  .bar::after {
    position: absolute;
    inset: 0 60% 0 0;
    border-radius: 2px;
    background: var(--e-accent);
    content: "";
    animation: slide 1.2s ease-in-out infinite alternate;
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
  @keyframes slide {
    to {
      translate: 150% 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bar::after {
      animation: none;
    }
  }
  .message {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--e-space-12);
    height: 100%;
    padding: var(--e-space-24);
    text-align: center;
  }
  .message h2 {
    font-size: var(--e-size-title);
    text-wrap: balance;
  }
  .message.floating {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .card {
    display: grid;
    justify-items: center;
    gap: var(--e-space-12);
    padding: var(--e-space-16) var(--e-space-24) var(--e-space-24);
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-sheet);
    background: var(--e-raised);
    box-shadow: var(--e-shadow-float);
    pointer-events: auto;
  }
  .offers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--e-space-8);
    margin-top: var(--e-space-4);
  }
  .starts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
    gap: var(--e-space-12);
    width: min(600px, 100%);
    margin-top: var(--e-space-16);
  }
  .start {
    display: grid;
    align-content: start;
    gap: var(--e-space-4);
    padding: var(--e-space-16);
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-sheet);
    background: var(--e-surface);
    color: var(--e-ink);
    text-align: left;
    text-decoration: none;
  }
  .start:hover {
    border-color: var(--e-accent);
  }
  .start wa-icon {
    margin-bottom: var(--e-space-4);
    font-size: 20px;
    color: var(--e-accent);
  }
  .start span {
    font-size: var(--e-size-dense);
    color: var(--e-muted);
  }
  .banner-place.graph {
    position: absolute;
    inset: 0 0 auto;
    z-index: var(--e-layer-inspector);
  }
  .banner {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    padding: 6px var(--e-space-16);
    font-size: var(--e-size-dense);
    line-height: var(--e-leading-label);
  }
  .banner p {
    flex: 1;
  }
  @media (max-width: 599px) {
    .banner {
      flex-wrap: wrap;
      justify-content: flex-end;
    }
    .banner p {
      flex: 1 1 calc(100% - 40px);
    }
  }
  .banner.amber {
    background: var(--e-amber-fill);
    color: var(--e-amber-ink);
  }
  .banner.red {
    background: var(--e-red-fill);
    color: var(--e-red-ink);
  }
`;

// What the sign-in page says of itself.
import { html, svg, type TemplateResult } from "lit";

const places = [
  [120, 70],
  [250, 40],
  [390, 95],
  [60, 190],
  [210, 170],
  [340, 220],
  [470, 180],
  [130, 300],
  [280, 330],
  [430, 310],
] as const;
const lines = [
  [4, 0],
  [4, 1],
  [4, 2],
  [4, 3],
  [4, 5],
  [4, 7],
  [4, 8],
  [5, 6],
  [5, 9],
  [2, 6],
  [0, 1],
  [5, 8],
] as const;

/** The name with its mark. */
export function renderBrand(): TemplateResult {
  return html`<span class="brand"
    ><svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
      <circle cx="9" cy="12" r="6.25" />
      <circle cx="15" cy="12" r="6.25" /></svg
    >Entente</span
  >`;
}

/** The half that says what this is. */
export function renderAbout(): TemplateResult {
  return html`<aside class="about">
    ${renderPicture()} ${renderBrand()}
    <p class="question">Who decides, who can still stop it, and how do we know?</p>
    <small>A shared map of who stands how towards what, with a cited claim behind every line.</small>
  </aside>`;
}

function renderPicture() {
  return html`<svg class="ghost" viewBox="0 0 520 380" aria-hidden="true">
    ${lines.map(([from, to]) => svg`<path d=${`M${places[from].join(" ")}L${places[to].join(" ")}`} />`)}
    ${places.map(([x, y], index) => svg`<circle class=${index === 4 ? "one" : ""} cx=${x} cy=${y} r=${index === 4 ? 26 : 15} />`)}
  </svg>`;
}

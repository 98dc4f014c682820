import { html, type TemplateResult } from "lit";

import "../controls/icon.ts";
import type { Refusal } from "./sign-in-words.ts";

/** Why it was not done, and what to do next; read out at once. */
export function renderRefusal({ title, next }: Refusal): TemplateResult {
  return html`<div class="refusal" role="alert">
    <wa-icon name="triangle-alert"></wa-icon>
    <strong>${title}</strong>
    <span>${next}</span>
  </div>`;
}

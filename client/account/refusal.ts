import { html, nothing, type TemplateResult } from "lit";

import "../controls/icon.ts";
import type { AccountError } from "./ask-server.ts";
import type { Refusal } from "./sign-in-words.ts";

/** Why it was not done, and what to do next; read out at once. */
export function renderRefusal({ title, next }: Refusal): TemplateResult {
  return html`<div class="refusal" role="alert">
    <wa-icon name="triangle-alert"></wa-icon>
    <strong>${title}</strong>
    <span>${next}</span>
  </div>`;
}

/** Why something was refused, in the server's own words. */
export function renderProblem(problem: AccountError | undefined): TemplateResult | typeof nothing {
  return problem ? renderRefusal({ title: problem.message, next: problem.hint }) : nothing;
}

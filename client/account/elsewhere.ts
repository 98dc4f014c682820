// What the application shows where there is no workspace in the address.
import { html, type TemplateResult } from "lit";

import { loadPart } from "../app/parts.ts";
import { renderNowhere } from "../app/states.ts";
import { signInPath } from "./arrival.ts";

/** The sign-in page at its own address, which loads then; elsewhere, that there is nothing. */
export function renderElsewhere(): TemplateResult {
  if (location.pathname !== signInPath) return renderNowhere();
  void loadPart("sign-in");
  return html`<entente-sign-in-page></entente-sign-in-page>`;
}

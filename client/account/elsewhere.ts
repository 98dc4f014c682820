// What the application shows where there is no workspace in the address.
import { html, type TemplateResult } from "lit";

import { loadPart } from "../app/parts.ts";
import { renderNowhere } from "../app/states.ts";
import type { Me } from "./account-data.ts";
import { signInPath } from "./arrival.ts";

/** The sign-in page at its own address, which loads then; elsewhere, that there is nothing. */
export function renderElsewhere(): TemplateResult {
  if (location.pathname !== signInPath) return renderNowhere();
  void loadPart("sign-in");
  return html`<entente-sign-in-page></entente-sign-in-page>`;
}

/** A workspace that is not there for whoever is signed in: which ones are, and how to be somebody else. */
export function renderNoAccess({ workspaces }: Me, name: string, workspace: string): TemplateResult {
  return html`<div class="message" role="alert">
    <h2>There is no workspace called “${workspace}” that you may open</h2>
    <p class="muted">
      You are signed in as ${name}. Ask its owner to invite
      you${workspaces.length > 0 ? ", or go on to another." : "."}
    </p>
    <div class="offers">
      ${workspaces.map(
        (each) => html`<a class="button primary" href=${`/w/${each.name}`}>Open ${each.title}</a>`,
      )}
      <a class="button" href=${signInPath}>Sign in as somebody else</a>
    </div>
  </div>`;
}

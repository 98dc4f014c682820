import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import { PlaceEvent, type PlaceChange } from "../app/events.ts";
import { dateWords } from "../../schema/date-words.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * A record that is there, but not on the day, or not from the sources, that are shown: says so, and leads to it.
 *
 * @fires {PlaceEvent} entente-place
 */
@customElement("entente-shown-elsewhere")
export class ShownElsewhere extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    panelStyles,
    css`
      :host {
        display: grid;
        justify-items: start;
        gap: var(--e-space-12);
      }
      .what {
        font-family: var(--e-serif);
        font-size: var(--e-size-large, 16px);
      }
    `,
  ];

  /** What it says, in words. */
  @property() what = "";
  /** Under which change of place it is shown. Renders nothing until set. */
  @property({ attribute: false }) change?: Pick<PlaceChange, "asOf" | "knownBy" | "background">;

  protected override render() {
    const { change } = this;
    if (!change) return nothing;
    return html`<p class="what">${this.what}</p>
      <p class="muted">${reason(change)}</p>
      <button type="button" class="button primary" @click=${() => this.dispatchEvent(new PlaceEvent(change))}>
        ${action(change)}
      </button>`;
  }
}

type Change = Pick<PlaceChange, "asOf" | "knownBy" | "background">;

function reason({ asOf, background, knownBy }: Change): string {
  const reasons = [
    ...(asOf ? ["it does not hold on the day that is shown"] : []),
    ...(background ? ["it comes from outside the team's own sources"] : []),
    ...(knownBy === null ? ["it was published after the date that limits what counts"] : []),
  ];
  return `Not on the map now: ${reasons.join(", and ")}.`;
}

function action({ asOf, background, knownBy }: Change): string {
  const parts = [
    ...(asOf ? [`as of ${dateWords(asOf)}`] : []),
    ...(background ? ["with background facts"] : []),
    ...(knownBy === null ? ["with what was published later"] : []),
  ];
  return `Show the map ${parts.join(", ")}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-shown-elsewhere": ShownElsewhere;
  }
}

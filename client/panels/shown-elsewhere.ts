import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import { PlaceEvent } from "../app/events.ts";
import type { Elsewhere } from "../app/place-showing.ts";
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
        /* Clear of the button that closes the panel. */
        padding-right: var(--e-space-24);
        font-family: var(--e-font-serif);
        font-size: var(--e-size-large);
      }
    `,
  ];

  /** Renders nothing until set. */
  @property({ attribute: false }) where?: Elsewhere;

  protected override render() {
    if (!this.where) return nothing;
    const { change, what } = this.where;
    return html`<p class="what">${what}</p>
      <p class="muted">${reason(change)}</p>
      <button type="button" class="button primary" @click=${() => this.dispatchEvent(new PlaceEvent(change))}>
        ${action(change)}
      </button>`;
  }
}

type Change = Elsewhere["change"];

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

import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import { stanceTerms, type StanceState } from "../../schema/vocabulary.ts";
import { baseStyles } from "./shared-styles.ts";

/** Colour of each stance as CSS, for `class="stance-support"` and so on: sets `--fill`, `--text` and `--edge`. */
export const stanceColors = css`
  .stance-champion {
    --fill: var(--e-stance-champion-fill);
    --text: var(--e-stance-champion-text);
    --edge: var(--e-stance-champion-line);
  }
  .stance-support {
    --fill: var(--e-stance-support-fill);
    --text: var(--e-stance-support-text);
    --edge: var(--e-stance-support-line);
  }
  .stance-lean-support {
    --fill: var(--e-stance-lean-support-fill);
    --text: var(--e-stance-lean-support-text);
    --edge: var(--e-stance-lean-support-line);
  }
  .stance-undecided {
    --fill: var(--e-stance-undecided-fill);
    --text: var(--e-stance-undecided-text);
    --edge: var(--e-stance-undecided-line);
  }
  .stance-lean-oppose {
    --fill: var(--e-stance-lean-oppose-fill);
    --text: var(--e-stance-lean-oppose-text);
    --edge: var(--e-stance-lean-oppose-line);
  }
  .stance-oppose {
    --fill: var(--e-stance-oppose-fill);
    --text: var(--e-stance-oppose-text);
    --edge: var(--e-stance-oppose-line);
  }
  .stance-block {
    --fill: var(--e-stance-block-fill);
    --text: var(--e-stance-block-text);
    --edge: var(--e-stance-block-line);
  }
  .stance-abstain {
    --fill: var(--e-stance-abstain-fill);
    --text: var(--e-stance-abstain-text);
    --edge: var(--e-stance-abstain-line);
  }
  .stance-unknown {
    --fill: repeating-linear-gradient(
      135deg,
      var(--e-stance-unknown-fill) 0 3px,
      var(--e-stance-unknown-hatch) 3px 4px
    );
    --text: var(--e-stance-unknown-text);
    --edge: var(--e-stance-unknown-line);
  }
`;

/**
 * A stance as glyph, word and colour. With `compact` the word is there for screen readers only; a legend beside it
 * then has to say it.
 */
@customElement("entente-stance-badge")
export class StanceBadge extends LitElement {
  static override styles = [
    baseStyles,
    stanceColors,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
      }
      .badge {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        height: 20px;
        padding: 0 7px;
        border: 1px solid var(--edge);
        border-radius: 4px;
        background: var(--fill);
        color: var(--text);
        font-size: var(--e-size-small);
        font-weight: var(--e-weight-medium);
        line-height: 1;
        white-space: nowrap;
      }
      .glyph {
        font-size: 0.625rem;
        letter-spacing: -1px;
      }
      :host([compact]) .badge {
        justify-content: center;
        width: 24px;
        padding: 0;
      }
      @media (forced-colors: active) {
        .badge {
          background: Canvas;
          color: CanvasText;
          border-color: CanvasText;
        }
      }
      @media print {
        .badge {
          print-color-adjust: exact;
        }
      }
    `,
  ];

  /** Renders nothing until set. */
  @property() stance?: StanceState;
  /** Glyph only, 24 px wide. */
  @property({ type: Boolean, reflect: true }) compact = false;

  protected override render() {
    if (!this.stance) return nothing;
    const { glyph, label } = stanceTerms[this.stance];
    return html`<span class="badge stance-${this.stance}" part="badge">
      <span class="glyph" aria-hidden="true">${glyph}</span>
      <span class=${this.compact ? "visually-hidden" : ""}>${label}</span>
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-stance-badge": StanceBadge;
  }
}

import { css } from "lit";

/** The bar and its columns share one row of boxes, so that each name stands under its own part of the bar. */
export const electorColumnStyles = css`
  :host {
    display: grid;
    align-content: start;
    gap: var(--e-space-12);
    min-width: 0;
  }
  .columns {
    display: flex;
    flex-wrap: wrap;
    gap: var(--e-space-8) 2px;
  }
  .column {
    flex: 1 1 0;
    min-width: 128px;
  }
  .segment {
    display: flex;
    align-items: center;
    gap: 6px;
    width: 100%;
    height: 28px;
    padding: 0 8px;
    border: 1px solid var(--edge);
    background: var(--fill);
    color: var(--text);
    font-weight: var(--e-weight-medium);
    font-size: var(--e-size-dense);
    line-height: 1;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .column:first-child .segment {
    border-radius: var(--e-radius) 0 0 var(--e-radius);
  }
  .column:last-child .segment {
    border-radius: 0 var(--e-radius) var(--e-radius) 0;
  }
  .column:only-child .segment {
    border-radius: var(--e-radius);
  }
  .segment:focus-visible {
    outline-offset: 2px;
  }
  .segment:hover {
    filter: brightness(1.06);
  }
  .glyph {
    font-size: 0.625rem;
    letter-spacing: -1px;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 2px;
    padding: var(--e-space-4) 0 0;
  }
  .elector {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: var(--e-target-min);
    padding: 1px 8px;
    border-radius: 4px;
    font-size: var(--e-size-base);
    line-height: var(--e-leading-label);
  }
  .elector:hover {
    background: var(--e-hover);
  }
  .elector.unknown {
    color: var(--e-muted);
  }
  .elector wa-icon {
    display: var(--e-edits, inline-block);
    font-size: 12px;
    color: var(--e-muted);
  }
  .stale {
    font-size: var(--e-size-small);
    color: var(--e-amber-ink);
  }
  .column > .link-button {
    padding: 0 10px;
  }
  .others {
    display: flex;
    align-items: baseline;
    gap: var(--e-space-8);
    padding-left: 10px;
  }
  .others h3 {
    flex: none;
  }
  .others ul {
    padding: 0;
    gap: 0 var(--e-space-8);
  }
  .others li {
    display: inline-flex;
    align-items: center;
  }
  @media (forced-colors: active) {
    .segment {
      background: Canvas;
      color: CanvasText;
      border-color: CanvasText;
    }
  }
`;

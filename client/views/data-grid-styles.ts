import { css } from "lit";

/** The grid as a set page: 13 px, hairlines, tabular figures; its own look is switched off by its properties. */
export const dataGridStyles = css`
  :host {
    display: block;
    min-height: 0;
    font-size: var(--e-size-dense);
  }
  vaadin-grid {
    --vaadin-grid-background: var(--e-surface);
    --vaadin-grid-row-background-color: var(--e-surface);
    --vaadin-grid-border-color: var(--e-line);
    --vaadin-grid-border-width: 0px;
    --vaadin-grid-border-radius: 0px;
    --vaadin-grid-cell-padding: var(--e-space-4) var(--e-space-8);
    --vaadin-grid-header-font-size: var(--e-size-small);
    --vaadin-grid-header-font-weight: var(--e-weight-medium);
    --vaadin-grid-header-text-color: var(--e-muted);
    --vaadin-grid-row-hover-background-color: color-mix(in srgb, var(--e-ink) 5%, transparent);
    --vaadin-grid-row-selected-background-color: var(--e-accent-tint);
    --vaadin-grid-column-resize-handle-color: var(--e-accent);
    --vaadin-focus-ring-color: var(--e-accent);
    --vaadin-focus-ring-width: 2px;
    --vaadin-text-color: var(--e-ink);
    --vaadin-text-color-secondary: var(--e-accent);
    --vaadin-text-color-disabled: var(--e-outline);
    --vaadin-background-color: var(--e-surface);
    --vaadin-gap-s: var(--e-space-4);
    height: 100%;
    font-family: var(--e-font);
    line-height: var(--e-leading-label);
    color: var(--e-ink);
  }
  vaadin-grid::part(header-cell) {
    background-color: var(--e-page);
  }
  vaadin-grid::part(header-cell),
  vaadin-grid::part(body-cell) {
    min-height: 32px;
    cursor: default;
  }
  vaadin-grid::part(selected-row-cell first-column-cell) {
    box-shadow: inset 3px 0 0 var(--e-accent);
  }
  /* Where columns go on below the menu buttons, a line says so. */
  vaadin-grid[overflow~="end"]::part(first-frozen-to-end-cell) {
    box-shadow: -1px 0 0 var(--e-line);
  }
  vaadin-grid-cell-content {
    font-variant-numeric: tabular-nums;
  }
  vaadin-grid-sorter {
    font: inherit;
  }
  /* The arrow stands before the heading, so that headings and figures end in one line. */
  vaadin-grid-sorter.end {
    flex-direction: row-reverse;
  }
  vaadin-grid-sorter:not([direction]):not(:hover)::part(indicators) {
    opacity: 0;
  }
  .clip {
    display: block;
    min-width: 0;
  }
  .named {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    min-width: 0;
    font-weight: var(--e-weight-medium);
  }
  .named entente-kind-icon {
    color: var(--e-muted);
  }
  .statement,
  .two-lines {
    display: -webkit-box;
    overflow: hidden;
    white-space: normal;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  .statement {
    font-family: var(--e-font-serif);
    font-size: var(--e-size-base);
    line-height: 1.3;
  }
  .marks {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .stack {
    display: grid;
    justify-items: start;
    gap: 2px;
  }
  .stack > .clip {
    max-width: 100%;
  }
  .chip.draft {
    border-style: dashed;
    border-color: var(--e-outline);
  }
  .rename {
    width: 100%;
    min-height: 24px;
    padding: 1px 6px;
    border: 1px solid var(--e-accent);
    border-radius: 4px;
    background: var(--e-surface);
    color: var(--e-ink);
    font: inherit;
  }
  .row-menu {
    display: flex;
    color: var(--e-muted);
  }
  @media (forced-colors: active) {
    vaadin-grid::part(selected-row-cell) {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
  }
  @media print {
    vaadin-grid {
      height: auto;
    }
  }
`;

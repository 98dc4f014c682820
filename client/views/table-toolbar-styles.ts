import { css } from "lit";

export const tableToolbarStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--e-space-8);
    min-height: 48px;
    padding: var(--e-space-8) var(--e-space-16);
    border-bottom: 1px solid var(--e-line);
    background: var(--e-page);
  }
  .tabs {
    display: inline-flex;
    border: 1px solid var(--e-outline);
    border-radius: var(--e-radius);
    background: var(--e-surface);
    overflow: hidden;
  }
  .tab {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 30px;
    padding: 0 var(--e-space-12);
    font-weight: var(--e-weight-medium);
  }
  .tab + .tab {
    border-left: 1px solid var(--e-line);
  }
  .tab:hover {
    background: var(--e-hover);
  }
  .tab[aria-selected="true"] {
    background: var(--e-accent-tint);
    color: var(--e-accent);
  }
  .tab[aria-selected="true"] .count {
    color: inherit;
  }
  .tab:focus-visible {
    outline-offset: -3px;
  }
  .space {
    flex: 1;
  }
  .status {
    font-size: var(--e-size-dense);
    color: var(--e-muted);
    font-variant-numeric: tabular-nums;
  }
  .tools {
    display: inline-flex;
    align-items: center;
    gap: var(--e-space-8);
  }
  :host([narrow]) .tabs {
    flex: 1 0 100%;
  }
  :host([narrow]) .tab {
    flex: 1;
    justify-content: center;
    height: 38px;
    padding: 0 var(--e-space-4);
  }
  :host([narrow]) .find {
    flex: 1;
  }
  :host([narrow]) .status:empty {
    margin-left: calc(-1 * var(--e-space-8));
  }
  :host([narrow]) .space {
    display: none;
  }
  :host([narrow]) {
    padding: var(--e-space-12) var(--e-space-16);
  }
  :host([narrow]) .tools {
    display: flex;
    flex: 1 0 100%;
    gap: var(--e-space-8);
  }
  :host([narrow]) .tools .button {
    flex: 1;
    padding: 0 var(--e-space-8);
  }
  @media print {
    :host {
      display: none;
    }
  }
`;

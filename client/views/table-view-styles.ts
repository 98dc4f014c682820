import { css } from "lit";

export const tableViewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    background: var(--e-surface);
  }
  .toolbar {
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
  .table {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  /* Never as high as its rows: a grid that finds room for thousands draws thousands. */
  .table > * {
    position: absolute;
    inset: 0;
  }
  .nothing {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--e-space-16);
    padding: var(--e-space-32);
    text-align: center;
    text-wrap: balance;
    color: var(--e-muted);
  }
  .skeleton {
    display: grid;
    align-content: start;
    padding: 0 var(--e-space-16);
    opacity: 0;
    animation: appear 0s 200ms forwards;
  }
  .skeleton span {
    height: 10px;
    margin: 11px 0;
    border-radius: 3px;
    background: var(--e-skeleton);
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
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
  :host([narrow]) .toolbar {
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
  .tools {
    display: inline-flex;
    align-items: center;
    gap: var(--e-space-8);
  }
  @media print {
    .toolbar {
      display: none;
    }
  }
`;

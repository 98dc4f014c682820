import { css } from "lit";

export const rowListStyles = css`
  :host {
    display: block;
    overflow: auto;
    background: var(--e-surface);
  }
  .order {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: var(--e-space-8);
    padding: var(--e-space-8) var(--e-space-16);
    font-size: var(--e-size-dense);
    color: var(--e-muted);
  }
  .order .field {
    width: auto;
    padding: 2px 8px;
    font-size: var(--e-size-dense);
  }
  li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: var(--e-space-4) var(--e-space-12);
    padding: var(--e-space-12) var(--e-space-12) var(--e-space-12) var(--e-space-16);
    border-top: 1px solid var(--e-line);
  }
  li.selected {
    background: var(--e-accent-tint);
    box-shadow: inset 3px 0 0 var(--e-accent);
  }
  .pick {
    width: 18px;
    height: 18px;
    margin: 1px 0 0;
  }
  .body {
    display: grid;
    gap: var(--e-space-4);
    min-width: 0;
  }
  .title {
    display: flex;
    gap: var(--e-space-8);
    border-radius: 3px;
    font-weight: var(--e-weight-medium);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .title entente-kind-icon {
    margin-top: 2px;
    color: var(--e-muted);
  }
  .title .verb {
    font-weight: var(--e-weight-text);
    color: var(--e-muted);
  }
  .title .serif {
    font-weight: var(--e-weight-text);
    line-height: 1.35;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .facts {
    font-size: var(--e-size-small);
    color: var(--e-muted);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .chip.draft {
    border-style: dashed;
    border-color: var(--e-outline);
  }
  .rename {
    width: 100%;
    font: inherit;
  }
  .more {
    display: flex;
    justify-content: center;
    padding: var(--e-space-16);
    border-top: 1px solid var(--e-line);
  }
`;

import { css } from "lit";

/** How a claim card looks: the statement leads, everything else is small and quiet. */
export const claimCardStyles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    gap: var(--e-space-8);
    padding: var(--e-space-12) 0 var(--e-space-8);
  }
  .card.background,
  .card.draft {
    padding-left: var(--e-space-12);
    border-left: 2px dashed var(--e-outline);
  }
  .bearing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--e-space-4) var(--e-space-8);
    font-size: var(--e-size-dense);
  }
  .on {
    color: var(--e-muted);
  }
  .statement {
    font-family: var(--e-font-serif);
    font-size: var(--e-size-large);
    line-height: var(--e-leading-text);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .background .statement {
    color: var(--e-muted);
  }
  .grade {
    min-width: 26px;
    padding: 1px 4px;
    border: 1px solid var(--e-outline);
    border-radius: 3px;
    font-size: var(--e-size-small);
    font-weight: var(--e-weight-strong);
    line-height: 1.25;
    text-align: center;
    color: var(--e-ink);
    cursor: help;
  }
  .evidence {
    display: grid;
    gap: 6px;
    padding-left: var(--e-space-12);
    border-left: 2px solid var(--e-line);
    font-size: var(--e-size-dense);
    line-height: 1.4;
  }
  .evidence li {
    display: grid;
  }
  .title {
    justify-self: start;
    color: var(--e-muted);
    text-decoration-color: transparent;
  }
  .title:hover,
  .title:focus-visible {
    text-decoration-color: currentcolor;
  }
  .note,
  .unsourced {
    color: var(--e-muted);
    font-size: var(--e-size-dense);
  }
  .retract {
    margin-left: auto;
    color: var(--e-muted);
  }
  select {
    field-sizing: content;
    max-width: 9.5rem;
    border: 0;
    padding: 0;
    background: none;
    font: inherit;
    color: var(--e-muted);
    cursor: pointer;
  }
  option {
    background: var(--e-surface);
    color: var(--e-ink);
  }
  @media print {
    .actions {
      display: none;
    }
  }
`;

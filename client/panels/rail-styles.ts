import { css } from "lit";

/** The rail: one scrolling column; sections are kept apart by distance, not by lines. */
export const railStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    background: var(--e-page);
  }
  .scroll {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: var(--e-space-24);
    min-height: 0;
    /* Words that only screen readers get are placed within it, not below the window, which would then scroll. */
    position: relative;
    padding: var(--e-space-12) var(--e-space-16) var(--e-space-24);
    overflow: auto;
    overscroll-behavior: contain;
  }
  .views {
    display: grid;
    grid-template-columns: 1fr 1fr;
    flex: none;
    gap: 2px;
    padding: 2px;
    border-radius: 8px;
    background: var(--e-pressed);
  }
  .views button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 28px;
    border-radius: var(--e-radius);
    color: var(--e-muted);
    font-weight: var(--e-weight-medium);
    line-height: 1;
  }
  .views button:hover {
    color: var(--e-ink);
  }
  .views button[aria-current] {
    background: var(--e-surface);
    color: var(--e-ink);
    box-shadow: 0 0 0 1px var(--e-line);
  }
  section {
    display: grid;
    gap: var(--e-space-4);
  }
  .note {
    padding: var(--e-space-4) 0;
  }
  .decisions {
    display: grid;
    gap: 2px;
    margin: 0 calc(-1 * var(--e-space-8));
  }
  .decision {
    align-items: flex-start;
    padding: 6px var(--e-space-8);
  }
  .decision > wa-icon {
    margin-top: 2px;
    color: var(--e-muted);
  }
  .decision[aria-current] > wa-icon {
    color: var(--e-accent);
  }
  .decision-words {
    display: grid;
    flex: 1;
    gap: 2px;
    min-width: 0;
  }
  .decision-label {
    font-size: var(--e-size-dense);
    font-weight: var(--e-weight-medium);
    line-height: 1.35;
    color: var(--e-ink);
    text-wrap: pretty;
  }
  .tally {
    display: flex;
    gap: 2px;
    margin-top: 4px;
  }
  .tally span {
    flex: 1;
    max-width: 16px;
    height: 6px;
    border-radius: 2px;
    background: var(--fill);
    box-shadow: inset 0 0 0 1px var(--edge);
  }
  .foot {
    display: grid;
    flex: none;
    gap: 2px;
    padding: var(--e-space-4) var(--e-space-8);
    border-top: 1px solid var(--e-line);
    background: var(--e-page);
    color: var(--e-muted);
  }
  .said {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    min-height: 28px;
    padding: 3px var(--e-space-8);
  }
  .grow {
    flex: 1;
  }
  @media (forced-colors: active) {
    .views button[aria-current] {
      outline: 2px solid Highlight;
    }
    .tally span {
      forced-color-adjust: none;
    }
  }
`;

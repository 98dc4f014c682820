import { css } from "lit";

/** The chip in the bar, amber where it restricts what is seen, and the panel that it opens. */
export const asOfChipStyles = css`
  :host {
    display: inline-flex;
    min-width: 0;
    --popover-trigger-radius: 999px;
  }
  entente-popover-button::part(trigger) {
    height: 28px;
    padding: 0 10px 0 8px;
    border: 1px solid var(--e-line);
    background: var(--e-surface);
    color: var(--e-ink);
  }
  entente-popover-button::part(trigger):hover {
    background: var(--e-hover);
  }
  entente-popover-button.past::part(trigger) {
    border-color: var(--e-amber-line);
    background: var(--e-amber-fill);
    color: var(--e-amber-ink);
  }
  .chip-text {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
    font-size: var(--e-size-dense);
    font-weight: var(--e-weight-medium);
    line-height: 1;
    white-space: nowrap;
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--e-space-12);
    width: min(340px, calc(100vw - 24px));
    padding: var(--e-space-16);
  }
  form {
    display: grid;
    gap: var(--e-space-8);
  }
  .field-row {
    display: flex;
    gap: var(--e-space-8);
  }
  .dates {
    display: grid;
    margin: 0 calc(-1 * var(--e-space-8));
  }
  .dates .why {
    flex: 1;
    overflow: hidden;
    text-align: right;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .short {
    display: none;
  }
  @media (max-width: 599px) {
    .prefix,
    .long {
      display: none;
    }
    .short {
      display: inline;
    }
  }

  .plus {
    font-weight: var(--e-weight-regular);
  }
  .check {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px var(--e-space-8);
    align-items: center;
  }
  .check .hint {
    grid-column: 2;
  }
`;

import { css } from "lit";

/** Blocks that the pages and dialogs of people and access have in common. */
export const accountStyles = css`
  .refusal,
  .note {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px var(--e-space-8);
    padding: var(--e-space-12);
    border: 1px solid var(--e-amber-line);
    border-radius: var(--e-radius);
    background: var(--e-amber-fill);
    color: var(--e-amber-ink);
  }
  .note {
    border-color: var(--e-line);
    background: var(--e-hover);
    color: var(--e-ink);
  }
  .refusal > wa-icon,
  .note > wa-icon {
    grid-row: span 2;
    margin-top: 2px;
    font-size: var(--e-size-large);
  }
  .refusal > *:nth-child(n + 3),
  .note > *:nth-child(n + 3) {
    grid-column: 2;
  }
`;

/** Big buttons, one below the other: the ways in. */
export const wayStyles = css`
  .ways {
    display: grid;
    gap: var(--e-space-8);
  }
  .ways .button {
    height: 44px;
    font-size: var(--e-size-large);
  }
  .ways wa-icon {
    font-size: 18px;
  }
  .or {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    gap: var(--e-space-12);
    color: var(--e-muted);
    font-size: var(--e-size-small);
  }
  .or::before,
  .or::after {
    border-top: 1px solid var(--e-line);
    content: "";
  }
`;

import { css } from "lit";

/** `.blank`: a dashed frame around what could be here, an icon above its words. */
export const blankStyles = css`
  .blank {
    display: grid;
    justify-items: center;
    gap: var(--e-space-8);
    padding: var(--e-space-24) var(--e-space-16);
    border: 1px dashed var(--e-outline);
    border-radius: var(--e-radius-sheet);
    text-align: center;
  }
  .blank wa-icon {
    font-size: 24px;
    color: var(--e-muted);
  }
`;

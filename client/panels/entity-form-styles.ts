import { css } from "lit";

/** Kinds as a palette of chips, and what was found as rows right below the name. */
export const entityFormStyles = css`
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: var(--e-space-8);
  }
  .kind {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: var(--e-control-height);
    padding: 0 var(--e-space-12) 0 10px;
    border: 1px solid var(--e-line);
    border-radius: 999px;
    cursor: pointer;
  }
  .kind entente-kind-icon {
    color: var(--e-muted);
  }
  .kind:hover {
    background: var(--e-hover);
  }
  .kind:has(:checked) {
    border-color: var(--e-accent);
    background: var(--e-accent-tint);
    color: var(--e-accent);
  }
  .kind:has(:checked) entente-kind-icon {
    color: inherit;
  }
  .kind:has(:focus-visible) {
    outline: 2px solid var(--e-accent);
    outline-offset: 1px;
  }
  .found {
    margin-top: var(--e-space-4);
    padding: var(--e-space-4);
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
  }
  .found-name {
    flex: 1;
    min-width: 0;
  }
  @media (forced-colors: active) {
    .kind:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;

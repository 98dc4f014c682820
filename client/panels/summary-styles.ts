import { css } from "lit";

/** Sections of a summary: small headings, generous room between, dense rows within. */
export const summaryStyles = css`
  :host {
    display: grid;
    gap: var(--e-space-24);
  }
  section {
    display: grid;
    justify-items: stretch;
    gap: var(--e-space-8);
  }
  section > .link-button,
  section > .button {
    justify-self: start;
  }
  h4 {
    margin-bottom: 2px;
    font-size: var(--e-size-base);
    font-weight: var(--e-weight-text);
    color: var(--e-muted);
  }
  .groups {
    display: grid;
    gap: var(--e-space-12);
  }
  .rows {
    display: grid;
    gap: 2px;
  }
  .rows > li {
    min-height: 28px;
    padding: 3px 0;
  }
  /* At least 24 px to hit, in text of 12 px too. */
  .rows button.name {
    display: inline-block;
    min-height: var(--e-target-min);
    padding-block: 3px;
  }
  .relation {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--e-space-12);
  }
  .stale {
    color: var(--e-amber-ink);
  }
  .name.draft {
    text-decoration-style: dashed;
  }
  dl.facts {
    align-items: baseline;
  }
  dd {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .sentence {
    font-family: var(--e-font-serif);
    font-size: var(--e-size-title);
    font-weight: var(--e-weight-medium);
    line-height: 1.35;
    text-wrap: pretty;
  }
`;

import { css } from "lit";

/** The top bar: 48 px, one hairline below. */
export const topBarStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: var(--e-space-16);
    height: var(--e-top-bar-height);
    padding: 0 var(--e-space-12);
    border-bottom: 1px solid var(--e-line);
    background: var(--e-surface);
  }
  .place {
    display: flex;
    flex: 1 1 auto;
    align-items: center;
    gap: var(--e-space-12);
    min-width: 300px;
  }
  .brand {
    display: inline-grid;
    flex: none;
    place-items: center;
    width: 28px;
    height: 28px;
    border-radius: var(--e-radius);
  }
  .brand svg {
    fill: none;
    stroke: var(--e-accent);
    stroke-width: 1.75;
  }
  h1 {
    font-size: var(--e-size-base);
    letter-spacing: -0.005em;
  }
  entente-as-of-chip {
    flex: none;
  }
  entente-search-box {
    flex: 0 100 400px;
    min-width: 120px;
  }
  /* Whether edits are saved is never cut off for anything: the search and the title make room. */
  .tools {
    display: flex;
    flex: 1 0 auto;
    align-items: center;
    justify-content: flex-end;
    gap: var(--e-space-8);
    min-width: 0;
  }
  .edits {
    display: var(--e-edits, inline-flex);
  }
  @media (max-width: 1199px) {
    .place {
      flex: 1 1 240px;
      min-width: 0;
    }
    entente-search-box {
      flex: 0 1 180px;
    }
    .tools {
      flex: none;
    }
  }
  .caret {
    font-size: 13px;
    color: var(--e-muted);
    margin-right: -4px;
  }
  :host([narrow]) {
    gap: var(--e-space-4);
    padding: 0 var(--e-space-8);
  }
  :host([narrow]) .brand {
    display: none;
  }
  :host([narrow]) .place {
    flex: 1 1 auto;
    min-width: 0;
    gap: var(--e-space-8);
  }
  :host([narrow]) .tools {
    flex: none;
    gap: var(--e-space-4);
  }
  @media print {
    entente-search-box,
    .tools,
    .icon-button {
      display: none;
    }
  }
`;

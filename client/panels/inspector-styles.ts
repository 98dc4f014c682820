import { css } from "lit";

/** `.kind`: what sort of thing a page is about, in small type above its heading. */
export const kindLineStyles = css`
  .kind {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-bottom: var(--e-space-4);
    font-size: var(--e-size-small);
    color: var(--e-muted);
  }
`;

/** The inspector as a page: heading, tabs that stay in sight, and a column to read. */
export const inspectorStyles = css`
  :host {
    display: block;
    height: 100%;
    overflow: auto;
    overscroll-behavior: contain;
    background: var(--e-surface);
  }
  .tabs {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    gap: var(--e-space-16);
    padding: 0 var(--e-space-16);
    border-bottom: 1px solid var(--e-line);
    background: var(--e-surface);
  }
  [role="tab"] {
    padding: var(--e-space-8) 0;
    border-bottom: 2px solid transparent;
    margin-bottom: -1px;
    color: var(--e-muted);
    font-weight: var(--e-weight-medium);
  }
  [role="tab"]:hover {
    color: var(--e-ink);
  }
  [role="tab"][aria-selected="true"] {
    border-bottom-color: var(--e-accent);
    color: var(--e-ink);
  }
  .page {
    padding: var(--e-space-16) var(--e-space-16) var(--e-space-32);
  }
  .page:focus-visible {
    outline: none;
  }
  .empty {
    padding-right: var(--e-space-32);
    display: grid;
    justify-items: start;
    gap: var(--e-space-12);
  }
  .sources {
    margin: var(--e-space-24) 0 var(--e-space-16);
    padding-top: var(--e-space-16);
    border-top: 1px solid var(--e-line);
  }
  .sources h3 {
    margin-bottom: var(--e-space-8);
    font-size: var(--e-size-small);
    color: var(--e-muted);
  }
`;

import { css } from "lit";

/** The import dialog: where a file is dropped, what it would do, and the imports so far. */
export const importDialogStyles = css`
  wa-dialog {
    --width: 560px;
  }
  .drop.over {
    border-color: var(--e-accent);
    background: var(--e-accent-tint);
  }
  .file {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    margin-bottom: var(--e-space-16);
    overflow-wrap: anywhere;
  }
  .counts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(110px, 1fr));
    gap: var(--e-space-8);
    margin-bottom: var(--e-space-16);
  }
  .counts div {
    padding: var(--e-space-12);
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
  }
  .counts dt {
    font-size: var(--e-size-small);
    color: var(--e-muted);
  }
  .counts dd {
    font-size: var(--e-size-title);
    font-variant-numeric: tabular-nums;
    line-height: var(--e-leading-label);
  }
  .problem {
    padding-left: var(--e-space-12);
    border-left: 3px solid var(--e-red-line);
  }
  .duplicates {
    margin-bottom: var(--e-space-16);
    padding-left: var(--e-space-12);
    border-left: 3px solid var(--e-amber-line);
  }
  .listed {
    max-height: 240px;
    margin-top: var(--e-space-12);
    overflow: auto;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
  }
  .listed li {
    padding: 6px var(--e-space-12);
    font-size: var(--e-size-dense);
    overflow-wrap: anywhere;
  }
  .listed li + li {
    border-top: 1px solid var(--e-line);
  }
  .listed code {
    font-size: var(--e-size-small);
    color: var(--e-muted);
    overflow-wrap: anywhere;
  }
  h3 {
    margin-top: var(--e-space-24);
    font-size: var(--e-size-base);
  }
  .past {
    display: flex;
    align-items: center;
    gap: var(--e-space-12);
  }
  .past > div {
    flex: 1;
    min-width: 0;
  }
  p + p {
    margin-top: var(--e-space-8);
  }
`;

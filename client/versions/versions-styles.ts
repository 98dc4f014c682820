import { css } from "lit";

/** The list of versions, below the form by which one is named. */
export const versionListStyles = css`
  form {
    display: var(--e-edits, flex);
  }
  form > .link-button {
    height: var(--e-control-height);
  }
  .unsent {
    display: var(--e-edits, block);
    color: var(--e-amber-ink);
  }
  .choice {
    display: inline-flex;
    align-items: center;
    gap: var(--e-space-8);
    justify-self: start;
    min-height: var(--e-target-min);
    cursor: pointer;
  }
  .choice input {
    margin: 0;
    accent-color: var(--e-accent);
  }
  .rows > li {
    display: block;
  }
  .blank p {
    max-width: 46ch;
  }
  .skeleton {
    display: grid;
    gap: var(--e-space-12);
    animation: appear 0s 200ms both;
  }
  .skeleton span {
    height: 40px;
    border-radius: var(--e-radius);
    background: var(--e-skeleton);
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
`;

/** One version in the list. */
export const versionRowStyles = css`
  :host,
  .asked {
    display: grid;
    gap: var(--e-space-8);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: start;
    gap: var(--e-space-8) var(--e-space-12);
  }
  .what {
    display: grid;
    gap: 1px;
    overflow-wrap: anywhere;
  }
  .what strong {
    font-weight: var(--e-weight-medium);
  }
  .automatic strong {
    font-weight: var(--e-weight-text);
    color: var(--e-muted);
  }
  .remark {
    margin-top: 2px;
    font-size: var(--e-size-dense);
    white-space: pre-line;
  }
  .does {
    display: var(--e-edits, flex);
    align-items: center;
    gap: var(--e-space-4);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--e-space-8);
  }
  @media (max-width: 599px) {
    .row {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

/** What going back would do, before it is done. */
export const restoreStyles = css`
  .restore {
    display: grid;
    gap: var(--e-space-16);
  }
  .which {
    display: grid;
    gap: 2px;
  }
  .which strong {
    font-size: var(--e-size-large);
    overflow-wrap: anywhere;
  }
  .outcomes {
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
  }
  .outcomes > li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px var(--e-space-12);
    padding: var(--e-space-12);
  }
  .outcomes > li + li {
    border-top: 1px solid var(--e-line);
  }
  .outcomes wa-icon {
    grid-row: span 3;
    margin-top: 2px;
    color: var(--e-muted);
    font-size: var(--e-size-large);
  }
  .outcomes .removed wa-icon,
  .outcomes .removed h3 {
    color: var(--e-red-ink);
  }
  .outcomes h3 {
    font-size: var(--e-size-base);
  }
  .names {
    overflow-wrap: anywhere;
  }
`;

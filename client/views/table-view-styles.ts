import { css } from "lit";

export const tableViewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    background: var(--e-surface);
  }
  .table {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  /* Never as high as its rows: a grid that finds room for thousands draws thousands. */
  .table > * {
    position: absolute;
    inset: 0;
  }
  .nothing {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--e-space-16);
    padding: var(--e-space-32);
    text-align: center;
    text-wrap: balance;
    color: var(--e-muted);
  }
  .skeleton {
    display: grid;
    align-content: start;
    padding: 0 var(--e-space-16);
    opacity: 0;
    animation: appear 0s 200ms forwards;
  }
  .skeleton span {
    height: 10px;
    margin: 11px 0;
    border-radius: 3px;
    background: var(--e-skeleton);
  }
  @keyframes appear {
    to {
      opacity: 1;
    }
  }
`;

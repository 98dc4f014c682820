import { css } from "lit";

/** The drawer: a strip that is always there, and a body of three parts that stack where there is no room beside. */
export const drawerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    border-top: 1px solid var(--e-line);
    background: var(--e-surface);
  }
  .strip {
    display: flex;
    align-items: center;
    gap: var(--e-space-12);
    height: var(--e-drawer-strip-height);
    padding-left: var(--e-space-12);
  }
  section.strip {
    padding: 0 var(--e-space-16);
  }
  .toggle {
    flex: 1;
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    min-width: 0;
    height: 100%;
    padding: 0 var(--e-space-16) 0 var(--e-space-8);
  }
  .toggle:hover {
    background: var(--e-hover);
  }
  .toggle:focus-visible {
    outline-offset: -2px;
  }
  .chevron {
    flex: none;
    color: var(--e-muted);
  }
  .result {
    flex: none;
  }
  .answer {
    flex: 1;
    min-width: 0;
    line-height: 1.3;
    text-wrap: balance;
    font-variant-numeric: tabular-nums;
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .chooser {
    flex: 0 1 auto;
    min-width: 0;
  }
  .chooser .field {
    max-width: 250px;
    text-overflow: ellipsis;
  }
  .as-of {
    flex: none;
    font-size: var(--e-size-dense);
    color: var(--e-muted);
  }
  .body {
    display: grid;
    grid-template-columns: 216px minmax(0, 1fr) 272px;
    gap: var(--e-space-24);
    height: calc(var(--e-drawer-height) - var(--e-drawer-strip-height));
    padding: var(--e-space-8) var(--e-space-16) var(--e-space-12);
    overflow: auto;
    overscroll-behavior: contain;
    border-top: 1px solid var(--e-line);
  }
  .facts-column .chooser,
  .narrow {
    display: none;
  }
  .facts-column {
    font-size: var(--e-size-dense);
  }
  .facts-column .name {
    min-height: var(--e-target-min);
    margin-left: 2px;
  }
  .basis {
    margin: 2px 0;
    font-size: var(--e-size-small);
    line-height: 1.35;
    color: var(--e-muted);
  }
  .in-bin {
    margin: 2px 0;
    font-size: var(--e-size-small);
    line-height: 1.35;
    white-space: normal;
  }
  .outlook {
    display: grid;
    align-content: start;
    gap: var(--e-space-4);
    font-size: var(--e-size-dense);
    line-height: 1.4;
  }
  .outlook strong {
    font-weight: var(--e-weight-medium);
  }
  @container (max-width: 1000px) {
    .body {
      grid-template-columns: minmax(0, 1fr) 280px;
    }
    .facts-column {
      grid-column: 1 / -1;
      display: flex;
      align-items: center;
      gap: var(--e-space-16);
      white-space: nowrap;
    }
    .facts-column .basis {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .body {
      row-gap: var(--e-space-4);
    }
  }
  @container (max-width: 640px) {
    .strip .chooser,
    .as-of {
      display: none;
    }
    .strip {
      padding-left: 0;
    }
    .toggle {
      padding-left: var(--e-space-16);
    }
    .answer {
      font-size: var(--e-size-dense);
    }
    .body {
      grid-template-columns: minmax(0, 1fr);
      height: min(62dvh, 460px);
      gap: var(--e-space-16);
    }
    .facts-column {
      display: block;
      white-space: normal;
    }
    .narrow {
      display: block;
    }
    .facts-column .chooser {
      display: block;
      margin-bottom: var(--e-space-8);
    }
    .facts-column .chooser .field {
      max-width: none;
    }
  }
`;

import { css } from "lit";

/** A narrow column of fields, two beside each other where their texts are short. */
export const claimFilterStyles = css`
  :host {
    display: grid;
    gap: var(--e-space-8);
    background: var(--e-page);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 6px;
    width: calc(100% + 2 * var(--e-space-8));
    min-height: 28px;
    margin: 0 calc(-1 * var(--e-space-8));
    padding: 3px var(--e-space-8);
    border-radius: var(--e-radius);
    font-size: var(--e-size-small);
    font-weight: var(--e-weight-strong);
    color: var(--e-muted);
  }
  .title:hover {
    background: var(--e-hover);
  }
  .title .grow {
    flex: 1;
  }
  .fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--e-space-8);
    font-size: var(--e-size-dense);
  }
  .labelled {
    min-width: 0;
    gap: 2px;
    font-size: var(--e-size-small);
    color: var(--e-muted);
  }
  .whole {
    grid-column: 1 / -1;
  }
  .field {
    min-height: 30px;
    padding: 3px 6px;
    font-size: var(--e-size-dense);
  }
  select.field {
    text-overflow: ellipsis;
  }
  .field.set {
    border-color: var(--e-accent);
    background: var(--e-accent-tint);
  }
  .found {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--e-space-4) var(--e-space-8);
    font-size: var(--e-size-dense);
  }
  .wrong {
    font-size: var(--e-size-small);
    color: var(--e-red-ink);
    overflow-wrap: anywhere;
  }
`;

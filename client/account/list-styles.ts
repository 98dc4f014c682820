import { css } from "lit";

/** Lists of people, links and devices, with a form above and a hairline between rows. */
export const listStyles = css`
  :host {
    display: grid;
    gap: var(--e-space-16);
  }
  section {
    display: grid;
    gap: var(--e-space-8);
  }
  section > .button {
    justify-self: start;
  }
  .rows {
    border-top: 1px solid var(--e-line);
  }
  .rows > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px var(--e-space-12);
    padding: var(--e-space-8) 0;
    border-bottom: 1px solid var(--e-line);
  }
  .who {
    display: grid;
    gap: 1px;
    min-width: 0;
  }
  .who strong {
    font-weight: var(--e-weight-medium);
    overflow-wrap: anywhere;
  }
  .does {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: var(--e-space-4) var(--e-space-12);
  }
  .rows .whole {
    grid-column: 1 / -1;
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--e-space-8) var(--e-space-12);
  }
  form .labelled {
    flex: 1 1 130px;
  }
  form .whole {
    flex-basis: 100%;
  }
  form .labelled.wide {
    flex-basis: 200px;
  }
  select.field {
    width: auto;
    min-width: 0;
  }
  form select.field {
    width: 100%;
  }
  .once {
    display: grid;
    gap: var(--e-space-8);
    padding: var(--e-space-12);
    border: 1px solid var(--e-accent);
    border-radius: var(--e-radius);
    background: var(--e-accent-tint);
  }
  .once .line {
    display: flex;
    gap: var(--e-space-8);
  }
  .once .field {
    flex: 1;
    min-width: 0;
    font-family: ui-monospace, "Cascadia Mono", Menlo, monospace;
    font-size: var(--e-size-small);
  }
  .link-button.loss {
    color: var(--e-red-ink);
  }
  @media (max-width: 599px) {
    .rows > li {
      grid-template-columns: minmax(0, 1fr);
    }
    .does {
      justify-content: flex-start;
    }
  }
`;

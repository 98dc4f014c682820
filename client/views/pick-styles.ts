import { css } from "lit";

/** The checkbox by which a row is chosen: `<input class="pick" type="checkbox">`, quiet until it is ticked. */
export const pickStyles = css`
  .pick {
    display: grid;
    place-content: center;
    flex: none;
    width: 14px;
    height: 14px;
    margin: 0;
    border: 1px solid var(--e-outline);
    border-radius: 3px;
    background: var(--e-surface);
    color: var(--e-on-accent);
    appearance: none;
    cursor: pointer;
  }
  .pick:checked {
    border-color: var(--e-accent);
    background: var(--e-accent);
  }
  .pick:checked::before {
    content: "";
    width: 4px;
    height: 7px;
    border: solid currentcolor;
    border-width: 0 1.5px 1.5px 0;
    transform: translateY(-1px) rotate(45deg);
  }
  @media (forced-colors: active) {
    .pick {
      appearance: auto;
    }
  }
`;

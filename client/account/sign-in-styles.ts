import { css } from "lit";

/** A page in two halves: what this is, and the way in. On a phone only the way in. */
export const signInStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1.15fr) minmax(420px, 1fr);
    height: 100%;
    overflow: auto;
    background: var(--e-page);
  }
  .about {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    padding: 48px;
    overflow: hidden;
    border-right: 1px solid var(--e-line);
    background: var(--e-page);
  }
  .brand {
    display: inline-flex;
    align-items: center;
    gap: var(--e-space-8);
    font-size: var(--e-size-large);
    font-weight: var(--e-weight-strong);
    letter-spacing: -0.005em;
  }
  .brand svg {
    fill: none;
    stroke: var(--e-accent);
    stroke-width: 1.75;
  }
  .question {
    position: relative;
    margin-bottom: 24vh;
    max-width: 22ch;
    font-family: var(--e-font-serif);
    font-size: clamp(1.75rem, 3.1vw, 2.75rem);
    line-height: 1.22;
    letter-spacing: -0.012em;
    text-wrap: balance;
  }
  .about small {
    position: relative;
    max-width: 46ch;
    color: var(--e-muted);
    font-size: var(--e-size-base);
  }
  .ghost {
    position: absolute;
    right: -7%;
    bottom: 9%;
    width: 78%;
    fill: var(--e-page);
    stroke: var(--e-line);
    stroke-width: 1.25;
  }
  .ghost .one {
    fill: var(--e-accent-tint);
    stroke: var(--e-accent);
  }
  main {
    display: grid;
    align-items: center;
    justify-items: center;
    padding: 32px 24px;
    background: var(--e-surface);
  }
  .step {
    display: grid;
    gap: var(--e-space-16);
    width: min(400px, 100%);
  }
  .step > .brand {
    display: none;
  }
  h1 {
    font-size: var(--e-size-display);
    letter-spacing: -0.015em;
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  .places {
    display: grid;
    border-top: 1px solid var(--e-line);
  }
  .places a {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--e-space-16);
    padding: var(--e-space-12) 0;
    border-bottom: 1px solid var(--e-line);
    color: var(--e-ink);
    font-weight: var(--e-weight-medium);
    text-decoration: none;
  }
  .places a:hover {
    color: var(--e-accent);
  }
  @media (max-width: 899px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    .about {
      display: none;
    }
    main {
      align-items: start;
      padding: 20vh 24px 32px;
    }
    .step > .brand {
      display: inline-flex;
      margin-bottom: var(--e-space-16);
    }
  }
`;

import { css } from "lit";

/** The frame: bar, rail, map, inspector over it, decision below it; sheets where there is no room. */
export const appStyles = css`
  :host {
    display: block;
    background: var(--e-page);
  }
  /* Whoever may only look is offered nothing else: see may-edit.ts. */
  .looks {
    --e-edits: none;
  }
  .frame {
    display: grid;
    grid-template: "bar bar" auto "rail main" minmax(0, 1fr) / var(--e-rail-width) minmax(0, 1fr);
    height: 100%;
  }
  .frame.narrow {
    grid-template: "bar" auto "main" minmax(0, 1fr) / minmax(0, 1fr);
  }
  .skip {
    position: absolute;
    top: 8px;
    left: 8px;
    z-index: var(--e-layer-toast);
    translate: 0 -80px;
  }
  .skip:focus {
    translate: 0 0;
  }
  header {
    position: relative;
    z-index: var(--e-layer-bar);
    grid-area: bar;
  }
  .rail {
    grid-area: rail;
    min-height: 0;
    border-right: 1px solid var(--e-line);
  }
  entente-rail {
    height: 100%;
  }
  .rail-sheet {
    width: min(320px, 88vw);
    height: 100dvh;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 0 var(--e-radius-sheet) var(--e-radius-sheet) 0;
    background: var(--e-page);
    color: inherit;
    box-shadow: var(--e-shadow-float);
    overflow: hidden;
  }
  .rail-sheet[open] {
    animation: from-left var(--e-motion-panel) var(--e-easing);
  }
  .rail-sheet::backdrop {
    background: var(--e-scrim);
  }
  @keyframes from-left {
    from {
      translate: -24px 0;
      opacity: 0;
    }
  }
  main {
    position: relative;
    display: flex;
    grid-area: main;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .stage {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: hidden;
  }
  .stage:focus {
    outline: none;
  }
  .view {
    position: absolute;
    inset: 0;
  }
  .view.away {
    visibility: hidden;
  }
  /* A table that hides its last columns is no table; the map, which can be moved, stays as it is. */
  .frame:not(.narrow) entente-table-view:has(~ .inspector) {
    right: var(--e-inspector-width);
  }
  .frame:not(.narrow) entente-graph-canvas:has(~ .inspector) {
    --e-covered-right: var(--e-inspector-width);
  }
  .frame:not(.narrow) main:has(.inspector) .banner-place.graph {
    right: var(--e-inspector-width);
  }
  .inspector {
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    z-index: var(--e-layer-inspector);
    width: var(--e-inspector-width);
    border-left: 1px solid var(--e-line);
    background: var(--e-surface);
    animation: from-right var(--e-motion-panel) var(--e-easing);
  }
  entente-inspector {
    display: block;
    height: 100%;
  }
  .close {
    position: absolute;
    top: 10px;
    right: 10px;
    z-index: 2;
  }
  @keyframes from-right {
    from {
      translate: 24px 0;
      opacity: 0;
    }
  }
  .narrow .inspector {
    top: auto;
    left: 0;
    z-index: var(--e-layer-sheet);
    width: auto;
    height: min(64dvh, 560px);
    border-top: 1px solid var(--e-line);
    border-left: 0;
    border-radius: var(--e-radius-sheet) var(--e-radius-sheet) 0 0;
    box-shadow: var(--e-shadow-float);
    overflow: hidden;
    animation-name: from-below;
  }
  @keyframes from-below {
    from {
      translate: 0 24px;
      opacity: 0;
    }
  }
  .phone-views {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border-bottom: 1px solid var(--e-line);
    background: var(--e-surface);
  }
  .phone-views button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: 40px;
    border-bottom: 2px solid transparent;
    color: var(--e-muted);
    font-weight: var(--e-weight-medium);
  }
  .phone-views button[aria-current] {
    border-bottom-color: var(--e-accent);
    color: var(--e-ink);
  }
  /* Messages rise above the decision, so that neither hides the other. */
  entente-toasts {
    --toast-foot: var(--e-drawer-strip-height);
  }
  entente-toasts.above-drawer {
    --toast-foot: var(--e-drawer-height);
  }
  @media print {
    .frame {
      display: block;
      height: auto;
    }
    .rail,
    .inspector .close,
    .phone-views,
    .skip,
    .banner {
      display: none;
    }
    .stage {
      flex: none;
      height: 120mm;
      overflow: visible;
    }
    .inspector {
      position: static;
      width: auto;
      border: 0;
    }
  }
`;

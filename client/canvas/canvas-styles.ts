import { css } from "lit";

/** The stage and what floats on it. Colours come from app/tokens.css. */
export const canvasStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    min-width: 0;
    min-height: 0;
    background: var(--e-page, #fbfbfa);
    contain: strict;
  }
  .stage,
  .stage > *,
  .cursors {
    position: absolute;
    inset: 0;
  }
  .stage {
    outline: none;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }
  .stage:focus-visible:not(.by-pointer)::after {
    content: "";
    position: absolute;
    inset: 0;
    border: 2px solid var(--e-accent, #2f5daa);
    pointer-events: none;
  }
  canvas {
    width: 100%;
    height: 100%;
  }
  .front,
  .cursors {
    pointer-events: none;
  }
  .stage.on-line {
    cursor: pointer;
  }
  .stage.on-node {
    cursor: grab;
  }
  .handle {
    position: absolute;
    inset: 0 auto auto 0;
    display: grid;
    place-items: center;
    width: 22px;
    height: 22px;
    padding: 0;
    border: 1.5px solid var(--e-accent, #2f5daa);
    border-radius: 50%;
    background: var(--e-surface, #fff);
    color: var(--e-accent, #2f5daa);
    font-size: 13px;
    cursor: crosshair;
    touch-action: none;
  }
  .handle:hover {
    background: var(--e-accent, #2f5daa);
    color: var(--e-on-accent, #fff);
  }
  .peer-cursor {
    position: absolute;
    inset: 0 auto auto 0;
    color: var(--peer);
    transition: transform 90ms linear;
    will-change: transform;
  }
  .peer-cursor svg {
    display: block;
    width: 16px;
    height: 18px;
    fill: var(--peer);
    stroke: var(--e-page, #fff);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .peer-name {
    position: absolute;
    left: 13px;
    top: 15px;
    padding: 1px 6px;
    border-radius: 4px;
    background: var(--peer);
    color: var(--on-peer);
    font-size: var(--e-size-small, 12px);
    font-weight: var(--e-weight-medium, 500);
    line-height: 1.4;
    white-space: nowrap;
  }
  .message {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--e-space-12, 12px);
    color: var(--e-muted, #5a6370);
    pointer-events: none;
  }
  .message button {
    pointer-events: auto;
  }
  .arranging {
    animation: appear 1ms linear 200ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
    to {
      visibility: visible;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .peer-cursor {
      transition: none;
    }
  }
`;

// What the panels share beyond the controls' styles: names that lead somewhere, and quiet rows of actions.
import { css } from "lit";

/** `.name` leads to a record; `.meta` is a line of small facts with points between; `.actions` a quiet row; `.clamp` ends after `--lines`, 3 by default. */
export const panelStyles = css`
  .name {
    border-radius: 3px;
    color: var(--e-ink);
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, var(--e-outline) 60%, transparent);
    text-decoration-thickness: 1px;
    text-underline-offset: 3px;
  }
  .name:hover {
    color: var(--e-accent);
    text-decoration-color: currentcolor;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 0;
    /* Each item brings its own point; the one that would begin a line is cut off. */
    margin-left: -14px;
    clip-path: inset(-4px -4px -4px 11px);
    font-size: var(--e-size-small);
    line-height: 1.5;
    color: var(--e-muted);
    font-variant-numeric: tabular-nums;
  }
  .meta > *::before {
    content: "·";
    display: inline-block;
    width: 14px;
    text-align: center;
    color: var(--e-outline);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--e-space-16);
    font-size: var(--e-size-small);
  }
  .actions .link-button {
    text-decoration-color: transparent;
  }
  .actions .link-button:hover,
  .actions .link-button:focus-visible {
    text-decoration-color: currentcolor;
  }
  .chip.draft {
    border-style: dashed;
    border-color: var(--e-outline);
  }
  .clamp {
    display: -webkit-box;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: var(--lines, 3);
    line-clamp: var(--lines, 3);
  }
`;

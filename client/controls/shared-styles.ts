// What every element of ours looks like before it looks like itself. An element lists what it uses:
// `static override styles = [baseStyles, buttonStyles, css`…`]`. Values come from app/tokens.css alone.
import { css } from "lit";

/** Box model, type, focus ring, links, scrollbars, `.visually-hidden`, `.muted`, `.dense`, `.numeral`, `.serif`. */
export const baseStyles = css`
  :host {
    font-family: var(--e-font);
    font-size: var(--e-size-base);
    line-height: var(--e-leading-text);
    color: var(--e-ink);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1,
  h2,
  h3,
  h4 {
    font-weight: var(--e-weight-strong);
    line-height: var(--e-leading-label);
  }
  :focus-visible {
    outline: 2px solid var(--e-accent);
    outline-offset: 1px;
  }
  a {
    color: var(--e-accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  * {
    scrollbar-width: thin;
    scrollbar-color: var(--e-outline) transparent;
  }
  .muted {
    color: var(--e-muted);
  }
  .dense {
    font-size: var(--e-size-dense);
  }
  .small {
    font-size: var(--e-size-small);
    line-height: var(--e-leading-label);
  }
  .numeral {
    font-variant-numeric: tabular-nums;
  }
  .serif {
    font-family: var(--e-font-serif);
    font-size: var(--e-size-large);
  }
  .clip {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/**
 * Buttons: `.button` (outlined), with `.primary` (one a view), `.quiet` (no outline) or `.danger`; `.icon-button`
 * (square, needs an `aria-label`); `.link-button` (reads as a link); `.row-button` (a whole row that is pressed).
 * `.edits` is there for whoever may edit. `aria-pressed="true"` and `aria-current` look chosen.
 */
export const buttonStyles = css`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    text-align: inherit;
  }
  button:is(:disabled, [aria-disabled="true"]) {
    cursor: default;
    opacity: 0.45;
  }
  .button,
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: var(--e-control-height);
    border: 1px solid var(--e-outline);
    border-radius: var(--e-radius);
    background: var(--e-surface);
    color: var(--e-ink);
    font-weight: var(--e-weight-medium);
    line-height: 1;
    white-space: nowrap;
    text-decoration: none;
    transition: background-color var(--e-motion-panel) var(--e-easing);
  }
  .button {
    padding: 0 var(--e-space-12);
  }
  .icon-button {
    flex: none;
    width: var(--e-control-height);
    border-color: transparent;
    background: transparent;
    color: var(--e-muted);
    font-size: var(--e-size-large);
  }
  .icon-button.small-target {
    width: var(--e-target-min);
    height: var(--e-target-min);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.primary {
    border-color: transparent;
    background: var(--e-accent);
    color: var(--e-on-accent);
  }
  .button.danger {
    border-color: var(--e-red-line);
    color: var(--e-red-ink);
  }
  .row-button {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    width: 100%;
    min-height: 28px;
    padding: 3px var(--e-space-8);
    border-radius: var(--e-radius);
  }
  .link-button {
    min-height: var(--e-target-min);
    border-radius: 3px;
    color: var(--e-accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }
  .edits {
    display: var(--e-edits, inline-flex);
  }
  :is(.button, .icon-button, .row-button):hover:not(:disabled) {
    background: var(--e-hover);
  }
  .icon-button:hover:not(:disabled) {
    color: var(--e-ink);
  }
  .button.primary:hover:not(:disabled) {
    background: var(--e-accent-hover);
  }
  .button.danger:hover:not(:disabled) {
    background: var(--e-red-fill);
  }
  .link-button:hover:not(:disabled) {
    color: var(--e-accent-hover);
    text-decoration-thickness: 2px;
  }
  .row-button[aria-current]:not([aria-current="false"]),
  .button[aria-pressed="true"],
  .icon-button[aria-pressed="true"] {
    background: var(--e-accent-tint);
    color: var(--e-accent);
  }
  @media (forced-colors: active) {
    .button,
    .icon-button,
    .row-button {
      border: 1px solid ButtonBorder;
    }
    .row-button[aria-current]:not([aria-current="false"]),
    [aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;

/** Small pieces of text: `.chip` (outlined pill), `.chip.amber` (not today, stale, not saved), `kbd`, `.count`. */
export const chipStyles = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 20px;
    padding: 0 var(--e-space-8);
    border: 1px solid var(--e-line);
    border-radius: 999px;
    font-size: var(--e-size-small);
    line-height: var(--e-leading-label);
    color: var(--e-muted);
    white-space: nowrap;
  }
  .chip.amber {
    border-color: var(--e-amber-line);
    background: var(--e-amber-fill);
    color: var(--e-amber-ink);
  }
  .count {
    font-size: var(--e-size-small);
    font-variant-numeric: tabular-nums;
    color: var(--e-muted);
  }
  kbd {
    display: inline-block;
    min-width: 20px;
    padding: 1px 5px;
    border: 1px solid var(--e-line);
    border-bottom-width: 2px;
    border-radius: 4px;
    background: var(--e-surface);
    font: inherit;
    font-size: var(--e-size-small);
    line-height: var(--e-leading-label);
    text-align: center;
    color: var(--e-muted);
  }
`;

/**
 * Fields: native `input`, `textarea` and `select` with class `field`, inside `<label class="labelled">` whose first
 * child is the label's text; `.hint` and `.fault` below, tied on by `aria-describedby`.
 */
export const fieldStyles = css`
  .labelled {
    display: grid;
    gap: var(--e-space-4);
    font-weight: var(--e-weight-medium);
  }
  .field {
    width: 100%;
    min-height: var(--e-control-height);
    padding: 5px 10px;
    border: 1px solid var(--e-outline);
    border-radius: var(--e-radius);
    background: var(--e-surface);
    color: var(--e-ink);
    font: inherit;
    font-weight: var(--e-weight-text);
  }
  textarea.field {
    min-height: 84px;
    resize: vertical;
    line-height: var(--e-leading-text);
  }
  .field::placeholder {
    color: var(--e-muted);
    opacity: 1;
  }
  .field:focus-visible {
    outline: 2px solid var(--e-accent);
    outline-offset: -1px;
    border-color: var(--e-accent);
  }
  .field[aria-invalid="true"] {
    border-color: var(--e-red-line);
  }
  .hint,
  .fault {
    font-size: var(--e-size-small);
    font-weight: var(--e-weight-text);
    line-height: var(--e-leading-text);
    color: var(--e-muted);
  }
  .fault {
    color: var(--e-red-ink);
  }
`;

/** Headings of sections and lists of facts: `.section-title`, `dl.facts` (term left, text right). */
export const sectionStyles = css`
  .section-title {
    font-size: var(--e-size-small);
    font-weight: var(--e-weight-strong);
    line-height: var(--e-leading-label);
    color: var(--e-muted);
  }
  dl.facts {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: var(--e-space-4) var(--e-space-12);
  }
  dl.facts dt {
    color: var(--e-muted);
  }
`;

import { css, html, type TemplateResult } from "lit";

/** For `renderWorking`. */
export const workingStyles = css`
  .working {
    display: grid;
    gap: var(--e-space-8);
  }
  /* Most answers are quicker than that. */
  .working progress {
    width: 100%;
    accent-color: var(--e-accent);
    animation: late 0s 1s both;
  }
  @keyframes late {
    from {
      visibility: hidden;
    }
  }
`;

/** Something that takes a while, whose end nobody knows. */
export function renderWorking(words: string): TemplateResult {
  return html`<div class="working">
    <p role="status" class="muted">${words}</p>
    <progress aria-label=${words}></progress>
  </div>`;
}

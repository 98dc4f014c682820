// What dialogs with room to read have in common.
import { css } from "lit";

/** Room around what is in it, and a title that reads as one. Each dialog sets its own `--width`. */
export const dialogStyles = css`
  wa-dialog {
    --spacing: var(--e-space-24);
  }
  wa-dialog::part(title) {
    font-size: var(--e-size-title);
    font-weight: var(--e-weight-strong);
  }
  @media (max-width: 600px) {
    wa-dialog {
      --spacing: var(--e-space-16);
    }
  }
`;

/** What is typed in a dialog is never a shortcut of the application. Escape is for the dialog itself. */
export function keepKeys(event: KeyboardEvent): void {
  if (event.key !== "Escape") event.stopPropagation();
}

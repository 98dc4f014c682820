import type { LitElement } from "lit";

/** Moves the focus to the first that matches in an element, once what has changed is drawn. Whether there is one. */
export async function focusIn(element: LitElement, selector: string): Promise<boolean> {
  await element.updateComplete;
  const found = element.renderRoot.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
}

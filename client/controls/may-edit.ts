// What whoever may only look is offered. Over all they see lies `--e-edits: none`: by it styles hide single buttons
// (`.edits`), lists leave entries out, and the map holds its nodes. So no place can offer what another does not.

/** An entry of a list of things to do. */
export interface Doable {
  /** It changes the workspace. */
  readonly edits?: boolean;
}

/** Whether whoever is at this element may edit. An owner can change that at any time, so it is asked when it matters. */
export function mayEdit(element: Element): boolean {
  return getComputedStyle(element).getPropertyValue("--e-edits").trim() !== "none";
}

/** The entries that are offered at an element. */
export function offeredAt<Entry extends Doable>(
  element: Element,
  entries: readonly Entry[],
): readonly Entry[] {
  return mayEdit(element) ? entries : entries.filter(({ edits }) => !edits);
}

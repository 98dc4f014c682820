// What the program writes by itself, such as where the layout put nodes: nobody's change, so it is not counted as one.
import type { Author } from "../../schema/edits.ts";

const unasked = new WeakSet<object>();

/** The author of a step that nobody asked for. */
export function unaskedBy(author: Author): Author {
  const marked = { ...author };
  unasked.add(marked);
  return marked;
}

/** Whether a transaction with this origin was asked for by nobody. */
export function isUnasked(origin: unknown): boolean {
  return typeof origin === "object" && origin !== null && unasked.has(origin);
}

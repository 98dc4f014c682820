// The bytes that some work on a document produces.
import type * as Y from "yjs";

/** Runs the work and returns the document's updates from it, in order (Yjs V1). */
export function collectUpdates(doc: Y.Doc, work: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array) => updates.push(update);
  doc.on("update", collect);
  try {
    work();
  } finally {
    doc.off("update", collect);
  }
  return updates;
}

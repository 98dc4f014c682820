// Waiting for something to be so, never for a time.
import type * as Y from "yjs";

/** Tells a listener each time something may have changed; gives what stops it. */
export type Watch = (listener: () => void) => () => void;

/**
 * Resolves as soon as the check holds. It is asked now and at each change.
 *
 * @param what Said when it never holds, so that a test that waits in vain says for what.
 */
export async function until(
  check: () => boolean,
  watch: Watch,
  what: string,
  withinMs = 60_000,
): Promise<void> {
  if (check()) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = watch(() => check() && resolve());
  const timer = setTimeout(() => reject(new Error(`waited in vain: ${what}`)), withinMs);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** Changes of a document, or of any of several. */
export function documentChanges(...docs: readonly Y.Doc[]): Watch {
  return (listener) => {
    for (const doc of docs) doc.on("update", listener);
    return () => docs.forEach((doc) => doc.off("update", listener));
  };
}

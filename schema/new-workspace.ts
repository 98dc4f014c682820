// How a workspace begins. The server does this, once; two clients who each began it would write over each other.
import type * as Y from "yjs";

import { collectUpdates } from "./collect-updates.ts";
import { write, type Author } from "./edits.ts";
import { schemaVersion } from "./schema-version.ts";

/** Writes what every workspace begins with, and returns the updates (Yjs V1). Rule VER-1. */
export function beginWorkspace(doc: Y.Doc, title: string | undefined, author: Author): Uint8Array[] {
  const version = { root: "m", key: "schema", value: schemaVersion } as const;
  const named = title === undefined ? [] : [{ root: "m", key: "title", value: title } as const];
  return collectUpdates(doc, () => write(doc, [version, ...named], author));
}

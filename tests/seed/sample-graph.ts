// The sample as its readers have it: imported into a document, and projected.
import * as Y from "yjs";

import type { Graph } from "../../schema/graph.ts";
import { importSnapshot } from "../../schema/imports/import.ts";
import { toSnapshotFile } from "../../schema/parse-snapshot.ts";
import { project } from "../../schema/projection.ts";
import type { Snapshot } from "../../schema/snapshot.ts";

/** The graph that a workspace shows after importing a snapshot. */
export function graphOfSnapshot(snapshot: Snapshot): Graph {
  const doc = new Y.Doc();
  importSnapshot(doc, toSnapshotFile(snapshot), { user: "seed", at: "2026-01-02T03:04:05.000Z" });
  return project(doc);
}

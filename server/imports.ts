// Imports and their undo. Both are worked out on a copy, a step at a time so that everybody else is served between,
// and then stored together: whole or not at all.
import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { Doc, applyUpdate } from "yjs";

import type { Author } from "../schema/edits.ts";
import {
  carryOutImport,
  planImport,
  type ImportPlan,
  type LikelyDuplicate,
} from "../schema/imports/import.ts";
import { randomBatchId } from "../schema/imports/import-batch.ts";
import type { Left } from "../schema/imports/import-left.ts";
import type { SnapshotFile } from "../schema/parse-snapshot.ts";
import { importPins } from "../schema/rooms/pins.ts";
import { mainViewRoom } from "../schema/protocol.ts";
import { carryOutReversal, planBringBack, planUndo, type Reversal } from "../schema/imports/undo-import.ts";
import { openGraph, openRoom } from "./open-room.ts";
import type { InTurn } from "./in-turn.ts";
import type { Committer } from "./storage/committer.ts";
import type { Lease, Rooms } from "./sync/rooms.ts";
import { storeTogether } from "./sync/store-together.ts";

interface Parts {
  readonly rooms: Rooms;
  readonly committer: Committer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Shared with whatever else must not happen at the same time in a workspace. */
  readonly turns: InTurn;
}

/** How a file is to be imported. */
export interface ImportOptions {
  readonly dryRun: boolean;
  /** What it is remembered by, so that it can be undone. Without it, the import is how the workspace begins. */
  readonly batch?: { readonly name: string; readonly by?: string | undefined };
}

/** What an import did, or would do. */
export type ImportReport = Pick<ImportPlan, "added" | "changed" | "unchanged"> & {
  /** How many it adds that seem to be there already, and the first of them. */
  readonly duplicates: number;
  readonly likelyDuplicates: readonly LikelyDuplicate[];
  readonly dryRun: boolean;
  /** Names the import, for its undo. Absent where nothing was written. */
  readonly batch?: string;
  /** Number of the last edit after it. */
  readonly head: number;
};

/** Which way, and whose wish it is. */
export interface ReversalOptions {
  readonly kind: Reversal["kind"];
  readonly by?: string | undefined;
}

/** What an undo did, or a bringing back. */
export interface ReversalReport {
  readonly kind: Reversal["kind"];
  /** Records that went to the bin or came back, and values that were written back. */
  readonly records: number;
  readonly restored: number;
  /** How many were left alone, and the first of them with the reason. */
  readonly left: number;
  readonly leftAlone: readonly Left[];
  readonly head: number;
}

/** Who an import is by when nobody says. */
const importer = "import";
/** How many of a long list an answer names. */
const namedMax = 100;

/** The imports of all workspaces. */
export class Imports {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws EntenteError `workspace-unknown`, `too-large`, `storage-failed` */
  import(name: string, file: SnapshotFile, options: ImportOptions): Promise<ImportReport> {
    return this.#parts.turns.run(name, () => this.#import(name, file, options));
  }

  /** @throws EntenteError `workspace-unknown`, `import-unknown`, `import-undone`, `import-not-undone` */
  reverse(name: string, batch: string, options: ReversalOptions): Promise<ReversalReport> {
    return this.#parts.turns.run(name, () => this.#reverse(name, batch, options));
  }

  async #import(name: string, file: SnapshotFile, { dryRun, batch }: ImportOptions): Promise<ImportReport> {
    using graph = await openGraph(this.#parts.rooms, name);
    using view = await openRoom(this.#parts.rooms, mainViewRoom(name));
    const scratch = copyOf(graph);
    await setImmediate();
    const plan = planImport(scratch, file);
    const { added, changed, unchanged, duplicates, commands } = plan;
    const likelyDuplicates = duplicates.slice(0, namedMax);
    const counts = { added, changed, unchanged, duplicates: duplicates.length, likelyDuplicates, dryRun };
    if (dryRun) return { ...counts, head: graph.room.document.seq };
    const author = this.#author(batch?.by);
    const newBatch = batch && { id: randomBatchId(randomBytes), name: batch.name };
    await storeTogether(this.#parts.committer, [
      {
        room: graph.room,
        updates: await collectPaced(scratch, carryOutImport(scratch, plan, author, newBatch)),
      },
      { room: view.room, updates: importPins(copyOf(view), file, author) },
    ]);
    const written = newBatch && commands.length > 0 ? { batch: newBatch.id } : {};
    return { ...counts, ...written, head: graph.room.document.seq };
  }

  async #reverse(name: string, batch: string, { kind, by }: ReversalOptions): Promise<ReversalReport> {
    using graph = await openGraph(this.#parts.rooms, name);
    const scratch = copyOf(graph);
    await setImmediate();
    const plan = kind === "undo" ? planUndo(scratch, batch) : planBringBack(scratch, batch);
    const updates = await collectPaced(scratch, carryOutReversal(scratch, plan, this.#author(by)));
    await storeTogether(this.#parts.committer, [{ room: graph.room, updates }]);
    return {
      kind,
      records: plan.records.length,
      restored: plan.parts.reduce((sum, { writes }) => sum + writes.length, 0),
      left: plan.left.length,
      leftAlone: plan.left.slice(0, namedMax),
      head: graph.room.document.seq,
    };
  }

  #author(by = importer): Author {
    return { user: by, at: new Date(this.#parts.now()).toISOString() };
  }
}

/** A document with the same content and a client id of its own, to try changes on. */
function copyOf({ room }: Lease): Doc {
  const copy = new Doc();
  applyUpdate(copy, room.document.encoded());
  return copy;
}

/** Takes the steps one by one, and lets everything else that waits have its turn after each. */
async function collectPaced(doc: Doc, steps: Iterable<void>): Promise<Uint8Array[]> {
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const _ of steps) await setImmediate();
  return updates;
}

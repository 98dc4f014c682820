// What a session tells the application: one immutable object for each change.
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import type { ImportBatch } from "../../schema/imports/import-batch.ts";
import type { Layout } from "../../schema/rooms/layout.ts";

/** Somebody else in the room. */
export interface Peer {
  readonly clientId: number;
  readonly name: string;
  /** `#rrggbb`, readable as a line on both themes. */
  readonly color: string;
  readonly initials: string;
  readonly selection: readonly RecordId[];
  /** In graph coordinates, with the view it is in; null when outside the canvas. */
  readonly cursor: readonly [number, number] | null;
  readonly drag: { readonly ids: readonly EntityId[]; readonly by: readonly [number, number] } | null;
}

/** The person at this browser. */
export interface Profile {
  readonly name: string;
  readonly color: string;
  readonly initials: string;
}

/**
 * Where this browser's edits are. `saved` means on the server's disk, learnt from the server alone:
 * it sends back only what it has committed.
 */
export type SaveState =
  | { readonly kind: "connecting" }
  | { readonly kind: "saved" }
  | { readonly kind: "saving"; readonly count: number }
  | { readonly kind: "offline"; readonly count: number }
  | { readonly kind: "refused"; readonly reason: string }
  /** A newer program has changed the workspace; this one shows it and writes nothing. */
  | { readonly kind: "too-new" };

/** Everything the application shows of a session, as of one moment. */
export interface SessionState {
  readonly workspace: string;
  /** `loading` until the server or this device's copy has given the first document. */
  readonly phase: "loading" | "ready" | "failed";
  /** Why it failed and what to do, when it did. */
  readonly failure?: string;
  readonly graph: Graph;
  /** Newest first. */
  readonly imports: readonly ImportBatch[];
  readonly pins: ReadonlyMap<EntityId, readonly [number, number]>;
  /** Where the layout has put the nodes; undefined until it is known whether there is one. */
  readonly layout: Layout | undefined;
  readonly peers: readonly Peer[];
  readonly self: Profile;
  readonly save: SaveState;
  /** What the next undo or redo would do, or undefined. */
  readonly undoLabel?: string;
  readonly redoLabel?: string;
}

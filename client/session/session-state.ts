// What a session tells the application: one immutable object for each change.
import { EntenteError } from "../../schema/errors.ts";
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
 * Where this browser's edits are. `saved` means on the server's disk: the server has said so of each frame it was sent.
 * `count` is the number of edits of which it has not.
 */
export type SaveState = Progress & {
  /** This browser keeps nothing for the page, so what is not on the server is gone with the tab. */
  readonly isTabOnly?: true;
};

type Progress =
  | { readonly kind: "connecting" }
  | { readonly kind: "saved" }
  /** At least one. */
  | { readonly kind: "saving"; readonly count: number }
  | { readonly kind: "offline"; readonly count: number }
  /** The server is there, but its disk takes nothing now. */
  | { readonly kind: "degraded"; readonly count: number }
  /** The server said that it stops, and that it comes back. */
  | { readonly kind: "restarting"; readonly count: number }
  /** This person may look and not change. */
  | { readonly kind: "read-only" }
  /** The server ended the connection for good, with a close code and its words for it. */
  | { readonly kind: "ended"; readonly code: number; readonly reason: string; readonly count: number }
  /** A newer program has changed the workspace; this one shows it and writes nothing. */
  | { readonly kind: "too-new" };

/** Signed out, or an older page than the server: what is made meanwhile is kept, and sent after the next start. */
const passingCodes: readonly number[] = [4401, 4426];

/**
 * Why nothing can be changed now; undefined where it can. Until it is known whether somebody may, they are taken for
 * nobody who may.
 */
export function editRefusal({
  save,
  mayEdit,
}: Pick<SessionState, "save" | "mayEdit">): EntenteError | undefined {
  if (save.kind === "too-new") return new EntenteError("schema-too-new");
  if (mayEdit === false) return new EntenteError("edit-forbidden");
  if (save.kind === "ended" && !passingCodes.includes(save.code))
    return new EntenteError(save.code === 4409 ? "generation-other" : "edit-forbidden");
  return mayEdit ? undefined : new EntenteError("rights-unknown");
}

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
  /** Another number each time that the list of versions has changed on the server. */
  readonly versionNews: number;
  readonly pins: ReadonlyMap<EntityId, readonly [number, number]>;
  /** Where the layout has put the nodes; undefined until it is known whether there is one. */
  readonly layout: Layout | undefined;
  readonly peers: readonly Peer[];
  readonly self: Profile;
  readonly save: SaveState;
  /** Whether this person may change the map; undefined until that is known. It holds off line too. */
  readonly mayEdit: boolean | undefined;
  /** What the next undo or redo would do, or undefined. */
  readonly undoLabel?: string;
  readonly redoLabel?: string;
}

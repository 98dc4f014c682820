// What a room is made of, and whom it serves.
import type { EntenteError } from "../../schema/errors.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Committer } from "../storage/committer.ts";
import type { RefusedEdits } from "../storage/refused-edits.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import type { Reader } from "./broadcast.ts";
import type { Removal } from "./removals.ts";

/** Somebody in a room, as the room sees them. No call throws. */
export interface Subscriber extends Reader {
  /** A short message to them alone. */
  send(message: Uint8Array): void;
  /** The room cannot go on with them. */
  close(error: EntenteError): void;
}

/** What a room is made of. */
export interface RoomParts {
  readonly log: UpdateLog;
  readonly committer: Committer;
  /** Where refused edits are kept; without it they are not. */
  readonly refused?: RefusedEdits;
  /** Called when one person has removed much of a map. */
  readonly onRemoval?: (room: RoomName, removal: Removal) => void;
  readonly limits: Limits;
  readonly logger: Log;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

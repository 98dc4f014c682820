// Somebody in a room, as the socket's two sides and the room know them.
import type { Role } from "./roles.ts";

/** Somebody in a room. Read anew for each message: all but the person can change while the socket is open. */
export interface Member {
  /** Undefined in local mode, where nobody has an account, and for visitors. */
  readonly personId: string | undefined;
  /** The only name they may show; undefined in local mode, where everybody chooses their own. */
  readonly name: string | undefined;
  readonly role: Role;
  readonly rights: {
    /** Whether what they send may change this room. */
    readonly edit: boolean;
  };
}

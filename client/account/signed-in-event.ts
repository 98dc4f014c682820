import type { Me } from "./account-data.ts";

/** Somebody has signed in, and this is who they are. */
export class SignedInEvent extends Event {
  static readonly type = "entente-signed-in";
  readonly me: Me;
  /** The workspace that an invitation was to. */
  readonly workspace: string | undefined;
  constructor(me: Me, workspace?: string) {
    super(SignedInEvent.type, { bubbles: true, composed: true });
    this.me = me;
    this.workspace = workspace;
  }
}

declare global {
  interface HTMLElementEventMap {
    [SignedInEvent.type]: SignedInEvent;
  }
}

// Who is asking, over whatever way.
import type { Role, GivenRole } from "./roles.ts";

/** Whoever reaches this machine or its data folder: an owner everywhere, under a name of their choice. */
export interface Local {
  readonly kind: "local";
}

/** Nobody we know. */
export interface Stranger {
  readonly kind: "stranger";
}

/** A browser with a session: of a person, or of somebody who came by a shared link alone. */
export interface Session {
  readonly kind: "session";
  readonly grantId: string;
  readonly personId: string | undefined;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** When it ends if nothing is done until then, in milliseconds since 1970. */
  readonly idleAt: number;
}

/** A program with a token: one workspace, and never more than its person may. */
export interface Token {
  readonly kind: "token";
  readonly grantId: string;
  readonly personId: string;
  readonly name: string;
  readonly workspace: string;
  readonly role: GivenRole;
  /** Milliseconds since 1970; undefined where it lasts until it is revoked. */
  readonly expiresAt: number | undefined;
}

export type Identity = Local | Stranger | Session | Token;

/** How a visitor is shown to others. */
export const visitorName = "Guest";

/** The person behind an identity; undefined for a stranger, a visitor, and in local mode. */
export function personOf(identity: Identity): string | undefined {
  return "personId" in identity ? identity.personId : undefined;
}

/** The name that others are shown and the log notes, fixed by the server; undefined where everybody chooses their own. */
export function nameOf(identity: Identity): string | undefined {
  return "name" in identity ? identity.name : undefined;
}

/** A role somewhere, and what it hangs on besides the identity itself. */
export interface Standing {
  readonly role: Role;
  /** The shared link it comes from, where it comes from one. */
  readonly shareId: string | undefined;
}

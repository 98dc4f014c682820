// The one place where it is decided who may do what. HTTP, sockets and the command line all ask here.
import { EntenteError } from "../../schema/errors.ts";
import type { Identity, Standing } from "./identity.ts";
import { may, type Verb } from "./roles.ts";

/** What somebody shows to prove who they are. */
export interface Credentials {
  /** Of a cookie, where it may count. */
  readonly session: string | undefined;
  readonly token: string | undefined;
}

/** A way of knowing people: none, or accounts. */
export interface Access {
  readonly kind: "local" | "accounts";
  /** @throws EntenteError `not-signed-in`, `sign-in-expired` when a token was given that does not count */
  identify(credentials: Credentials): Identity;
  /** The same identity as it is now; a stranger once it does not count any more. */
  refresh(identity: Identity): Identity;
  /** Notes that somebody did something, so that their session does not run out meanwhile. */
  noteUse(identity: Identity): void;
  /** What somebody is in a workspace, if there is such a workspace; undefined where they are nothing. */
  standing(identity: Identity, workspace: string): Standing | undefined;
}

/** Nobody has an account, and whoever reaches this machine is an owner. */
export const localAccess: Access = {
  kind: "local",
  identify: () => ({ kind: "local" }),
  refresh: (identity) => identity,
  noteUse: () => {},
  standing: () => ({ role: "owner", shareId: undefined }),
};

/**
 * Lets somebody do something in a workspace, or says why not. Whoever has no role there learns nothing of it: the
 * workspace does not exist, for all they are told.
 *
 * @throws EntenteError `not-signed-in`, `workspace-unknown`, `no-access`
 */
export function authorize(access: Access, identity: Identity, verb: Verb, workspace: string): Standing {
  const standing = access.standing(identity, workspace);
  if (standing && may(standing.role, verb)) return standing;
  if (standing) throw new EntenteError("no-access", { detail: `${verb} as ${standing.role}` });
  // A visitor is nobody anywhere but where their link leads.
  if (identity.kind === "stranger" || (identity.kind === "session" && identity.personId === undefined))
    throw new EntenteError("not-signed-in");
  throw new EntenteError("workspace-unknown", { detail: workspace.slice(0, 80) });
}

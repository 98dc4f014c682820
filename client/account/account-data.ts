// People and access as the server tells them.
import * as v from "valibot";

import { ask, nothing } from "./ask-server.ts";

/** Ascending: each may do all that the one before it may. */
export const roles = ["visitor", "viewer", "commenter", "editor", "owner"] as const;
export type Role = (typeof roles)[number];
/** The roles that people are given, the strongest first. */
export const givenRoles = ["owner", "editor", "commenter", "viewer"] as const;
export type GivenRole = (typeof givenRoles)[number];

const givenRole = v.picklist(givenRoles);
const orNull = v.nullable(v.string());

export const meSchema = v.object({
  /** local: nobody signs in, and everybody is an owner. */
  access: v.picklist(["local", "accounts"]),
  person: v.nullable(v.object({ id: v.string(), name: v.string() })),
  signInBy: v.object({ passkey: v.boolean(), oidc: orNull }),
  expiresAt: orNull,
  workspaces: v.array(v.object({ name: v.string(), title: v.string(), role: v.picklist(roles) })),
});
/** Whoever is at this browser. */
export type Me = Readonly<v.InferOutput<typeof meSchema>>;

export const personSchema = v.object({
  id: v.string(),
  name: v.string(),
  role: givenRole,
  madeAt: v.string(),
});
/** Somebody in a workspace. */
export type Person = Readonly<v.InferOutput<typeof personSchema>>;

export const grantSchema = v.object({
  id: v.string(),
  label: v.string(),
  role: orNull,
  person: v.nullable(v.object({ id: v.string(), name: v.string() })),
  madeBy: v.string(),
  madeAt: v.string(),
  usedAt: orNull,
  expiresAt: orNull,
  /** Of sessions: the one that asks. */
  isThis: v.optional(v.boolean(), false),
});
/** Whatever lets somebody in: an invitation, a link, a token, a session. Times are ISO 8601. */
export type Grant = Readonly<v.InferOutput<typeof grantSchema>>;

export const issuedSchema = v.object({
  ...grantSchema.entries,
  /** The link; shown this once. */
  url: v.optional(v.string()),
  /** The token; shown this once. */
  token: v.optional(v.string()),
});
/** A grant that was just made, with its secret. */
export type Issued = Readonly<v.InferOutput<typeof issuedSchema>>;

export const invitationSchema = v.object({
  workspace: v.string(),
  title: v.string(),
  role: givenRole,
  name: v.string(),
  by: v.string(),
  expiresAt: orNull,
});
/** What somebody is invited to. */
export type Invitation = Readonly<v.InferOutput<typeof invitationSchema>>;

export const passkeySchema = v.object({
  id: v.string(),
  label: v.string(),
  madeAt: v.string(),
  usedAt: orNull,
});
export type Passkey = Readonly<v.InferOutput<typeof passkeySchema>>;

export const auditEntrySchema = v.object({
  seq: v.number(),
  at: v.string(),
  actor: v.string(),
  actorName: v.string(),
  action: v.string(),
  detail: v.record(v.string(), v.string()),
});
/** Something that was done about people and access. */
export type AuditEntry = Readonly<v.InferOutput<typeof auditEntrySchema>>;

/** Who is at this browser, and what they may. */
export function readMe(): Promise<Me> {
  return ask(meSchema, "GET", "/api/me");
}

/** Ends this browser's session. */
export function endThisSession(): Promise<unknown> {
  return ask(nothing, "POST", "/api/sign-out");
}

/** Ends all sessions of whoever is here but this browser's. */
export function endOtherSessions(): Promise<unknown> {
  return ask(nothing, "DELETE", "/api/me/sessions");
}

/** Whether somebody may change the map of a workspace. */
export function mayEditIn(me: Me, workspace: string): boolean {
  const role = roleIn(me, workspace);
  return me.access === "local" || role === "editor" || role === "owner";
}

/** Whether somebody came by a link alone: they see the map, and not what its people say of it and did to it. */
export function isVisitorIn(me: Me | undefined, workspace: string): boolean {
  return me?.access === "accounts" && roleIn(me, workspace) === "visitor";
}

/** How somebody came to a workspace: signed in, by a shared link alone, or where nobody signs in. */
export type Coming = "account" | "link" | "local";

/** How somebody came; until it is known who is here, they are taken for somebody who signed in. */
export function comingTo(me: Me | undefined, workspace: string): Coming {
  if (me?.access === "local") return "local";
  return isVisitorIn(me, workspace) ? "link" : "account";
}

/** Whether somebody decides who else may: where people have no accounts, nobody does. */
export function isOwnerIn(me: Me | undefined, workspace: string): boolean {
  return me?.access === "accounts" && roleIn(me, workspace) === "owner";
}

/** Whether somebody may open a workspace, as far as is known. */
export function mayOpen(me: Me | undefined, workspace: string): boolean {
  return me?.access === "local" || (me !== undefined && roleIn(me, workspace) !== undefined);
}

/** What somebody is in a workspace; undefined where they are nothing. */
export function roleIn(me: Me, workspace: string): Role | undefined {
  return me.workspaces.find(({ name }) => name === workspace)?.role;
}

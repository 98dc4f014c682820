// Who may do what. Each role may do all that the one before it may, and one thing more.
import { assert } from "../../schema/errors.ts";
import type { RoomPart } from "../../schema/protocol.ts";

/** Ascending. A `visitor` holds a link and no account: looks at the map, and not at what its people say of it. */
export const roles = ["visitor", "viewer", "commenter", "editor", "owner"] as const;
export type Role = (typeof roles)[number];

/** The roles that people are given, the strongest first. */
export const givenRoles = ["owner", "editor", "commenter", "viewer"] as const;
export type GivenRole = (typeof givenRoles)[number];

/**
 * What can be done in a workspace, each from the role of the same place on: `look` at the map, `read` its history and
 * talk, `comment`, `edit`, `manage` its people.
 */
export const verbs = ["look", "read", "comment", "edit", "manage"] as const;
export type Verb = (typeof verbs)[number];

/** Whether a role is enough. */
export function may(role: Role, verb: Verb): boolean {
  return roles.indexOf(role) >= verbs.indexOf(verb);
}

/** A role in a sentence: "an editor". */
export function aRole(role: Role): string {
  return `${/^[eo]/u.test(role) ? "an" : "a"} ${role}`;
}

/** The weaker of two roles. */
export function weaker<First extends Role, Second extends Role>(a: First, b: Second): First | Second {
  return roles.indexOf(a) <= roles.indexOf(b) ? a : b;
}

/** What it takes to see a room. */
export function verbToRead(part: RoomPart): Verb {
  return part === "talk" ? "read" : "look";
}

/** What it takes to write into a room. */
export function verbToWrite(part: RoomPart): Verb {
  return part === "talk" ? "comment" : "edit";
}

/** A role read back from storage. */
export function toGivenRole(stored: string): GivenRole {
  const role = givenRoles.find((given) => given === stored);
  assert(role, "only roles are stored as roles");
  return role;
}

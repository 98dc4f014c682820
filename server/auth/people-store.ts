// What is kept of people: who they are, what they may, what lets them in, and what was done about it. Nothing waits: a
// right is looked up and used in one turn of the event loop, so nothing can change in between.
import type { GivenRole } from "./roles.ts";

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  /** Unique, but for upper and lower case. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** Somebody in a workspace. */
export interface PersonInWorkspace extends Person {
  readonly role: GivenRole;
}

/**
 * Kinds of grants: a browser that is signed in, a program's token, a link to look at a workspace, an invitation into one,
 * and a link by which a known person signs in once.
 */
export const grantKinds = ["session", "token", "share", "invitation", "sign-in"] as const;
export type GrantKind = (typeof grantKinds)[number];

/** Something secret that lets its holder in, without the secret. */
export interface Grant {
  readonly id: string;
  readonly kind: GrantKind;
  /** Whom it stands for: of sessions of people, tokens and sign-in links. */
  readonly personId: string | undefined;
  /** Where it counts: of tokens, shares and invitations. */
  readonly workspace: string | undefined;
  /** What it lets its holder do: of tokens and invitations. */
  readonly role: GivenRole | undefined;
  /** For people to tell one from another. */
  readonly label: string;
  /** Id of the person who made it, or `operator`. */
  readonly madeBy: string;
  /** Milliseconds since 1970, as all times here. */
  readonly madeAt: number;
  readonly usedAt: number | undefined;
  /** Undefined where it lasts until it is revoked. */
  readonly expiresAt: number | undefined;
}

/** Which grants; what is left out does not matter. */
export interface GrantFilter {
  readonly kind: GrantKind;
  readonly personId?: string;
  readonly workspace?: string;
  readonly madeBy?: string;
}

/** A public key by which somebody proves that they hold their device. */
export interface Passkey {
  readonly id: string;
  readonly personId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Of signatures made; never goes back. */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly madeAt: number;
  readonly usedAt: number | undefined;
}

/** Something that was done about people and access. */
export interface AuditEntry {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Id of the person, or `operator`. */
  readonly actor: string;
  readonly workspace: string | undefined;
  /** Such as `role-changed`. */
  readonly action: string;
  /** Ids and names; never a secret. */
  readonly detail: Readonly<Record<string, string>>;
}

/** The store of people. One process writes; what has returned is on disk. */
export interface PeopleStore extends Disposable {
  /** All of it, or nothing when it throws. May be nested. */
  transaction<Result>(work: () => Result): Result;

  addPerson(person: Person): void;
  /** With their roles and grants. */
  removePerson(id: string): void;
  person(id: string): Person | undefined;
  /** Whatever the name's upper and lower case. */
  personByName(name: string): Person | undefined;
  readonly personCount: number;

  setRole(personId: string, workspace: string, role: GivenRole): void;
  removeRole(personId: string, workspace: string): void;
  role(personId: string, workspace: string): GivenRole | undefined;
  rolesOf(personId: string): ReadonlyMap<string, GivenRole>;
  /** By name. */
  peopleIn(workspace: string): readonly PersonInWorkspace[];

  addGrant(grant: Grant, hash: Uint8Array): void;
  grant(id: string): Grant | undefined;
  grantByHash(hash: Uint8Array): Grant | undefined;
  /** Oldest first. */
  grants(filter: GrantFilter): readonly Grant[];
  useGrant(id: string, at: number): void;
  removeGrant(id: string): void;
  /** Those that ended before a time. */
  removeExpired(before: number): void;

  /** Notes that a browser came by a shared link. */
  addVisit(sessionId: string, shareId: string): void;
  /** The shared links a browser came by. */
  sharesVisited(sessionId: string): readonly Grant[];
  /** How many browsers came by a shared link. */
  visitorCount(shareId: string): number;

  addPasskey(passkey: Passkey): void;
  passkey(id: string): Passkey | undefined;
  passkeysOf(personId: string): readonly Passkey[];
  usePasskey(id: string, counter: number, at: number): void;
  removePasskey(id: string): void;

  addOutsideIdentity(issuer: string, subject: string, personId: string): void;
  personByOutsideIdentity(issuer: string, subject: string): Person | undefined;

  appendAudit(entry: Omit<AuditEntry, "seq">): void;
  /** Newest first, below a number. */
  audit(workspace: string, before: number, limit: number): readonly AuditEntry[];
  /** Of all workspaces and of none; newest first, below a number. */
  wholeAudit(before: number, limit: number): readonly AuditEntry[];
  /** About somebody's account; newest first, below a number. */
  auditAbout(personId: string, before: number, limit: number): readonly AuditEntry[];
  /** What is wrong with the audit log; undefined when every entry is there and unchanged. */
  verifyAudit(): string | undefined;
  /** What was changed of people and grants, by anything but this store; undefined when nothing was. */
  verifyPeople(): string | undefined;
  /** Takes people and grants as they are now, whoever changed them. */
  acceptPeople(): void;
}

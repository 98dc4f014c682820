// How a browser comes to a session: by a link that works once, by an invitation, by a shared link; and how it ends.
import { assert, EntenteError } from "../../schema/errors.ts";
import { carryOut, draw, keep, type Desk, type Issued } from "./desk.ts";
import { personOf, type Identity, type Session } from "./identity.ts";
import type { People } from "./people.ts";
import type { Grant, GrantKind, Person } from "./people-store.ts";
import { weaker } from "./roles.ts";
import { keyOf } from "./seat-keys.ts";
import { hashSecret } from "./secrets.ts";

/** Whoever signs in, as they come: who they are so far, and what their browser calls itself. */
export interface Comer {
  readonly identity: Identity;
  readonly device: string;
}

/** A session that was opened. */
export interface SignedIn {
  readonly session: Issued;
  readonly person: Person;
}

const visitor: Identity = { kind: "stranger" };
const deviceLengthMax = 120;

/** Ways in and out. */
export class SignIn {
  readonly #desk: Desk;
  readonly #people: People;

  constructor(desk: Desk, people: People) {
    this.#desk = desk;
    this.#people = people;
  }

  /**
   * By the link that was made for one person. Whoever made it could use it too, so it ends all other sessions of that
   * person: nobody stays in beside them unseen, and they notice when somebody else comes in as them.
   *
   * @throws EntenteError `sign-in-refused`
   */
  byLink(secret: string, comer: Comer): SignedIn {
    const { store } = this.#desk;
    return store.transaction(() => {
      const grant = this.#find(secret, "sign-in");
      const person = grant.personId === undefined ? undefined : store.person(grant.personId);
      if (!person) throw new EntenteError("sign-in-refused");
      store.removeGrant(grant.id);
      return this.open(person, comer, "link", grant.madeBy);
    });
  }

  /**
   * What an invitation is to, without using it.
   *
   * @throws EntenteError `sign-in-refused`
   */
  lookAtInvitation(secret: string): Grant {
    return this.#find(secret, "invitation");
  }

  /**
   * By an invitation: whoever is signed in gets the role too, anybody else becomes somebody new.
   *
   * @param name Of somebody new; else that of the invitation.
   * @throws EntenteError `sign-in-refused`, `person-exists`, `data-invalid`, `overloaded`
   */
  byInvitation(secret: string, comer: Comer, name: string | undefined): SignedIn | undefined {
    const { store } = this.#desk;
    return store.transaction(() => {
      const invitation = this.#find(secret, "invitation");
      const known = this.#personOf(comer.identity);
      const person = known ?? this.#people.addPerson(comer.identity, name ?? invitation.label);
      this.#join(person, invitation);
      return known ? undefined : this.open(person, comer, "invitation");
    });
  }

  /**
   * Makes use of an invitation for somebody.
   *
   * @throws EntenteError `sign-in-refused`
   */
  joinBy(secret: string, person: Person): void {
    this.#desk.store.transaction(() => this.#join(person, this.#find(secret, "invitation")));
  }

  /**
   * By a shared link: the browser may look from now on, whoever sits at it.
   *
   * @returns the workspace, and the session where the browser had none
   * @throws EntenteError `sign-in-refused`, `overloaded`
   */
  byShare(secret: string, { identity, device }: Comer): { workspace: string; session: Issued | undefined } {
    const { store, limits, now } = this.#desk;
    const share = this.#find(secret, "share");
    const { workspace } = share;
    if (workspace === undefined) throw new EntenteError("sign-in-refused");
    return store.transaction(() => {
      store.removeExpired(now() - limits.expiredTokenRetryMs);
      const session = identity.kind === "session" ? undefined : this.#openVisit(share, device);
      const sessionId = identity.kind === "session" ? identity.grantId : session?.grant.id;
      assert(sessionId !== undefined, "a visit has a session");
      store.addVisit(sessionId, share.id);
      store.useGrant(share.id, now());
      this.#desk.changed(keyOf.grant(sessionId));
      return { workspace, session };
    });
  }

  /**
   * Opens a session for somebody who has proven who they are. The one that the browser had ends: a secret from before the
   * sign-in, which somebody else may have planted, is worth nothing after it.
   *
   * @param linkBy Who made the link, where it was one.
   */
  open(person: Person, { identity, device }: Comer, way: string, linkBy?: string): SignedIn {
    const { store } = this.#desk;
    const session = this.#drawSession(person.id, device, linkBy);
    const linked = linkBy === undefined ? {} : { linkBy };
    const detail = { person: person.id, name: person.name, way, grant: session.grant.id, ...linked };
    const by: Identity = { ...toSession(session.grant), personId: person.id };
    carryOut(this.#desk, { by, workspace: undefined, action: "signed-in", detail }, () => {
      store.removeExpired(this.#desk.now() - this.#desk.limits.expiredTokenRetryMs);
      this.#endOldest(person.id, linkBy === undefined ? this.#desk.limits.sessionsPerPersonMax : 1);
      keep(this.#desk, session);
      if (identity.kind !== "session") return;
      for (const { id } of store.sharesVisited(identity.grantId)) store.addVisit(session.grant.id, id);
      store.removeGrant(identity.grantId);
    });
    if (identity.kind === "session") this.#desk.changed(keyOf.grant(identity.grantId));
    return { session, person };
  }

  /** Ends the session of a browser. */
  signOut(identity: Identity): void {
    if (identity.kind !== "session") return;
    const detail = { grant: identity.grantId };
    carryOut(this.#desk, { by: identity, workspace: undefined, action: "signed-out", detail }, () =>
      this.#desk.store.removeGrant(identity.grantId),
    );
    this.#desk.changed(keyOf.grant(identity.grantId));
  }

  #openVisit({ id }: Grant, device: string): Issued {
    const { store, limits } = this.#desk;
    if (store.visitorCount(id) >= limits.visitorsPerShareMax)
      throw new EntenteError("overloaded", { detail: "too many visitors by this link" });
    const session = this.#drawSession(undefined, device);
    keep(this.#desk, session);
    return session;
  }

  #join(person: Person, invitation: Grant): void {
    const { store } = this.#desk;
    const { id, workspace, role, madeBy } = invitation;
    if (workspace === undefined || role === undefined) throw new EntenteError("sign-in-refused");
    const present = store.role(person.id, workspace);
    // Nobody loses by being invited.
    const isMore = present === undefined || (present !== role && weaker(present, role) === present);
    const by: Identity = { ...toSession(invitation), personId: person.id };
    const detail = { grant: id, person: person.id, name: person.name, madeBy };
    carryOut(this.#desk, { by, workspace, action: "invitation-used", detail }, () => {
      store.removeGrant(id);
      if (isMore) this.#people.giveRole(by, person, workspace, role, madeBy);
    });
  }

  #find(secret: string, kind: GrantKind): Grant {
    const grant = this.#desk.store.grantByHash(hashSecret(secret));
    const isGood = grant?.kind === kind && this.#desk.now() < (grant.expiresAt ?? Infinity);
    if (!isGood) throw new EntenteError("sign-in-refused");
    return grant;
  }

  #personOf(identity: Identity): Person | undefined {
    const personId = identity.kind === "session" ? personOf(identity) : undefined;
    return personId === undefined ? undefined : this.#desk.store.person(personId);
  }

  #drawSession(personId: string | undefined, device: string, linkBy?: string): Issued {
    const expiresAt = this.#desk.now() + this.#desk.limits.sessionMs;
    const label = device.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "").slice(0, deviceLengthMax);
    const drawn = draw(this.#desk, visitor, { kind: "session", personId, label, expiresAt });
    return linkBy === undefined ? drawn : { ...drawn, grant: { ...drawn.grant, madeBy: linkBy } };
  }

  /** @param most Sessions that there may be, with the one that begins. */
  #endOldest(personId: string, most: number): void {
    const { store } = this.#desk;
    const sessions = store.grants({ kind: "session", personId });
    for (const { id } of sessions.slice(0, Math.max(0, sessions.length - most + 1))) {
      store.removeGrant(id);
      this.#desk.changed(keyOf.grant(id));
    }
  }
}

/** As which a visitor is noted who has just come. */
function toSession({ id, madeAt, expiresAt = madeAt }: Grant): Session {
  return { kind: "session", grantId: id, personId: undefined, name: "", expiresAt, idleAt: expiresAt };
}

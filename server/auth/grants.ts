// What lets people and programs into a workspace: invitations, tokens, shared links; and the sessions of its people.
// Nothing here asks whether `by` may manage the workspace, except where it depends on the grant.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import { carryOut, draw, keep, readLabel, type Desk, type Issued } from "./desk.ts";
import { personOf, type Identity } from "./identity.ts";
import { isOwn, type People } from "./people.ts";
import type { Grant } from "./people-store.ts";
import { may, weaker, type GivenRole, type Role } from "./roles.ts";
import { keyOf } from "./seat-keys.ts";

/** Kinds that are made for a workspace and listed there. */
export type ListedKind = "invitation" | "token" | "share";

/** What somebody wants of a new grant. */
export interface Wish {
  readonly label: string;
  /** Milliseconds from now; undefined leaves it to the kind. */
  readonly lastsMs?: number | undefined;
}

/** The grants of all workspaces. */
export class Grants {
  readonly #desk: Desk;
  readonly #people: People;

  constructor(desk: Desk, people: People) {
    this.#desk = desk;
    this.#people = people;
  }

  /** A link by which one person, known or new, joins with a role. */
  invite(by: Identity, workspace: string, role: GivenRole, { label, lastsMs }: Wish): Issued {
    const expiresAt = this.#end(lastsMs ?? this.#desk.limits.invitationMs);
    return this.#issue(by, workspace, { kind: "invitation", role, label, expiresAt });
  }

  /** A link by which anybody looks at the map. */
  share(by: Identity, workspace: string, { label, lastsMs }: Wish): Issued {
    const expiresAt = this.#end(lastsMs ?? this.#desk.limits.shareMs);
    return this.#issue(by, workspace, { kind: "share", label, expiresAt });
  }

  /**
   * A token by which a program works as a person, with that person's role at most.
   *
   * A token makes others only where it may manage the workspace: a lesser one that leaked would live on in what it made.
   *
   * @param wish Whose it is, where that is not `by`: only whoever has the machine makes tokens for others.
   * @throws EntenteError `no-access`, `person-unknown`
   */
  issueToken(
    by: Identity,
    workspace: string,
    role: GivenRole,
    wish: Wish & { readonly personId?: string },
  ): Issued {
    const personId = by.kind === "local" ? wish.personId : personOf(by);
    const standing = this.#desk.access.standing(by, workspace);
    if (personId === undefined || !this.#desk.store.role(personId, workspace))
      throw new EntenteError("person-unknown");
    const isEnough = standing !== undefined && weaker(standing.role, role) === role;
    if (!isEnough || !isOwnHand(by, standing.role))
      throw new EntenteError("no-access", { detail: "a token may do no more than you" });
    const expiresAt = this.#endOfToken(by, wish);
    return this.#issue(by, workspace, { kind: "token", personId, role, label: wish.label, expiresAt });
  }

  /** Those that `by` may see: all of them for an owner, else their own. */
  list(by: Identity, workspace: string, kind: ListedKind): readonly Grant[] {
    const now = this.#desk.now();
    const all = this.#desk.store.grants({ kind, workspace });
    return all.filter((grant) => now < (grant.expiresAt ?? Infinity) && this.#mayTouch(by, workspace, grant));
  }

  /** @throws EntenteError `grant-unknown` */
  revoke(by: Identity, workspace: string, kind: ListedKind, id: string): void {
    const grant = this.#desk.store.grant(id);
    if (grant?.kind !== kind || grant.workspace !== workspace || !this.#mayTouch(by, workspace, grant))
      throw new EntenteError("grant-unknown", { detail: id.slice(0, 80) });
    this.#remove(by, workspace, grant);
  }

  /** Sessions of the people of a workspace whose accounts `by` may act upon. */
  sessionsIn(by: Identity, workspace: string): readonly Grant[] {
    const people = this.#people.list(workspace).filter(({ id }) => this.#people.governs(by, id));
    return people.flatMap(({ id }) => this.#openSessions(id));
  }

  /** One's own sessions. */
  ownSessions(by: Identity): readonly Grant[] {
    const personId = personOf(by);
    return personId === undefined ? [] : this.#openSessions(personId);
  }

  /** @throws EntenteError `grant-unknown` */
  endSession(by: Identity, workspace: string | undefined, id: string): void {
    const mine = workspace === undefined ? this.ownSessions(by) : this.sessionsIn(by, workspace);
    const session = mine.find((grant) => grant.id === id);
    if (!session) throw new EntenteError("grant-unknown", { detail: id.slice(0, 80) });
    this.#remove(by, workspace, session);
  }

  /** One's own sessions but the one that asks: signs somebody out everywhere else. */
  endOtherSessions(by: Identity): void {
    const isThis = (id: string) => by.kind === "session" && by.grantId === id;
    for (const session of this.ownSessions(by)) {
      if (!isThis(session.id)) this.#remove(by, undefined, session);
    }
  }

  #openSessions(personId: string): readonly Grant[] {
    const now = this.#desk.now();
    const isOpen = ({ expiresAt }: Grant) => now < (expiresAt ?? Infinity);
    return this.#desk.store.grants({ kind: "session", personId }).filter(isOpen);
  }

  #mayTouch(by: Identity, workspace: string, grant: Grant): boolean {
    const standing = this.#desk.access.standing(by, workspace);
    if (standing === undefined || !isOwnHand(by, standing.role)) return false;
    return may(standing.role, "manage") || isOwn(by, grant);
  }

  #issue(by: Identity, workspace: string, wanted: Omit<Parameters<typeof draw>[2], "workspace">): Issued {
    const { store, limits } = this.#desk;
    const { kind } = wanted;
    const issued = draw(this.#desk, by, { ...wanted, label: readLabel(wanted.label), workspace });
    const { id, label, role = "visitor" } = issued.grant;
    return carryOut(
      this.#desk,
      { by, workspace, action: `${kind}-made`, detail: { grant: id, label, role } },
      () => {
        if (store.grants({ kind, workspace }).length >= limits.grantsPerWorkspaceMax)
          throw tooMany(kind, limits);
        keep(this.#desk, issued);
        return issued;
      },
    );
  }

  #remove(by: Identity, workspace: string | undefined, { id, kind, label }: Grant): void {
    carryOut(this.#desk, { by, workspace, action: `${kind}-revoked`, detail: { grant: id, label } }, () =>
      this.#desk.store.removeGrant(id),
    );
    this.#desk.changed(keyOf.grant(id));
  }

  /** A token does not outlive the one that made it. */
  #endOfToken(by: Identity, { lastsMs }: Wish): number | undefined {
    const wanted = lastsMs === undefined ? undefined : this.#end(lastsMs);
    const bound = by.kind === "token" ? by.expiresAt : undefined;
    return bound === undefined ? wanted : Math.min(bound, wanted ?? bound);
  }

  #end(lastsMs: number): number {
    const { grantMsMax } = this.#desk.limits;
    if (lastsMs > 0 && lastsMs <= grantMsMax) return this.#desk.now() + lastsMs;
    throw new EntenteError("data-invalid", { detail: `it may last up to ${grantMsMax / 86_400_000} days` });
  }
}

/** Whether somebody acts themselves, or by a program that may manage for them. */
function isOwnHand({ kind }: Identity, role: Role): boolean {
  return kind !== "token" || may(role, "manage");
}

function tooMany(kind: string, { grantsPerWorkspaceMax }: Limits): EntenteError {
  return new EntenteError("overloaded", { detail: `at most ${grantsPerWorkspaceMax} of the kind ${kind}` });
}

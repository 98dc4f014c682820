// The people of a workspace: who they are and what they may. Nothing here asks whether `by` may manage the workspace:
// whoever calls has asked `authorize`.
import { EntenteError } from "../../schema/errors.ts";
import { carryOut, draw, keep, readPersonName, type Desk, type Issued } from "./desk.ts";
import { personOf, type Identity } from "./identity.ts";
import type { AuditEntry, Grant, Person, PersonInWorkspace } from "./people-store.ts";
import type { GivenRole } from "./roles.ts";
import { keyOf } from "./seat-keys.ts";
import { newId } from "./secrets.ts";

/** Somebody who was added, with the link by which somebody new signs in for the first time. */
export interface Added {
  readonly person: PersonInWorkspace;
  readonly link: Issued | undefined;
}

/** The people of all workspaces. */
export class People {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Nobody could sign in. */
  get isEmpty(): boolean {
    return this.#desk.store.personCount === 0;
  }

  list(workspace: string): readonly PersonInWorkspace[] {
    return this.#desk.store.peopleIn(workspace);
  }

  rolesOf(personId: string): ReadonlyMap<string, GivenRole> {
    return this.#desk.store.rolesOf(personId);
  }

  /** Who has this name in a workspace. */
  find(workspace: string, name: string): PersonInWorkspace | undefined {
    const person = this.#desk.store.personByName(name.trim());
    const role = person && this.#desk.store.role(person.id, workspace);
    return role && { ...person, role };
  }

  /**
   * Adds somebody: new to the server, or known from another workspace.
   *
   * @throws EntenteError `person-exists`, `data-invalid`, `overloaded`
   */
  add(by: Identity, workspace: string, name: string, role: GivenRole): Added {
    const { store } = this.#desk;
    return store.transaction(() => {
      const known = store.personByName(name.trim());
      if (known && store.role(known.id, workspace))
        throw new EntenteError("person-exists", { detail: known.name });
      const person = known ?? this.addPerson(by, name);
      this.giveRole(by, person, workspace, role);
      const link = known ? undefined : this.#addSignInLink(by, workspace, person);
      return { person: { ...person, role }, link };
    });
  }

  /**
   * Adds somebody with no role anywhere yet.
   *
   * @throws EntenteError `person-exists`, `data-invalid`
   */
  addPerson(by: Identity, name: string): Person {
    const { store, now } = this.#desk;
    const person = { id: newId(), name: readPersonName(name), madeAt: new Date(now()).toISOString() };
    if (store.personByName(person.name)) throw new EntenteError("person-exists", { detail: person.name });
    const detail = { person: person.id, name: person.name };
    const deed = { by, workspace: undefined, action: "person-added", detail };
    carryOut(this.#desk, deed, () => store.addPerson(person));
    return person;
  }

  /**
   * @param madeBy Who made the invitation, where it is by one.
   * @throws EntenteError `overloaded` when the workspace has too many people
   */
  giveRole(by: Identity, person: Person, workspace: string, role: GivenRole, madeBy?: string): void {
    const { store, limits } = this.#desk;
    if (store.peopleIn(workspace).length >= limits.peoplePerWorkspaceMax)
      throw new EntenteError("overloaded", { detail: `at most ${limits.peoplePerWorkspaceMax} people` });
    const invited = madeBy === undefined ? {} : { madeBy };
    const detail = { person: person.id, name: person.name, role, ...invited };
    carryOut(this.#desk, { by, workspace, action: "role-given", detail }, () =>
      store.setRole(person.id, workspace, role),
    );
    this.#desk.changed(keyOf.person(person.id));
  }

  /** @throws EntenteError `person-unknown`, `last-owner` */
  setRole(by: Identity, workspace: string, personId: string, role: GivenRole): PersonInWorkspace {
    const { store } = this.#desk;
    const person = this.#personIn(workspace, personId);
    if (role !== "owner") this.#keepAnOwner(workspace, person);
    const detail = { person: person.id, name: person.name, from: person.role, role };
    carryOut(this.#desk, { by, workspace, action: "role-changed", detail }, () => {
      store.setRole(personId, workspace, role);
      if (role !== "owner") this.#endWaysIn(by, workspace, personId);
    });
    this.#desk.changed(keyOf.person(personId));
    return { ...person, role };
  }

  /**
   * Takes somebody out of a workspace, and with them the tokens that they have for it.
   *
   * @throws EntenteError `person-unknown`, `last-owner`
   */
  remove(by: Identity, workspace: string, personId: string): void {
    const { store } = this.#desk;
    const person = this.#personIn(workspace, personId);
    this.#keepAnOwner(workspace, person);
    const detail = { person: person.id, name: person.name };
    carryOut(this.#desk, { by, workspace, action: "person-removed", detail }, () => {
      store.removeRole(personId, workspace);
      for (const { id } of store.grants({ kind: "token", personId, workspace })) store.removeGrant(id);
      this.#endWaysIn(by, workspace, personId);
    });
    this.#desk.changed(keyOf.person(personId));
  }

  /**
   * Closes somebody's account: they are nobody any more, anywhere.
   *
   * @throws EntenteError `last-owner`
   */
  close(by: Identity, person: Person): void {
    const { store } = this.#desk;
    const roles = store.rolesOf(person.id);
    for (const [workspace, role] of roles) this.#keepAnOwner(workspace, { ...person, role });
    const detail = { person: person.id, name: person.name };
    carryOut(this.#desk, { by, workspace: undefined, action: "account-closed", detail }, () => {
      for (const workspace of roles.keys()) this.#endWaysIn(by, workspace, person.id);
      store.removePerson(person.id);
    });
    this.#desk.changed(keyOf.person(person.id));
  }

  /**
   * A new link by which somebody signs in once: for whoever lost their device. Links made before stop working.
   *
   * @throws EntenteError `person-unknown`, `no-access` when they are also where `by` is no owner
   */
  signInLink(by: Identity, workspace: string, personId: string): Issued {
    const person = this.governed(by, workspace, personId);
    return this.#desk.store.transaction(() => this.#addSignInLink(by, workspace, person));
  }

  /**
   * Somebody whose account, and not only whose role here, `by` may act upon: an owner of each workspace they are in.
   * Otherwise the owner of one workspace could sign in as the owner of another.
   *
   * @throws EntenteError `person-unknown`, `no-access`
   */
  governed(by: Identity, workspace: string, personId: string): PersonInWorkspace {
    const person = this.#personIn(workspace, personId);
    if (this.governs(by, personId)) return person;
    throw new EntenteError("no-access", {
      detail: `${person.name} is also in workspaces that you do not own`,
    });
  }

  /** Whether `by` is an owner of each workspace that somebody is in. */
  governs(by: Identity, personId: string): boolean {
    const { store, access } = this.#desk;
    const workspaces = [...store.rolesOf(personId).keys()];
    return workspaces.every((workspace) => access.standing(by, workspace)?.role === "owner");
  }

  /** Newest first, below a number. */
  audit(workspace: string, before = Number.MAX_SAFE_INTEGER, limit = 100): readonly AuditEntry[] {
    return this.#desk.store.audit(workspace, before, Math.min(limit, this.#desk.limits.auditEntriesMax));
  }

  /** Of all workspaces and of none, such as sign-ins. Newest first, below a number. */
  wholeAudit(before = Number.MAX_SAFE_INTEGER, limit = 100): readonly AuditEntry[] {
    return this.#desk.store.wholeAudit(before, Math.min(limit, this.#desk.limits.auditEntriesMax));
  }

  /** What was done about one's own account. Newest first, below a number. */
  ownAudit(by: Identity, before = Number.MAX_SAFE_INTEGER, limit = 100): readonly AuditEntry[] {
    const personId = personOf(by);
    const most = Math.min(limit, this.#desk.limits.auditEntriesMax);
    return personId === undefined ? [] : this.#desk.store.auditAbout(personId, before, most);
  }

  /** Names of whoever did something, for people to read; ids where nobody has it any more. */
  actorName(actor: string): string {
    return this.#desk.store.person(actor)?.name ?? actor;
  }

  /**
   * Whoever owns a workspace no more comes back neither by an invitation that they made for it, nor as somebody else by a
   * link that they made. Shared links stay: they let anybody look and nobody more, and the list says who made them.
   */
  #endWaysIn(by: Identity, workspace: string, madeBy: string): void {
    const { store } = this.#desk;
    const invitations = store.grants({ kind: "invitation", workspace, madeBy });
    for (const { id, kind, label } of [...invitations, ...store.grants({ kind: "sign-in", madeBy })]) {
      const action = kind === "invitation" ? "invitation-revoked" : "sign-in-link-revoked";
      carryOut(this.#desk, { by, workspace, action, detail: { grant: id, label } }, () =>
        store.removeGrant(id),
      );
    }
  }

  #personIn(workspace: string, personId: string): PersonInWorkspace {
    const person = this.#desk.store.person(personId);
    const role = person && this.#desk.store.role(personId, workspace);
    if (!role) throw new EntenteError("person-unknown", { detail: personId.slice(0, 80) });
    return { ...person, role };
  }

  #keepAnOwner(workspace: string, { id, role }: PersonInWorkspace): void {
    if (role !== "owner") return;
    const others = this.list(workspace).filter((person) => person.role === "owner" && person.id !== id);
    if (others.length === 0) throw new EntenteError("last-owner", { detail: workspace });
  }

  #addSignInLink(by: Identity, workspace: string, { id, name }: Person): Issued {
    const { store, limits, now } = this.#desk;
    const expiresAt = now() + limits.signInLinkMs;
    const issued = draw(this.#desk, by, { kind: "sign-in", personId: id, label: name, expiresAt });
    const detail = { person: id, name, grant: issued.grant.id };
    carryOut(this.#desk, { by, workspace, action: "sign-in-link-made", detail }, () => {
      for (const older of store.grants({ kind: "sign-in", personId: id })) store.removeGrant(older.id);
      keep(this.#desk, issued);
    });
    return issued;
  }
}

/** Whether a grant is this person's own. */
export function isOwn(by: Identity, grant: Grant): boolean {
  const personId = personOf(by);
  return personId !== undefined && personId === grant.personId;
}

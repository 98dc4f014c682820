// Access by accounts: sessions of browsers and tokens of programs, looked up anew each time, so that whatever is
// revoked is revoked at once.
import { assert, EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { Access, Credentials } from "./access.ts";
import { visitorName, type Identity, type Session, type Standing, type Token } from "./identity.ts";
import type { Grant, PeopleStore } from "./people-store.ts";
import { weaker } from "./roles.ts";
import { hashSecret } from "./secrets.ts";

interface Parts {
  readonly store: PeopleStore;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const stranger = { kind: "stranger" } as const;
const ownerEverywhere: Standing = { role: "owner", shareId: undefined };

/** Access for people with accounts. */
export class AccountsAccess implements Access {
  readonly kind = "accounts";
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  identify({ session, token }: Credentials): Identity {
    if (token !== undefined) return this.#byToken(token);
    return session === undefined ? stranger : this.#bySession(session);
  }

  refresh(identity: Identity): Identity {
    if (identity.kind === "local" || identity.kind === "stranger") return identity;
    const grant = this.#parts.store.grant(identity.grantId);
    if (!grant) return stranger;
    if (identity.kind === "token") return this.#toToken(grant);
    return this.#isIdle(grant) ? stranger : this.#toSession(grant);
  }

  standing(identity: Identity, workspace: string): Standing | undefined {
    switch (identity.kind) {
      case "local":
        return ownerEverywhere;
      case "stranger":
        return undefined;
      case "token":
        return this.#standingOfToken(identity, workspace);
      case "session":
        return this.#standingOfSession(identity, workspace);
    }
  }

  noteUse(identity: Identity): void {
    const grant = "grantId" in identity ? this.#parts.store.grant(identity.grantId) : undefined;
    if (grant) this.#noteUse(grant);
  }

  /** Now and then only: it is a write. */
  #noteUse(grant: Grant): void {
    const now = this.#parts.now();
    // Whoever signs in is there; a token that was made may wait for its program.
    const usedAt = grant.usedAt ?? (grant.kind === "session" ? grant.madeAt : -Infinity);
    if (now - usedAt < this.#parts.limits.grantUseNotedMs) return;
    try {
      this.#parts.store.useGrant(grant.id, now);
    } catch (error) {
      // A disk that takes nothing keeps nobody from reading.
      if (!(error instanceof EntenteError)) throw error;
    }
  }

  #byToken(secret: string): Token {
    const grant = this.#find(secret, "token");
    if (!grant) throw new EntenteError("not-signed-in");
    const lateMs = this.#parts.now() - (grant.expiresAt ?? Infinity);
    if (lateMs >= this.#parts.limits.expiredTokenRetryMs) throw new EntenteError("not-signed-in");
    if (lateMs >= 0) throw new EntenteError("sign-in-expired");
    this.#noteUse(grant);
    return this.#toToken(grant);
  }

  #bySession(secret: string): Identity {
    const grant = this.#find(secret, "session");
    if (!grant || this.#parts.now() >= (grant.expiresAt ?? Infinity) || this.#isIdle(grant)) return stranger;
    this.#noteUse(grant);
    return this.#toSession(grant);
  }

  #find(secret: string, kind: Grant["kind"]): Grant | undefined {
    const grant = this.#parts.store.grantByHash(hashSecret(secret));
    return grant?.kind === kind ? grant : undefined;
  }

  #isIdle(grant: Grant): boolean {
    return this.#parts.now() >= this.#idleAt(grant);
  }

  #idleAt({ usedAt, madeAt }: Grant): number {
    return (usedAt ?? madeAt) + this.#parts.limits.sessionIdleMs;
  }

  #standingOfToken({ personId, workspace: only, role }: Token, workspace: string): Standing | undefined {
    if (workspace !== only) return undefined;
    const own = this.#parts.store.role(personId, workspace);
    return own && { role: weaker(own, role), shareId: undefined };
  }

  #standingOfSession({ grantId, personId }: Session, workspace: string): Standing | undefined {
    const { store, now } = this.#parts;
    const own = personId === undefined ? undefined : store.role(personId, workspace);
    if (own) return { role: own, shareId: undefined };
    const share = store
      .sharesVisited(grantId)
      .find((grant) => grant.workspace === workspace && now() < (grant.expiresAt ?? 0));
    return share && { role: "visitor", shareId: share.id };
  }

  #toToken({ id, personId, workspace, role, expiresAt }: Grant): Token {
    assert(personId && workspace && role, "a token stands for a person in a workspace");
    return { kind: "token", grantId: id, personId, name: this.#nameOf(personId), workspace, role, expiresAt };
  }

  #toSession(grant: Grant): Session {
    const { id, personId, expiresAt } = grant;
    assert(expiresAt, "a session ends");
    const name = personId === undefined ? visitorName : this.#nameOf(personId);
    return { kind: "session", grantId: id, personId, name, expiresAt, idleAt: this.#idleAt(grant) };
  }

  #nameOf(personId: string): string {
    const person = this.#parts.store.person(personId);
    assert(person, "whoever goes takes their grants with them");
    return person.name;
  }
}

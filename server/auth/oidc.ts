// Signing in by an account elsewhere, over OpenID Connect. That service is asked at the sign-in and at no other time: who
// is signed in stays so while it cannot be reached.
import * as client from "openid-client";

import { EntenteError } from "../../schema/errors.ts";
import type { OidcConfig } from "../config.ts";
import { Attempts } from "./attempts.ts";
import { carryOut, type Desk } from "./desk.ts";
import { personOf, type Identity } from "./identity.ts";
import type { People } from "./people.ts";
import type { Person } from "./people-store.ts";
import type { Comer, SignedIn, SignIn } from "./sign-in.ts";

interface Parts {
  readonly desk: Desk;
  readonly people: People;
  readonly signIn: SignIn;
  readonly config: OidcConfig;
  readonly publicUrl: () => string;
}

interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Whose account is to be known from now on by the one elsewhere. */
  readonly personId: string | undefined;
  /** Of somebody who is invited. */
  readonly invitation: string | undefined;
}

/** Who the service says somebody is. */
interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
}

/** Where the service sends people back to. */
export const oidcReturnPath = "/api/sign-in/oidc/return";

/** Signing in by one service. */
export class Oidc {
  readonly #parts: Parts;
  readonly #attempts: Attempts<Attempt>;
  #service: Promise<client.Configuration> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#attempts = new Attempts(parts.desk.limits, parts.desk.now);
  }

  /** What people call the service. */
  get name(): string {
    return this.#parts.config.name;
  }

  /**
   * Where to send the browser, and the name of the attempt, which the browser has to bring back.
   *
   * @throws EntenteError `sign-in-unavailable`
   */
  async begin(identity: Identity, invitation: string | undefined): Promise<{ url: string; attempt: string }> {
    const service = await this.#open();
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(service, {
      redirect_uri: `${this.#parts.publicUrl()}${oidcReturnPath}`,
      scope: "openid profile",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
    });
    const personId = identity.kind === "session" ? personOf(identity) : undefined;
    return { url: url.href, attempt: this.#attempts.begin({ state, nonce, verifier, personId, invitation }) };
  }

  /**
   * Lets in whoever the service sent back.
   *
   * @param query What the service added to our address.
   * @throws EntenteError `sign-in-refused`, `sign-in-unavailable`, `person-exists`
   */
  async finish(query: string, attemptId: string | undefined, comer: Comer): Promise<SignedIn> {
    const attempt = attemptId === undefined ? undefined : this.#attempts.finish(attemptId);
    if (!attempt) throw new EntenteError("sign-in-refused");
    const claims = await this.#claims(query, attempt);
    const { store } = this.#parts.desk;
    return store.transaction(() =>
      this.#parts.signIn.open(this.#personFor(claims, attempt, comer), comer, "oidc"),
    );
  }

  async #claims(query: string, { state, nonce, verifier }: Attempt): Promise<Claims> {
    const service = await this.#open();
    const address = new URL(`${this.#parts.publicUrl()}${oidcReturnPath}?${query}`);
    const tokens = await client
      .authorizationCodeGrant(service, address, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      .catch((cause: unknown) => {
        throw new EntenteError(isAway(cause) ? "sign-in-unavailable" : "sign-in-refused", { cause });
      });
    const claims = tokens.claims();
    if (!claims) throw new EntenteError("sign-in-refused");
    const { iss, sub, name } = claims;
    return { issuer: iss, subject: sub, name: typeof name === "string" ? name : undefined };
  }

  #personFor(claims: Claims, attempt: Attempt, { identity }: Comer): Person {
    const { store } = this.#parts.desk;
    const known = store.personByOutsideIdentity(claims.issuer, claims.subject);
    if (attempt.personId !== undefined) return this.#link(claims, attempt.personId, known, identity);
    if (known) {
      if (attempt.invitation !== undefined) this.#parts.signIn.joinBy(attempt.invitation, known);
      return known;
    }
    // The service knows many people; only those come in whom an owner invited.
    if (attempt.invitation === undefined) throw new EntenteError("sign-in-refused");
    const label = this.#parts.signIn.lookAtInvitation(attempt.invitation).label;
    const person = this.#parts.people.addPerson(identity, claims.name ?? label);
    this.#parts.signIn.joinBy(attempt.invitation, person);
    this.#remember(claims, person, identity);
    return person;
  }

  /** Whoever began it signed in here, and is still the same. */
  #link(claims: Claims, personId: string, known: Person | undefined, identity: Identity): Person {
    const person = this.#parts.desk.store.person(personId);
    if (!person || personOf(identity) !== personId) throw new EntenteError("sign-in-refused");
    if (known && known.id !== personId) throw new EntenteError("sign-in-refused");
    if (!known) this.#remember(claims, person, identity);
    return person;
  }

  #remember({ issuer, subject }: Claims, { id, name }: Person, by: Identity): void {
    const { desk } = this.#parts;
    const detail = { person: id, name, issuer };
    carryOut(desk, { by, workspace: undefined, action: "outside-account-linked", detail }, () =>
      desk.store.addOutsideIdentity(issuer, subject, id),
    );
  }

  /** Learns the service's addresses and keys, once it can be reached. */
  #open(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.#parts.config;
    const isLoopback = issuer.startsWith("http:");
    const options = isLoopback ? { execute: [client.allowInsecureRequests] } : {};
    this.#service ??= client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, options)
      .catch((cause: unknown) => {
        this.#service = undefined;
        throw new EntenteError("sign-in-unavailable", { cause });
      });
    return this.#service;
  }
}

/** Whether a failure says nothing about who somebody is. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof TypeError || (cause instanceof Response && cause.status >= 500);
}

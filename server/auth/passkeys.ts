// Passkeys: a device proves that it holds a key, and that its owner unlocked it. Nothing that can be read here signs in.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";

import { EntenteError } from "../../schema/errors.ts";
import { Attempts } from "./attempts.ts";
import { carryOut, readLabel, type Desk } from "./desk.ts";
import type { Session } from "./identity.ts";
import type { Passkey, Person } from "./people-store.ts";
import type { Comer, SignedIn, SignIn } from "./sign-in.ts";

/** What a browser is asked to do, and the name under which it answers. */
export interface Asked<Options> {
  readonly attempt: string;
  readonly options: Options;
}

interface Registration {
  readonly personId: string;
  readonly challenge: string;
}

/** EdDSA, ES256 and RS256, by their numbers in COSE: every device has one of them. */
const algorithms = [-8, -7, -257] as const;

/** The passkeys of all people. */
export class Passkeys {
  readonly #desk: Desk;
  readonly #signIn: SignIn;
  readonly #publicUrl: () => string;
  readonly #registrations: Attempts<Registration>;
  readonly #signIns: Attempts<string>;

  constructor(desk: Desk, signIn: SignIn, publicUrl: () => string) {
    this.#desk = desk;
    this.#signIn = signIn;
    this.#publicUrl = publicUrl;
    this.#registrations = new Attempts(desk.limits, desk.now);
    this.#signIns = new Attempts(desk.limits, desk.now);
  }

  list({ personId }: Session): readonly Passkey[] {
    return personId === undefined ? [] : this.#desk.store.passkeysOf(personId);
  }

  /**
   * Begins the adding of a passkey to one's own account.
   *
   * @throws EntenteError `not-signed-in`, `overloaded`
   */
  async beginAdding(by: Session): Promise<Asked<PublicKeyCredentialCreationOptionsJSON>> {
    const person = this.#personOf(by);
    const known = this.#desk.store.passkeysOf(person.id);
    const { passkeysPerPersonMax } = this.#desk.limits;
    if (known.length >= passkeysPerPersonMax)
      throw new EntenteError("overloaded", { detail: `at most ${passkeysPerPersonMax} passkeys` });
    const options = await generateRegistrationOptions({
      rpName: "Entente",
      rpID: this.#host,
      userName: person.name,
      userDisplayName: person.name,
      userID: new TextEncoder().encode(person.id),
      attestationType: "none",
      supportedAlgorithmIDs: [...algorithms],
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    const attempt = this.#registrations.begin({ personId: person.id, challenge: options.challenge });
    return { attempt, options };
  }

  /**
   * Adds the passkey that the browser made.
   *
   * @throws EntenteError `not-signed-in`, `sign-in-refused`
   */
  async finishAdding(by: Session, attempt: string, response: object, label: string): Promise<Passkey> {
    const person = this.#personOf(by);
    const begun = this.#registrations.finish(attempt);
    if (begun?.personId !== person.id) throw new EntenteError("sign-in-refused");
    const { registrationInfo } = await proving(() =>
      verifyRegistrationResponse({
        ...this.#expected(begun.challenge),
        // Its form is checked by the library.
        response: response as RegistrationResponseJSON,
        requireUserVerification: true,
        supportedAlgorithmIDs: [...algorithms],
      }),
    );
    if (!registrationInfo) throw new EntenteError("sign-in-refused");
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const passkey: Passkey = {
      id,
      personId: person.id,
      publicKey,
      counter,
      transports,
      label: readLabel(label),
      madeAt: this.#desk.now(),
      usedAt: undefined,
    };
    return this.#keep(by, passkey);
  }

  /** @throws EntenteError `grant-unknown` */
  remove(by: Session, id: string): void {
    const passkey = this.list(by).find((own) => own.id === id);
    if (!passkey) throw new EntenteError("grant-unknown", { detail: id.slice(0, 80) });
    const detail = { passkey: id, label: passkey.label };
    carryOut(this.#desk, { by, workspace: undefined, action: "passkey-removed", detail }, () =>
      this.#desk.store.removePasskey(id),
    );
  }

  /** Begins a sign-in. Nobody is named: the device knows whose keys it holds, and nobody can ask whether a name exists. */
  async beginSignIn(): Promise<Asked<PublicKeyCredentialRequestOptionsJSON>> {
    const options = await generateAuthenticationOptions({ rpID: this.#host, userVerification: "required" });
    return { attempt: this.#signIns.begin(options.challenge), options };
  }

  /**
   * Signs in whoever holds a passkey.
   *
   * @throws EntenteError `sign-in-refused`
   */
  async finishSignIn(attempt: string, response: object, comer: Comer): Promise<SignedIn> {
    const challenge = this.#signIns.finish(attempt);
    const { id } = response as { readonly id?: unknown };
    const passkey = typeof id === "string" ? this.#desk.store.passkey(id) : undefined;
    if (challenge === undefined || !passkey) throw new EntenteError("sign-in-refused");
    const { verified, authenticationInfo } = await proving(() =>
      verifyAuthenticationResponse({
        ...this.#expected(challenge),
        // Its form is checked by the library.
        response: response as AuthenticationResponseJSON,
        credential: { id: passkey.id, publicKey: passkey.publicKey, counter: passkey.counter },
        requireUserVerification: true,
      }),
    );
    if (!verified) throw new EntenteError("sign-in-refused");
    return this.#letIn(passkey, authenticationInfo.newCounter, comer);
  }

  #letIn({ id, personId }: Passkey, counter: number, comer: Comer): SignedIn {
    const { store, now } = this.#desk;
    return store.transaction(() => {
      const person = store.person(personId);
      // They may be gone since the signature was looked at.
      if (!person || !store.passkey(id)) throw new EntenteError("sign-in-refused");
      store.usePasskey(id, counter, now());
      return this.#signIn.open(person, comer, "passkey");
    });
  }

  #keep(by: Session, passkey: Passkey): Passkey {
    const { store } = this.#desk;
    const detail = { passkey: passkey.id, label: passkey.label };
    return carryOut(this.#desk, { by, workspace: undefined, action: "passkey-added", detail }, () => {
      if (store.passkey(passkey.id)) throw new EntenteError("sign-in-refused");
      store.addPasskey(passkey);
      return passkey;
    });
  }

  #expected(challenge: string) {
    return {
      expectedChallenge: challenge,
      expectedOrigin: this.#publicUrl(),
      expectedRPID: this.#host,
    };
  }

  get #host(): string {
    return new URL(this.#publicUrl()).hostname;
  }

  #personOf({ personId }: Session): Person {
    const person = personId === undefined ? undefined : this.#desk.store.person(personId);
    if (!person) throw new EntenteError("not-signed-in");
    return person;
  }
}

/** Whatever is wrong with a proof, it is no proof. */
async function proving<Result>(prove: () => Promise<Result>): Promise<Result> {
  try {
    return await prove();
  } catch (cause) {
    throw new EntenteError("sign-in-refused", { cause });
  }
}

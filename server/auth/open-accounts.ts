// Everything about people, put together.
import type { OidcConfig } from "../config.ts";
import type { Limits } from "../limits.ts";
import { AccountsAccess } from "./accounts.ts";
import type { Desk } from "./desk.ts";
import { Founder } from "./founder.ts";
import { Grants } from "./grants.ts";
import { Oidc } from "./oidc.ts";
import { Passkeys } from "./passkeys.ts";
import { People } from "./people.ts";
import type { PeopleStore } from "./people-store.ts";
import { SignIn } from "./sign-in.ts";

interface Parts {
  readonly store: PeopleStore;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** By which address people reach the server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** The service elsewhere by which people may sign in, if there is one. */
  readonly oidc?: OidcConfig | undefined;
}

/** What there is where people have accounts. */
export interface Accounts {
  readonly access: AccountsAccess;
  readonly people: People;
  readonly grants: Grants;
  readonly signIn: SignIn;
  readonly founder: Founder;
  readonly passkeys: Passkeys;
  readonly oidc: Oidc | undefined;
  readonly publicUrl: () => string;
  /** Tells whenever something changed that open sockets may hang on. */
  onChange(listener: (key: string) => void): void;
}

/** Puts the services of people on top of their store. */
export function openAccounts({ publicUrl, oidc, ...parts }: Parts): Accounts {
  const access = new AccountsAccess(parts);
  const listeners: ((key: string) => void)[] = [];
  const desk: Desk = {
    ...parts,
    access,
    // After the transaction has ended, whichever way: what is looked up then is what holds.
    changed: (key) => queueMicrotask(() => listeners.forEach((listener) => listener(key))),
  };
  const people = new People(desk);
  const signIn = new SignIn(desk, people);
  return {
    access,
    people,
    signIn,
    grants: new Grants(desk, people),
    passkeys: new Passkeys(desk, signIn, publicUrl),
    oidc: oidc && new Oidc({ desk, people, signIn, publicUrl, config: oidc }),
    founder: new Founder(desk),
    publicUrl,
    onChange: (listener) => void listeners.push(listener),
  };
}

// Everything that decides who comes in, as the settings want it: nobody is asked, or people have accounts.
import { assert } from "../../schema/errors.ts";
import type { Config } from "../config.ts";
import type { Limits } from "../limits.ts";
import { localAccess, type Access } from "./access.ts";
import { addressReader, type AddressOf } from "./address.ts";
import { Door } from "./door.ts";
import { Failures } from "./failures.ts";
import { openAccounts, type Accounts } from "./open-accounts.ts";
import type { PeopleStore } from "./people-store.ts";
import { Seats } from "./seats.ts";

/** The ways in, over HTTP and by socket. */
export interface Entrance {
  readonly access: Access;
  /** Absent in local mode. */
  readonly accounts: Accounts | undefined;
  readonly addressOf: AddressOf;
  readonly failures: Failures;
  readonly door: Door;
  /** Of the settings. */
  readonly metricsToken: string | undefined;
}

interface Surroundings {
  readonly limits: Limits;
  readonly people: () => PeopleStore;
  readonly publicUrl: () => string;
}

/** Opens the entrance that the settings ask for. */
export function openEntrance(config: Config, { limits, people, publicUrl }: Surroundings): Entrance {
  if (config.access === "local") return openLocalEntrance(limits);
  const { oidc } = config;
  const accounts = openAccounts({ store: people(), limits, now: Date.now, publicUrl, oidc });
  return { ...build(limits, accounts.access, config.addressOf, accounts), metricsToken: config.metricsToken };
}

/** Where whoever comes is an owner. */
export function openLocalEntrance(limits: Limits): Entrance {
  const addressOf = addressReader([]);
  assert(addressOf, "no proxies are all well-formed");
  return build(limits, localAccess, addressOf, undefined);
}

function build(
  limits: Limits,
  access: Access,
  addressOf: AddressOf,
  accounts: Accounts | undefined,
): Entrance {
  const seats = new Seats({ access, limits, now: Date.now });
  accounts?.onChange((key) => seats.changed(key));
  const failures = new Failures(limits, () => performance.now());
  return {
    access,
    accounts,
    addressOf,
    failures,
    door: new Door({ access, seats, failures, addressOf }),
    metricsToken: undefined,
  };
}

// Lets sockets in. Decides before anything is set up for them: whoever has no business here costs two look-ups.
import type { IncomingMessage } from "node:http";

import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Access } from "./access.ts";
import type { AddressOf } from "./address.ts";
import { readUpgradeCredentials } from "./credentials.ts";
import type { Failures } from "./failures.ts";
import type { Seat } from "./seat.ts";
import type { Seats } from "./seats.ts";

interface Parts {
  readonly access: Access;
  readonly seats: Seats;
  readonly failures: Failures;
  readonly addressOf: AddressOf;
}

/** The way from a request to a seat. */
export class Door {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Gives a seat in a room to whoever may have one.
   *
   * @throws EntenteError `not-signed-in`, `sign-in-expired`, `workspace-unknown`, `no-access`, `too-many-attempts`
   */
  enter(request: IncomingMessage, room: RoomName): Seat {
    const { access, seats, failures, addressOf } = this.#parts;
    const credentials = readUpgradeCredentials(request.url ?? "", request.headers);
    const identify = () => access.identify(credentials);
    const identity =
      credentials.token === undefined ? identify() : failures.try(addressOf(request), identify);
    return seats.take(identity, room);
  }

  /** Called every now and then. */
  tick(): void {
    this.#parts.seats.tick();
  }
}

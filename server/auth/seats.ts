// Who sits in which room, so that a change of rights reaches open sockets at once. A seat is taken before anything is
// set up for the socket, and tells its holder when it is worth less, worth more, or nothing.
import { EntenteError } from "../../schema/errors.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Identity } from "./identity.ts";
import { keyOf } from "./seat-keys.ts";
import { Seat, type SeatParts } from "./seat.ts";

/** All seats, found by what they hang on. */
export class Seats {
  readonly #parts: SeatParts;
  readonly #seats = new Map<string, Set<Seat>>();
  readonly #all = new Set<Seat>();
  #recheckedAt: number;

  constructor(parts: SeatParts) {
    this.#parts = parts;
    this.#recheckedAt = parts.now();
  }

  /**
   * Takes a seat in a room.
   *
   * @throws EntenteError `not-signed-in`, `workspace-unknown`, `no-access`, `overloaded`
   */
  take(identity: Identity, room: RoomName): Seat {
    const seat = new Seat(identity, room, this.#parts, (keys) => this.#index(seat, keys));
    this.#refuseTooMany(seat);
    seat.sit();
    return seat;
  }

  get count(): number {
    return this.#all.size;
  }

  /** A person, session, token or shared link is not what it was. */
  changed(key: string): void {
    // A copy: a seat that is looked at may leave the set, or come back into it.
    for (const seat of Array.from(this.#seats.get(key) ?? [])) seat.recheck();
  }

  /** Called every now and then: whatever nobody told, time among it. */
  tick(): void {
    const now = this.#parts.now();
    // A clock that was put back makes it due as well.
    const isDue = Math.abs(now - this.#recheckedAt) >= this.#parts.limits.rightsRecheckMs;
    if (isDue) this.#recheckedAt = now;
    for (const seat of Array.from(this.#all)) {
      if (isDue) seat.recheck();
      seat.lookAtTheTime(now);
    }
  }

  /** One person cannot take all the seats there are, nor can one link that went too far. */
  #refuseTooMany({ owner, shareId }: Seat): void {
    const { socketsPerPersonMax, socketsPerShareMax } = this.#parts.limits;
    const countOf = (key: string) => this.#seats.get(key)?.size ?? 0;
    const isFull =
      (owner !== undefined && countOf(owner) >= socketsPerPersonMax) ||
      (shareId !== undefined && countOf(keyOf.grant(shareId)) >= socketsPerShareMax);
    if (isFull)
      throw new EntenteError("overloaded", { detail: "too many connections of one person or link" });
  }

  #index(seat: Seat, { before, after }: { before: readonly string[]; after: readonly string[] }): void {
    for (const key of before) {
      const seats = this.#seats.get(key);
      seats?.delete(seat);
      if (seats?.size === 0) this.#seats.delete(key);
    }
    for (const key of after) this.#seats.set(key, (this.#seats.get(key) ?? new Set()).add(seat));
    if (after.length > 0) this.#all.add(seat);
    else this.#all.delete(seat);
  }
}

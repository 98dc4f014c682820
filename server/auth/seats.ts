// Who sits in which room, so that a change of rights reaches open sockets at once. A seat is taken before anything is
// set up for the socket, and tells its holder when it is worth less, worth more, or nothing.
import { EntenteError } from "../../schema/errors.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Limits } from "../limits.ts";
import { authorize, type Access } from "./access.ts";
import { nameOf, personOf, type Identity, type Standing } from "./identity.ts";
import type { Member } from "./member.ts";
import { may, verbToRead, verbToWrite } from "./roles.ts";

/** Whoever sits on a seat: a socket. */
export interface SeatHolder {
  /** The rights are other ones from now on. */
  rightsChanged(): void;
  /** The sign-in runs out in so many seconds. */
  expiresSoon(seconds: number): void;
  /** The seat is lost. */
  close(error: EntenteError): void;
}

interface Parts {
  readonly access: Access;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** All seats, found by what they hang on. */
export class Seats {
  readonly #parts: Parts;
  readonly #seats = new Map<string, Set<Seat>>();
  readonly #all = new Set<Seat>();
  #recheckedAt: number;

  constructor(parts: Parts) {
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

type Reindex = (keys: { readonly before: readonly string[]; readonly after: readonly string[] }) => void;

/** One place in one room. */
export class Seat implements Disposable {
  readonly #parts: Parts;
  readonly #room: RoomName;
  readonly #reindex: Reindex;
  #identity: Identity;
  #standing: Standing;
  #keys: readonly string[];
  #holder: SeatHolder | undefined;
  #end: EntenteError | undefined;
  #isTold = false;
  #usedAt = 0;
  /** Whoever sits here, as they are now. */
  readonly member: Member;

  constructor(identity: Identity, room: RoomName, parts: Parts, reindex: Reindex) {
    this.#parts = parts;
    this.#room = room;
    this.#reindex = reindex;
    this.#identity = identity;
    this.#standing = authorize(parts.access, identity, verbToRead(room.part), room.workspace);
    this.#keys = keysOf(identity, this.#standing);
    this.member = toMember(
      () => this.#identity,
      () => this.#standing,
      room,
    );
  }

  /** Whose seats are counted together; undefined where everybody is an owner. */
  get owner(): string | undefined {
    return this.#identity.kind === "local" ? undefined : this.#keys[0];
  }

  /** The shared link that it hangs on, if it does. */
  get shareId(): string | undefined {
    return this.#standing.shareId;
  }

  /** When the sign-in runs out, in milliseconds since 1970; undefined where it does not. */
  get expiresAt(): number | undefined {
    return "expiresAt" in this.#identity ? this.#identity.expiresAt : undefined;
  }

  /** Is found from now on. */
  sit(): void {
    this.#reindex({ before: [], after: this.#keys });
  }

  /** From now on this one is told. */
  hold(holder: SeatHolder): void {
    this.#holder = holder;
  }

  /** Why the seat was lost; undefined while it is not. */
  get end(): EntenteError | undefined {
    return this.#end;
  }

  /** Whoever sits here did something. */
  noteUse(): void {
    const now = this.#parts.now();
    if (now - this.#usedAt < this.#parts.limits.grantUseNotedMs) return;
    this.#usedAt = now;
    this.#parts.access.noteUse(this.#identity);
  }

  /** Looks everything up anew. */
  recheck(): void {
    if (this.#end || this.#keys.length === 0) return;
    const { access } = this.#parts;
    const identity = access.refresh(this.#identity);
    if (identity.kind === "stranger") return this.#lose(new EntenteError("not-signed-in"));
    this.#become(identity);
  }

  /**
   * Goes on with a newer token of the same person.
   *
   * @throws EntenteError `not-signed-in`, `sign-in-expired`, `no-access`
   */
  renew(token: string): void {
    const identity = this.#parts.access.identify({ token, session: undefined });
    if (personOf(identity) !== personOf(this.#identity))
      throw new EntenteError("no-access", { detail: "the token is somebody else's" });
    this.#isTold = false;
    this.#become(identity);
  }

  /** Warns before the sign-in runs out, and ends the seat a while after it did. */
  lookAtTheTime(now: number): void {
    const isOver = (this.expiresAt ?? Infinity) - now <= -this.#parts.limits.signInGraceMs;
    if (isOver) return this.#lose(new EntenteError("sign-in-expired"));
    if (!this.#endsSoon(now)) return;
    // The same session may have been used elsewhere meanwhile.
    if (!this.#isTold || endOf(this.#identity) <= now) this.recheck();
    if (this.#end || this.#isTold || !this.#endsSoon(now)) return;
    this.#isTold = true;
    this.#holder?.expiresSoon(Math.max(0, Math.round((endOf(this.#identity) - now) / 1000)));
  }

  #endsSoon(now: number): boolean {
    const { sessionSoonMs, signInSoonMs } = this.#parts.limits;
    const soonMs = this.#identity.kind === "session" ? sessionSoonMs : signInSoonMs;
    return endOf(this.#identity) - now <= soonMs;
  }

  [Symbol.dispose](): void {
    this.#reindex({ before: this.#keys, after: [] });
    this.#keys = [];
    this.#holder = undefined;
  }

  #become(identity: Identity): void {
    const standing = this.#parts.access.standing(identity, this.#room.workspace);
    if (!standing || !may(standing.role, verbToRead(this.#room.part)))
      return this.#lose(new EntenteError("no-access", { detail: "the access was taken back" }));
    const isOther = standing.role !== this.#standing.role;
    if (endOf(identity) > endOf(this.#identity)) this.#isTold = false;
    [this.#identity, this.#standing] = [identity, standing];
    const before = this.#keys;
    this.#keys = keysOf(identity, standing);
    this.#reindex({ before, after: this.#keys });
    if (isOther) this.#holder?.rightsChanged();
  }

  #lose(error: EntenteError): void {
    this.#end = error;
    const holder = this.#holder;
    this[Symbol.dispose]();
    holder?.close(error);
  }
}

/** What a seat hangs on; a change is announced by one of these words. */
export const keyOf = {
  person: (id: string) => `person ${id}`,
  grant: (id: string) => `grant ${id}`,
} as const;

function keysOf(identity: Identity, { shareId }: Standing): readonly string[] {
  const personId = personOf(identity);
  const grants = [...("grantId" in identity ? [identity.grantId] : []), ...(shareId ? [shareId] : [])];
  const keys = [...(personId ? [keyOf.person(personId)] : []), ...grants.map(keyOf.grant)];
  return keys.length > 0 ? keys : ["local"];
}

/** When somebody is let in no longer if nothing is done, in milliseconds since 1970. */
function endOf(identity: Identity): number {
  const expiresAt = ("expiresAt" in identity ? identity.expiresAt : undefined) ?? Infinity;
  return "idleAt" in identity ? Math.min(expiresAt, identity.idleAt) : expiresAt;
}

function toMember(identity: () => Identity, standing: () => Standing, { part }: RoomName): Member {
  return {
    get personId() {
      return personOf(identity());
    },
    get name() {
      return nameOf(identity());
    },
    get role() {
      return standing().role;
    },
    get rights() {
      return { edit: may(standing().role, verbToWrite(part)) };
    },
  };
}

// One place in one room: what may be done from there now, and for how long.
import { EntenteError } from "../../schema/errors.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Limits } from "../limits.ts";
import { authorize, type Access } from "./access.ts";
import { nameOf, personOf, type Identity, type Standing } from "./identity.ts";
import type { Member } from "./member.ts";
import { may, verbToRead, verbToWrite } from "./roles.ts";
import { keysOf } from "./seat-keys.ts";

/** Whoever sits on a seat: a socket. */
export interface SeatHolder {
  /** The rights are other ones from now on. */
  rightsChanged(): void;
  /** The sign-in runs out in so many seconds. */
  expiresSoon(seconds: number): void;
  /** The seat is lost. */
  close(error: EntenteError): void;
}

/** What a seat needs to look at rights and time. */
export interface SeatParts {
  readonly access: Access;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

type Reindex = (keys: { readonly before: readonly string[]; readonly after: readonly string[] }) => void;

/** One place in one room. */
export class Seat implements Disposable {
  readonly #parts: SeatParts;
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

  constructor(identity: Identity, room: RoomName, parts: SeatParts, reindex: Reindex) {
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

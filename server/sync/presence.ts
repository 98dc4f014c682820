// Who is here. States are opaque, stored as they came and encoded once for the whole room. Each socket speaks for one
// client id; what it says of others (stock clients send everything back) is ignored.
import type { Limits } from "../limits.ts";
import {
  encodeEntries,
  goneEntry,
  isGone,
  nameIn,
  parseState,
  readEntries,
  stamp,
  type Entry,
} from "./presence-entries.ts";

/** What the people in a room need to be seen. `Owner` is whatever stands for a socket. */
export interface PresenceParts<Owner> {
  readonly limits: Limits;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Sends a message to everybody in the room and says how many they are. */
  readonly broadcast: (message: Uint8Array) => number;
  /** Sends a message to one socket. */
  readonly tell: (owner: Owner, message: Uint8Array) => void;
}

interface Sender<Owner> {
  readonly owner: Owner;
  readonly name: string | undefined;
}

interface Present<Owner> extends Entry, Sender<Owner> {
  readonly announcedAt: number;
  /** Another socket says it is this client: most likely the same one, come back before the server saw it go. */
  readonly claim: { readonly owner: Owner; readonly clock: number } | undefined;
}

/** How far the clock of a client that comes back may be ahead of what was heard of it. */
const claimAheadMax = 1000;

/** The people in one room. */
export class Presence<Owner> implements Disposable {
  readonly #parts: PresenceParts<Owner>;
  readonly #entries = new Map<number, Present<Owner>>();
  /** Last clocks of those who left, so that a late echo does not bring them back. */
  readonly #gone = new Map<number, number>();
  readonly #idOf = new Map<Owner, number>();
  /** Of those who came back and have still to announce themselves anew: the name they came with. */
  readonly #returning = new Map<Owner, string | undefined>();
  readonly #changed = new Set<number>();
  /** Everybody, encoded; many who join at once get the same bytes. */
  #everybody: Uint8Array | undefined;
  #timer: NodeJS.Timeout | undefined;
  #audience = 1;
  /** Of what was sent last, to everybody together. */
  #sentBytes = 0;

  constructor(parts: PresenceParts<Owner>) {
    this.#parts = parts;
  }

  /** How many are here. */
  get count(): number {
    return this.#entries.size;
  }

  /** Everybody here, for somebody who joins. Undefined when nobody is. */
  frame(): Uint8Array | undefined {
    if (this.#entries.size === 0) return undefined;
    return (this.#everybody ??= encodeEntries([...this.#entries.values()]));
  }

  /**
   * Takes what a socket says. Gives a frame to send back to it when it must announce itself anew.
   *
   * @param name The only one that the socket may show; undefined where people choose their own.
   * @throws EntenteError `protocol-invalid`, `too-large`
   */
  receive(owner: Owner, bytes: Uint8Array, name?: string): Uint8Array | undefined {
    const ownId = this.#idOf.get(owner);
    const isMeant = (clientId: number) => ownId === undefined || ownId === clientId;
    const entries = readEntries(bytes, this.#parts.limits, isMeant);
    const stale = entries.filter((entry) => this.#takeEntry({ owner, name }, entry) === "stale");
    if (stale.length === 0) return undefined;
    return encodeEntries(stale.map(({ clientId }) => this.#goneEntry(clientId)));
  }

  /** The name somebody goes by here; undefined where they show none. */
  nameOf(owner: Owner): string | undefined {
    const clientId = this.#idOf.get(owner);
    return clientId === undefined ? this.#returning.get(owner) : this.#entries.get(clientId)?.name;
  }

  /** A socket is gone, and with it the person, unless they came back by another one already. */
  leave(owner: Owner): void {
    const clientId = this.#idOf.get(owner);
    this.#idOf.delete(owner);
    this.#returning.delete(owner);
    const present = clientId === undefined ? undefined : this.#entries.get(clientId);
    if (!present) return;
    const { claim } = present;
    this.#remove(claim ? { ...present, clock: Math.max(present.clock, claim.clock) } : present);
    // If it is the same client it answers at once, before anybody was told that it had gone.
    if (claim) this.#parts.tell(claim.owner, encodeEntries([this.#goneEntry(present.clientId)]));
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  /** `stale`: the client comes back with a clock that others have seen already, so they would not listen. */
  #takeEntry(sender: Sender<Owner>, entry: Entry): "taken" | "ignored" | "stale" {
    const { owner } = sender;
    // One frame may name many, of which a socket has one.
    if ((this.#idOf.get(owner) ?? entry.clientId) !== entry.clientId) return "ignored";
    if (!this.#isAcceptable(entry)) return "ignored";
    const present = this.#entries.get(entry.clientId);
    if (!present) return isGone(entry) ? "ignored" : this.#arrive(sender, entry);
    return present.owner === owner
      ? this.#change(sender, present, entry)
      : this.#claim(owner, present, entry);
  }

  #isAcceptable({ clock, state }: Entry): boolean {
    const { awarenessClockMax, awarenessStateBytesMax } = this.#parts.limits;
    return clock < awarenessClockMax && state.byteLength <= awarenessStateBytesMax;
  }

  #arrive(sender: Sender<Owner>, entry: Entry): "taken" | "stale" {
    const { owner } = sender;
    const lastClock = this.#gone.get(entry.clientId);
    if (lastClock !== undefined && entry.clock <= lastClock) {
      // What a socket says first is of itself; what it made off line comes before it says so again.
      if (!this.#returning.has(owner)) this.#returning.set(owner, sender.name ?? nameIn(parseState(entry)));
      return "stale";
    }
    this.#put(sender, entry);
    this.#gone.delete(entry.clientId);
    this.#idOf.set(owner, entry.clientId);
    return "taken";
  }

  #change(sender: Sender<Owner>, present: Present<Owner>, entry: Entry): "taken" | "ignored" {
    const isLeaving = isGone(entry);
    // As in y-protocols: leaving wins over a state of the same clock.
    const isNewer = entry.clock > present.clock || (entry.clock === present.clock && isLeaving);
    if (!isNewer) return "ignored";
    if (isLeaving) this.#remove(entry);
    else this.#put(sender, entry);
    return "taken";
  }

  #claim(owner: Owner, present: Present<Owner>, { clock }: Entry): "ignored" {
    if (clock <= present.clock + claimAheadMax)
      this.#entries.set(present.clientId, { ...present, claim: { owner, clock } });
    return "ignored";
  }

  #put(sender: Sender<Owner>, { clientId, clock, state }: Entry): void {
    const { limits, now } = this.#parts;
    const present = this.#entries.get(clientId);
    const parsed = parseState({ clientId, clock, state });
    // A copy: what came is a view into a whole frame.
    const shown = sender.name === undefined ? Uint8Array.from(state) : stamp(parsed, sender.name);
    // Clients say every 15 seconds that they are still here, and forget who has not said so for 30.
    const isTold = present && Buffer.from(present.state).equals(shown);
    const isRecent = isTold && now() - present.announcedAt < limits.awarenessRenewMs;
    const announcedAt = isRecent ? present.announcedAt : now();
    const name = sender.name ?? nameIn(parsed);
    // Whoever goes on speaking is no remainder of a lost connection, so claims to its id end.
    this.#entries.set(clientId, {
      clientId,
      clock,
      state: shown,
      owner: sender.owner,
      name,
      announcedAt,
      claim: undefined,
    });
    this.#everybody = undefined;
    if (!isRecent) this.#announce(clientId);
  }

  #remove({ clientId, clock }: Entry): void {
    this.#entries.delete(clientId);
    this.#everybody = undefined;
    this.#gone.set(clientId, clock);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > this.#parts.limits.awarenessGoneMax && oldest !== undefined)
      this.#gone.delete(oldest);
    this.#announce(clientId);
  }

  /**
   * Changes are gathered for a moment that grows with the square of the audience, as does their cost; and for longer after
   * much was sent: what one says goes to all, so a few who say much would take the line from everybody.
   */
  #announce(clientId: number): void {
    this.#changed.add(clientId);
    const { awarenessTickMs, awarenessTickMsMax, awarenessBytesPerSecond, awarenessRestMsMax } =
      this.#parts.limits;
    const gatherMs = Math.min(awarenessTickMsMax, Math.max(awarenessTickMs, this.#audience ** 2 / 40));
    const restMs = Math.min(awarenessRestMsMax, (this.#sentBytes / awarenessBytesPerSecond) * 1000);
    this.#timer ??= setTimeout(() => this.#flush(), Math.max(gatherMs, restMs)).unref();
  }

  #flush(): void {
    this.#timer = undefined;
    const entries = [...this.#changed].map((id) => this.#entries.get(id) ?? this.#goneEntry(id));
    this.#changed.clear();
    const frame = encodeEntries(entries);
    this.#audience = this.#parts.broadcast(frame);
    this.#sentBytes = frame.byteLength * this.#audience;
  }

  #goneEntry(clientId: number): Entry {
    return goneEntry(clientId, this.#gone.get(clientId) ?? 0);
  }
}

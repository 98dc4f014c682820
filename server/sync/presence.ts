// Who is here. States are opaque texts, stored as they came and encoded once for the whole room. Each socket speaks
// for one client id; what it says of others (stock clients send everything back) is ignored.
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from "lib0/encoding";

import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { awarenessFrame } from "./frame.ts";

interface Entry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON; `null` says that the client left. */
  readonly state: string;
}

const goneState = "null";
const nameLengthMax = 80;

/** The people in one room. `Owner` is whatever stands for a socket. */
export class Presence<Owner> implements Disposable {
  readonly #limits: Limits;
  /** Sends a frame to everybody in the room and says how many they are. */
  readonly #broadcast: (frame: Uint8Array) => number;
  readonly #entries = new Map<number, Entry & { readonly owner: Owner; readonly name: string | undefined }>();
  /** Last clocks of those who left, so that a late echo does not bring them back. */
  readonly #gone = new Map<number, number>();
  readonly #idOf = new Map<Owner, number>();
  /** Of those who came back and have still to announce themselves anew: the name they came with. */
  readonly #returning = new Map<Owner, string | undefined>();
  readonly #changed = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #audience = 1;

  constructor(limits: Limits, broadcast: (frame: Uint8Array) => number) {
    this.#limits = limits;
    this.#broadcast = broadcast;
  }

  /** Everybody here, for somebody who joins. Undefined when nobody is. */
  frame(): Uint8Array | undefined {
    return this.#entries.size === 0 ? undefined : encode([...this.#entries.values()]);
  }

  /**
   * Takes what a socket says. Gives a frame to send back to it when it must announce itself anew.
   *
   * @param name The only one that the socket may show; undefined where people choose their own.
   * @throws EntenteError `protocol-invalid`
   */
  receive(owner: Owner, bytes: Uint8Array, name?: string): Uint8Array | undefined {
    const entries = readEntries(bytes, this.#limits);
    const stale = entries.filter((entry) => this.#takeEntry(owner, entry, name) === "stale");
    return stale.length === 0 ? undefined : encode(stale.map((entry) => this.#goneEntry(entry.clientId)));
  }

  /** The name somebody goes by here, of their own choice; undefined where they show none. */
  nameOf(owner: Owner): string | undefined {
    const clientId = this.#idOf.get(owner);
    return clientId === undefined ? this.#returning.get(owner) : this.#entries.get(clientId)?.name;
  }

  /** A socket is gone, and with it the person. */
  leave(owner: Owner): void {
    const clientId = this.#idOf.get(owner);
    this.#idOf.delete(owner);
    this.#returning.delete(owner);
    const entry = clientId === undefined ? undefined : this.#entries.get(clientId);
    if (entry) this.#remove(entry);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  /** `stale`: the client comes back with a clock that others have seen already, so they would not listen. */
  #takeEntry(owner: Owner, said: Entry, name: string | undefined): "taken" | "ignored" | "stale" {
    const present = this.#entries.get(said.clientId);
    if (!this.#speaksFor(owner, said.clientId) || !this.#isAcceptable(said)) return "ignored";
    const entry = name === undefined ? said : { ...said, state: withName(said.state, name) };
    if (!present) return entry.state === goneState ? "ignored" : this.#arrive(owner, entry);
    return this.#change(owner, present, entry);
  }

  #speaksFor(owner: Owner, clientId: number): boolean {
    const ownId = this.#idOf.get(owner) ?? clientId;
    const holder = this.#entries.get(clientId)?.owner ?? owner;
    return ownId === clientId && holder === owner;
  }

  #change(owner: Owner, present: Entry, entry: Entry): "taken" | "ignored" {
    const isLeaving = entry.state === goneState;
    // As in y-protocols: leaving wins over a state of the same clock.
    const isNewer = entry.clock > present.clock || (entry.clock === present.clock && isLeaving);
    if (!isNewer) return "ignored";
    if (isLeaving) this.#remove(entry);
    else this.#put(owner, entry);
    return "taken";
  }

  #isAcceptable({ clock, state }: Entry): boolean {
    const { awarenessClockMax, awarenessStateBytesMax } = this.#limits;
    return clock < awarenessClockMax && Buffer.byteLength(state) <= awarenessStateBytesMax;
  }

  #arrive(owner: Owner, entry: Entry): "taken" | "stale" {
    const lastClock = this.#gone.get(entry.clientId);
    if (lastClock !== undefined && entry.clock <= lastClock) {
      // What a socket says first is of itself; what it made off line comes before it says so again.
      if (!this.#returning.has(owner)) this.#returning.set(owner, nameIn(parseState(entry.state)));
      return "stale";
    }
    this.#gone.delete(entry.clientId);
    this.#idOf.set(owner, entry.clientId);
    this.#put(owner, entry);
    return "taken";
  }

  #put(owner: Owner, entry: Entry): void {
    const name = nameIn(parseState(entry.state));
    this.#entries.set(entry.clientId, { ...entry, owner, name });
    this.#announce(entry.clientId);
  }

  #remove({ clientId, clock }: Entry): void {
    this.#entries.delete(clientId);
    this.#gone.set(clientId, clock);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > this.#limits.awarenessGoneMax && oldest !== undefined) this.#gone.delete(oldest);
    this.#announce(clientId);
  }

  /** Changes are gathered for a moment that grows with the square of the audience, as does their cost. */
  #announce(clientId: number): void {
    this.#changed.add(clientId);
    const { awarenessTickMs, awarenessTickMsMax } = this.#limits;
    const delayMs = Math.min(awarenessTickMsMax, Math.max(awarenessTickMs, this.#audience ** 2 / 40));
    this.#timer ??= setTimeout(() => this.#flush(), delayMs).unref();
  }

  #flush(): void {
    this.#timer = undefined;
    const ids = [...this.#changed];
    this.#changed.clear();
    this.#audience = this.#broadcast(encode(ids.map((id) => this.#entries.get(id) ?? this.#goneEntry(id))));
  }

  #goneEntry(clientId: number): Entry {
    return { clientId, clock: this.#gone.get(clientId) ?? 0, state: goneState };
  }
}

function readEntries(bytes: Uint8Array, limits: Limits): readonly Entry[] {
  const reader = new ByteReader(bytes);
  const count = reader.count(3, limits.awarenessEntriesMax);
  const entries: Entry[] = [];
  while (entries.length < count) {
    const [clientId, clock] = [reader.varUint(), reader.varUint()];
    entries.push({ clientId, clock, state: reader.text(limits.stringBytesMax) });
  }
  reader.end();
  return entries;
}

/** A state that is no JSON would make every stock client in the room throw. */
function parseState(state: string): object | null {
  let value: unknown;
  try {
    value = JSON.parse(state);
  } catch (cause) {
    throw new EntenteError("protocol-invalid", { detail: "a presence state is not JSON", cause });
  }
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw new EntenteError("protocol-invalid", { detail: "a presence state is not an object" });
}

/** Where our own client and most others put it: `{user: {name}}`. */
function nameIn(state: object | null): string | undefined {
  const { user } = (state ?? {}) as { readonly user?: unknown };
  const { name } = (typeof user === "object" && user !== null ? user : {}) as { readonly name?: unknown };
  return typeof name === "string" && name !== "" ? name.slice(0, nameLengthMax) : undefined;
}

/** The same state under the name that the server knows. */
function withName(text: string, name: string): string {
  const state = parseState(text);
  if (state === null) return goneState;
  const { user } = state as { readonly user?: unknown };
  return JSON.stringify({ ...state, user: { ...(typeof user === "object" ? user : {}), name } });
}

function encode(entries: readonly Entry[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    writeVarUint(encoder, clientId);
    writeVarUint(encoder, clock);
    writeVarString(encoder, state);
  }
  return awarenessFrame(toUint8Array(encoder));
}

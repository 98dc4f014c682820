// What is said of who is here, from and to bytes. A state stays the JSON it came as; only its owner's is ever parsed.
import { isUtf8 } from "node:buffer";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";

import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import { ByteReader } from "./byte-reader.ts";
import { awarenessFrame } from "./frame.ts";

/** One client's state at one of its clocks. */
export interface Entry {
  readonly clientId: number;
  readonly clock: number;
  /** JSON in UTF-8; `null` says that the client left. */
  readonly state: Uint8Array;
}

const goneState = Buffer.from("null");
const nameLengthMax = 80;

/** Says that a client left. */
export function goneEntry(clientId: number, clock: number): Entry {
  return { clientId, clock, state: goneState };
}

/** Whether it says that its client left. */
export function isGone({ state }: Entry): boolean {
  return goneState.equals(state);
}

/**
 * Reads entries, and keeps those of clients that are asked for: most of what stock clients send is an echo of others.
 * States are views into the bytes.
 *
 * @throws EntenteError `protocol-invalid`, `too-large`
 */
export function readEntries(
  bytes: Uint8Array,
  limits: Limits,
  isMeant: (clientId: number) => boolean,
): readonly Entry[] {
  const reader = new ByteReader(bytes);
  const count = reader.count(3, limits.awarenessEntriesMax);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    const [clientId, clock, state] = [reader.varUint(), reader.varUint(), reader.varBytes()];
    if (isMeant(clientId)) entries.push({ clientId, clock, state });
  }
  reader.end();
  return entries;
}

/**
 * What a state holds. One that is no JSON would make every stock client in the room throw.
 *
 * @throws EntenteError `protocol-invalid`
 */
export function parseState({ state }: Entry): object | null {
  let value: unknown;
  try {
    if (!isUtf8(state)) throw new SyntaxError("it is not UTF-8");
    value = JSON.parse(Buffer.from(state.buffer, state.byteOffset, state.byteLength).toString());
  } catch (cause) {
    throw new EntenteError("protocol-invalid", { detail: "a presence state is not JSON", cause });
  }
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw new EntenteError("protocol-invalid", { detail: "a presence state is not an object" });
}

/** The name in a state, where our own client and most others put it: `{user: {name}}`. */
export function nameIn(state: object | null): string | undefined {
  const { name } = userIn(state);
  return typeof name === "string" && name !== "" ? name.slice(0, nameLengthMax) : undefined;
}

/** A state under the name that the server knows, whatever name it came with. */
export function stamp(state: object | null, name: string): Uint8Array {
  return Buffer.from(JSON.stringify({ ...state, user: { ...userIn(state), name } }));
}

/** The frame that says all of them. */
export function encodeEntries(entries: readonly Entry[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    writeVarUint(encoder, clientId);
    writeVarUint(encoder, clock);
    writeVarUint8Array(encoder, state);
  }
  return awarenessFrame(toUint8Array(encoder));
}

function userIn(state: object | null): { readonly name?: unknown } {
  const { user } = (state ?? {}) as { readonly user?: unknown };
  return typeof user === "object" && user !== null ? user : {};
}

// The frames of the y-websocket protocol, from and to bytes. Pure. One message in each frame.
import {
  createEncoder,
  toUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from "lib0/encoding";

import { EntenteError } from "../../schema/errors.ts";
import { decodeExtensionBody, extensionBytesMax } from "../../schema/extension.ts";
import { authTypes, messageTypes, syncTypes } from "../../schema/protocol.ts";
import { ByteReader } from "./byte-reader.ts";

/** What a client may say. Bytes are views into the frame, not copies. */
export type Message =
  /** "This is what I have; give me the rest." */
  | { readonly kind: "step1"; readonly stateVector: Uint8Array }
  /** An edit, or the answer to our step 1. */
  | { readonly kind: "update"; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: "awareness"; readonly entries: Uint8Array }
  | { readonly kind: "query-awareness" }
  /** "This is a newer token than the one I came with." */
  | { readonly kind: "auth"; readonly token: string };

/**
 * Reads one frame.
 *
 * @throws EntenteError `protocol-invalid`
 */
export function readFrame(bytes: Uint8Array): Message {
  const reader = new ByteReader(bytes);
  const message = readMessage(reader, reader.varUint());
  reader.end();
  return message;
}

function readMessage(reader: ByteReader, type: number): Message {
  switch (type) {
    case messageTypes.sync:
      return readSyncMessage(reader, reader.varUint());
    case messageTypes.awareness:
      return { kind: "awareness", entries: reader.varBytes() };
    case messageTypes.queryAwareness:
      return { kind: "query-awareness" };
    case messageTypes.extension:
      return readExtension(reader, reader.varUint());
    default:
      throw new EntenteError("protocol-invalid", { detail: `message type ${type}` });
  }
}

function readExtension(reader: ByteReader, type: number): Message {
  const message = decodeExtensionBody(type, reader.text(extensionBytesMax));
  if (message?.kind === "auth") return message;
  throw new EntenteError("protocol-invalid", { detail: `message type ${messageTypes.extension}, ${type}` });
}

function readSyncMessage(reader: ByteReader, type: number): Message {
  switch (type) {
    case syncTypes.step1:
      return { kind: "step1", stateVector: readStateVector(reader.varBytes()) };
    case syncTypes.step2:
    case syncTypes.update:
      return { kind: "update", update: reader.varBytes(), isAnswer: type === syncTypes.step2 };
    default:
      throw new EntenteError("protocol-invalid", { detail: `sync message type ${type}` });
  }
}

/** Clients in a state vector; a room allows hardly more than it knows. */
const vectorClientsMax = 1_000_000;

/** Checks a state vector and gives it back as it is. */
function readStateVector(bytes: Uint8Array): Uint8Array {
  const reader = new ByteReader(bytes);
  const clients = reader.count(2, vectorClientsMax);
  for (let index = 0; index < clients; index += 1) {
    reader.varUint();
    reader.varUint();
  }
  reader.end();
  return bytes;
}

/** "This is what I have on disk; give me the rest." */
export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(syncTypes.step1, stateVector);
}

/** The answer to a client's step 1. */
export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(syncTypes.step2, update);
}

/** An edit, for everybody in the room. */
export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(syncTypes.update, update);
}

/** Presence, as its entries are encoded by `presence.ts`. */
export function awarenessFrame(entries: Uint8Array): Uint8Array {
  return frame((encoder) => {
    writeVarUint(encoder, messageTypes.awareness);
    writeVarUint8Array(encoder, entries);
  });
}

/** Tells a stock client that what it sent was not taken. It stays. */
export function deniedFrame(reason: string): Uint8Array {
  return frame((encoder) => {
    writeVarUint(encoder, messageTypes.auth);
    writeVarUint(encoder, authTypes.permissionDenied);
    writeVarString(encoder, reason);
  });
}

/** Says nothing. Stock clients leave after 30 seconds without a message, and a ping is none to them. */
export const keepAliveFrame = awarenessFrame(new Uint8Array([0]));

function syncFrame(type: number, payload: Uint8Array): Uint8Array {
  return frame((encoder) => {
    writeVarUint(encoder, messageTypes.sync);
    writeVarUint(encoder, type);
    writeVarUint8Array(encoder, payload);
  });
}

function frame(write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}

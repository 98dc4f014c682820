// The sync messages of y-websocket as bare bytes, said and heard without its client.
import * as Y from "yjs";

import { messageTypes, syncTypes } from "../../schema/protocol.ts";
import { ByteReader } from "../../server/sync/byte-reader.ts";
import { bytes } from "./update-bytes.ts";

/** "This is what I have; give me the rest." */
export function asking(doc?: Y.Doc): Uint8Array {
  const vector = doc ? Y.encodeStateVector(doc) : new Uint8Array([0]);
  return bytes(messageTypes.sync, syncTypes.step1, vector.byteLength, vector);
}

/** An edit. */
export function editing(update: Uint8Array): Uint8Array {
  return bytes(messageTypes.sync, syncTypes.update, update.byteLength, update);
}

/** Applies what a message says about the document, if it does. Gives its kind. */
export function hear(doc: Y.Doc, message: Uint8Array): "step1" | "step2" | "update" | "other" {
  const reader = new ByteReader(message);
  if (reader.varUint() !== messageTypes.sync) return "other";
  const subtype = reader.varUint();
  if (subtype === syncTypes.step1) return "step1";
  Y.applyUpdate(doc, reader.varBytes());
  return subtype === syncTypes.step2 ? "step2" : "update";
}

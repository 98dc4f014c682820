// A bare socket that asked for the extension, and notes what it is told in it.
import type { ClientOptions } from "ws";
import * as Y from "yjs";

import { decodeExtension, type ExtensionMessage } from "../../schema/extension.ts";
import { messageTypes, syncTypes } from "../../schema/protocol.ts";
import { openRaw, type RawClient } from "./raw-client.ts";
import { bytes } from "./update-bytes.ts";

type Kind = ExtensionMessage["kind"];
type Told<Name extends Kind> = Extract<ExtensionMessage, { readonly kind: Name }>;

/** Somebody who hears what our own client hears. */
export interface ExtendedClient extends RawClient {
  /** What was told so far, of one kind, in order. */
  told<Name extends Kind>(kind: Name): readonly Told<Name>[];
  /** Sends an update frame, which counts. */
  sendUpdate(update: Uint8Array): void;
  /** Answers the server's step 1 with this update, which counts too. */
  sendAnswer(update: Uint8Array): void;
  /** Asks for the server's state and resolves with it: what was sent before has been taken by then. */
  readState(): Promise<Y.Doc>;
}

/** Opens a socket to a room that speaks the extension. */
export async function openExtended(
  syncUrl: string,
  room: string,
  options: ClientOptions = {},
): Promise<ExtendedClient> {
  const client = await openRaw(syncUrl, `${room}?ext=1`, options);
  const isSync = (subtype: number) => (frame: Uint8Array) =>
    frame[0] === messageTypes.sync && frame[1] === subtype;
  const sync = (subtype: number, payload: Uint8Array) =>
    client.send(bytes(messageTypes.sync, subtype, payload.byteLength, payload));
  return {
    ...client,
    told: <Name extends Kind>(kind: Name) =>
      client.frames
        .map((frame) => decodeExtension(frame))
        .filter((message): message is Told<Name> => message?.kind === kind),
    sendUpdate: (update) => sync(syncTypes.update, update),
    sendAnswer: (update) => sync(syncTypes.step2, update),
    async readState() {
      const isAnswer = isSync(syncTypes.step2);
      const heard = client.frames.filter(isAnswer).length;
      sync(syncTypes.step1, bytes(0));
      await client.hears(heard + 1, messageTypes.sync, syncTypes.step2);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, payloadOf(client.frames.findLast(isAnswer)));
      return doc;
    },
  };
}

/** The update in a sync frame. */
export function payloadOf(frame: Uint8Array | undefined): Uint8Array {
  if (!frame) throw new Error("there is no such frame");
  let at = 2;
  while ((frame[at] ?? 0) >= 0x80) at += 1;
  return frame.subarray(at + 1);
}

/** Somebody's document, whose edits are noted as the updates that a client sends. */
export function openAuthor(clientId?: number) {
  const doc = new Y.Doc();
  if (clientId !== undefined) doc.clientID = clientId;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  return {
    doc,
    /** Writes a key of the entities and gives the update. */
    set(key: string, value: unknown): Uint8Array {
      doc.getMap("n").set(key, value);
      const made = updates.at(-1);
      if (!made) throw new Error("nothing was written");
      return made;
    },
  };
}

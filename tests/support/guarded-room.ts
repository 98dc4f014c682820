// A room's document behind its guard, without sockets and disk: what is let through is applied at once.
import * as Y from "yjs";

import { EntenteError } from "../../schema/errors.ts";
import type { RoomPart } from "../../schema/protocol.ts";
import { defaultLimits, type Limits } from "../../server/limits.ts";
import { RoomDocument } from "../../server/sync/room-document.ts";
import type { Writer } from "../../server/sync/room-rules.ts";
import type { Random } from "./random.ts";

/** An empty room of a kind. */
export function openRoom(part: RoomPart = "graph", limits: Partial<Limits> = {}): RoomDocument {
  return new RoomDocument({ name: "test", workspace: "test", part }, { ...defaultLimits, ...limits });
}

/** Applies an update that must be let through. */
export function commit(document: RoomDocument, update: Uint8Array, writer?: Writer): void {
  const verdict = document.judge(update, writer);
  if (verdict.kind !== "new") throw new Error(`expected something new, not a ${verdict.kind}`);
  document.queue(verdict.update);
  document.apply(verdict.update, document.seq + 1);
}

/** The verdict on an update, or the code with which it is refused. */
export function verdictOn(document: RoomDocument, update: Uint8Array): string {
  try {
    return document.judge(update).kind;
  } catch (error) {
    if (error instanceof EntenteError) return error.code;
    throw error;
  }
}

/** A client with everything the room has and an id of its own. */
export function copyOf(document: RoomDocument): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, document.encoded());
  return doc;
}

/** What an edit of an honest client with all of a room's content sends. */
export function honestUpdate(document: RoomDocument, edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = copyOf(document);
  const vector = Y.encodeStateVector(doc);
  edit(doc);
  return Y.encodeStateAsUpdate(doc, vector);
}

/** Some bytes changed, and now and then the end cut off. */
export function mutate(update: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(update);
  const count = random.below(3);
  for (let index = 0; index < count; index += 1) {
    const at = random.below(changed.length);
    changed[at] = random.chance(0.5)
      ? random.below(256)
      : ((changed[at] ?? 0) + random.pick([1, 255, 128])) % 256;
  }
  return random.chance(0.1) ? changed.subarray(0, random.below(changed.length)) : changed;
}

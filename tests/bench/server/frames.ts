// Frames made before anything is measured. Each edit carries its number in its text, so that it is found again in
// whatever a server makes of it: passed on alone, several in one frame, or merged with others.
import * as Y from "yjs";
import { perform } from "../../../schema/edits.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { generatingAuthor } from "../../support/generate-graph.ts";

const mark = Buffer.from("@@#");
const digits = 7;
/** Edits of one writer; its number times this is where its numbers begin. */
export const editsPerWriterMax = 10_000;

/** A y-websocket frame around an update. */
export function updateFrame(update: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([0, 2]), varUint(update.length), update]);
}

/**
 * One person's edits, one after the other: each adds a state.
 *
 * @param writer 0 to 999; different ones may write into one room.
 * @param padding Bytes of text that each carries beside its number.
 */
export function editFrames(writer: number, count: number, padding = 0): readonly Uint8Array[] {
  if (count > editsPerWriterMax) throw new Error(`one writer makes at most ${editsPerWriterMax} edits`);
  const doc = new Y.Doc();
  doc.clientID = writer + 1;
  const frames: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => frames.push(updateFrame(update)));
  for (let index = 0; index < count; index += 1) {
    const number = writer * editsPerWriterMax + index;
    const label = editMark(number);
    const notes = padding > 0 ? { notes: "n".repeat(padding) } : {};
    const fields = { kind: "state", label, ...notes } as const;
    perform(doc, { kind: "add-entity", id: `s:b${number}` as EntityId, fields }, generatingAuthor);
  }
  return frames;
}

/** The text by which an edit is found again, from 0 to 9,999,999. */
export function editMark(number: number): string {
  return `${mark.toString()}${String(number).padStart(digits, "0")}`;
}

/** Calls back with the number of each edit in a frame. */
export function findEdits(bytes: Buffer, found: (number: number) => void): void {
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at)) {
    at += mark.length;
    let number = 0;
    for (const end = at + digits; at < end; at += 1) number = number * 10 + (bytes[at] ?? 48) - 48;
    found(number);
  }
}

/** Somebody's cursor: presence of about 100 bytes, as the client sends it. The clock must grow. */
export function cursorFrame(clientId: number, clock: number): Uint8Array {
  const state = JSON.stringify({
    user: { name: `Person ${clientId}`, color: "#30bced" },
    cursor: { x: (clock * 37) % 1440, y: (clock * 17) % 900, clock },
  });
  const head = [varUint(1), varUint(clientId), varUint(clock), varUint(state.length)];
  const entries = Buffer.concat([...head, Buffer.from(state)]);
  return Buffer.concat([Buffer.from([1]), varUint(entries.length), entries]);
}

function varUint(value: number): Buffer {
  const bytes = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

// What a broken or hostile client may send. Some of it breaks the WebSocket protocol, some the sync protocol, and some is well
// formed and only means harm.
import { Random } from "../../support/random.ts";
import { any, byte, bytes, deleting, firstWrite, update, type Piece } from "../../support/update-bytes.ts";

/** One way to misbehave. */
export interface BadInput {
  readonly name: string;
  /** Frames of the sync protocol, each sent as one binary message. */
  readonly frames?: readonly Uint8Array[];
  /** Bytes written past the WebSocket layer. */
  readonly raw?: Uint8Array;
  /** A message of text. */
  readonly text?: string;
  /** Not wrong by itself, so that a server may also take it, ignore it or slow it down. */
  readonly isTolerable?: boolean;
}

const many = 30_000_000;
const random = new Random(44);

/** Without a payload, masked by zeros. */
const masked = (first: number, length = 0, ...payload: readonly number[]) =>
  Uint8Array.of(first, 0x80 | length, 0, 0, 0, 0, ...payload);
const raw = (name: string, ...parts: readonly Uint8Array[]): BadInput => ({
  name,
  raw: Buffer.concat(parts),
});
const frame = (name: string, ...pieces: readonly Piece[]): BadInput => ({
  name,
  frames: [bytes(...pieces)],
});
const edit = (name: string, update: Uint8Array): BadInput => ({ name, frames: [editFrame(update)] });
const editFrame = (update: Uint8Array) => bytes(0, 2, update.length, update);
const presence = (name: string, entries: Uint8Array): BadInput => frame(name, 1, entries.length, entries);
const tolerable = (input: BadInput): BadInput => ({ ...input, isTolerable: true });

const webSocket: readonly BadInput[] = [
  raw("reserved opcode 3", masked(0x83)),
  raw("reserved opcode 11", masked(0x8b)),
  raw("RSV1 without compression", masked(0xc2)),
  raw("RSV2", masked(0xa2)),
  raw("RSV3", masked(0x92)),
  raw("frame without a mask", Uint8Array.of(0x82, 1, 0)),
  raw("length with its highest bit", Uint8Array.of(0x82, 0xff, ...Array<number>(8).fill(0xff), 0, 0, 0, 0)),
  raw("message of a terabyte announced", Uint8Array.of(0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
  raw("ping of 126 bytes", Uint8Array.of(0x89, 0xfe, 0, 126), new Uint8Array(130)),
  raw("ping in fragments", masked(0x09, 1, 0)),
  raw("continuation of nothing", masked(0x80, 1, 0)),
  raw("new message inside another", masked(0x02, 1, 0), masked(0x82, 1, 0)),
  raw("close with one byte", masked(0x88, 1, 3)),
  raw("close with code 999", masked(0x88, 2, 0x03, 0xe7)),
  raw("close with code 1005", masked(0x88, 2, 0x03, 0xed)),
  raw("close with a reason that is no text", masked(0x88, 4, 0x03, 0xe8, 0xc3, 0x28)),
  raw("text that is none", masked(0x81, 2, 0xc3, 0x28)),
  raw("HTTP after the handshake", Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n")),
  raw("noise", random.bytes(65_536)),
  raw("20,000 fragments of one byte", masked(0x02, 1, 0), Buffer.concat(Array(20_000).fill(masked(0, 1, 0)))),
  { name: "text", text: "hello" },
];

const sync: readonly BadInput[] = [
  { name: "empty message", frames: [new Uint8Array()] },
  frame("message type 77", 77),
  frame("sync message with nothing in it", 0),
  frame("sync message type 9", 0, 9, 0),
  { name: "number without an end", frames: [new Uint8Array(20).fill(0xff)] },
  frame("step 1 longer than its frame", 0, 0, 1000, 1),
  frame("step 1 of 30 million clients", 0, 0, bytes(many).length, many),
  frame("update longer than its frame", 0, 2, 1000, 1),
  edit("update cut short", update(9, 0, [firstWrite("n", "s:cut", any({ kind: "state" }))]).subarray(0, 12)),
  edit("30 million clients in 6 bytes", bytes(many, 1, 9)),
  edit("30 million structs in 9 bytes", bytes(1, many, 9, 0)),
  edit("second format, 100 million structs", bytes(0, 0, 0, 0, 0, 1, 5, 100_000_000, 0)),
  edit("garbage of 2^31 clocks", update(9, 0, [bytes(byte(0), 2 ** 31)])),
  // A gap, which it says itself: dropped, and asked for again.
  tolerable(edit("skip of 2^31 clocks", update(9, 0, [bytes(byte(10), 2 ** 31)]))),
  edit("30 million deleted ranges", bytes(0, 1, 9, many)),
  edit("text of a gigabyte announced", update(9, 0, [bytes(byte(4), 1, "n", 2 ** 30)])),
  edit("unknown content", update(9, 0, [bytes(byte(31), 1, "n", 1)])),
  edit("document in a document", update(9, 0, [bytes(byte(0x29), 1, "n", "s:d", "guid", any({}))])),
  edit("100,000 arrays in each other", update(9, 0, [firstWrite("n", "s:deep", nested(100_000))])),
  edit("root of another program", update(9, 0, [firstWrite("prosemirror", "a", any(1))])),
  edit("key __proto__", update(9, 0, [firstWrite("n", "__proto__", any({ kind: "state" }))])),
  presence("30 million people", bytes(many)),
  presence("presence that is no JSON", bytes(1, 9, 1, "{nonsense")),
  frame("presence cut short", 1, 50, 1, 9),
  { name: "40 MB in one message", frames: [new Uint8Array(40_000_000)] },
];

const hostile: readonly BadInput[] = [
  tolerable({ name: "2,000 edits with gaps", frames: gaps(2000) }),
  tolerable({ name: "2,000 times step 1", frames: Array<Uint8Array>(2000).fill(bytes(0, 0, 1, 0)) }),
  tolerable(edit("deleting what is not there", bytes(0, deleting(12_345, 0, 100_000)))),
  tolerable(presence("presence of one megabyte", bytes(1, 9, 1, JSON.stringify({ name: "n".repeat(1e6) })))),
  tolerable(presence("20,000 people at once", bytes(20_000, Buffer.concat(people(20_000))))),
  tolerable(presence("clock that nobody can pass", bytes(1, 9, Number.MAX_SAFE_INTEGER - 1, "{}"))),
  tolerable(frame("extension that was not asked for", 100, 0, "{}")),
];

/** All of them, in one order. */
export const badInputs: readonly BadInput[] = [...webSocket, ...sync, ...hostile];

function gaps(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) =>
    editFrame(update(9, 10 + index * 2, [firstWrite("n", `s:gap${index}`, any({ kind: "state" }))])),
  );
}

function people(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => bytes(1000 + index, 1, '{"user":{"name":"Director"}}'));
}

/** lib0's encoding of arrays that each hold the next. */
function nested(depth: number): Uint8Array {
  return Buffer.concat([Buffer.alloc(depth * 2, Uint8Array.of(117, 1)), Uint8Array.of(126)]);
}

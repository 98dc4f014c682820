// Our addition to the y-websocket protocol: what the stock messages cannot say. A client asks for it with `ext=1` in the
// query of its upgrade; nobody else is sent any of it. A frame is the type, a subtype, and a text of JSON.
import { createDecoder, readVarString, readVarUint } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from "lib0/encoding";
import * as v from "valibot";

import { messageTypes } from "./protocol.ts";
import { versionKinds } from "./versions/version.ts";

/** The query parameter that asks for the extension, and its value. */
export const extensionParameter = { name: "ext", value: "1" } as const;

/** The query parameter by which a client names the history that it has a copy of, as HELLO named it. */
export const generationParameter = "generation";

/** What HELLO says; it grows when a message changes its meaning. */
export const extensionVersion = 1;

/** Second varuint of a frame. Numbers are given once and for all, to kinds that nothing sends yet as well. */
export const extensionTypes = {
  hello: 0,
  ack: 1,
  reject: 2,
  rights: 3,
  state: 4,
  auth: 5,
  "auth-soon": 6,
  resync: 7,
  version: 8,
  limit: 9,
} as const;

/** Bytes of a frame; more is nothing that either side would say. */
export const extensionBytesMax = 64 * 1024;
/** Offending keys that are named; there may be more. */
export const keysNamedMax = 50;
const textLengthMax = 1000;

const text = v.pipe(v.string(), v.maxLength(textLengthMax));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rights = v.object({
  /** What is sent is kept and shown to others. Without it, it is dropped. */
  edit: v.boolean(),
});

export const serviceStates = ["ok", "degraded", "read-only", "draining"] as const;

/**
 * What people can expect of the server. `degraded`: the disk refuses, edits wait and nothing is acknowledged.
 * `read-only`: so much waits that whoever sends more is not read. `draining`: the server is about to stop. All but the
 * last end by themselves.
 */
export type ServiceState = (typeof serviceStates)[number];

const schemas = {
  /** The first thing a connection hears. */
  hello: v.object({
    version: count,
    /** Names the history of the document; another one means that it was put back or replaced. */
    generation: text,
    /** Names this connection in the server's log. */
    connection: text,
    rights,
    limits: v.object({ frameBytesMax: count, documentBytesMax: count }),
    /** ISO 8601, UTC; absent where access does not end by itself. */
    tokenExpiresAt: v.optional(text),
    /** ISO 8601, UTC. */
    serverTime: text,
  }),
  /**
   * Up to frame `n` of this connection, all are on disk or were refused. Counted are the frames that bring an update (sync
   * step 2 and update), from 1. `head` is the number of the newest edit on disk.
   */
  ack: v.object({ n: count, head: count }),
  /** Frame `n` was refused and is not kept. Whatever builds upon it cannot be taken either. */
  reject: v.object({
    n: count,
    /** One of `schema/errors.ts`. */
    code: text,
    message: text,
    keys: v.pipe(v.array(text), v.maxLength(keysNamedMax)),
  }),
  /** What this connection may do from now on. */
  rights: v.object({ rights, reason: v.optional(text) }),
  /** From a client: a newer token of the same person. It is answered by what may be done with it. */
  auth: v.object({ token: text }),
  /** The sign-in or token runs out in so many seconds. */
  "auth-soon": v.object({ seconds: count }),
  state: v.object({
    state: v.picklist(serviceStates),
    /** With `draining`: when to come back, so that not all do at once. */
    reconnectAfterMs: v.optional(count),
  }),
  /**
   * Something about versions, to everybody on the map. `named`: there is a new one, or one has another name or none any
   * more. `restored`: `by` went back to it, and `before` is what was there until then. `removal`: `by` put `count` of `of`
   * records in the bin within a short time, and it is what was there until then; it comes again, for the same version, as
   * they grow more.
   */
  version: v.object({
    event: v.picklist(["named", "restored", "removal"]),
    version: v.object({
      id: count,
      name: text,
      kind: v.picklist(versionKinds),
      by: v.nullable(text),
      /** ISO 8601, UTC. */
      at: text,
    }),
    by: v.optional(text),
    before: v.optional(count),
    count: v.optional(count),
    of: v.optional(count),
  }),
  /** The document comes near a limit of its size, in bytes. */
  limit: v.object({ bytes: count, bytesMax: count }),
} as const;

type Kind = keyof typeof schemas;

/** Something said in the extension. */
export type ExtensionMessage = {
  readonly [Name in Kind]: { readonly kind: Name } & Readonly<v.InferOutput<(typeof schemas)[Name]>>;
}[Kind];

/** What somebody may do over one connection. */
export type Rights = Readonly<v.InferOutput<typeof rights>>;

/** One message as a frame. */
export function encodeExtension({ kind, ...body }: ExtensionMessage): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, messageTypes.extension);
  writeVarUint(encoder, extensionTypes[kind]);
  writeVarString(encoder, JSON.stringify(body));
  return toUint8Array(encoder);
}

/** The message in a frame; undefined when this version cannot understand it, which a newer one may have sent. */
export function decodeExtension(frame: Uint8Array): ExtensionMessage | undefined {
  if (frame.byteLength > extensionBytesMax) return undefined;
  const read = readParts(frame);
  return read && decodeExtensionBody(read.subtype, read.body);
}

/** The message of a subtype, by its text of JSON; undefined as above. */
export function decodeExtensionBody(subtype: number, json: string): ExtensionMessage | undefined {
  const kind = kindOf(subtype);
  if (kind === undefined) return undefined;
  const body = v.safeParse(v.pipe(v.string(), v.parseJson(), schemas[kind]), json);
  return body.success ? ({ kind, ...body.output } as ExtensionMessage) : undefined;
}

/** A text cut to what a message has room for. */
export function toExtensionText(whole: string): string {
  return whole.length > textLengthMax ? `${whole.slice(0, textLengthMax - 1)}…` : whole;
}

function readParts(frame: Uint8Array): { readonly subtype: number; readonly body: string } | undefined {
  try {
    const decoder = createDecoder(frame);
    if (readVarUint(decoder) !== messageTypes.extension) return undefined;
    return { subtype: readVarUint(decoder), body: readVarString(decoder) };
  } catch {
    // Cut short: nothing that can be understood.
    return undefined;
  }
}

function kindOf(subtype: number): Kind | undefined {
  const kinds = Object.keys(schemas) as Kind[];
  return kinds.find((kind) => extensionTypes[kind] === subtype);
}

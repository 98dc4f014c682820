// How a client speaks to a server. Hocuspocus puts the room's name before each message and wants to be greeted first;
// all others take the y-websocket protocol as it is.

/** One way of speaking, in one room. */
export interface Dialect {
  /** Path of the socket's address. */
  readonly path: string;
  /** Sent before anything else. */
  readonly greetings: readonly Uint8Array[];
  /** From a y-websocket frame to this server's. */
  toServer(frame: Uint8Array): Uint8Array;
  /** And back. No copy. */
  fromServer(bytes: Buffer): Buffer;
}

/** The y-websocket protocol: the room is the path. */
export function plain(prefix: string, room: string): Dialect {
  return {
    path: `${prefix}${room}`,
    greetings: [],
    toServer: (frame) => frame,
    fromServer: (bytes) => bytes,
  };
}

const hocuspocusAuth = 2;
const hocuspocusToken = 0;

/** Hocuspocus' own. */
export function hocuspocus(room: string): Dialect {
  const name = varString(room);
  const toServer = (frame: Uint8Array) => Buffer.concat([name, frame]);
  const token = Buffer.concat([Buffer.from([hocuspocusAuth, hocuspocusToken]), varString("anybody")]);
  return {
    path: "/",
    greetings: [toServer(token)],
    toServer,
    fromServer: (bytes) => bytes.subarray(name.length),
  };
}

/** Short enough for a length of one byte. */
function varString(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > 127) throw new Error(`${text} is too long a name`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

// Ends sockets with a code and a reason that a person can read.
import type { WebSocket } from "ws";

import { errorKinds } from "../../schema/error-kinds.ts";
import type { EntenteError } from "../../schema/errors.ts";

/** What the protocol has room for in a close frame. */
const reasonBytesMax = 123;
/** Unexpected condition; stock clients try again. */
const internalCode = 1011;

/** Closes a socket as its error says. */
export function closeSocket(socket: WebSocket, error: EntenteError): void {
  const kind = errorKinds[error.code];
  socket.close("close" in kind ? kind.close : internalCode, toReason(error.message));
}

/** A text cut to what fits into a close frame, at a character's end. */
function toReason(text: string): string {
  if (Buffer.byteLength(text) <= reasonBytesMax) return text;
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(reasonBytesMax - 3));
  return `${text.slice(0, read)}…`;
}

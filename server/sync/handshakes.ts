// Ends handshakes. How much of a message that has not come whole a socket may make us keep follows from what it may do:
// whoever was turned away has nothing to say, and whoever only reads has little.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";

import type { Limits } from "../limits.ts";

const kinds = ["writer", "reader", "refused"] as const;

/** What a socket is let in for; `refused` only to be told why not. */
export type SocketKind = (typeof kinds)[number];

/** An upgrade that waits for its answer. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

/** Turns upgrades into sockets. */
export class Handshakes {
  readonly #limits: Limits;
  readonly #servers: Readonly<Record<SocketKind, WebSocketServer>>;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#servers = {
      writer: createServer(limits, limits.socketPayloadBytesMax),
      reader: createServer(limits, limits.readerPayloadBytesMax),
      refused: createServer(limits, limits.refusedPayloadBytesMax),
    };
  }

  /** All sockets that have not ended, whoever they are of. */
  get sockets(): readonly WebSocket[] {
    return kinds.flatMap((kind) => [...this.#servers[kind].clients]);
  }

  /** Ends a handshake, unless it is none. */
  finish(kind: SocketKind, { request, stream, head }: Upgrade, use: (socket: WebSocket) => void): void {
    this.#servers[kind].handleUpgrade(request, stream, head, use);
    if (kind === "refused") this.#cutOffOldest();
  }

  /** A client that is told to go hangs up within a round trip; one that does not is not waited for while many come. */
  #cutOffOldest(): void {
    const { clients } = this.#servers.refused;
    const [oldest] = clients;
    if (clients.size > this.#limits.refusedSocketsMax) oldest?.terminate();
  }
}

function createServer(limits: Limits, payloadBytesMax: number): WebSocketServer {
  const options = {
    noServer: true,
    // The outbox writes whole frames past ws, which is right only while ws changes nothing about them.
    perMessageDeflate: false,
    maxPayload: Math.min(payloadBytesMax, limits.socketPayloadBytesMax),
    maxFragments: limits.socketFragmentsMax,
    maxBufferedChunks: limits.socketChunksMax,
    closeTimeout: limits.closeMs,
  };
  return new WebSocketServer(options);
}

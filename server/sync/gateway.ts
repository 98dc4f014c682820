// The door to the rooms: decides about each upgrade, and looks after the sockets it let in.
import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type { WebSocket } from "ws";

import { EntenteError } from "../../schema/errors.ts";
import { extensionParameter, generationParameter } from "../../schema/extension.ts";
import { readRoom, type Room as RoomName } from "../../schema/protocol.ts";
import type { Door } from "../auth/door.ts";
import type { Seat } from "../auth/seat.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Meters } from "../meters.ts";
import type { Trust } from "../trust.ts";
import { closeSocket } from "./close-socket.ts";
import { Connection, type ConnectionParts } from "./connection.ts";
import { refuseOtherGeneration } from "./generation.ts";
import { Handshakes, type SocketKind } from "./handshakes.ts";
import type { Lease, Rooms } from "./rooms.ts";
import { Turns } from "./turns.ts";
import { hoarders } from "./unfinished.ts";
import { WorkShares } from "./work-share.ts";

interface GatewayParts {
  readonly rooms: Rooms;
  readonly limits: Limits;
  readonly logger: Log;
  readonly trust: Trust;
  readonly door: Door;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Milliseconds of the processor's time that this thread has used. */
  readonly cpu: () => number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Somebody who may come in. */
interface Comer {
  readonly seat: Seat;
  readonly isExtended: boolean;
}

/** What the query of an upgrade asks for. */
interface Asked {
  readonly isExtended: boolean;
  /** Of the history that the client has a copy of. */
  readonly generation: string | undefined;
}

/** Ends the handshake of one upgrade. */
type Finish = (kind: SocketKind, use: (socket: WebSocket) => void) => void;

const syncPath = "/sync/";

/** Accepts sockets at `/sync/<room>` on a server of somebody else's. */
export class Gateway {
  readonly #parts: GatewayParts;
  readonly #handshakes: Handshakes;
  readonly #connections = new Set<Connection>();
  readonly #turns: Turns;
  readonly #shares: WorkShares;
  readonly #keepAlive: NodeJS.Timeout;
  #waiting = 0;
  #isDraining = false;

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    const { limits } = parts;
    this.#turns = new Turns(limits.turnMsMax, parts);
    this.#shares = new WorkShares(limits, parts.now);
    this.#handshakes = new Handshakes(limits);
    this.#keepAlive = setInterval(() => this.#tick(), limits.keepAliveTickMs).unref();
  }

  get socketCount(): number {
    return this.#connections.size;
  }

  /** Whoever is connected, for whoever watches. */
  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** Upgrades that wait for their room. */
  get waitingCount(): number {
    return this.#waiting;
  }

  /** Listener of a server's `upgrade` event. */
  readonly onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    destroyOnError(stream);
    const refusal = this.#refusal(request);
    if (refusal !== undefined) return this.#refuse(stream, refusal);
    const name = readRoom(pathOf(request).slice(syncPath.length));
    const finish: Finish = (kind, use) => this.#handshakes.finish(kind, { request, stream, head }, use);
    const turnAway = (error: EntenteError) => finish("refused", (socket) => this.#turnAway(socket, error));
    if (!name) return turnAway(new EntenteError("workspace-unknown"));
    const seat = this.#seatFor(request, name);
    if (seat instanceof EntenteError) {
      // Before the handshake, so that guessing is slow.
      if (seat.code === "too-many-attempts") return this.#refuse(stream, seat.status);
      return turnAway(seat);
    }
    disposeAtEnd(stream, seat);
    void this.#admit(name, stream, finish, { seat, ...askedBy(request) });
  };

  /** Lets nobody in any more. */
  drain(): void {
    this.#isDraining = true;
    clearInterval(this.#keepAlive);
  }

  /** Tells everybody that the server restarts, some after others, and cuts off who does not hang up in time. */
  async close(): Promise<void> {
    this.drain();
    await this.#sayGoodbye();
    const { sockets } = this.#handshakes;
    const allClosed = Promise.all(sockets.map((socket) => closed(socket)));
    const timer = setTimeout(
      () => sockets.forEach((socket) => socket.terminate()),
      this.#parts.limits.hangUpMs,
    );
    await allClosed;
    clearTimeout(timer);
  }

  /** In slices: stock clients come back after a fifth of a second, all at once if they were all sent away at once. */
  async #sayGoodbye(): Promise<void> {
    const { drainSlices, drainSliceMs, drainSliceSocketsMin } = this.#parts.limits;
    const connections = [...this.#connections];
    const size = Math.max(drainSliceSocketsMin, Math.ceil(connections.length / drainSlices));
    for (let next = 0; next < connections.length; next += size) {
      if (next > 0) await wait(drainSliceMs);
      for (const connection of connections.slice(next, next + size))
        connection.close(new EntenteError("restarting"));
    }
  }

  /** The status that answers an upgrade which is not for us. */
  #refusal(request: IncomingMessage): number | undefined {
    const { limits, trust } = this.#parts;
    if (!trust.isTrusted(request.headers)) return 403;
    if (!pathOf(request).startsWith(syncPath)) return 404;
    const isFull =
      this.#connections.size >= limits.serverSocketsMax || this.#waiting >= limits.upgradesWaitingMax;
    // Before the handshake, so that stock clients back off; after it, they would come back at once.
    return this.#isDraining || isFull ? 503 : undefined;
  }

  #seatFor(request: IncomingMessage, name: RoomName): Seat | EntenteError {
    try {
      return this.#parts.door.enter(request, name);
    } catch (error) {
      if (error instanceof EntenteError) return error;
      this.#parts.logger.error({ room: name.name, err: error }, "an upgrade could not be judged");
      return new EntenteError("internal", { cause: error });
    }
  }

  /** The handshake ends when the room is loaded, so no frame ever waits for it in our memory. */
  async #admit(
    name: RoomName,
    stream: Duplex,
    finish: Finish,
    { generation, ...comer }: Comer & Asked,
  ): Promise<void> {
    this.#waiting += 1;
    try {
      const lease = await this.#openInTime(name);
      // Whatever ends the handshake, the room is given back.
      disposeAtEnd(stream, lease);
      refuseOtherGeneration(generation, lease.room.document.generation);
      if (stream.destroyed || this.#isDraining) return this.#giveUp(stream, lease);
      if (lease.room.socketCount >= this.#parts.limits.roomSocketsMax) return this.#giveUp(stream, lease);
      const kind = comer.seat.member.rights.edit ? "writer" : "reader";
      finish(kind, (socket) => this.#connect(socket, { ...comer, stream, lease }));
    } catch (error) {
      finish("refused", (socket) => this.#turnAway(socket, this.#toEntenteError(error, name)));
    } finally {
      this.#waiting -= 1;
    }
  }

  #giveUp(stream: Duplex, lease: Lease): void {
    lease[Symbol.dispose]();
    this.#refuse(stream, 503);
  }

  #connect(socket: WebSocket, joining: Pick<ConnectionParts, "stream" | "lease" | keyof Comer>): void {
    socket.on("error", (error) => this.#parts.logger.debug({ err: error }, "socket error"));
    if (joining.lease.room.isClosed) return this.#turnAway(socket, new EntenteError("overloaded"));
    const { seat } = joining;
    if (seat.end) return this.#turnAway(socket, seat.end);
    const connection = new Connection(socket, {
      ...this.#parts,
      ...joining,
      turns: this.#turns,
      shares: this.#shares,
    });
    this.#connections.add(connection);
    seat.hold(connection);
    socket.on("close", (code) => {
      this.#connections.delete(connection);
      this.#meters.socketClosed(code);
    });
  }

  async #openInTime(name: RoomName): Promise<Lease> {
    const opening = this.#parts.rooms.enter(name);
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.#parts.limits.upgradeWaitMs).unref();
    });
    const lease = await Promise.race([opening, timeout]).finally(() => clearTimeout(timer));
    if (lease) return lease;
    opening.then(
      (late) => late[Symbol.dispose](),
      (error: unknown) =>
        this.#parts.logger.warn({ room: name.name, err: error }, "room failed to load, late"),
    );
    throw new EntenteError("overloaded", { detail: "the workspace takes long to load" });
  }

  #toEntenteError(error: unknown, name: RoomName): EntenteError {
    if (error instanceof EntenteError && error.status < 500) return error;
    this.#parts.logger.error({ room: name.name, err: error }, "room failed to load");
    return error instanceof EntenteError ? error : new EntenteError("internal", { cause: error });
  }

  get #meters(): Meters {
    return this.#parts.rooms.service.meters;
  }

  /** Answers an upgrade by plain HTTP. */
  #refuse(stream: Duplex, status: number): void {
    this.#meters.handshakeRefused(status);
    answerUpgrade(stream, status);
  }

  /** Stock clients learn why only from a close frame, so the handshake is finished first. */
  #turnAway(socket: WebSocket, error: EntenteError): void {
    this.#meters.handshakeRefused(error);
    socket.on("error", () => socket.terminate());
    closeSocket(socket, error);
  }

  #tick(): void {
    this.#parts.door.tick();
    for (const connection of this.#connections) connection.tick();
    for (const hoarder of hoarders(this.#connections, this.#parts.limits.unfinishedBytesMax)) {
      this.#parts.logger.warn({ bytes: hoarder.unfinishedBytes }, "a message that does not end was cut off");
      hoarder.terminate();
    }
  }
}

// What listens to a stream for as long as it lives is made here, where there is nothing else that it would keep in memory.

/** Without a listener, a peer that vanishes during its handshake would end the process. */
function destroyOnError(stream: Duplex): void {
  stream.on("error", () => stream.destroy());
}

function disposeAtEnd(stream: Duplex, owned: Disposable): void {
  stream.once("close", () => owned[Symbol.dispose]());
}

function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === socket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once("close", () => resolve());
  });
}

/** As it came: escapes and dots are not resolved, so that they match no room. */
function pathOf({ url = "" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}

function askedBy({ url = "" }: IncomingMessage): Asked {
  const query = new URLSearchParams(url.split("?", 2)[1]);
  const { name, value } = extensionParameter;
  return { isExtended: query.get(name) === value, generation: query.get(generationParameter) ?? undefined };
}

function answerUpgrade(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

// One socket in one room. Whatever goes wrong with what it sends ends this socket and nothing else.
import { randomUUID } from "node:crypto";
import { Socket as TcpSocket } from "node:net";
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";

import { EntenteError } from "../../schema/errors.ts";
import { encodeExtension, extensionVersion, type ExtensionMessage } from "../../schema/extension.ts";
import type { Member } from "../auth/member.ts";
import { may, aRole } from "../auth/roles.ts";
import type { Seat, SeatHolder } from "../auth/seat.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Point } from "./answers.ts";
import { ByteReader } from "./byte-reader.ts";
import type { IdHolder } from "./client-ids.ts";
import { closeSocket } from "./close-socket.ts";
import { EditIntake } from "./edit-intake.ts";
import { keepAliveFrame, readFrame, type Message } from "./frame.ts";
import { Heartbeat } from "./heartbeat.ts";
import { InboundFlow } from "./inbound-flow.ts";
import { Outbox } from "./outbox.ts";
import type { Room } from "./room.ts";
import type { Subscriber } from "./room-parts.ts";
import type { Lease } from "./rooms.ts";
import type { Turns } from "./turns.ts";
import type { Wire } from "./wire.ts";
import type { WorkShares } from "./work-share.ts";

/** What a connection is made of. */
export interface ConnectionParts {
  readonly lease: Lease;
  /** What carries the socket. */
  readonly stream: Duplex;
  readonly turns: Turns;
  readonly shares: WorkShares;
  readonly limits: Limits;
  readonly logger: Log;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Milliseconds of the processor's time that this thread has used. */
  readonly cpu: () => number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** The client asked for the extension. */
  readonly isExtended: boolean;
  readonly seat: Seat;
}

/** A socket that has joined a room. */
export class Connection implements Subscriber, SeatHolder, IdHolder {
  readonly #id = randomUUID();
  readonly #socket: WebSocket;
  readonly #room: Room;
  readonly #parts: ConnectionParts;
  readonly #flow: InboundFlow;
  readonly #intake: EditIntake;
  readonly #stopWatching: () => void;
  readonly #giveBack: () => void;
  readonly #outbox: Outbox;
  readonly #heartbeat: Heartbeat;
  #isClosed = false;
  #isIntroduced = false;
  #bytesReadBefore = 0;

  constructor(socket: WebSocket, parts: ConnectionParts) {
    this.#socket = socket;
    this.#room = parts.lease.room;
    this.#parts = parts;
    const { cpu, limits, logger, now, stream, turns } = parts;
    const { share, giveBack } = parts.shares.take(parts.seat.owner);
    this.#giveBack = giveBack;
    // Each is given what it needs and no more: there is one for every socket, which holds it all the time.
    this.#flow = new InboundFlow(socket, { cpu, limits, now, share, service: this.#room.service });
    this.#intake = new EditIntake({
      limits,
      logger,
      now,
      room: this.#room,
      rights: this.member.rights,
      sending: (isAnswer) => ({ sender: this, isAnswer, by: this.#name() }),
      send: (frame) => this.send(frame),
      onRefused: () => this.#flow.chargeMore(),
      tell: parts.isExtended ? (message) => this.tell(message) : undefined,
    });
    const source = this.#room.broadcast;
    const { meters } = this.#room.service;
    this.#outbox = new Outbox({
      limits,
      now,
      stream,
      turns,
      socket,
      source,
      meters,
      showPeople: () => this.#room.showPeople(this),
      onOverflow: () => this.#sendAway(),
    });
    this.#heartbeat = new Heartbeat(socket, parts);
    socket.on("message", (data, isBinary) => this.#onMessage(data, isBinary));
    // Each is answered, so each costs as much as a message.
    socket.on("ping", () => this.#flow.spend(1));
    socket.on("pong", (data) => this.#heartbeat.answered(data.toString()));
    socket.on("close", () => this.#end());
    this.#bytesReadBefore = this.#bytesRead;
    this.tell(this.#hello());
    this.#room.join(this);
    if (this.#room.service.state !== "ok") this.#tellState();
    this.#stopWatching = this.#room.service.watch(() => this.#tellState());
    this.#intake.warnOfSize();
  }

  /** Whoever is at the other end, as they are now. */
  get member(): Member {
    return this.#parts.seat.member;
  }

  get personId(): string | undefined {
    return this.member.personId;
  }

  /** What is taken from this socket changes from its next frame on. */
  rightsChanged(): void {
    const { role, rights } = this.member;
    this.#intake.setRights(rights, `An owner changed your role: you are ${aRole(role)} now.`);
    this.#room.showPeople(this);
  }

  /** Who works on a map is no part of it, so a visitor does not learn it. */
  get seesPeople(): boolean {
    return may(this.member.role, "read");
  }

  expiresSoon(seconds: number): void {
    this.tell({ kind: "auth-soon", seconds });
  }

  get isBehind(): boolean {
    return this.#outbox.isBehind;
  }

  /** It is not read now, so that its sender slows down. */
  get isHeld(): boolean {
    return this.#flow.isPaused;
  }

  /** Bytes that are kept in memory for it alone. */
  get heldBytes(): number {
    return this.#outbox.heldBytes;
  }

  /** Bytes that came after its last whole message, or a little more. */
  get unfinishedBytes(): number {
    return this.#bytesRead - this.#bytesReadBefore;
  }

  get #bytesRead(): number {
    const { stream } = this.#parts;
    return stream instanceof TcpSocket ? stream.bytesRead : 0;
  }

  send(message: Uint8Array): void {
    this.#outbox.send(message);
  }

  tell(message: ExtensionMessage): void {
    // Versions are of the history, which not everybody reads who may look at the map.
    if (message.kind === "version" && !may(this.member.role, "read")) return;
    if (this.#parts.isExtended) this.send(encodeExtension(message));
  }

  deliver(wire: Wire, hasPresence: boolean): void {
    this.#outbox.deliver(wire, hasPresence);
  }

  fallBehind(point: Point): void {
    this.#outbox.fallBehind(point);
  }

  close(error: EntenteError): void {
    if (this.#isClosed) return;
    this.#end();
    closeSocket(this.#socket, error);
  }

  /** Ends without a word. */
  terminate(): void {
    this.#end();
    this.#socket.terminate();
  }

  probe(): void {
    if (!this.#isClosed) this.#heartbeat.probe();
  }

  get isHere(): boolean {
    return !this.#isClosed && this.#socket.readyState === this.#socket.OPEN;
  }

  retry(): void {
    this.#intake.askForHeld();
  }

  get probesAnswered(): number {
    return this.#heartbeat.probesAnswered;
  }

  /** Called every now and then: keeps an idle client from leaving, and notices one that is gone. */
  tick(): void {
    const { keepAliveMs, unreadMsMax } = this.#parts.limits;
    if (this.#outbox.unreadMs > unreadMsMax) return this.#sendAway();
    this.#intake.askForHeld();
    if (!this.#heartbeat.beat(this.isBehind || this.#flow.isPaused)) return this.terminate();
    if (!this.isBehind && this.#outbox.silenceMs() >= keepAliveMs) this.send(keepAliveFrame);
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    this.#bytesReadBefore = this.#bytesRead;
    // After a close frame was sent, what was on its way still comes in.
    if (this.#isClosed) return;
    this.#heartbeat.heard();
    try {
      if (!isBinary || !(data instanceof Uint8Array)) throw protocolInvalid("a text frame");
      this.#refuseTooLarge(data);
      this.#flow.handle(() => this.#receive(readFrame(data)));
    } catch (error) {
      this.close(this.#toClosing(error));
    }
  }

  #receive(message: Message): void {
    this.#flow.spend(this.#tokensFor(message));
    switch (message.kind) {
      case "step1":
        this.#room.readyToAnswer(message.stateVector);
        return this.#outbox.answer(message.stateVector);
      case "update":
        return this.#receiveUpdate(message.update, message.isAnswer);
      case "awareness":
        this.#introduce(message.entries);
        this.#room.service.meters.presenceReceived.inc();
        return this.#sendIfAny(this.#room.presence.receive(this, message.entries, this.member.name));
      case "query-awareness":
        return this.#room.showPeople(this);
      case "auth":
        return this.#renew(message.token);
    }
  }

  /** An edit is written to everybody, so among many it costs more than among few. */
  #tokensFor({ kind }: Message): number {
    const { syncStep1Tokens, readersPerToken } = this.#parts.limits;
    if (kind === "step1") return syncStep1Tokens;
    return kind === "update" ? 1 + Math.floor(this.#room.socketCount / readersPerToken) : 1;
  }

  #receiveUpdate(update: Uint8Array, isAnswer: boolean): void {
    this.#parts.seat.noteUse();
    this.#intake.receive(update, isAnswer, this.#flow.start(update.byteLength));
  }

  /** A newer token than the one it came with. The answer is what it may do now. */
  #renew(token: string): void {
    this.#parts.seat.renew(token);
    this.tell({ kind: "rights", rights: this.member.rights });
  }

  #name(): string | undefined {
    return this.member.name ?? this.#room.presence.nameOf(this);
  }

  /** The first thing a client says of anybody is of itself. Whoever writes nothing needs no id to write under. */
  #introduce(entries: Uint8Array): void {
    if (!this.member.rights.edit) return;
    const reader = new ByteReader(entries);
    const count = reader.varUint();
    if (this.#isIntroduced || count === 0) return;
    this.#isIntroduced = true;
    if (count === 1) this.#room.clientIds.introduce(this, reader.varUint());
  }

  #hello(): ExtensionMessage {
    const { limits, seat, clock } = this.#parts;
    const { frameBytesMax, documentBytesMax } = limits;
    return {
      kind: "hello",
      version: extensionVersion,
      generation: this.#room.document.generation,
      connection: this.#id,
      rights: seat.member.rights,
      limits: { frameBytesMax, documentBytesMax },
      ...(seat.expiresAt !== undefined && { tokenExpiresAt: new Date(seat.expiresAt).toISOString() }),
      serverTime: new Date(clock()).toISOString(),
    };
  }

  /** When the server is about to stop, each is told another time to come back, so that not all do at once. */
  #tellState(): void {
    const { state } = this.#room.service;
    const { random, limits } = this.#parts;
    const reconnectAfterMs = Math.floor(random() * limits.reconnectSpreadMs);
    this.tell({ kind: "state", state, ...(state === "draining" && { reconnectAfterMs }) });
  }

  #sendIfAny(frame: Uint8Array | undefined): void {
    if (frame) this.send(frame);
  }

  #refuseTooLarge({ byteLength }: Uint8Array): void {
    const { frameBytesMax } = this.#parts.limits;
    if (byteLength <= frameBytesMax) return;
    throw new EntenteError("too-large", { detail: `${byteLength} bytes, at most ${frameBytesMax}` });
  }

  #toClosing(error: unknown): EntenteError {
    const { logger } = this.#parts;
    const room = this.#room.name.name;
    if (error instanceof EntenteError) {
      logger.info({ room, code: error.code, reason: error.message }, "socket refused");
      return error;
    }
    logger.error({ room, err: error }, "a frame could not be handled");
    return new EntenteError("internal", { cause: error });
  }

  /** It comes back when it can, and asks for what it missed. */
  #sendAway(): void {
    this.#parts.logger.warn({ room: this.#room.name.name }, "slow reader sent away");
    this.close(new EntenteError("overloaded", { detail: "what was sent is not being read" }));
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopWatching();
    this.#flow[Symbol.dispose]();
    this.#giveBack();
    this.#room.leave(this);
    this.#room.clientIds.release(this);
    this.#parts.lease[Symbol.dispose]();
  }
}

function protocolInvalid(detail: string): EntenteError {
  return new EntenteError("protocol-invalid", { detail });
}

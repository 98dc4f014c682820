// What goes out to one socket. A reader that keeps up gets everything as it comes. One that does not costs nothing more
// than a mark of how far it has come: it gets the rest from the room when it reads again, on the same socket.
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

import type { Limits } from "../limits.ts";
import type { Meters } from "../meters.ts";
import type { Delivery, Point } from "./answers.ts";
import type { Turns, Writer } from "./turns.ts";
import { byteLengthOf, toWire, type Wire } from "./wire.ts";

/** What a room has for those who are behind. */
export interface Source {
  readonly point: Point;
  step2(stateVector: Uint8Array): Delivery;
  since(point: Point): Delivery;
  /** Somebody has read all there was. */
  caughtUp(): void;
}

interface OutboxParts {
  readonly socket: Pick<WebSocket, "readyState" | "OPEN">;
  /** What carries the socket. Whole frames are written to it past `ws`, which writes only whole control frames then. */
  readonly stream: Duplex;
  readonly source: Source;
  readonly turns: Turns;
  readonly limits: Limits;
  readonly meters: Meters;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Sends who is here now, if whoever reads this may be shown it. */
  readonly showPeople: () => void;
  /** It leaves too much unread. */
  readonly onOverflow: () => void;
}

/** The sending side of one socket. */
export class Outbox implements Writer {
  readonly #parts: OutboxParts;
  /** To be written before anything else, in this order: messages that were asked for, in pieces. */
  #pieces: Wire[] = [];
  /** Up to where it knows the document, while it is behind. */
  #behind: Point | undefined;
  /** A state vector that waits for its answer. */
  #asked: Uint8Array | undefined;
  /** Short messages that wait until it has caught up. */
  readonly #waiting: Wire[] = [];
  #lacksPresence = false;
  #isWaitingForTurn = false;
  #isCorked = false;
  /** Nothing was written since its silence was last asked about. */
  #isSilent = false;
  #silentSince = 0;
  #lastReadAt: number;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#lastReadAt = parts.now();
    parts.stream.on("drain", () => {
      this.#lastReadAt = parts.now();
      this.#takeTurn();
    });
  }

  /** It has not been given everything yet. */
  get isBehind(): boolean {
    return this.#behind !== undefined;
  }

  /** Bytes that are kept in memory for it alone. */
  get heldBytes(): number {
    return byteLengthOf(this.#waiting) + this.#parts.stream.writableLength;
  }

  /**
   * Milliseconds for which it has been given nothing, counted from the first time that this was asked then: the time is
   * not worth looking up at each of many writes.
   */
  silenceMs(): number {
    const now = this.#parts.now();
    if (!this.#isSilent) this.#silentSince = now;
    this.#isSilent = true;
    return now - this.#silentSince;
  }

  /** Milliseconds for which it has not read what waits for it; 0 when nothing does. */
  get unreadMs(): number {
    return this.isBehind ? this.#parts.now() - this.#lastReadAt : 0;
  }

  /** A short message to this socket alone, behind all that was sent before. */
  send(message: Uint8Array): void {
    if (!this.#isOpen) return;
    const wire = toWire(message);
    if (this.isBehind) return this.#wait(wire);
    this.#cork();
    this.#write(wire);
  }

  /** Answers a step 1, at once or when its turn comes. Of several that wait, the last is answered. */
  answer(stateVector: Uint8Array): void {
    this.#asked = stateVector;
    this.fallBehind(this.#parts.source.point);
  }

  /**
   * Updates and presence of the room, in one write. A reader who is behind gets the updates later, and of presence only
   * how it is then.
   */
  deliver(wire: Wire, hasPresence: boolean): void {
    if (!this.#isOpen) return;
    if (this.isBehind) {
      this.#lacksPresence ||= hasPresence;
      return;
    }
    this.#write(wire);
    const { stream, limits, source, meters } = this.#parts;
    if (stream.writableLength <= limits.unreadBytesMax) return;
    meters.readersLeftBehind.inc();
    this.fallBehind(source.point);
  }

  /** From here on it is given what it lacks as fast as it reads. */
  fallBehind(point: Point): void {
    if (!this.isBehind) this.#lastReadAt = this.#parts.now();
    this.#behind ??= point;
    this.#takeTurn();
  }

  get #isOpen(): boolean {
    return this.#parts.socket.readyState === this.#parts.socket.OPEN;
  }

  writePiece(): boolean {
    const { stream, limits } = this.#parts;
    let bytes = 0;
    stream.cork();
    while (this.#isOpen && bytes < limits.pieceBytes) {
      const piece = this.#nextPiece();
      if (!piece) break;
      bytes += piece.byteLength;
      this.#write(piece);
    }
    stream.uncork();
    this.#isWaitingForTurn = this.#hasMore;
    return this.#isWaitingForTurn;
  }

  get #hasMore(): boolean {
    const { stream, limits } = this.#parts;
    // Unless the stream promises to tell when it is empty, nobody would.
    const isFull = stream.writableNeedDrain && stream.writableLength > limits.unreadBytesMax;
    return this.isBehind && this.#isOpen && !isFull;
  }

  #takeTurn(): void {
    if (this.#isWaitingForTurn || !this.#hasMore) return;
    this.#isWaitingForTurn = true;
    this.#parts.turns.add(this);
  }

  /** Undefined when it has everything. */
  #nextPiece(): Wire | undefined {
    while (this.#behind) {
      const piece = this.#pieces.shift();
      if (piece) return piece;
      const { source } = this.#parts;
      const asked = this.#asked;
      this.#asked = undefined;
      if (!asked && this.#behind.seq === source.point.seq) this.#catchUp();
      else this.#take(asked ? this.#answerTo(asked) : source.since(this.#behind));
    }
    return undefined;
  }

  #answerTo(stateVector: Uint8Array): Delivery {
    const answer = this.#parts.source.step2(stateVector);
    this.#parts.meters.answerBytes.observe(byteLengthOf(answer.wires));
    return answer;
  }

  #take({ wires, upTo }: Delivery): void {
    this.#pieces = [...wires];
    this.#behind = upTo;
  }

  #catchUp(): void {
    this.#behind = undefined;
    if (this.#lacksPresence) this.#parts.showPeople();
    this.#lacksPresence = false;
    for (const wire of this.#waiting.splice(0)) this.#write(wire);
    this.#parts.source.caughtUp();
  }

  #wait(wire: Wire): void {
    this.#waiting.push(wire);
    if (this.#waiting.length > this.#parts.limits.waitingMessagesMax) this.#parts.onOverflow();
  }

  #write(wire: Wire): void {
    this.#isSilent = false;
    this.#parts.stream.write(wire);
  }

  /** What is sent in one turn of the event loop, an acknowledgement and the edit itself, is one write to the system. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    const { stream } = this.#parts;
    stream.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      stream.uncork();
    });
  }
}

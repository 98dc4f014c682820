// Whether somebody is still at the other end of one socket. TCP alone says so only after many minutes.
import type { WebSocket } from "ws";

import type { Limits } from "../limits.ts";

interface HeartbeatParts {
  readonly limits: Limits;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** What a pong brings back that answers a probe. */
const probeWord = "probe";

/** The pings of one socket, and what came back. */
export class Heartbeat {
  readonly #socket: Pick<WebSocket, "ping">;
  readonly #parts: HeartbeatParts;
  #lastPingAt: number;
  #pingsMissed = 0;
  #probedAt: number | undefined;
  #probesAnswered = 0;

  constructor(socket: Pick<WebSocket, "ping">, parts: HeartbeatParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#lastPingAt = parts.now();
  }

  get probesAnswered(): number {
    return this.#probesAnswered;
  }

  /** Asks for a sign of life, which has to come sooner than that of an ordinary ping. */
  probe(): void {
    if (this.#probedAt !== undefined) return;
    this.#probedAt = this.#parts.now();
    this.#socket.ping(probeWord);
  }

  /** Something came. */
  heard(): void {
    this.#pingsMissed = 0;
  }

  /** @param word What the ping was sent with. */
  answered(word: string): void {
    this.heard();
    if (word !== probeWord || this.#probedAt === undefined) return;
    this.#probedAt = undefined;
    this.#probesAnswered += 1;
  }

  /**
   * Called every now and then: pings when it is time to, and tells whether there is still somebody, as far as is known.
   *
   * @param isHeldUp Much waits to be read on either side, so that a pong would not come through.
   */
  beat(isHeldUp: boolean): boolean {
    const { pingMs, pingsMissedMax, probeMs } = this.#parts.limits;
    const now = this.#parts.now();
    if (this.#probedAt !== undefined) {
      // That no answer has come says nothing then.
      if (isHeldUp) this.#probedAt = now;
      if (now - this.#probedAt >= probeMs) return false;
    }
    if (isHeldUp || now - this.#lastPingAt < pingMs) return true;
    if (this.#pingsMissed >= pingsMissedMax) return false;
    this.#pingsMissed += 1;
    this.#lastPingAt = now;
    this.#socket.ping();
    return true;
  }
}

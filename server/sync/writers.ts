// Who sent which writes, and when they came: read back from the log when a conflict asks for it, and added to with
// every update from then on. Nothing but a conflict needs it, so most rooms never hold any of it.
import { setImmediate } from "node:timers/promises";
import { parseUpdateMeta } from "yjs";

import type { WriteId } from "../../schema/document.ts";
import type { Limits } from "../limits.ts";
import type { UpdateLog } from "../storage/update-log.ts";

/** What the log says of an update. */
export interface Sending {
  /** The name that its sender showed. */
  readonly by: string | undefined;
  /** When it was stored, ISO 8601, UTC. */
  readonly at: string;
}

interface Run extends Sending {
  /** The clock after its client's last write in it. */
  readonly end: number;
}

/** How long the log is read before others have a turn. */
const turnMs = 10;

/** The senders of a room's writes. */
export class Writers {
  readonly #log: UpdateLog;
  readonly #room: string;
  readonly #limits: Limits;
  /** Of each client, ascending. */
  readonly #runs = new Map<number, Run[]>();
  #runCount = 0;
  #seq = 0;

  constructor(log: UpdateLog, room: string, limits: Limits) {
    this.#log = log;
    this.#room = room;
    this.#limits = limits;
  }

  /** Reads what the log has beyond what was read before. Linear in that. */
  async catchUp(): Promise<void> {
    let turnEndsAt = performance.now() + turnMs;
    for await (const { seq, by, at, bytes } of this.#log.readSince(this.#room, this.#seq)) {
      for (const [client, end] of parseUpdateMeta(bytes).to) this.#add(client, { end, by, at });
      this.#seq = seq;
      if (performance.now() < turnEndsAt) continue;
      await setImmediate();
      turnEndsAt = performance.now() + turnMs;
    }
  }

  /** Undefined where the log as read so far does not have it. */
  find({ client, clock }: WriteId): Sending | undefined {
    return this.#runs.get(client)?.find(({ end }) => end > clock);
  }

  #add(client: number, run: Run): void {
    const runs = this.#runs.get(client) ?? [];
    // What was known already came again with something new.
    if (run.end <= (runs.at(-1)?.end ?? 0)) return;
    runs.push(run);
    this.#runs.set(client, runs);
    this.#runCount += 1;
    if (this.#runCount > this.#limits.writersRunsMax) this.#forgetOldest();
  }

  /** Those of the client that came first. */
  #forgetOldest(): void {
    const [oldest] = this.#runs;
    if (!oldest) return;
    this.#runs.delete(oldest[0]);
    this.#runCount -= oldest[1].length;
  }
}

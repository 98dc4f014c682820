// A pair of people who edit somewhere else while something happens: what it does to everybody it does not concern.
import { editFrames, editsPerWriterMax, findEdits } from "./frames.ts";
import { Latencies } from "./latency.ts";
import type { LoadClient } from "./load-client.ts";
import { untilStill } from "./pace.ts";
import { openClient, type Live } from "./subjects.ts";

/** One writer and one reader in a room of their own. */
export class Pulse implements Disposable {
  readonly #writer: LoadClient;
  readonly #reader: LoadClient;
  readonly #number: number;
  readonly #frames: readonly Uint8Array[];
  readonly #sentMs: Float64Array;
  #latencies = new Latencies();
  #sent = 0;
  #heard = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(live: Live, room: string, writer: number, edits: number) {
    this.#number = writer;
    this.#frames = editFrames(writer, edits);
    this.#sentMs = new Float64Array(edits);
    this.#writer = openClient(live, room);
    this.#reader = openClient(live, room);
    this.#reader.listener = (frame) => findEdits(frame, (number) => this.#hear(number));
  }

  /**
   * Joins both.
   *
   * @param writer Number of the writer; another one for each pulse of a room.
   * @param edits How many edits there are to send, at most.
   */
  static async join(live: Live, room: string, writer: number, edits: number): Promise<Pulse> {
    const pulse = new Pulse(live, room, writer, edits);
    await Promise.all([pulse.#writer.joined, pulse.#reader.joined]);
    return pulse;
  }

  /** Sends edits at a steady rate from now on, and forgets what was measured before. */
  start(perSecond: number): void {
    this.#latencies = new Latencies();
    this.#timer ??= setInterval(() => this.beat(), 1000 / perSecond);
  }

  /** Sends one edit. */
  beat(): void {
    const frame = this.#frames[this.#sent];
    if (!frame || this.#writer.isClosed) return;
    this.#sentMs[this.#sent] = performance.now();
    this.#sent += 1;
    this.#writer.send(frame);
  }

  /** Sends no more, and gives what was measured when the last one has come, or nothing comes any more. */
  async stop(): Promise<Latencies> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await untilStill(() => this.#heard, this.#sent);
    return this.#latencies;
  }

  /** Whether an edit that is sent now arrives. */
  async answers(): Promise<boolean> {
    this.beat();
    await untilStill(() => this.#heard, this.#sent, 2000);
    return this.#heard === this.#sent;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#writer[Symbol.dispose]();
    this.#reader[Symbol.dispose]();
  }

  #hear(number: number): void {
    // What others wrote before comes with the document.
    if (Math.floor(number / editsPerWriterMax) !== this.#number) return;
    this.#heard += 1;
    this.#latencies.add(performance.now() - (this.#sentMs[number % editsPerWriterMax] ?? 0));
  }
}

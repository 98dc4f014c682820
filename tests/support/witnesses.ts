// Two who write and one who reads. Whatever they saw or were told is saved must be there, however the server ends.
import { decodeExtension, type ServiceState } from "../../schema/extension.ts";
import { Author, entriesOf } from "./author.ts";
import { openExtended, type ExtendedClient } from "./extended-client.ts";
import { joinStock, type StockClient } from "./stock-client.ts";
import { until } from "./wait.ts";

/** What became of edits, by the word of those who made them. */
export interface Testimony {
  /** What reader and authors saw, in this life of the server and before. */
  readonly seen: ReadonlyMap<string, string>;
  /** What the authors were told is saved. */
  readonly acknowledged: ReadonlyMap<string, string>;
}

/** People in one room who write as fast as they are allowed. */
export class Witnesses implements Disposable {
  readonly authors: readonly Author[];
  readonly #clients: readonly ExtendedClient[];
  readonly #reader: StockClient;
  #seenCount = 0;
  #hasEnded = false;
  #state: ServiceState = "ok";

  private constructor(clients: readonly ExtendedClient[], reader: StockClient, authors: readonly Author[]) {
    this.#clients = clients;
    this.#reader = reader;
    this.authors = authors;
    reader.doc.getMap("n").observe(({ keysChanged }) => void (this.#seenCount += keysChanged.size));
    for (const { socket } of clients) {
      socket.once("close", () => (this.#hasEnded = true));
      socket.on("message", (frame: Buffer) => {
        const message = decodeExtension(frame);
        if (message?.kind === "state") this.#state = message.state;
      });
    }
  }

  /** @param options.labelLength As for an author. */
  static async join(
    syncUrl: string,
    room: string,
    name: string,
    options?: { readonly labelLength: number },
  ): Promise<Witnesses> {
    const reader = joinStock(syncUrl, room);
    await reader.synced();
    const clients = await Promise.all(["a", "b"].map(() => openExtended(syncUrl, room)));
    const authors = clients.map((client, index) => new Author(client, `${name}${"ab"[index]}`, options));
    return new Witnesses(clients, reader, authors);
  }

  /** How many of their edits the reader has seen. */
  get seenCount(): number {
    return this.#seenCount;
  }

  /** How many they have made that the reader has not seen. */
  get waitingCount(): number {
    return this.authors.reduce((sum, { made }) => sum + made, -this.#seenCount);
  }

  /** The server has let go of one of the authors. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Resolves when the server has let go of all authors, with the code that each was given. */
  closeCodes(): Promise<readonly number[]> {
    return Promise.all(this.#clients.map(async (client) => (await client.closed()).code));
  }

  /** What the server said of itself last. */
  get state(): ServiceState {
    return this.#state;
  }

  /** Writes until the server has ended or something is so, always some edits ahead of what comes back. */
  async write(isEnough: () => boolean, aheadMax: number): Promise<void> {
    const isOver = () => this.#hasEnded || isEnough();
    while (!isOver()) {
      this.edit();
      await this.until(() => isOver() || this.waitingCount < aheadMax, `fewer than ${aheadMax} to wait`);
    }
  }

  /** One edit each, whatever comes back. */
  edit(): void {
    for (const author of this.authors) author.edit();
  }

  /** Asks again whenever somebody hears something. */
  until(check: () => boolean, what: string): Promise<void> {
    return until(check, (listener) => this.#watch(listener), what);
  }

  /** To be asked when the server has ended. */
  testify(): Testimony {
    const docs = [this.#reader.doc, ...this.authors.map((author) => author.echoed())];
    const acknowledged = this.#clients.map(
      (client, index) => this.authors[index]?.sentIn(client.told("ack").at(-1)?.n ?? 0) ?? new Map(),
    );
    return {
      seen: new Map(docs.flatMap((doc) => [...entriesOf(doc)])),
      acknowledged: new Map(acknowledged.flatMap((entries) => [...entries])),
    };
  }

  /** They leave, so that nobody brings back what the server may have lost. */
  [Symbol.dispose](): void {
    for (const client of this.#clients) client[Symbol.dispose]();
    this.#reader[Symbol.dispose]();
  }

  #watch(listener: () => void): () => void {
    const { doc } = this.#reader;
    doc.on("update", listener);
    for (const { socket } of this.#clients) socket.on("message", listener).on("close", listener);
    return () => {
      doc.off("update", listener);
      for (const { socket } of this.#clients) socket.off("message", listener).off("close", listener);
    };
  }
}

/** What authors wrote, as whoever comes now is given it. */
export async function keptBy(syncUrl: string, room: string): Promise<ReadonlyMap<string, string>> {
  using late = joinStock(syncUrl, room);
  await late.synced();
  return entriesOf(late.doc);
}

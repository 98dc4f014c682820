// A client that costs next to nothing: it sends frames that were made before, and looks at what comes only as far as a
// scenario needs it to.
import { once } from "node:events";
import { WebSocket } from "ws";
import type { Dialect } from "./dialect.ts";

/** Called with each frame, in the y-websocket protocol's own form. */
export type Listener = (frame: Buffer) => void;

const emptyStep1 = Uint8Array.of(0, 0, 1, 0);
const connectingAtOnce = 25;
const connectTimeoutMs = 20_000;

/** One socket in one room. */
export class LoadClient implements Disposable {
  readonly socket: WebSocket;
  readonly #dialect: Dialect;
  listener: Listener = () => {};
  isClosed = false;
  #isJoined = false;
  readonly #joined = Promise.withResolvers<void>();

  constructor(url: string, dialect: Dialect) {
    this.#dialect = dialect;
    const socketUrl = `${url.replace("http", "ws")}${dialect.path}`;
    this.socket = new WebSocket(socketUrl, { perMessageDeflate: false, skipUTF8Validation: true });
    this.socket.on("error", () => {});
    this.socket.on("close", (code) => {
      this.isClosed = true;
      this.#joined.reject(new Error(`a socket was closed with ${code} before it had joined`));
    });
    this.socket.on("message", (data) => this.#hear(data as Buffer));
    this.socket.on("open", () => this.#greet());
    this.#joined.promise.catch(() => {});
  }

  /** Resolves when the server has answered with the document, or with the first part of it. */
  get joined(): Promise<void> {
    return this.#joined.promise;
  }

  send(frame: Uint8Array): void {
    this.socket.send(this.#dialect.toServer(frame));
  }

  /** Hangs up in good order. */
  async leave(): Promise<void> {
    if (this.isClosed) return;
    const closed = once(this.socket, "close");
    this.socket.close();
    await closed;
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }

  #greet(): void {
    for (const greeting of this.#dialect.greetings) this.socket.send(greeting);
    this.send(emptyStep1);
  }

  #hear(data: Buffer): void {
    const frame = this.#dialect.fromServer(data);
    if (!this.#isJoined && frame[0] === 0 && frame[1] === 1) {
      this.#isJoined = true;
      this.#joined.resolve();
    }
    this.listener(frame);
  }
}

/** Several clients in a room, when all have joined. They go when the whole is disposed of. */
export class Crowd implements Disposable {
  readonly clients: LoadClient[] = [];

  /** Adds so many to one room. */
  async add(
    url: string,
    dialect: Dialect,
    count: number,
    listenerOf?: (index: number) => Listener,
  ): Promise<void> {
    await this.addEach(url, Array<Dialect>(count).fill(dialect), listenerOf);
  }

  /** Adds one to each of these rooms, a few at a time. */
  async addEach(
    url: string,
    dialects: readonly Dialect[],
    listenerOf?: (index: number) => Listener,
  ): Promise<void> {
    for (let start = 0; start < dialects.length; start += connectingAtOnce) {
      const group = dialects.slice(start, start + connectingAtOnce).map((dialect) => {
        const client = new LoadClient(url, dialect);
        if (listenerOf) client.listener = listenerOf(this.clients.length);
        this.clients.push(client);
        return client.joined;
      });
      await inTime(Promise.all(group), "clients to join");
    }
  }

  /** Hangs up in good order. */
  async leave(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.leave()));
    this.clients.length = 0;
  }

  [Symbol.dispose](): void {
    for (const client of this.clients) client[Symbol.dispose]();
  }
}

async function inTime<Result>(work: Promise<Result>, what: string): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited too long for ${what}`)), connectTimeoutMs);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

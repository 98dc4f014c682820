// The way from one document to the server: the stock y-websocket client as it comes, with our extension heard beside it.
import { WebsocketProvider } from "y-websocket";
import type * as Y from "yjs";

import {
  decodeExtension,
  extensionParameter,
  type ExtensionMessage,
  type Rights,
  type ServiceState,
} from "../../schema/extension.ts";
import { messageTypes } from "../../schema/protocol.ts";
import { isNotice, type Notice } from "./notice-event.ts";
import { SaveAccount, type SentFrame } from "./save-account.ts";
import { isUnasked } from "./unasked.ts";

/** An edit that the server did not take. */
export interface Refusal {
  /** Of `schema/errors.ts`. */
  readonly code: string;
  readonly message: string;
  /** Keys at fault, where it can be said. */
  readonly keys: readonly string[];
  /** What it was in; undefined when that is not known any more. */
  readonly frame: SentFrame | undefined;
}

/** Which document, where to, and who wants to hear of it. */
export interface LinkOptions {
  /** `ws://host/sync` */
  readonly serverUrl: string;
  readonly name: string;
  readonly doc: Y.Doc;
  /** Whether a change comes from what this device had kept, which is no new edit. */
  readonly isRestored: (origin: unknown) => boolean;
  /** The connection, what is unsaved, or what the server says of itself has changed. */
  readonly onChange: () => void;
  /** The server refused an edit. Whatever was made in this document afterwards will not be taken either. */
  readonly onRefused: (refusal: Refusal) => void;
  /** The server said which history of the document it holds. */
  readonly onGeneration?: (generation: string) => void;
  /** What this person may do was changed while they were connected, with the server's words for it. */
  readonly onRights?: (mayEdit: boolean, reason: string) => void;
  /** The server said what a person may want to act on in time. */
  readonly onNotice?: (notice: Notice) => void;
  /** Another socket than the browser's. */
  readonly Socket?: typeof WebSocket;
}

/** How a socket is doing. */
export type Connection =
  | { readonly kind: "connecting" | "connected" | "offline" }
  /** The server ended it for good. */
  | { readonly kind: "ended"; readonly code: number; readonly reason: string };

/** Origin of edits that hold the work of several steps. */
export const bulkOrigin = Symbol("bulk");

/** One document's connection. */
export class ServerLink implements Disposable {
  readonly provider: WebsocketProvider;
  readonly #options: LinkOptions;
  readonly #account: SaveAccount;
  readonly #onUpdate: (update: Uint8Array, origin: unknown) => void;
  #connection: Connection = { kind: "connecting" };
  #hasSynced = false;
  #service: ServiceState = "ok";
  #rights: Rights | undefined;
  /** The server stops, and asked to be left alone for so long. */
  #returnAfterMs: number | undefined;
  #returning: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { serverUrl, name, doc, onChange, Socket = WebSocket } = options;
    this.#account = new SaveAccount(onChange);
    this.provider = new WebsocketProvider(serverUrl, name, doc, {
      connect: false,
      disableBc: true,
      params: { [extensionParameter.name]: extensionParameter.value },
      WebSocketPolyfill: watching(Socket, (frame) => this.#account.noteFrame(frame)),
    });
    this.provider.messageHandlers[messageTypes.extension] = (_encoder, decoder) => {
      const message = decodeExtension(decoder.arr);
      if (message) this.#hear(message);
    };
    // Registered after the provider's own, so that by then an edit has gone out or could not.
    this.#onUpdate = (_update, origin) => {
      if (origin === this.provider) return;
      this.#account.noteEdit(options.isRestored(origin) ? "restored" : kindOf(origin));
    };
    doc.on("update", this.#onUpdate);
    this.#watch();
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Whether the server has given its state at least once. */
  get hasSynced(): boolean {
    return this.#hasSynced;
  }

  /** What the server said last of how it is doing. */
  get service(): ServiceState {
    return this.#service;
  }

  /** What it said this person may do here; undefined until it did. */
  get rights(): Rights | undefined {
    return this.#rights;
  }

  /** Steps of work that are not known to be on the server's disk. */
  get unsavedCount(): number {
    return this.#account.count;
  }

  /** The server has everything, and has said so. */
  get isSaved(): boolean {
    return this.#account.isSettled;
  }

  /** The server has all that people did, and has said so. */
  get hasSavedWork(): boolean {
    return this.#account.hasSavedWork;
  }

  /** Which history the document is of, from the next connection on: of another one, the server lets nothing in. */
  setGeneration(generation: string | undefined): void {
    const { name, value } = extensionParameter;
    this.provider.params = { [name]: value, ...(generation && { generation }) };
  }

  connect(): void {
    this.provider.connect();
  }

  /** Hears and says nothing any more; the document goes on without a server. */
  [Symbol.dispose](): void {
    clearTimeout(this.#returning);
    this.#options.doc.off("update", this.#onUpdate);
    this.provider.destroy();
  }

  #watch(): void {
    const { provider } = this;
    const { onChange } = this.#options;
    provider.on("status", ({ status }) => {
      if (status === "connected") this.#account.connected();
      if (this.#connection.kind !== "ended")
        this.#connection = { kind: nextKind(this.#connection.kind, status) };
      onChange();
    });
    provider.on("sync", (isSynced) => {
      this.#hasSynced ||= isSynced;
      onChange();
    });
    provider.on("connection-close", (event) => {
      // A server that cannot be reached never reports "disconnected": the attempt just ends.
      if (this.#connection.kind !== "ended") this.#connection = { kind: "offline" };
      if (event !== null) this.#comeBackLater();
      onChange();
    });
    provider.on("closed", ({ code, reason }) => {
      this.#connection = { kind: "ended", code, reason };
      onChange();
    });
  }

  #hear(message: ExtensionMessage): void {
    switch (message.kind) {
      case "hello":
        this.#service = "ok";
        this.#rights = message.rights;
        this.setGeneration(message.generation);
        this.#options.onGeneration?.(message.generation);
        break;
      case "ack":
        return this.#account.acknowledge(message.n);
      case "reject": {
        const { code, message: reason, keys, n } = message;
        return this.#options.onRefused({ code, message: reason, keys, frame: this.#account.frameOf(n) });
      }
      case "rights":
        this.#noteRights(message.rights, message.reason);
        break;
      case "state":
        this.#service = message.state;
        this.#returnAfterMs = message.reconnectAfterMs;
        break;
      default:
        // Whatever else there is, clients alone say.
        return isNotice(message) ? this.#options.onNotice?.(message) : undefined;
    }
    this.#options.onChange();
  }

  #noteRights(rights: Rights, reason = ""): void {
    this.#rights = rights;
    this.#options.onRights?.(rights.edit, reason);
  }

  /** Stock clients come back within a fifth of a second, all at once; we come when the server asked us to. */
  #comeBackLater(): void {
    if (this.#returnAfterMs === undefined) {
      // It was announced, but it takes longer: then it is away like any other.
      if (this.#service === "draining") this.#service = "ok";
      return;
    }
    this.provider.shouldConnect = false;
    this.#returning = setTimeout(() => this.provider.connect(), this.#returnAfterMs);
    this.#returnAfterMs = undefined;
  }
}

function kindOf(origin: unknown): "edit" | "bulk" | "unasked" {
  if (isUnasked(origin)) return "unasked";
  return origin === bulkOrigin ? "bulk" : "edit";
}

/** A socket that tells of every frame it is given to send. */
function watching(Socket: typeof WebSocket, onSend: (frame: Uint8Array) => void): typeof WebSocket {
  return class extends Socket {
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      super.send(data);
      if (data instanceof Uint8Array) onSend(data);
    }
  };
}

/** Between two attempts the provider says "connecting"; to a person that is still offline. */
function nextKind(current: Connection["kind"], status: string): "connecting" | "connected" | "offline" {
  if (status === "connected") return "connected";
  if (status === "disconnected") return "offline";
  return current === "offline" ? "offline" : "connecting";
}

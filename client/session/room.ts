// One synced document in this browser: the document, its socket, this device's copy of it, and what is unsaved.
import { IndexeddbPersistence } from "y-indexeddb";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { packValues } from "../../schema/pack-values.ts";
import { SaveTracker } from "./save-tracker.ts";

/** Which document, and where from. */
export interface RoomOptions {
  /** `ws://host/sync` */
  readonly serverUrl: string;
  readonly name: string;
  /** Something about the connection or what is unsaved changed. */
  readonly onChange: () => void;
}

/** How a room's socket is doing. */
export type Connection =
  | { readonly kind: "connecting" | "connected" | "offline" }
  /** The server ended it for good. */
  | { readonly kind: "refused"; readonly code: number; readonly reason: string };

/** A document that is kept in step with the server while the page is open. */
export class ClientRoom implements Disposable {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  /** Settles when this device's copy has been read; a device without storage settles too. */
  readonly whenCopyRead: Promise<unknown>;
  readonly #copy: IndexeddbPersistence;
  readonly #saves: SaveTracker;
  #connection: Connection = { kind: "connecting" };
  #hasSynced = false;

  constructor({ serverUrl, name, onChange }: RoomOptions) {
    packValues(this.doc);
    this.#copy = new IndexeddbPersistence(`entente:${name}`, this.doc);
    this.whenCopyRead = this.#copy.whenSynced;
    this.provider = new WebsocketProvider(serverUrl, name, this.doc, { connect: false, disableBc: true });
    this.#saves = new SaveTracker(this.doc, this.provider, this.#copy, onChange);
    this.provider.on("status", ({ status }) => {
      if (this.#connection.kind !== "refused")
        this.#connection = { kind: nextKind(this.#connection.kind, status) };
      onChange();
    });
    this.provider.on("sync", (isSynced) => {
      this.#hasSynced ||= isSynced;
      onChange();
    });
    this.provider.on("connection-close", (event) => {
      // A server that cannot be reached never reports "disconnected": the attempt just ends.
      if (this.#connection.kind !== "refused") this.#connection = { kind: "offline" };
      if (event !== null) onChange();
    });
    this.provider.on("closed", ({ code, reason }) => {
      this.#connection = { kind: "refused", code, reason };
      onChange();
    });
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Whether the server has given its state at least once in this visit. */
  get hasSynced(): boolean {
    return this.#hasSynced;
  }

  /** Edits that are not known to be on the server's disk. */
  get unsavedCount(): number {
    return this.#saves.count;
  }

  connect(): void {
    this.provider.connect();
  }

  [Symbol.dispose](): void {
    this.#saves[Symbol.dispose]();
    this.provider.destroy();
    void this.#copy.destroy();
    this.doc.destroy();
  }
}

/** Between two attempts the provider says "connecting"; to a person that is still offline. */
function nextKind(current: Connection["kind"], status: string): "connecting" | "connected" | "offline" {
  if (status === "connected") return "connected";
  if (status === "disconnected") return "offline";
  return current === "offline" ? "offline" : "connecting";
}

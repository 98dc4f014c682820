// The y-websocket client as published, which knows nothing of this product.
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { documentChanges, until } from "./wait.ts";

/** Somebody with a document and a socket. */
export interface StockClient extends Disposable {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Resolves when the server has given all it has. */
  synced(): Promise<void>;
  /** Resolves when a key of a root has this value. */
  sees(root: string, key: string, value: unknown): Promise<void>;
  set(root: string, key: string, value: unknown): void;
  /** All keys and values of a root, sorted. */
  content(root: string): readonly (readonly [string, unknown])[];
}

/**
 * Joins a room. `doc` comes along when somebody returns.
 *
 * @param Socket Another one than that of `ws`, for whoever reaches the server in a roundabout way.
 * @param Provider That of another release.
 */
export function joinStock(
  syncUrl: string,
  room: string,
  doc = new Y.Doc(),
  Socket = WebSocket,
  Provider = WebsocketProvider,
): StockClient {
  const provider = new Provider(syncUrl, room, doc, {
    // Published types ask for the browser's class; its parts that are used are the same.
    WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    // In one process, documents would meet without the server.
    disableBc: true,
  });
  return {
    doc,
    provider,
    synced: () =>
      until(
        () => provider.synced,
        (listener) => {
          provider.on("sync", listener);
          return () => provider.off("sync", listener);
        },
        `${room} to be synced`,
      ),
    sees: (root, key, value) =>
      until(
        () => JSON.stringify(doc.getMap(root).get(key)) === JSON.stringify(value),
        documentChanges(doc),
        `${key} to be ${JSON.stringify(value)}`,
      ),
    set: (root, key, value) => void doc.getMap(root).set(key, value),
    content: (root) => [...doc.getMap(root)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    [Symbol.dispose]() {
      provider.destroy();
      doc.destroy();
    },
  };
}

// Knows which of this device's edits the server has on its disk. The server sends back only what it has committed
// (its state vector, and every update, the author's own included), so what it has sent is what it has saved.
import * as decoding from "lib0/decoding";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { messageTypes, syncTypes } from "../../schema/protocol.ts";

/** Edits of one document that the server has not confirmed. */
export class SaveTracker {
  readonly #doc: Y.Doc;
  /** For each Yjs client, the first clock that is not known to be on the server's disk. */
  readonly #confirmed = new Map<number, number>();
  readonly #pending = new Set<{ readonly client: number; readonly end: number }>();
  readonly #onChange: () => void;
  readonly #stop: () => void;

  /**
   * @param copy This device's copy. What it gives back is no new edit; whether the server has it is known when the
   * server has sent its state vector.
   * @param onChange Called after `count` may have changed.
   */
  constructor(doc: Y.Doc, provider: WebsocketProvider, copy: unknown, onChange: () => void) {
    this.#doc = doc;
    this.#onChange = onChange;
    const onUpdate = (update: Uint8Array, origin: unknown) => {
      if (origin === provider || origin === copy) return;
      for (const [client, end] of Y.parseUpdateMeta(update).to) this.#pending.add({ client, end });
      this.#settle();
    };
    doc.on("update", onUpdate);
    this.#stop = () => doc.off("update", onUpdate);
    this.#listen(provider);
  }

  /** How many edits are not known to be on the server's disk. */
  get count(): number {
    return this.#pending.size;
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  /** Reads what the server says before the stock handler does, without changing it. */
  #listen(provider: WebsocketProvider): void {
    const handle = provider.messageHandlers[messageTypes.sync];
    if (!handle) return;
    provider.messageHandlers[messageTypes.sync] = (encoder, decoder, ...rest) => {
      this.#read(decoding.clone(decoder));
      handle(encoder, decoder, ...rest);
    };
  }

  #read(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    const confirmed = type === syncTypes.step1 ? Y.decodeStateVector(bytes) : Y.parseUpdateMeta(bytes).to;
    // A state vector is the whole truth of a server that may have been put back to an older state.
    if (type === syncTypes.step1) this.#confirmed.clear();
    for (const [client, end] of confirmed) {
      this.#confirmed.set(client, Math.max(end, this.#confirmed.get(client) ?? 0));
    }
    if (type === syncTypes.step1) this.#findUnsent();
    this.#settle();
  }

  /** Edits made offline, in an earlier visit too, are pending until the server has them. */
  #findUnsent(): void {
    for (const [client, end] of Y.decodeStateVector(Y.encodeStateVector(this.#doc))) {
      const known = [...this.#pending].some((edit) => edit.client === client);
      if (!known && end > (this.#confirmed.get(client) ?? 0)) this.#pending.add({ client, end });
    }
  }

  #settle(): void {
    for (const edit of this.#pending) {
      if (edit.end <= (this.#confirmed.get(edit.client) ?? 0)) this.#pending.delete(edit);
    }
    this.#onChange();
  }
}

// What people can expect of the server at this moment. One thing to look at for everybody who tells them: sockets,
// readiness, numbers.

import type { ServiceState } from "../schema/extension.ts";
import { Meters } from "./meters.ts";

/** How the disk does. */
export type StorageState = Exclude<ServiceState, "draining">;

/** The state, who wants to hear when it changes, and what is counted. */
export class Service {
  readonly meters = new Meters();
  #storage: StorageState = "ok";
  #isDraining = false;
  readonly #listeners = new Set<() => void>();

  get state(): ServiceState {
    return this.#isDraining ? "draining" : this.#storage;
  }

  setStorage(state: StorageState): void {
    this.#change(() => (this.#storage = state));
  }

  /** The server stops. There is no way back. */
  drain(): void {
    this.#change(() => (this.#isDraining = true));
  }

  /** Calls a listener, which must not throw, whenever the state has changed. Gives what stops it. */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #change(change: () => void): void {
    const before = this.state;
    change();
    if (this.state === before) return;
    for (const listener of this.#listeners) listener();
  }
}

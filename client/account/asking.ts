import type { ReactiveController, ReactiveControllerHost } from "lit";

import { toAccountError, type AccountError } from "./ask-server.ts";

/** One thing at a time that an element asks of the server, and why the last was refused. */
export class Asking implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isBusy = false;
  #problem: AccountError | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get problem(): AccountError | undefined {
    return this.#problem;
  }

  hostConnected(): void {}

  /** Does it, unless something else is being done; what is refused is kept to be told. Whether it was done. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#isBusy) return false;
    [this.#isBusy, this.#problem] = [true, undefined];
    this.#host.requestUpdate();
    try {
      await work();
      return true;
    } catch (cause) {
      this.#problem = toAccountError(cause);
      return false;
    } finally {
      this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }
}

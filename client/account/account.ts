// Who is at this browser, for the application: asked for once at its start, and again when something may have changed.
import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { Session } from "../session/session.ts";
import { readMe, roleIn, type Me } from "./account-data.ts";
import { keepReturn, signInPath } from "./arrival.ts";

/** Tells its element who is here, and renders it again when that is known or has changed. */
export class Account implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #me: Me | undefined;
  #asking: Promise<void>;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
    this.#asking = this.#ask();
  }

  /** Undefined until the server has answered. */
  get me(): Me | undefined {
    return this.#me;
  }

  hostConnected(): void {}

  /** Asks anew. */
  refresh(): void {
    this.#asking = this.#ask();
  }

  /** Connects a session as whoever is here. Whoever has to sign in goes to do so, and comes back. */
  async admit(session: Session): Promise<void> {
    await this.#asking;
    const me = this.#me;
    if (me?.access === "accounts" && me.person === null && !roleIn(me, session.state.workspace))
      return signIn();
    if (me?.person) session.setProfile(me.person.name, session.state.self.color);
    session.connect();
  }

  async #ask(): Promise<void> {
    try {
      this.#me = await readMe();
    } catch {
      // The socket tells that the server is away, and comes back by itself.
    }
    this.#host.requestUpdate();
  }
}

/** Goes to the sign-in page, from which one comes back to this place. */
export function signIn(): void {
  keepReturn(location.pathname + location.search);
  location.assign(signInPath);
}

// Who is at this browser, for the application: asked for once at its start, and again when something may have changed.
import type { ReactiveController, ReactiveControllerHost } from "lit";

import type { AppTools } from "../app/act.ts";
import { askToLeave } from "../app/leaving.ts";
import { keepAlways, type Keeping } from "../session/device-copy.ts";
import { NoticeEvent } from "../session/notice-event.ts";
import { RightsEvent } from "../session/rights-event.ts";
import type { Session } from "../session/session.ts";
import { countUnsent } from "../session/unsent.ts";
import { mayEditIn, readMe, roleIn, type Me } from "./account-data.ts";
import { keepReturn, signInPath } from "./arrival.ts";
import { toAccountError } from "./ask-server.ts";
import { keepsCopy } from "./device-choice.ts";
import { hintAtName } from "./name-hint.ts";
import { rightsToast } from "./rights-words.ts";
import { endingToast, isLastEnd, stayedToast } from "./session-end-words.ts";
import { SignOutEvent } from "./sign-out-event.ts";
import { signOut } from "./sign-out.ts";

type Host = ReactiveControllerHost & EventTarget & AppTools;

/** Tells its element who is here, and renders it again when that is known or has changed. */
export class Account implements ReactiveController {
  readonly #host: Host;
  #session: Session | undefined;
  #me: Me | undefined;
  #asking: Promise<void>;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
    host.addEventListener(
      SignOutEvent.type,
      (event) => void this.#askToLeave((event as SignOutEvent).isEverywhere),
    );
    this.#asking = this.#ask();
  }

  /** Undefined until the server has answered. */
  get me(): Me | undefined {
    return this.#me;
  }

  hostConnected(): void {}

  /** Connects a session as whoever is here. Whoever has to sign in goes to do so, and comes back. */
  async admit(session: Session): Promise<void> {
    this.#session = session;
    await this.#asking;
    const me = this.#me;
    if (me?.access === "accounts" && me.person === null && !roleIn(me, session.state.workspace))
      return signIn();
    if (me?.person) session.setProfile(me.person.name, session.state.self.color);
    if (me?.access === "local") hintAtName(session, this.#host);
    session.addEventListener(RightsEvent.type, (event) => this.#onRights(session, event as RightsEvent));
    session.addEventListener(NoticeEvent.type, (event) => this.#onNotice(event as NoticeEvent));
    session.connect(toKeeping(me), me && mayEditIn(me, session.state.workspace));
  }

  #onRights(session: Session, event: RightsEvent): void {
    this.#asking = this.#ask();
    this.#host.toast(rightsToast(event, session.state.save));
  }

  #onNotice({ notice }: NoticeEvent): void {
    if (notice.kind !== "auth-soon" || this.#me?.access !== "accounts") return;
    const isLast = isLastEnd(notice.seconds, this.#me.expiresAt, Date.now());
    const run = isLast ? signIn : () => void this.#stay();
    this.#host.toast(endingToast(notice.seconds, isLast, run));
  }

  /** To ask who is here is to do something, from which the idle time counts anew. */
  async #stay(): Promise<void> {
    try {
      this.#me = await readMe();
      const { workspace = "" } = this.#session?.state ?? {};
      this.#host.toast(stayedToast(roleIn(this.#me, workspace) !== undefined));
    } catch (cause) {
      this.#host.toast({ text: toAccountError(cause).message, tone: "error" });
    }
    this.#host.requestUpdate();
  }

  /** What is not on the server goes with all else that this device has. */
  async #askToLeave(isEverywhere: boolean): Promise<void> {
    const unsent = await countUnsent();
    const go = () => this.#leave(isEverywhere);
    if (unsent.count === 0 && unsent.isAll) return go();
    const isHere = unsent.isAll && unsent.count === this.#session?.unsentCount;
    askToLeave(this.#host, isHere ? "sign-out" : "sign-out-of-tabs", unsent, () => void go());
  }

  async #leave(isEverywhere: boolean): Promise<void> {
    try {
      await signOut({ isEverywhere, letGo: () => this.#session?.[Symbol.dispose]() });
      location.assign(signInPath);
    } catch (cause) {
      const { message, hint } = toAccountError(cause);
      const text = `You are still signed in, and nothing was removed from this device. ${message} ${hint}`;
      this.#host.toast({ text, tone: "error" });
    }
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
function signIn(): void {
  keepReturn(location.pathname + location.search);
  location.assign(signInPath);
}

/** With accounts, a map stays on a device only where its person asked for it. */
function toKeeping(me: Me | undefined): Keeping {
  if (me?.access !== "accounts") return keepAlways;
  return { owner: me.person?.id ?? "visitor", always: me.person !== null && keepsCopy() };
}

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** `narrow`: rail and inspector become sheets. `phone`: table and decision first, the canvas one tap away. */
export type WidthClass = "wide" | "narrow" | "phone";

const narrow = matchMedia("(max-width: 899px)");
const phone = matchMedia("(max-width: 599px)");

/** Tells its element how much room there is, and renders it again when that changes. */
export class ScreenWidth implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get value(): WidthClass {
    if (phone.matches) return "phone";
    return narrow.matches ? "narrow" : "wide";
  }

  hostConnected(): void {
    narrow.addEventListener("change", this.#update);
    phone.addEventListener("change", this.#update);
  }

  hostDisconnected(): void {
    narrow.removeEventListener("change", this.#update);
    phone.removeEventListener("change", this.#update);
  }

  readonly #update = (): void => this.#host.requestUpdate();
}

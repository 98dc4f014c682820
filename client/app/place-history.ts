import { placeAddress, readPlace, type Place } from "./place.ts";

/**
 * The place in the browser's address bar. Going somewhere else makes a step that "back" undoes; small changes of
 * the same screen (filters, a cleared selection) only rewrite the address.
 */
export class PlaceHistory implements Disposable {
  readonly #onMove: (place: Place | undefined) => void;

  /** @param onMove Called when the person goes back or forward. */
  constructor(onMove: (place: Place | undefined) => void) {
    this.#onMove = onMove;
    window.addEventListener("popstate", this.#report);
  }

  /** Where the address points, or undefined when there is nothing there. */
  get place(): Place | undefined {
    return readPlace(new URL(location.href));
  }

  go(place: Place, how: "step" | "rewrite"): void {
    const address = placeAddress(place);
    if (address === location.pathname + location.search) return;
    if (how === "step") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  [Symbol.dispose](): void {
    window.removeEventListener("popstate", this.#report);
  }

  readonly #report = (): void => this.#onMove(this.place);
}

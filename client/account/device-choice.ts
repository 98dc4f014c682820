// Whether this device keeps copies of maps. With accounts nobody's map stays on a device unless they say so there.
import { readLocal, writeLocal } from "../app/local-store.ts";

const name = "keeps-copy";

/** Whether the person at this device asked for it. */
export function keepsCopy(): boolean {
  return readLocal(name) === "yes";
}

/** From the next opening on. */
export function setKeepsCopy(isWanted: boolean): void {
  writeLocal(name, isWanted ? "yes" : undefined);
}

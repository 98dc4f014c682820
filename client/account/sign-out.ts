// Leaving a device: nothing of anybody's map stays there.
import { deleteCopies } from "../session/device-copy.ts";
import { endThisSession, readMe } from "./account-data.ts";
import { signInPath } from "./arrival.ts";
import { setKeepsCopy } from "./device-choice.ts";

/**
 * Removes what this browser keeps, ends its session, and shows the sign-in page.
 *
 * @param letGo Closes what is open, so that it can be removed.
 * @throws AccountError when the server cannot be reached; then nothing was removed
 */
export async function signOut(letGo: () => void): Promise<void> {
  await readMe();
  letGo();
  setKeepsCopy(false);
  // Before the session ends: its answer has the browser clear all storage, and while it does so a removal never settles.
  await deleteCopies();
  try {
    await endThisSession();
  } finally {
    // What is open here is closed. Whoever is still signed in reads so on that page, and can try again.
    location.assign(signInPath);
  }
}

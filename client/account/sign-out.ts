// Leaving a device: nothing of anybody's map stays there.
import { deleteCopies } from "../session/device-copy.ts";
import { endThisSession } from "./account-data.ts";
import { signInPath } from "./arrival.ts";
import { setKeepsCopy } from "./device-choice.ts";

/**
 * Ends this browser's session, removes what it keeps, and shows the sign-in page.
 *
 * @param letGo Closes what is open, so that it can be removed.
 * @throws AccountError when the server cannot be reached; then nothing was removed
 */
export async function signOut(letGo: () => void): Promise<void> {
  await endThisSession();
  letGo();
  setKeepsCopy(false);
  await deleteCopies();
  location.assign(signInPath);
}

// Leaving a device: nothing of anybody's map stays there.
import { deleteCopies } from "../session/device-copy.ts";
import { endOtherSessions, endThisSession } from "./account-data.ts";
import { setKeepsCopy } from "./device-choice.ts";

/** How somebody leaves. */
interface Leave {
  /** Ends the sessions of all other browsers first. */
  readonly isEverywhere?: boolean;
  /** Closes what is open, so that it can be removed. */
  readonly letGo?: () => void;
}

const removalPatienceMs = 3000;

/**
 * Ends this browser's session and removes what it keeps. Whoever calls it asks first about what is on this device only.
 *
 * @throws AccountError when the server did not end the session; then nothing was removed
 */
export async function signOut({ isEverywhere = false, letGo }: Leave = {}): Promise<void> {
  if (isEverywhere) await endOtherSessions();
  // First: a server whose disk is full cannot, and then what only this device has must stay.
  await endThisSession();
  letGo?.();
  setKeepsCopy(false);
  // The answer has the browser clear all storage. While it does so, a removal of ours may never settle; where it does
  // not, for want of a secure connection, ours is what counts.
  await Promise.race([deleteCopies(), new Promise((resolve) => setTimeout(resolve, removalPatienceMs))]);
}

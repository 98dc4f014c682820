// What is said before somebody is signed out for having done nothing for long, or because every sign-in ends some day.
import type { Toast } from "../controls/toast.ts";

/** Clocks differ, and a server says seconds. */
const toleranceMs = 120_000;

/**
 * Whether a sign-in ends for good in so many seconds, whatever is done.
 *
 * @param expiresAt ISO 8601; null where it does not.
 * @param now Milliseconds since 1970.
 */
export function isLastEnd(seconds: number, expiresAt: string | null, now: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now + seconds * 1000 + toleranceMs;
}

/** Before the end. `run` stays signed in, or signs in again where that is the only way. */
export function endingToast(seconds: number, isLast: boolean, run: () => void): Toast {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const when = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const why = isLast ? "This sign-in is old." : "Nothing was changed here for long.";
  const label = isLast ? "Sign in again" : "Stay signed in";
  return {
    text: `You will be signed out in ${when}. ${why}`,
    tone: "warning",
    stays: true,
    action: { label, run },
  };
}

/** After somebody asked to stay. */
export function stayedToast(isStaying: boolean): Toast {
  return isStaying
    ? { text: "You stay signed in.", tone: "info" }
    : { text: "You are signed out already. What was not sent is kept on this device.", tone: "warning" };
}

// The one place in the client's elements that asks what time it is.
import { toDay } from "../../schema/time.ts";

/** Today as `YYYY-MM-DD`, UTC, as decisions reckon it. */
export function today(): string {
  return toDay(Date.now());
}

// Deeds on a map go to another file connection than the map's own, so they are noted when they are done, not with them.
import { EntenteError } from "../../schema/errors.ts";
import type { Log } from "../log.ts";
import type { MapDeed } from "./open-accounts.ts";

/**
 * Notes deeds that are done already. What the audit log cannot take now stands in the server's own log: nobody is to be told
 * that what was done was not.
 */
export function noteAfterwards(note: (deed: MapDeed) => void, logger: Log): (deed: MapDeed) => void {
  return (deed) => {
    try {
      note(deed);
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      logger.error({ deed, err: error }, "a deed is missing in the audit log");
    }
  };
}

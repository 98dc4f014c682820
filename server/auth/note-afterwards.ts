// Deeds on a map go to another file connection than the map's own, so they are noted when they are done, not with them: a
// crash in between leaves them out.
import { EntenteError } from "../../schema/errors.ts";
import type { Log } from "../log.ts";
import type { AuditEntry, PeopleStore } from "./people-store.ts";

/** What somebody did to a map as a whole. */
export type MapDeed = Pick<AuditEntry, "actor" | "workspace" | "action" | "detail">;

/** Notes a deed; it is done by then, so it must not throw. */
export type NoteDeed = (deed: MapDeed) => void;

/**
 * Notes deeds that are done already. What the audit log cannot take now stands in the server's own log: nobody is to be told
 * that what was done was not.
 */
export function noteAfterwards(
  store: Pick<PeopleStore, "transaction" | "appendAudit">,
  now: () => number,
  logger: Log,
): NoteDeed {
  return (deed) => {
    try {
      store.transaction(() => store.appendAudit({ ...deed, at: new Date(now()).toISOString() }));
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      logger.error({ deed, err: error }, "a deed is missing in the audit log");
    }
  };
}

// In a talk people speak for themselves: they say things under their own name, and change no words but their own. Only
// where people have accounts, since elsewhere nobody can show who they are. Rule TLK-2.
import { readKey } from "../../schema/document.ts";
import type { ClientIds } from "./client-ids.ts";
import { invalid, shorten } from "./guard.ts";
import { toPlace } from "./checked-update.ts";
import type { KnownState } from "./known-state.ts";
import type { RoomRules } from "./room-rules.ts";

/** Somebody with an account who writes into a talk. */
export interface Speaker {
  readonly personId: string;
  readonly name: string;
  readonly clientIds: Pick<ClientIds, "personOf">;
}

/** What anybody may do to what somebody else said. */
const anybodys: ReadonlySet<string> = new Set(["resolved", "$del"]);

/** The rules of a talk for one speaker. */
export function rulesForSpeaker(rules: RoomRules, speaker: Speaker, known: KnownState): RoomRules {
  return {
    ...rules,
    fits(root, key, value) {
      if (!rules.fits(root, key, value)) return false;
      const { id = "", field } = readKey(key) ?? {};
      if (field !== undefined && anybodys.has(field)) return true;
      refuseForeignWords(toPlace(root, id), key, speaker, known);
      const by = field === undefined ? (value as { readonly by?: unknown }).by : value;
      if ((field === undefined || field === "by") && by !== speaker.name)
        throw invalid(`"${shorten(key)}" is said by ${shorten(speaker.name)}, and names somebody else`, key);
      return true;
    },
  };
}

/** Words are of the person under whose client id they were said. Of before there were accounts, they are nobody's. */
function refuseForeignWords(place: string, key: string, speaker: Speaker, known: KnownState): void {
  const said = known.lastOf(place);
  if (said === undefined || speaker.clientIds.personOf(said.client) === speaker.personId) return;
  throw invalid(`"${shorten(key)}" was said by somebody else, and only they may change their words`, key);
}

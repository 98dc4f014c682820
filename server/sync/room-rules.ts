// What may stand in each kind of room but that of texts: its roots, and the values under their keys. The grammar of keys
// is one for all.
import {
  conflictRoot,
  graphRoots,
  isSettlingKey,
  isStorable,
  layoutRoot,
  scenarioRoots,
  talkRoots,
  viewRoot,
  type GraphRoot,
  type TalkRoot,
} from "../../schema/document.ts";
import type { RoomPart } from "../../schema/protocol.ts";
import { isScenarioValue } from "../../schema/rooms/scenario-records.ts";
import { isServerSetting } from "../../schema/schema-version.ts";
import { isTalkValue } from "../../schema/rooms/talk-records.ts";

/** The rules of one kind of room. */
export interface RoomRules {
  readonly roots: readonly string[];
  /** Whether a value may stand at a key, which is one of the root's. */
  fits(root: string, key: string, value: unknown): boolean;
  /** Whether only the server writes a key. */
  isReserved(root: string, key: string): boolean;
}

const nothing = () => false;

/** Who sent an update: somebody over a socket, or this server, which made it itself. */
export type Writer = "client" | "server";

/** The rules that somebody's updates to a kind of room are held to. */
export function rulesFor(part: Exclude<RoomPart, "text">, writer: Writer): RoomRules {
  return writer === "server" ? { ...roomRules[part], isReserved: nothing } : roomRules[part];
}

/** What people and their programs may write. Rules ROM-2, CON-5 and VER-4. */
const roomRules: Readonly<Record<Exclude<RoomPart, "text">, RoomRules>> = {
  graph: {
    roots: [...graphRoots, conflictRoot],
    fits: (_root, _key, value) => isStorable(value),
    isReserved: (root, key) => isServerSetting(root, key) || (root === conflictRoot && !isSettlingKey(key)),
  },
  view: {
    roots: [viewRoot, layoutRoot],
    fits: (root, _key, value) => (root === viewRoot ? isPosition(value) : isStorable(value)),
    isReserved: nothing,
  },
  talk: {
    roots: talkRoots,
    fits: (root, key, value) => isTalkValue(root as TalkRoot, key, value),
    isReserved: nothing,
  },
  scenario: {
    roots: scenarioRoots,
    fits: (root, key, value) => isScenarioValue(root as GraphRoot, key, value),
    isReserved: isServerSetting,
  },
};

/** What this server may write itself, on no socket's behalf. The values it notes have passed the rules before. */
export const notingRules: RoomRules = { roots: [conflictRoot], fits: () => true, isReserved: nothing };

/** Where a node was put, or null where it was let go. */
function isPosition(value: unknown): boolean {
  if (value === null) return true;
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isSafeInteger(part));
}

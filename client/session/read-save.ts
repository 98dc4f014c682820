// One word for where somebody's edits are, from all that their rooms know. The worst news is told.
import type { ClientRoom } from "./room.ts";
import type { SaveState } from "./session-state.ts";

type Saving = Pick<ClientRoom, "link" | "hasSynced" | "unsavedCount" | "hasSavedWork">;

/**
 * Reads how saving goes.
 *
 * @param isOnline Whether the browser has a network at all.
 */
export function readSave(rooms: readonly Saving[], isOnline: boolean): SaveState {
  const count = rooms.reduce((sum, room) => sum + room.unsavedCount, 0);
  const has = (check: (link: Saving["link"]) => boolean) => rooms.some(({ link }) => check(link));
  const ended = rooms.map(({ link }) => link.connection).find(({ kind }) => kind === "ended");
  if (ended?.kind === "ended") return { ...ended, count };
  if (has(({ service }) => service === "draining")) return { kind: "restarting", count };
  if (!isOnline || has(({ connection }) => connection.kind === "offline")) return { kind: "offline", count };
  if (rooms.some((room) => !room.hasSynced)) return { kind: "connecting" };
  if (has(({ rights }) => rights?.edit === false)) return { kind: "read-only" };
  if (has(({ service }) => service !== "ok")) return { kind: "degraded", count };
  return readProgress(rooms, count);
}

function readProgress(rooms: readonly Saving[], count: number): SaveState {
  if (count > 0) return { kind: "saving", count };
  // With nothing of one's own on the way, what is waited for is what the server has to say.
  return rooms.every((room) => room.hasSavedWork) ? { kind: "saved" } : { kind: "connecting" };
}

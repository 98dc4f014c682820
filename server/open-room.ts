// Opens rooms by what somebody called them.
import { EntenteError } from "../schema/errors.ts";
import { isWorkspaceName, readRoom } from "../schema/protocol.ts";
import type { Lease, Rooms } from "./sync/rooms.ts";

/** @throws EntenteError `workspace-unknown` when the text names no room, or a room of no workspace */
export async function openRoom(rooms: Rooms, text: string): Promise<Lease> {
  const name = readRoom(text);
  if (!name) throw unknown(text);
  return rooms.open(name);
}

/**
 * Opens a workspace's own room. Other rooms of a workspace are named alike, but hold no graph.
 *
 * @throws EntenteError `workspace-unknown`
 */
export async function openGraph(rooms: Rooms, workspace: string): Promise<Lease> {
  if (!isWorkspaceName(workspace)) throw unknown(workspace);
  return openRoom(rooms, workspace);
}

function unknown(text: string): EntenteError {
  return new EntenteError("workspace-unknown", { detail: text.slice(0, 80) });
}

// Opens rooms by what somebody called them.
import { EntenteError } from "../schema/errors.ts";
import { isWorkspaceName, readRoom, scenarioRoom } from "../schema/protocol.ts";
import type { UpdateLog } from "./storage/update-log.ts";
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

/**
 * Opens a scenario, which is there as soon as somebody has written to it.
 *
 * @throws EntenteError `workspace-unknown`, `scenario-unknown`
 */
export async function openScenario(
  { rooms, log }: { readonly rooms: Rooms; readonly log: UpdateLog },
  workspace: string,
  id: string,
): Promise<Lease> {
  const name = readRoom(scenarioRoom(workspace, id));
  // Asked of the log first: whoever asks for scenarios that do not exist costs one look-up, not a room.
  const head = name && (await log.readHead(name.name));
  if (!name || !head) throw new EntenteError("scenario-unknown", { detail: id.slice(0, 80) });
  return rooms.open(name);
}

function unknown(text: string): EntenteError {
  return new EntenteError("workspace-unknown", { detail: text.slice(0, 80) });
}

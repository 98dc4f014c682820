// What people in a room see of each other while they work: names, cursors, selections, drags. It travels by
// awareness and never into a document. Everything from others is untrusted and read field by field.
import type { Awareness } from "y-protocols/awareness";

import { isId, type EntityId, type RecordId } from "../../schema/ids.ts";
import type { PresenceChange } from "../app/events.ts";
import { toProfile } from "./profile.ts";
import type { Peer, Profile } from "./session-state.ts";

const selectionShownMax = 50;

/** Everybody else in the room, in the order of their client ids. */
export function readPeers(awareness: Awareness): readonly Peer[] {
  return [...awareness.getStates()]
    .filter(([clientId]) => clientId !== awareness.clientID)
    .toSorted(([a], [b]) => a - b)
    .map(([clientId, state]) => toPeer(clientId, state));
}

/** Tells the others who this is, keeping what else they know. */
export function showProfile(awareness: Awareness, { name, color }: Profile): void {
  awareness.setLocalStateField("user", { name, color });
}

/** Tells the others what is selected here. */
export function showSelection(awareness: Awareness, ids: readonly RecordId[]): void {
  awareness.setLocalStateField("selection", ids.slice(0, selectionShownMax));
}

/** Tells the others where the pointer is and what is being dragged. */
export function showPresence(awareness: Awareness, change: PresenceChange): void {
  const state = awareness.getLocalState();
  if (state) awareness.setLocalState({ ...state, ...change });
}

function toPeer(clientId: number, state: Readonly<Record<string, unknown>>): Peer {
  const user = isObject(state["user"]) ? state["user"] : {};
  return {
    clientId,
    ...toProfile(user["name"], user["color"]),
    selection: readIds(state["selection"]),
    cursor: readPlace(state["cursor"]),
    drag: readDrag(state["drag"]),
  };
}

function readDrag(value: unknown): Peer["drag"] {
  const by = isObject(value) ? readPlace(value["by"]) : null;
  return isObject(value) && by ? { ids: readIds(value["ids"]) as EntityId[], by } : null;
}

function readPlace(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [x, y] = value as unknown[];
  return Number.isFinite(x) && Number.isFinite(y) ? [Number(x), Number(y)] : null;
}

function readIds(value: unknown): readonly RecordId[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, selectionShownMax).filter((id): id is RecordId => typeof id === "string" && isId(id));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

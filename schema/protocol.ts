// Names and numbers that server, clients and stock y-websocket clients share.

/** Message types of the y-websocket protocol, and our own last: first varuint of every frame. */
export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, extension: 100 } as const;
/** Second varuint of an auth message. */
export const authTypes = { permissionDenied: 0 } as const;
/** Second varuint of a sync message. */
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const;

const namePattern = "[a-z][a-z0-9-]{0,39}";
const workspacePattern = new RegExp(`^${namePattern}$`);
const roomPattern = new RegExp(
  `^(?<workspace>${namePattern})(?:/(?:(?<single>talk|text)|(?<many>view|scenario)/${namePattern}))?$`,
);

/** Kinds of rooms. A workspace has one graph, one talk and one text, and as many views and scenarios as people make. */
export const roomParts = ["graph", "view", "talk", "text", "scenario"] as const;
export type RoomPart = (typeof roomParts)[number];

/** A synced document. A workspace's own room, the graph, is named by the workspace alone. */
export interface Room {
  readonly name: string;
  readonly workspace: string;
  readonly part: RoomPart;
}

/** Whether a text can name a workspace: a letter, then at most 39 letters, digits or hyphens, in lower case. */
export function isWorkspaceName(text: string): boolean {
  return workspacePattern.test(text);
}

/** The room a path names, or undefined. `cptpp` is the graph, `cptpp/view/main` the places of its nodes. Rule ROM-1. */
export function readRoom(name: string): Room | undefined {
  const groups = roomPattern.exec(name)?.groups;
  const workspace = groups?.["workspace"];
  if (!workspace) return undefined;
  return { name, workspace, part: (groups["single"] ?? groups["many"] ?? "graph") as RoomPart };
}

/** The view every workspace has. */
export function mainViewRoom(workspace: string): string {
  return `${workspace}/view/main`;
}

/** Where a workspace's people talk about its records and places. */
export function talkRoom(workspace: string): string {
  return `${workspace}/talk`;
}

/** Where one scenario's changes stand. */
export function scenarioRoom(workspace: string, id: string): string {
  return `${workspace}/scenario/${id}`;
}

/** Where a workspace's long texts are written, one for each record that has one. */
export function textRoom(workspace: string): string {
  return `${workspace}/text`;
}

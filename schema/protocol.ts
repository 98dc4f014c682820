// Names and numbers that server, clients and stock y-websocket clients share.

/** Message types of the y-websocket protocol: first varuint of every frame. */
export const messageTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3 } as const;
/** Second varuint of a sync message. */
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const;

const workspacePattern = "[a-z][a-z0-9-]{0,39}";
const roomPattern = new RegExp(`^(${workspacePattern})(?:/(view)/([a-z][a-z0-9-]{0,39}))?$`);

/** A synced document. A workspace's own room has no part; more kinds of parts come with the features. */
export interface Room {
  readonly name: string;
  readonly workspace: string;
  readonly part: "graph" | "view";
}

/** Whether a text can name a workspace: a letter, then at most 39 letters, digits or hyphens, in lower case. */
export function isWorkspaceName(text: string): boolean {
  return new RegExp(`^${workspacePattern}$`).test(text);
}

/** The room a path names, or undefined. `cptpp` is the graph, `cptpp/view/main` the places of its nodes. */
export function readRoom(name: string): Room | undefined {
  const match = roomPattern.exec(name);
  const workspace = match?.[1];
  if (!workspace) return undefined;
  return { name, workspace, part: match[2] === "view" ? "view" : "graph" };
}

/** The view every workspace has. */
export function mainViewRoom(workspace: string): string {
  return `${workspace}/view/main`;
}

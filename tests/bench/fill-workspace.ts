// A workspace on a running server with the records of a graph.
import type { Graph } from "../../schema/graph.ts";
import { snapshotText, toSnapshot } from "../../schema/snapshot.ts";

/** Adds a workspace and imports a graph into it. */
export async function fillWorkspace(url: string, name: string, graph: Graph): Promise<void> {
  const headers = { "content-type": "application/json" };
  await fetch(`${url}/api/workspaces`, { method: "POST", headers, body: JSON.stringify({ name }) });
  const origin = {
    workspace: name,
    id: name,
    createdAt: "2026-01-02T03:04:05.000Z",
    generation: "",
    head: 0,
  };
  const body = snapshotText(toSnapshot(graph, origin));
  const answer = await fetch(`${url}/api/workspaces/${name}/import`, { method: "POST", body });
  if (!answer.ok) throw new Error(await answer.text());
}

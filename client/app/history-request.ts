// Asks the server what became of a record. Only the server has the log.
import * as v from "valibot";

import type { RecordId } from "../../schema/ids.ts";
import type { HistoryAnswer, HistoryLoader } from "../panels/history-words.ts";
import { readProblem } from "./server-problem.ts";

const historySchema = v.array(
  v.object({
    seq: v.number(),
    at: v.string(),
    origin: v.string(),
    by: v.nullish(v.string(), null),
    record: v.string(),
    field: v.nullish(v.string(), null),
    after: v.optional(v.unknown(), null),
  }),
);

const loaders = new Map<string, HistoryLoader>();

/** The loader for one workspace, the same each time it is asked for. */
export function historyLoader(workspace: string): HistoryLoader {
  const loader = loaders.get(workspace) ?? ((record: RecordId) => requestHistory(workspace, record));
  loaders.set(workspace, loader);
  return loader;
}

/** Never throws: not reaching the server is an answer like any other. */
async function requestHistory(workspace: string, record: RecordId): Promise<HistoryAnswer> {
  try {
    const address = `/api/workspaces/${workspace}/history?record=${encodeURIComponent(record)}`;
    const answer = await fetch(address);
    if (!answer.ok) return { kind: "problem", message: await readProblem(answer) };
    const changes = v.safeParse(historySchema, await answer.json());
    return changes.success
      ? { kind: "changes", changes: changes.output }
      : { kind: "problem", message: notUnderstood };
  } catch {
    // Whatever else could be wrong with a request that gets no answer, trying again is what there is to do.
    return { kind: "offline" };
  }
}

const notUnderstood =
  "The server's answer was not understood. Reload the page, which may be older than the server.";

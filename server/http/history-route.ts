// What became of a record, read back from the log.
import type { FastifyInstance } from "fastify";

import type { Workspaces } from "../workspaces.ts";
import { historyQuery, historySchema, workspaceParams } from "./schemas.ts";
import { failures, type InWorkspace } from "./workspace-routes.ts";

/** The route `/api/workspaces/:workspace/history`. */
export function addHistoryRoute(app: FastifyInstance, workspaces: Workspaces): void {
  app.get<InWorkspace & { Querystring: { record: string } }>(
    "/api/workspaces/:workspace/history",
    {
      config: { access: "read", isReplay: true },
      schema: {
        summary: "What became of a record",
        params: workspaceParams,
        querystring: historyQuery,
        response: { 200: historySchema, ...failures },
      },
    },
    ({ params, query }) => workspaces.history(params.workspace, query.record),
  );
}

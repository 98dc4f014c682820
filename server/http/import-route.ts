// Takes a snapshot file. It is read whole and checked whole before anything is written.
import type { FastifyInstance } from "fastify";

import { parseSnapshot } from "../../schema/parse-snapshot.ts";
import type { Limits } from "../limits.ts";
import type { Workspaces } from "../workspaces.ts";
import { importQuery, importReportSchema, workspaceParams } from "./schemas.ts";
import { failures, isSet } from "./workspace-routes.ts";

interface ImportRequest {
  Params: { workspace: string };
  Querystring: { dryRun?: string; ownKinds?: string };
  Body: string;
}

/** The import route, in a scope of its own because its body is text whatever it says it is. */
export async function addImportRoute(
  app: FastifyInstance,
  workspaces: Workspaces,
  limits: Limits,
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    // As text, so that a file that is no JSON gets an answer about the file, with its place.
    scope.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    scope.post<ImportRequest>(
      "/api/workspaces/:workspace/import",
      {
        bodyLimit: limits.importBytesMax,
        schema: {
          summary: "Import a snapshot file, whole or not at all",
          params: workspaceParams,
          querystring: importQuery,
          response: { 200: importReportSchema, ...failures },
        },
      },
      async ({ params, query, body }) => {
        const file = parseSnapshot(body ?? "", { allowOwnKinds: isSet(query.ownKinds) });
        return workspaces.import(params.workspace, file, { dryRun: isSet(query.dryRun) });
      },
    );
  });
}

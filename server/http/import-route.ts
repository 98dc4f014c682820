// Takes a snapshot file, which is read whole and checked whole before anything is written; and takes it back.
import type { IncomingMessage } from "node:http";

import type { FastifyInstance, FastifyRequest } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import { parseSnapshot } from "../../schema/parse-snapshot.ts";
import { nameOf } from "../auth/identity.ts";
import type { Limits } from "../limits.ts";
import type { Workspaces } from "../workspaces.ts";
import {
  importParams,
  importQuery,
  importReportSchema,
  importsSchema,
  reversalReportSchema,
} from "./import-schemas.ts";
import { byQuery, workspaceParams } from "./schemas.ts";
import { failures, isSet } from "./workspace-routes.ts";

interface ImportRequest {
  Params: { workspace: string };
  Querystring: { dryRun?: string; ownKinds?: string; name?: string; by?: string };
  Body: string;
}

interface ReversalRequest {
  Params: { workspace: string; batch: string };
  Querystring: { by?: string };
}

/** The list of imports, and their undo. */
export function addImportsRoutes(app: FastifyInstance, workspaces: Workspaces): void {
  app.get<{ Params: { workspace: string } }>(
    "/api/workspaces/:workspace/imports",
    {
      config: { access: "read" },
      schema: {
        summary: "All imports, newest first",
        params: workspaceParams,
        response: { 200: importsSchema, ...failures },
      },
    },
    ({ params }) => workspaces.imports(params.workspace),
  );
  const ways = [
    ["undo", "Undo an import: what it added goes to the bin, what it changed is put back"],
    ["bring-back", "Bring an undone import back"],
  ] as const;
  for (const [kind, summary] of ways) {
    app.post<ReversalRequest>(
      `/api/workspaces/:workspace/imports/:batch/${kind}`,
      {
        config: { access: "edit" },
        schema: {
          summary,
          params: importParams,
          querystring: byQuery,
          response: { 200: reversalReportSchema, ...failures },
        },
      },
      ({ params, query, identity }) => {
        const by = nameOf(identity) ?? (query.by || undefined);
        return workspaces.reverseImport(params.workspace, params.batch, { kind, by });
      },
    );
  }
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
    scope.addContentTypeParser("*", async (_request: FastifyRequest, body: IncomingMessage) =>
      readText(body, limits),
    );
    scope.post<ImportRequest>(
      "/api/workspaces/:workspace/import",
      {
        config: { access: "edit" },
        schema: {
          summary: "Import a snapshot file, whole or not at all",
          params: workspaceParams,
          querystring: importQuery,
          response: { 200: importReportSchema, ...failures },
        },
      },
      async ({ params, query, body, identity }) => {
        const file = parseSnapshot(body ?? "", { allowOwnKinds: isSet(query.ownKinds) });
        const batch = { name: query.name || "a file", by: nameOf(identity) ?? (query.by || undefined) };
        return workspaces.import(params.workspace, file, { dryRun: isSet(query.dryRun), batch });
      },
    );
  });
}

/**
 * Reads a body as text. One that is too large is read on, within a bound, and thrown away: a client that is still
 * sending when the connection closes would never see the answer.
 *
 * @throws EntenteError `too-large`
 */
async function readText(body: AsyncIterable<Buffer>, limits: Limits): Promise<string> {
  const { importBytesMax, importBytesReadMax } = limits;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > importBytesReadMax) break;
    if (size > importBytesMax) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (size > importBytesMax) {
    throw new EntenteError("too-large", { detail: `at most ${importBytesMax} bytes` });
  }
  return Buffer.concat(chunks).toString("utf8");
}

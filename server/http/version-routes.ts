// The versions of a workspace, and going back to one.
import type { FastifyInstance, FastifyRequest } from "fastify";

import { actorOf } from "../auth/desk.ts";
import { nameOf } from "../auth/identity.ts";
import type { NoteDeed } from "../auth/note-afterwards.ts";
import type { Version } from "../storage/version-store.ts";
import type { Restores } from "../versions/restores.ts";
import type { Versions } from "../versions/versions.ts";
import { byQuery, nothingSchema, workspaceParams } from "./schemas.ts";
import {
  previewSchema,
  restoreBody,
  restoreSchema,
  versionBody,
  versionParams,
  versionSchema,
  versionsQuery,
  versionsSchema,
} from "./version-schemas.ts";
import { failures, type InWorkspace } from "./workspace-routes.ts";

interface OfVersion {
  Params: { workspace: string; version: number };
}
interface By {
  Querystring: { by?: string };
}
interface Words {
  Body: { name: string; note?: string };
}

interface VersionRouteParts {
  readonly versions: Versions;
  readonly restores: Restores;
  /** Undefined where nobody has an account. */
  readonly note: NoteDeed | undefined;
}

const all = "/api/workspaces/:workspace/versions";
const one = `${all}/:version`;
const listedAtOnce = 50;

/** Routes under `/api/workspaces/:workspace/versions`. */
export function addVersionRoutes(app: FastifyInstance, parts: VersionRouteParts): void {
  addNamingRoutes(app, parts);
  addRenamingRoutes(app, parts);
  addRestoreRoutes(app, parts);
}

function addNamingRoutes(app: FastifyInstance, { versions }: VersionRouteParts): void {
  app.get<InWorkspace & { Querystring: { before?: number; limit?: number } }>(
    all,
    {
      config: { access: "read" },
      schema: {
        summary: "Versions, newest first",
        params: workspaceParams,
        querystring: versionsQuery,
        response: { 200: versionsSchema, ...failures },
      },
    },
    async ({ params, query }) => {
      const page = await versions.list(params.workspace, query.limit ?? listedAtOnce, query.before);
      return { versions: page.versions.map(toJson), more: page.more };
    },
  );

  app.post<InWorkspace & Words & By>(
    all,
    {
      config: { access: "edit" },
      schema: {
        summary: "Name what is there now",
        params: workspaceParams,
        querystring: byQuery,
        body: versionBody,
        response: { 201: versionSchema, ...failures },
      },
    },
    async (request, reply) => {
      const added = await versions.add(request.params.workspace, { ...request.body, by: whoOf(request) });
      return reply.code(201).send(toJson(added));
    },
  );
}

function addRenamingRoutes(app: FastifyInstance, { versions }: VersionRouteParts): void {
  app.put<OfVersion & Words>(
    one,
    {
      config: { access: "edit" },
      schema: {
        summary: "Give a version another name; one that was made by itself is kept for good then",
        params: versionParams,
        body: versionBody,
        response: { 200: versionSchema, ...failures },
      },
    },
    async ({ params, body }) => toJson(await versions.rename(params.workspace, params.version, body)),
  );

  app.delete<OfVersion>(
    one,
    {
      config: { access: "edit" },
      schema: {
        summary: "Take a version's name away; the history stays",
        params: versionParams,
        response: { 204: nothingSchema, ...failures },
      },
    },
    async ({ params }, reply) => {
      await versions.remove(params.workspace, params.version);
      return reply.code(204).send();
    },
  );
}

function addRestoreRoutes(app: FastifyInstance, { restores, note }: VersionRouteParts): void {
  app.get<OfVersion>(
    `${one}/changes`,
    {
      config: { access: "read", isReplay: true },
      schema: {
        summary: "What going back to a version would change now",
        params: versionParams,
        response: { 200: previewSchema, ...failures },
      },
    },
    ({ params }) => restores.preview(params.workspace, params.version),
  );

  app.post<OfVersion & By & { Body: { head?: number } | null }>(
    `${one}/restore`,
    {
      config: { access: "edit", isReplay: true },
      schema: {
        summary: "Go back to a version, by an edit like any other; what is there now is kept as a version",
        params: versionParams,
        querystring: byQuery,
        body: restoreBody,
        response: { 200: restoreSchema, ...failures },
      },
    },
    async (request) => {
      const { workspace, version: id } = request.params;
      const by = whoOf(request);
      const { before, version, counts, head } = await restores.restore(workspace, id, {
        by,
        head: request.body?.head,
      });
      if (!before) return { counts, head };
      const detail = { version: String(id), name: version.name, before: String(before.id) };
      note?.({ actor: actorOf(request.identity), workspace, action: "version-restored", detail });
      return { before: before.id, counts, head };
    },
  );
}

/** By their account; where nobody has one, as they say. */
function whoOf({ identity, query }: FastifyRequest<By>): string | undefined {
  return nameOf(identity) ?? (query.by || undefined);
}

function toJson({ id, name, note, by, at, seq, kind }: Version) {
  return { id, name, note, by: by ?? null, at, seq, kind };
}

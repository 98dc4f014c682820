// The workspace routes: thin covers of workspaces.ts.
import type { FastifyInstance } from "fastify";

import type { TimeFilter } from "../../schema/graph.ts";
import type { Access } from "../auth/access.ts";
import type { Founder } from "../auth/founder.ts";
import { toExport } from "../export.ts";
import type { Workspaces } from "../workspaces.ts";
import {
  decisionParams,
  decisionQuery,
  errorSchema,
  evaluationSchema,
  exportQuery,
  newWorkspaceBody,
  summarySchema,
  workspaceParams,
  workspaceSchema,
} from "./schemas.ts";

/** A route below a workspace. */
export interface InWorkspace {
  Params: { workspace: string };
}
interface TimeQuery {
  asOf?: string;
  knownBy?: string;
  recordedBy?: string;
}

interface WorkspaceRouteParts {
  readonly workspaces: Workspaces;
  readonly access: Access;
  /** Who may add workspaces, and becomes their owner. Without it, anybody may, and owns nothing. */
  readonly founder: Founder | undefined;
}

/** Failures of every route look alike. */
export const failures = { "4xx": errorSchema, "5xx": errorSchema } as const;

/** Whether a flag of a query is set: `?dryRun`, `?dryRun=1`, `?dryRun=true`. */
export function isSet(flag: string | undefined): boolean {
  return flag !== undefined && flag !== "0" && flag !== "false";
}

/** Dates of a query; `asOf=` with nothing after it is no date. */
function toFilter({ asOf, knownBy }: TimeQuery): TimeFilter {
  return { ...(asOf && { asOf }), ...(knownBy && { knownBy }) };
}

/** Routes under `/api/workspaces`, import excepted. */
export function addWorkspaceRoutes(
  app: FastifyInstance,
  { workspaces, access, founder }: WorkspaceRouteParts,
): void {
  app.get(
    "/api/workspaces",
    {
      config: { access: "anybody" },
      schema: {
        summary: "All workspaces that whoever asks may see",
        response: { 200: { type: "array", items: workspaceSchema }, ...failures },
      },
    },
    async ({ identity }) =>
      (await workspaces.list()).filter(({ name }) => access.standing(identity, name) !== undefined),
  );

  app.post<{ Body: { name: string; title?: string } }>(
    "/api/workspaces",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Add a workspace",
        body: newWorkspaceBody,
        response: { 201: workspaceSchema, ...failures },
      },
    },
    async ({ body, identity }, reply) => {
      const founded = founder?.begin(identity);
      const created = await workspaces.create(body.name, body.title);
      founded?.own(created.name);
      return reply.code(201).header("location", `/api/workspaces/${created.name}`).send(created);
    },
  );

  app.get<InWorkspace>(
    "/api/workspaces/:workspace",
    {
      config: { access: "look" },
      schema: {
        summary: "Counts and head",
        params: workspaceParams,
        response: { 200: summarySchema, ...failures },
      },
    },
    ({ params }) => workspaces.summary(params.workspace),
  );

  addReadingRoutes(app, workspaces);
}

function addReadingRoutes(app: FastifyInstance, workspaces: Workspaces): void {
  app.get<{
    Params: { workspace: string; decision: string };
    Querystring: TimeQuery & { background?: string; scenario?: string };
  }>(
    "/api/workspaces/:workspace/decisions/:decision",
    {
      config: { access: "look" },
      schema: {
        summary: "Who can stop a decision, as of a day",
        params: decisionParams,
        querystring: decisionQuery,
        response: { 200: evaluationSchema, ...failures },
      },
    },
    ({ params, query }) => {
      const filter = { ...toFilter(query), background: isSet(query.background) };
      const { recordedBy, scenario } = query;
      const map = { ...(recordedBy && { recordedBy }), ...(scenario && { scenario }) };
      return workspaces.evaluate(params.workspace, params.decision, filter, map);
    },
  );

  app.get<InWorkspace & { Querystring: TimeQuery & { format?: string; names?: string } }>(
    "/api/workspaces/:workspace/export",
    {
      config: { access: "look" },
      schema: {
        summary: "A file to keep",
        params: workspaceParams,
        querystring: exportQuery,
        response: failures,
      },
    },
    async ({ params, query }, reply) => {
      const file = await toExport(
        workspaces,
        params.workspace,
        query.format || "json",
        toFilter(query),
        query.names,
      );
      return reply
        .type(file.type)
        .header("content-disposition", `attachment; filename="${file.name}"`)
        .send(file.text);
    },
  );
}

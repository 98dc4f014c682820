// Invitations, tokens, shared links and sessions of a workspace, over HTTP.
import type { FastifyInstance, FastifyReply } from "fastify";

import type { Issued } from "../auth/desk.ts";
import type { ListedKind } from "../auth/grants.ts";
import type { Accounts } from "../auth/open-accounts.ts";
import type { GivenRole } from "../auth/roles.ts";
import { toGrantJson, toIssuedJson } from "./grant-json.ts";
import type { RouteAccess } from "./guard.ts";
import {
  grantsSchema,
  issuedSchema,
  newInvitationBody,
  newShareBody,
  newTokenBody,
  paramsWith,
} from "./people-schemas.ts";
import { nothingSchema, workspaceParams } from "./schemas.ts";
import { failures, type InWorkspace } from "./workspace-routes.ts";

interface OfGrant {
  Params: { workspace: string; grant: string };
}
interface Lasting {
  name?: string;
  days?: number;
}

const base = "/api/workspaces/:workspace";
const dayMs = 86_400_000;

/** How each kind is called in addresses, and who may see and make them; whoever is no owner sees their own. */
const kinds: Readonly<Record<ListedKind, { path: string; access: RouteAccess; what: string }>> = {
  invitation: { path: "invitations", access: "manage", what: "invitations that nobody has used yet" },
  token: { path: "tokens", access: "read", what: "tokens for programs: an owner sees all, others their own" },
  share: { path: "links", access: "manage", what: "shared links" },
};

/** Routes of whatever lets people and programs in. */
export function addGrantRoutes(app: FastifyInstance, accounts: Accounts): void {
  for (const kind of ["invitation", "token", "share"] as const) addListRoutes(app, accounts, kind);
  addMakingRoutes(app, accounts);
  addSessionRoutes(app, accounts);
}

function addListRoutes(app: FastifyInstance, accounts: Accounts, kind: ListedKind): void {
  const { path, access, what } = kinds[kind];
  app.get<InWorkspace>(
    `${base}/${path}`,
    {
      config: { access },
      schema: {
        summary: `All ${what}`,
        params: workspaceParams,
        response: { 200: grantsSchema, ...failures },
      },
    },
    async ({ params, identity }) =>
      accounts.grants.list(identity, params.workspace, kind).map((grant) => toGrantJson(accounts, grant)),
  );

  app.delete<OfGrant>(
    `${base}/${path}/:grant`,
    {
      config: { access },
      schema: {
        summary: "Revoke it: whoever came by it is out at once",
        params: paramsWith("grant"),
        response: { 204: nothingSchema, ...failures },
      },
    },
    async ({ params, identity }, reply) => {
      accounts.grants.revoke(identity, params.workspace, kind, params.grant);
      return reply.code(204).send();
    },
  );
}

function addMakingRoutes(app: FastifyInstance, accounts: Accounts): void {
  const response = { 201: issuedSchema, ...failures };
  const answer = (reply: FastifyReply, issued: Issued) =>
    reply.code(201).send(toIssuedJson(accounts, issued));

  app.post<InWorkspace & { Body: Lasting & { role: GivenRole } }>(
    `${base}/invitations`,
    {
      config: { access: "manage" },
      schema: {
        summary: "Invite somebody: a link that works once",
        params: workspaceParams,
        body: newInvitationBody,
        response,
      },
    },
    async ({ params, body, identity }, reply) => {
      const wish = { label: body.name ?? "Somebody", lastsMs: toMs(body) };
      return answer(reply, accounts.grants.invite(identity, params.workspace, body.role, wish));
    },
  );

  app.post<InWorkspace & { Body: Lasting & { name: string; role: GivenRole; person?: string } }>(
    `${base}/tokens`,
    {
      config: { access: "read" },
      schema: {
        summary: "Make a token by which a program works as you",
        params: workspaceParams,
        body: newTokenBody,
        response,
      },
    },
    async ({ params, body, identity }, reply) => {
      const { name: label, role, person } = body;
      const wish = { label, lastsMs: toMs(body), ...(person !== undefined && { personId: person }) };
      return answer(reply, accounts.grants.issueToken(identity, params.workspace, role, wish));
    },
  );

  app.post<InWorkspace & { Body: Lasting & { name: string } }>(
    `${base}/links`,
    {
      config: { access: "manage" },
      schema: {
        summary: "Share a link by which anybody looks at the map",
        params: workspaceParams,
        body: newShareBody,
        response,
      },
    },
    async ({ params, body, identity }, reply) => {
      const wish = { label: body.name, lastsMs: toMs(body) };
      return answer(reply, accounts.grants.share(identity, params.workspace, wish));
    },
  );
}

function addSessionRoutes(app: FastifyInstance, accounts: Accounts): void {
  app.get<InWorkspace>(
    `${base}/sessions`,
    {
      config: { access: "manage" },
      schema: {
        summary: "Browsers that are signed in, of people who are in no workspace that you do not own",
        params: workspaceParams,
        response: { 200: grantsSchema, ...failures },
      },
    },
    async ({ params, identity }) =>
      accounts.grants.sessionsIn(identity, params.workspace).map((session) => toGrantJson(accounts, session)),
  );

  app.delete<OfGrant>(
    `${base}/sessions/:grant`,
    {
      config: { access: "manage" },
      schema: {
        summary: "Sign a browser out",
        params: paramsWith("grant"),
        response: { 204: nothingSchema, ...failures },
      },
    },
    async ({ params, identity }, reply) => {
      accounts.grants.endSession(identity, params.workspace, params.grant);
      return reply.code(204).send();
    },
  );
}

function toMs({ days }: Lasting): number | undefined {
  return days === undefined ? undefined : days * dayMs;
}

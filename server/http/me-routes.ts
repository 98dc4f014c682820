// Who is asking, over HTTP: what the page needs to know before it shows anything.
import type { FastifyInstance, FastifyRequest } from "fastify";

import type { Accounts } from "../auth/open-accounts.ts";
import { personOf, type Identity } from "../auth/identity.ts";
import type { Role } from "../auth/roles.ts";
import { sampleWorkspace } from "../seeding.ts";
import type { Workspaces } from "../workspaces.ts";
import { toGrantJson, toIso } from "./grant-json.ts";
import { toEntryJson } from "./people-routes.ts";
import { auditQuery, auditSchema, grantsSchema, meSchema } from "./people-schemas.ts";
import { nothingSchema } from "./schemas.ts";
import { failures } from "./workspace-routes.ts";

interface Parts {
  /** Absent in local mode. */
  readonly accounts: Accounts | undefined;
  readonly workspaces: Workspaces;
}

/** Whoever asks, as `/api/me` says it. */
export interface Me {
  readonly access: "local" | "accounts";
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly signInBy: { readonly passkey: boolean; readonly oidc: string | null };
  readonly expiresAt: string | null;
  readonly workspaces: readonly { readonly name: string; readonly title: string; readonly role: Role }[];
}

/** The route `/api/me`, and, where there are accounts, those of one's own sessions. */
export function addMeRoutes(app: FastifyInstance, parts: Parts): void {
  app.get(
    "/api/me",
    {
      config: { access: "anybody" },
      schema: { summary: "Who is asking, and what they may", response: { 200: meSchema, ...failures } },
    },
    (request) => meOf(parts, request),
  );
  if (parts.accounts) addOwnSessionRoutes(app, parts.accounts);
}

/** What `/api/me` answers to a request. */
export async function meOf({ accounts, workspaces }: Parts, { identity }: FastifyRequest): Promise<Me> {
  const roleIn = (name: string) => (accounts ? accounts.access.standing(identity, name)?.role : "owner");
  const mine = (await workspaces.list()).flatMap(({ name, title }) => {
    const role = roleIn(name);
    return role ? [{ name, title, role }] : [];
  });
  const expiresAt = "expiresAt" in identity ? toIso(identity.expiresAt) : null;
  return {
    access: accounts ? "accounts" : "local",
    person: toPerson(identity),
    signInBy: { passkey: accounts !== undefined, oidc: accounts?.oidc?.name ?? null },
    expiresAt,
    workspaces: mine,
  };
}

/** Name of the workspace from which whoever asks begins: the sample, or their first where that is none of theirs. */
export async function homeOf(parts: Parts, request: FastifyRequest): Promise<string> {
  const names = (await meOf(parts, request)).workspaces.map(({ name }) => name);
  return names.includes(sampleWorkspace) ? sampleWorkspace : (names[0] ?? sampleWorkspace);
}

function toPerson(identity: Identity): Me["person"] {
  const id = personOf(identity);
  return id !== undefined && "name" in identity ? { id, name: identity.name } : null;
}

function addOwnSessionRoutes(app: FastifyInstance, accounts: Accounts): void {
  app.get<{ Querystring: { before?: number; limit?: number } }>(
    "/api/me/audit",
    {
      config: { access: "person" },
      schema: {
        summary: "What was done about your account: sign-ins, links, passkeys",
        querystring: auditQuery,
        response: { 200: auditSchema, ...failures },
      },
    },
    async ({ identity, query }) =>
      accounts.people
        .ownAudit(identity, query.before, query.limit)
        .map((entry) => toEntryJson(accounts, entry)),
  );

  app.get(
    "/api/me/sessions",
    {
      config: { access: "person" },
      schema: {
        summary: "Browsers in which you are signed in",
        response: { 200: grantsSchema, ...failures },
      },
    },
    async ({ identity }) => {
      const isThis = (id: string) => identity.kind === "session" && identity.grantId === id;
      const sessions = accounts.grants.ownSessions(identity);
      return sessions.map((session) => ({ ...toGrantJson(accounts, session), isThis: isThis(session.id) }));
    },
  );

  app.delete(
    "/api/me/sessions",
    {
      config: { access: "person" },
      schema: {
        summary: "Sign out everywhere else: all of them but the one that asks",
        response: { 204: nothingSchema, ...failures },
      },
    },
    async ({ identity }, reply) => {
      accounts.grants.endOtherSessions(identity);
      return reply.code(204).send();
    },
  );

  app.delete<{ Params: { grant: string } }>(
    "/api/me/sessions/:grant",
    {
      config: { access: "person" },
      schema: { summary: "Sign one of them out", response: { 204: nothingSchema, ...failures } },
    },
    async ({ params, identity }, reply) => {
      accounts.grants.endSession(identity, undefined, params.grant);
      return reply.code(204).send();
    },
  );
}

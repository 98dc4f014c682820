// Signing in and out, over HTTP. Secrets come in bodies, never in addresses.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import { sessionCookie, toCookie } from "../auth/credentials.ts";
import type { Issued } from "../auth/desk.ts";
import type { Failures } from "../auth/failures.ts";
import type { Accounts } from "../auth/open-accounts.ts";
import type { Comer } from "../auth/sign-in.ts";
import type { Limits } from "../limits.ts";
import type { Workspaces } from "../workspaces.ts";
import { toIso } from "./grant-json.ts";
import { meOf } from "./me-routes.ts";
import { invitationBody, invitationSchema, meSchema, secretBody, sharedSchema } from "./people-schemas.ts";
import { nothingSchema } from "./schemas.ts";
import { failures as failureSchemas } from "./workspace-routes.ts";

/** What the ways of signing in stand on. */
export interface SignInParts {
  readonly accounts: Accounts;
  readonly workspaces: Workspaces;
  readonly failures: Failures;
  readonly limits: Limits;
}

interface WithSecret {
  Body: { secret: string };
}

/** Ways in that need nothing but a link, and the way out. */
export function addSignInRoutes(app: FastifyInstance, parts: SignInParts): void {
  addLinkRoutes(app, parts);
  addInvitationRoutes(app, parts);

  app.post(
    "/api/sign-out",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Sign this browser out; whatever it keeps of the maps goes too",
        response: { 204: nothingSchema, ...failureSchemas },
      },
    },
    async ({ identity }, reply) => {
      parts.accounts.signIn.signOut(identity);
      void reply.header("set-cookie", toCookie(sessionCookie, "", 0));
      return reply.code(204).header("clear-site-data", '"cache", "cookies", "storage"').send();
    },
  );
}

function addLinkRoutes(app: FastifyInstance, { accounts, workspaces, failures }: SignInParts): void {
  app.post<WithSecret>(
    "/api/sign-in/link",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Sign in by a link that was made for you; it works once",
        body: secretBody,
        response: { 200: meSchema, ...failureSchemas },
      },
    },
    async (request, reply) => {
      const { session } = failures.try(request.address, () =>
        accounts.signIn.byLink(request.body.secret, toComer(request)),
      );
      return setSession(reply, accounts, session).send(await meOf({ accounts, workspaces }, request));
    },
  );

  app.post<WithSecret>(
    "/api/sign-in/share",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Look at a map by a shared link, signed in or not",
        body: secretBody,
        response: { 200: sharedSchema, ...failureSchemas },
      },
    },
    async (request, reply) => {
      // Each leaves a session behind, where there was none.
      if (request.identity.kind !== "session") failures.begin(request.address);
      const { workspace, session } = failures.try(request.address, () =>
        accounts.signIn.byShare(request.body.secret, toComer(request)),
      );
      if (session) setSession(reply, accounts, session);
      return { workspace };
    },
  );
}

function addInvitationRoutes(app: FastifyInstance, { accounts, workspaces, failures }: SignInParts): void {
  app.post<WithSecret>(
    "/api/sign-in/invitation/look",
    {
      config: { access: "anybody" },
      schema: {
        summary: "What an invitation is to, without using it",
        body: secretBody,
        response: { 200: invitationSchema, ...failureSchemas },
      },
    },
    async ({ body, address }) => {
      const invitation = failures.try(address, () => accounts.signIn.lookAtInvitation(body.secret));
      const { workspace, role, label, madeBy, expiresAt } = invitation;
      const found = (await workspaces.list()).find(({ name }) => name === workspace);
      if (!found) throw new EntenteError("sign-in-refused");
      const by = accounts.people.actorName(madeBy);
      return { workspace, title: found.title, role, name: label, by, expiresAt: toIso(expiresAt) };
    },
  );

  app.post<{ Body: { secret: string; name?: string } }>(
    "/api/sign-in/invitation",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Accept an invitation: as who is signed in, else as somebody new",
        body: invitationBody,
        response: { 200: meSchema, ...failureSchemas },
      },
    },
    async (request, reply) => {
      const { secret, name } = request.body;
      const signedIn = failures.try(request.address, () =>
        accounts.signIn.byInvitation(secret, toComer(request), name),
      );
      if (signedIn) setSession(reply, accounts, signedIn.session);
      return meOf({ accounts, workspaces }, request);
    },
  );
}

/** Whoever signs in, as their request shows them. */
export function toComer({ identity, headers }: FastifyRequest): Comer {
  return { identity, device: headers["user-agent"] ?? "" };
}

/** Gives the browser its session, and lets the rest of this request be by whoever it is of. */
export function setSession(
  reply: FastifyReply,
  { access }: Accounts,
  { grant, secret }: Issued,
): FastifyReply {
  reply.request.identity = access.identify({ session: secret, token: undefined });
  return reply.header("set-cookie", toCookie(sessionCookie, secret, (grant.expiresAt ?? 0) - grant.madeAt));
}

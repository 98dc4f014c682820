// Passkeys over HTTP: one's own, and signing in by one.
import type { FastifyInstance } from "fastify";

import { assert } from "../../schema/errors.ts";
import { isFailure } from "../auth/failures.ts";
import type { Identity, Session } from "../auth/identity.ts";
import type { Passkey } from "../auth/people-store.ts";
import { toIso } from "./grant-json.ts";
import { meOf } from "./me-routes.ts";
import {
  askedSchema,
  meSchema,
  newPasskeyBody,
  passkeyBody,
  passkeySchema,
  passkeysSchema,
} from "./people-schemas.ts";
import { nothingSchema } from "./schemas.ts";
import { setSession, toComer, type SignInParts } from "./sign-in-routes.ts";
import { failures as failureSchemas } from "./workspace-routes.ts";

interface Answer {
  attempt: string;
  response: object;
}

/** Routes of passkeys. */
export function addPasskeyRoutes(app: FastifyInstance, parts: SignInParts): void {
  addSignInByPasskey(app, parts);
  addAdding(app, parts);
  addOwn(app, parts);
}

function addSignInByPasskey(app: FastifyInstance, { accounts, workspaces, failures }: SignInParts): void {
  app.post(
    "/api/sign-in/passkey/options",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Begin to sign in by a passkey",
        response: { 200: askedSchema, ...failureSchemas },
      },
    },
    ({ address }) => {
      failures.begin(address);
      return accounts.passkeys.beginSignIn();
    },
  );

  app.post<{ Body: Answer }>(
    "/api/sign-in/passkey",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Sign in by what the passkey signed",
        body: passkeyBody,
        response: { 200: meSchema, ...failureSchemas },
      },
    },
    async (request, reply) => {
      const { attempt, response } = request.body;
      // Signatures are costly to check, so whoever failed often is not listened to.
      failures.refuseWhenMany(request.address);
      try {
        const { session } = await accounts.passkeys.finishSignIn(attempt, response, toComer(request));
        setSession(reply, accounts, session);
        return await meOf({ accounts, workspaces }, request);
      } catch (error) {
        if (isFailure(error)) failures.add(request.address);
        throw error;
      }
    },
  );
}

function addAdding(app: FastifyInstance, { accounts }: SignInParts): void {
  app.post(
    "/api/me/passkeys/options",
    {
      config: { access: "person" },
      schema: { summary: "Begin to add a passkey", response: { 200: askedSchema, ...failureSchemas } },
    },
    ({ identity }) => accounts.passkeys.beginAdding(toSession(identity)),
  );

  app.post<{ Body: Answer & { name: string } }>(
    "/api/me/passkeys",
    {
      config: { access: "person" },
      schema: {
        summary: "Add the passkey that the browser made",
        body: newPasskeyBody,
        response: { 201: passkeySchema, ...failureSchemas },
      },
    },
    async ({ body: { attempt, response, name }, identity }, reply) => {
      const passkey = await accounts.passkeys.finishAdding(toSession(identity), attempt, response, name);
      return reply.code(201).send(toPasskeyJson(passkey));
    },
  );
}

function addOwn(app: FastifyInstance, { accounts }: SignInParts): void {
  app.get(
    "/api/me/passkeys",
    {
      config: { access: "person" },
      schema: { summary: "Your passkeys", response: { 200: passkeysSchema, ...failureSchemas } },
    },
    async ({ identity }) => accounts.passkeys.list(toSession(identity)).map(toPasskeyJson),
  );

  app.delete<{ Params: { passkey: string } }>(
    "/api/me/passkeys/:passkey",
    {
      config: { access: "person" },
      schema: {
        summary: "Remove one of them",
        response: { 204: nothingSchema, ...failureSchemas },
      },
    },
    async ({ params, identity }, reply) => {
      accounts.passkeys.remove(toSession(identity), params.passkey);
      return reply.code(204).send();
    },
  );
}

function toSession(identity: Identity): Session {
  assert(identity.kind === "session", "these routes are for persons in browsers");
  return identity;
}

function toPasskeyJson({ id, label, madeAt, usedAt }: Passkey) {
  return { id, label, madeAt: toIso(madeAt), usedAt: toIso(usedAt) };
}

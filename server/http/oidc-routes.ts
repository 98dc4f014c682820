// Signing in by an account elsewhere, over HTTP.
import type { FastifyInstance } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import { attemptCookie, readCookie, toCookie } from "../auth/credentials.ts";
import { isFailure } from "../auth/failures.ts";
import { oidcReturnPath, type Oidc } from "../auth/oidc.ts";
import { signInPath } from "./grant-json.ts";
import { oidcBody, oidcSchema } from "./people-schemas.ts";
import { setSession, toComer, type SignInParts } from "./sign-in-routes.ts";
import { failures as failureSchemas } from "./workspace-routes.ts";

/** Routes of one service. */
export function addOidcRoutes(app: FastifyInstance, parts: SignInParts, oidc: Oidc): void {
  app.post<{ Body: { invitation?: string } }>(
    "/api/sign-in/oidc",
    {
      config: { access: "anybody" },
      schema: {
        summary: "Begin to sign in by an account elsewhere; open the address that is answered",
        description: "Whoever is signed in links the account elsewhere to their own.",
        body: oidcBody,
        response: { 200: oidcSchema, ...failureSchemas },
      },
    },
    async ({ body, identity, address }, reply) => {
      parts.failures.begin(address);
      const { url, attempt } = await oidc.begin(identity, body.invitation);
      const lastsMs = parts.limits.signInAttemptMs;
      return reply.header("set-cookie", toCookie(attemptCookie, attempt, lastsMs)).send({ url });
    },
  );

  app.get(
    oidcReturnPath,
    {
      config: { access: "anybody" },
      schema: {
        summary: "Where the service sends the browser back to",
        response: {
          302: { type: "null", description: "To the map, or to the page that says what went wrong" },
        },
      },
    },
    async (request, reply) => {
      const { address, headers, url } = request;
      const query = url.split("?", 2)[1] ?? "";
      try {
        parts.failures.refuseWhenMany(address);
        const { session } = await oidc.finish(query, readCookie(headers, attemptCookie), toComer(request));
        void setSession(reply, parts.accounts, session);
        // The page knows where they were going before they had to sign in.
        return await reply.redirect(`${signInPath}#signed-in=elsewhere`);
      } catch (error) {
        if (!(error instanceof EntenteError)) throw error;
        if (isFailure(error)) parts.failures.add(address);
        return reply.redirect(`${signInPath}#refused=${error.code}`);
      }
    },
  );
}

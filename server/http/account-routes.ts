// All routes that there are only where people have accounts.
import type { FastifyInstance } from "fastify";

import { addGrantRoutes } from "./grant-routes.ts";
import { addOidcRoutes } from "./oidc-routes.ts";
import { addPasskeyRoutes } from "./passkey-routes.ts";
import { addPeopleRoutes } from "./people-routes.ts";
import { addSignInRoutes, type SignInParts } from "./sign-in-routes.ts";

/** Adds them. */
export function addAccountRoutes(app: FastifyInstance, parts: SignInParts): void {
  addPeopleRoutes(app, parts.accounts);
  addGrantRoutes(app, parts.accounts);
  addSignInRoutes(app, parts);
  addPasskeyRoutes(app, parts);
  if (parts.accounts.oidc) addOidcRoutes(app, parts, parts.accounts.oidc);
}

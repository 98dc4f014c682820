// Where the commands about people work: on a data folder, or on a running server.
import type { FastifyInstance } from "fastify";

import { assert, EntenteError } from "../../schema/errors.ts";
import { openAccounts } from "../auth/open-accounts.ts";
import { readConfig } from "../config.ts";
import { addGrantRoutes } from "../http/grant-routes.ts";
import { addPeopleRoutes, addWholeAuditRoute } from "../http/people-routes.ts";
import { defaultLimits } from "../limits.ts";
import { openDataFolder, type DataFolder } from "../storage/data-folder.ts";
import { createRoutesApp, openRoutes, type RouteTarget } from "./route-target.ts";
import { dataDirOf, type Place } from "./target.ts";

/**
 * Opens the place that the options name; without any, the data folder of the settings.
 *
 * @throws EntenteError `data-in-use`, `config-invalid`
 */
export async function openPeople(workspace: string, place: Place): Promise<RouteTarget> {
  const target = await openRoutes(workspace, place, () => {
    const folder = openDataFolder(dataDirOf(place));
    const app = createPeopleApp(folder);
    return { log: folder.log, app, [Symbol.asyncDispose]: async () => folder[Symbol.dispose]() };
  });
  return {
    // A server without accounts does not have these routes.
    ask: (...question) =>
      target.ask(...question).catch((error: unknown) => {
        const isWithout = error instanceof EntenteError && error.code === "route-unknown";
        throw isWithout ? new EntenteError("accounts-missing", { cause: error }) : error;
      }),
    [Symbol.asyncDispose]: () => target[Symbol.asyncDispose](),
  };
}

/** The routes of people, listening nowhere. Whoever has the data folder may do everything. */
function createPeopleApp(folder: DataFolder): FastifyInstance {
  const limits = defaultLimits;
  const accounts = openAccounts({ store: folder.people(), limits, now: Date.now, publicUrl: readPublicUrl });
  const app = createRoutesApp(limits);
  addPeopleRoutes(app, accounts);
  addGrantRoutes(app, accounts);
  addWholeAuditRoute(app, accounts);
  return app;
}

/** The address that links lead to, as the settings of the server say it. */
function readPublicUrl(): string {
  const config = readConfig({ ENTENTE_ACCESS: "accounts" });
  assert(config.access === "accounts", "settings are what was given");
  return config.publicUrl ?? `http://localhost:${config.port}`;
}

// Where the commands about people work: on a data folder, or on a running server. Both answer by the same routes, so that
// the two cannot differ.
import { fastify, type FastifyInstance, type InjectOptions } from "fastify";

import { assert, EntenteError } from "../../schema/errors.ts";
import { localAccess } from "../auth/access.ts";
import { addressReader } from "../auth/address.ts";
import { Failures } from "../auth/failures.ts";
import { openAccounts } from "../auth/open-accounts.ts";
import { readConfig } from "../config.ts";
import { answerErrors, failureAnswerer } from "../http/errors.ts";
import { addGrantRoutes } from "../http/grant-routes.ts";
import { guardRoutes } from "../http/guard.ts";
import { addPeopleRoutes, addWholeAuditRoute } from "../http/people-routes.ts";
import { defaultLimits } from "../limits.ts";
import { openLog } from "../log.ts";
import { Meters } from "../meters.ts";
import { openDataFolder, type DataFolder } from "../storage/data-folder.ts";
import { askServer, toError } from "./server-call.ts";
import { dataDirOf, type Place } from "./target.ts";

/** A place where people are. */
export interface PeopleTarget extends AsyncDisposable {
  /**
   * Asks below a workspace, or where an address begins with `/api/`; gives the answer, or null where there is none to give.
   *
   * @throws EntenteError as the server would answer
   */
  ask(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<unknown>;
}

/**
 * Opens the place that the options name; without any, the data folder of the settings.
 *
 * @throws EntenteError `data-in-use`, `config-invalid`
 */
export async function openPeople(workspace: string, place: Place): Promise<PeopleTarget> {
  const base = `/api/workspaces/${encodeURIComponent(workspace)}`;
  const { server, token } = place;
  if (server === undefined) return openFolder(base, workspace, place);
  return {
    async ask(method, path, body) {
      const question = { method, path: addressOf(base, path), ...toJson(body) };
      return fromJson(await askServer({ server, token }, question));
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function openFolder(base: string, workspace: string, place: Place): Promise<PeopleTarget> {
  const folder = openDataFolder(dataDirOf(place));
  try {
    if (!(await folder.log.readWorkspace(workspace)))
      throw new EntenteError("workspace-unknown", { detail: workspace.slice(0, 80) });
    const app = await createPeopleApp(folder);
    return {
      async ask(method, path, body) {
        const { headers = {}, body: payload } = toJson(body);
        const request: InjectOptions = { method, url: addressOf(base, path), headers };
        const answer = await app.inject({ ...request, ...(payload !== undefined && { payload }) });
        if (answer.statusCode >= 400) throw toError(answer.body, answer.statusCode);
        return fromJson(answer.body);
      },
      async [Symbol.asyncDispose]() {
        await app.close();
        folder[Symbol.dispose]();
      },
    };
  } catch (error) {
    folder[Symbol.dispose]();
    throw error;
  }
}

function addressOf(base: string, path: string): string {
  return path.startsWith("/api/") ? path : `${base}${path}`;
}

/** The routes of people, listening nowhere. Whoever has the data folder may do everything. */
async function createPeopleApp(folder: DataFolder): Promise<FastifyInstance> {
  const limits = defaultLimits;
  const readAddress = addressReader([]);
  assert(readAddress, "no proxies are all well-formed");
  const accounts = openAccounts({ store: folder.people(), limits, now: Date.now, publicUrl: readPublicUrl });
  const app = fastify({ ajv: { customOptions: { removeAdditional: false } } });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  answerErrors(app, failureAnswerer(openLog("warn"), new Meters()));
  guardRoutes(app, {
    access: localAccess,
    addressOf: readAddress,
    failures: new Failures(limits, () => performance.now()),
  });
  addPeopleRoutes(app, accounts);
  addGrantRoutes(app, accounts);
  addWholeAuditRoute(app, accounts);
  await app.ready();
  return app;
}

/** The address that links lead to, as the settings of the server say it. */
function readPublicUrl(): string {
  const config = readConfig({ ENTENTE_ACCESS: "accounts" });
  assert(config.access === "accounts", "settings are what was given");
  return config.publicUrl ?? `http://localhost:${config.port}`;
}

function toJson(body: object | undefined): { headers?: Record<string, string>; body?: string } {
  if (body === undefined) return {};
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function fromJson(text: string): unknown {
  return text === "" ? null : JSON.parse(text);
}

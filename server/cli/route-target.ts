// Where commands work that ask routes: on a data folder, or on a running server. Both answer by the same routes, so that
// the two cannot differ.
import { fastify, type FastifyInstance, type InjectOptions } from "fastify";

import { assert, EntenteError } from "../../schema/errors.ts";
import { localAccess } from "../auth/access.ts";
import { addressReader } from "../auth/address.ts";
import { Failures } from "../auth/failures.ts";
import { answerErrors, failureAnswerer } from "../http/errors.ts";
import { guardRoutes } from "../http/guard.ts";
import type { Limits } from "../limits.ts";
import { openLog } from "../log.ts";
import { Meters } from "../meters.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import { askServer, toError } from "./server-call.ts";
import type { Place } from "./target.ts";

/** A workspace's routes. */
export interface RouteTarget extends AsyncDisposable {
  /**
   * Asks below the workspace, or where an address begins with `/api/`; gives the answer, or null where there is none to give.
   *
   * @throws EntenteError as the server would answer
   */
  ask(method: Method, path: string, body?: object): Promise<unknown>;
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A data folder that is open, and the routes that work on it. */
interface OpenRoutes extends AsyncDisposable {
  readonly log: UpdateLog;
  readonly app: FastifyInstance;
}

/**
 * Opens the place that the options name; without any, the data folder of the settings.
 *
 * @param openFolder Opens that folder, where it is wanted.
 * @throws EntenteError `workspace-unknown`, `data-in-use`, `config-invalid`
 */
export async function openRoutes(
  workspace: string,
  { server, token }: Place,
  openFolder: () => OpenRoutes,
): Promise<RouteTarget> {
  const base = `/api/workspaces/${encodeURIComponent(workspace)}`;
  if (server === undefined) return openInside(base, workspace, openFolder());
  return {
    async ask(method, path, body) {
      const question = { method, path: addressBelow(base, path), ...toJson(body) };
      return fromJson(await askServer({ server, token }, question));
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** An application that listens nowhere. Whoever has the data folder may do everything. */
export function createRoutesApp(limits: Limits): FastifyInstance {
  const addressOf = addressReader([]);
  assert(addressOf, "no proxies are all well-formed");
  const app = fastify({ ajv: { customOptions: { removeAdditional: false } } });
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  answerErrors(app, failureAnswerer(openLog("warn"), new Meters()));
  const failures = new Failures(limits, () => performance.now());
  guardRoutes(app, { access: localAccess, addressOf, failures, limits });
  return app;
}

async function openInside(base: string, workspace: string, folder: OpenRoutes): Promise<RouteTarget> {
  const { app, log } = folder;
  try {
    if (!(await log.readWorkspace(workspace)))
      throw new EntenteError("workspace-unknown", { detail: workspace.slice(0, 80) });
    await app.ready();
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
  return {
    async ask(method, path, body) {
      const { headers = {}, body: payload } = toJson(body);
      const request: InjectOptions = { method, url: addressBelow(base, path), headers };
      const answer = await app.inject({ ...request, ...(payload !== undefined && { payload }) });
      if (answer.statusCode >= 400) throw toError(answer.body, answer.statusCode);
      return fromJson(answer.body);
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function addressBelow(base: string, path: string): string {
  return path.startsWith("/api/") ? path : `${base}${path}`;
}

function toJson(body: object | undefined): { headers?: Record<string, string>; body?: string } {
  if (body === undefined) return {};
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function fromJson(text: string): unknown {
  return text === "" ? null : JSON.parse(text);
}

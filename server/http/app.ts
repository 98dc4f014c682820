// Puts the routes together.
import swagger from "@fastify/swagger";
import { fastify, type FastifyInstance } from "fastify";

import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Trust } from "../trust.ts";
import type { Workspaces } from "../workspaces.ts";
import { serveClient } from "./client-files.ts";
import { answerErrors } from "./errors.ts";
import { refuseStrangers, setHeaders } from "./headers.ts";
import { addHealthRoutes, type Readiness } from "./health-routes.ts";
import { addHistoryRoute } from "./history-route.ts";
import { addImportRoute, addImportsRoutes } from "./import-route.ts";
import { addQuestionRoutes } from "./question-routes.ts";
import { addWorkspaceRoutes } from "./workspace-routes.ts";

interface AppParts {
  readonly workspaces: Workspaces;
  readonly limits: Limits;
  readonly logger: Log;
  readonly readiness: Readiness;
  /** Known only when the server listens, since it depends on the port. */
  readonly trust: () => Trust;
  /** Where the built client is. */
  readonly clientFolder: string;
}

/** The HTTP application, not listening yet. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { workspaces, limits, logger, readiness, trust, clientFolder } = parts;
  const app = fastify({
    bodyLimit: limits.requestBodyBytesMax,
    requestTimeout: limits.requestTimeoutMs,
    forceCloseConnections: true,
    // Some programs offer HTTP/2 with every request; they are answered as if they had not.
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === "websocket" },
    routerOptions: { ignoreDuplicateSlashes: true },
    // Unknown fields are refused, not silently dropped.
    ajv: { customOptions: { removeAdditional: false } },
  });
  app.server.headersTimeout = limits.headersTimeoutMs;
  // The schemas of answers are for their readers. What is sent is what was computed.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  answerErrors(app, logger);
  refuseStrangers(app, trust);
  await setHeaders(app);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Entente",
        version: "0.1.0",
        description: "Who stands how towards what, with a claim behind it.",
      },
    },
  });
  addHealthRoutes(app, readiness, logger);
  addWorkspaceRoutes(app, workspaces);
  addHistoryRoute(app, workspaces);
  addQuestionRoutes(app, workspaces);
  await addImportRoute(app, workspaces, limits);
  addImportsRoutes(app, workspaces);
  app.get("/api/openapi.json", { schema: { hide: true } }, () => app.swagger());
  await serveClient(app, clientFolder);
  return app;
}

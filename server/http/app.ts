// Puts the routes together.
import swagger from "@fastify/swagger";
import { fastify, type FastifyInstance } from "fastify";

import type { Access } from "../auth/access.ts";
import type { AddressOf } from "../auth/address.ts";
import type { Failures } from "../auth/failures.ts";
import type { NoteDeed } from "../auth/note-afterwards.ts";
import type { Accounts } from "../auth/open-accounts.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Meters } from "../meters.ts";
import type { Metrics } from "../metrics.ts";
import type { Trust } from "../trust.ts";
import type { Restores } from "../versions/restores.ts";
import type { Versions } from "../versions/versions.ts";
import type { Workspaces } from "../workspaces.ts";
import { addAccountRoutes } from "./account-routes.ts";
import { serveClient } from "./client-files.ts";
import { answerErrors, failureAnswerer } from "./errors.ts";
import { signInPath } from "./grant-json.ts";
import { guardRoutes } from "./guard.ts";
import { refuseStrangers, setHeaders } from "./headers.ts";
import { addHealthRoutes, type Readiness } from "./health-routes.ts";
import { addHistoryRoute } from "./history-route.ts";
import { addImportRoute, addImportsRoutes } from "./import-route.ts";
import { addMeRoutes, homeOf } from "./me-routes.ts";
import { addMetricsRoute } from "./metrics-route.ts";
import { addQuestionRoutes } from "./question-routes.ts";
import { addVersionRoutes } from "./version-routes.ts";
import { addWorkspaceRoutes } from "./workspace-routes.ts";

interface AppParts {
  readonly workspaces: Workspaces;
  readonly versions: Versions;
  readonly restores: Restores;
  readonly limits: Limits;
  readonly logger: Log;
  readonly readiness: Readiness;
  /** What it counts. */
  readonly meters: Meters;
  /** Everything that can be watched, known only when the server listens. */
  readonly metrics: () => Metrics;
  /** Known only when the server listens, since it depends on the port. */
  readonly trust: () => Trust;
  readonly access: Access;
  /** Absent in local mode. */
  readonly accounts: Accounts | undefined;
  /** Keeps in the audit log what was done to a map as a whole, where there are accounts. */
  readonly note: NoteDeed | undefined;
  readonly addressOf: AddressOf;
  readonly failures: Failures;
  /** By which a program reads the numbers, where there are accounts. */
  readonly metricsToken: string | undefined;
  /** People reach the server by https. */
  readonly isEncrypted: boolean;
  /** Where the built client is. */
  readonly clientFolder: string;
}

/** The HTTP application, not listening yet. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { workspaces, limits, logger, readiness, meters, trust, accounts, clientFolder } = parts;
  const answer = failureAnswerer(logger, meters);
  const app = fastify({
    frameworkErrors: (error, request, reply) => void answer(error, request, reply),
    bodyLimit: limits.requestBodyBytesMax,
    requestTimeout: limits.requestTimeoutMs,
    // Whoever stops reading an answer.
    connectionTimeout: limits.connectionIdleMs,
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
  answerErrors(app, answer);
  refuseStrangers(app, trust, parts.access.kind === "accounts");
  guardRoutes(app, parts);
  await setHeaders(app, parts.isEncrypted);
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
  addHealthRoutes(app, { readiness, logger, limits });
  addMetricsRoute(app, parts);
  addWorkspaceRoutes(app, { ...parts, founder: accounts?.founder });
  addHistoryRoute(app, workspaces);
  addQuestionRoutes(app, workspaces);
  await addImportRoute(app, workspaces, limits);
  addImportsRoutes(app, workspaces);
  addVersionRoutes(app, parts);
  addMeRoutes(app, parts);
  if (accounts) addAccountRoutes(app, { ...parts, accounts });
  const description = { config: { access: "anybody" }, schema: { hide: true } } as const;
  app.get("/api/openapi.json", description, () => app.swagger());
  await serveClient(app, {
    folder: clientFolder,
    ownPaths: accounts ? [signInPath] : [],
    homeOf: (request) => homeOf(parts, request),
  });
  return app;
}

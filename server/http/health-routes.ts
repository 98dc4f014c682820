// For whoever watches the server: is the process alive, and can it do its work?
import type { FastifyInstance } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import type { Log } from "../log.ts";
import { policyReportPath } from "./headers.ts";

/** Why the server cannot do its work now, or undefined. */
export type Readiness = () => EntenteError | undefined;

/** `/healthz`, `/readyz`, and where browsers report what the content policy stopped. */
export function addHealthRoutes(app: FastifyInstance, readiness: Readiness, logger: Log): void {
  app.get("/healthz", { schema: { summary: "The process answers" } }, () => ({ status: "ok" }));

  app.get("/readyz", { schema: { summary: "It can read and write" } }, (_request, reply) => {
    const problem = readiness();
    if (problem) throw problem;
    return reply.send({ status: "ready" });
  });

  app.addContentTypeParser("application/reports+json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Body: unknown }>(
    policyReportPath,
    { config: { access: "anybody" }, schema: { summary: "Reports of browsers about the content policy" } },
    ({ body }, reply) => {
      logger.warn({ report: String(body).slice(0, 2000) }, "content policy report");
      return reply.code(204).send();
    },
  );
}

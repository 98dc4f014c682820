// For whoever watches the server: is the process alive, and can it do its work?
import type { FastifyInstance } from "fastify";

import type { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { PerMinute } from "../per-minute.ts";
import { policyReportPath } from "./headers.ts";

/** What the server needs to do its work, each with why it lacks it now, or undefined. */
export type Readiness = () => Readonly<Record<"running" | "disk" | "queue", EntenteError | undefined>>;

interface Parts {
  readonly readiness: Readiness;
  readonly logger: Log;
  readonly limits: Limits;
}

/** `/healthz`, `/readyz`, and where browsers report what the content policy stopped. */
export function addHealthRoutes(app: FastifyInstance, { readiness, logger, limits }: Parts): void {
  // Some who watch send a token of theirs everywhere, which says nothing of whether we are well.
  const config = { access: "anybody", isForWatchers: true } as const;
  app.get("/healthz", { config, schema: { summary: "The process answers" } }, () => ({ status: "ok" }));

  app.get("/readyz", { config, schema: { summary: "It can read and write" } }, (_request, reply) => {
    const found = Object.entries(readiness());
    const checks = Object.fromEntries(found.map(([name, problem]) => [name, problem?.code ?? "ok"]));
    const [problem] = found.flatMap(([, each]) => each ?? []);
    // Asked every few seconds by whoever watches, so it goes into no log.
    return problem
      ? reply.code(problem.status).send({ ...problem.toJSON(), checks })
      : reply.send({ status: "ready", checks });
  });

  // Anybody can send them, so they must not fill the log.
  const reports = new PerMinute(limits.policyReportsPerMinuteMax, () => performance.now());
  app.addContentTypeParser("application/reports+json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  app.post<{ Body: unknown }>(
    policyReportPath,
    { config: { access: "anybody" }, schema: { summary: "Reports of browsers about the content policy" } },
    ({ body }, reply) => {
      if (!reports.isOver()) logger.warn({ report: String(body).slice(0, 2000) }, "content policy report");
      return reply.code(204).send();
    },
  );
}

// The server's numbers, for programs that watch it. They name no workspace and nobody, but say how busy all of them are.
import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import type { Access } from "../auth/access.ts";
import { readBearer } from "../auth/credentials.ts";
import type { Failures } from "../auth/failures.ts";
import { hashSecret } from "../auth/secrets.ts";
import type { Metrics } from "../metrics.ts";
import { failures } from "./workspace-routes.ts";

interface Parts {
  readonly access: Access;
  readonly failures: Failures;
  /** Of the settings. */
  readonly metricsToken: string | undefined;
  /** Known only when the server listens. */
  readonly metrics: () => Metrics;
}

/** The route `/metrics`. */
export function addMetricsRoute(app: FastifyInstance, parts: Parts): void {
  app.get(
    "/metrics",
    {
      config: { access: "anybody", isForWatchers: true },
      schema: { summary: "Numbers of the server, as Prometheus reads them", response: failures },
    },
    async (request, reply) => {
      refuseStranger(parts, request);
      const { contentType, read } = parts.metrics();
      return reply
        .type(contentType)
        .header("cache-control", "no-store")
        .send(await read());
    },
  );
}

/**
 * With accounts it takes the token that the settings give: whoever owns one workspace is nobody to the others. That the
 * request comes from this machine would prove nothing, since behind a proxy all of them do.
 *
 * @throws EntenteError `not-signed-in`, `no-access`, `too-many-attempts`
 */
function refuseStranger({ access, failures, metricsToken }: Parts, request: FastifyRequest): void {
  if (access.kind === "local") return;
  if (metricsToken === undefined)
    throw new EntenteError("no-access", { detail: "whoever runs the server can set METRICS_TOKEN" });
  failures.try(request.address, () => {
    const given = hashSecret(readBearer(request.headers) ?? "");
    if (!timingSafeEqual(given, hashSecret(metricsToken))) throw new EntenteError("not-signed-in");
  });
}

// The server's numbers, for programs that watch it. They name no workspace and nobody, but say how busy it is.
import type { FastifyInstance } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import { authorize, type Access } from "../auth/access.ts";
import type { Identity } from "../auth/identity.ts";
import type { Metrics } from "../metrics.ts";
import { failures } from "./workspace-routes.ts";

interface Parts {
  readonly access: Access;
  /** Known only when the server listens. */
  readonly metrics: () => Metrics;
}

/** The route `/metrics`. */
export function addMetricsRoute(app: FastifyInstance, { access, metrics }: Parts): void {
  app.get(
    "/metrics",
    {
      config: { access: "anybody" },
      schema: { summary: "Numbers of the server, as Prometheus reads them", response: failures },
    },
    async ({ identity }, reply) => {
      refuseStranger(access, identity);
      const { contentType, read } = metrics();
      return reply
        .type(contentType)
        .header("cache-control", "no-store")
        .send(await read());
    },
  );
}

/**
 * With accounts it takes an owner's token. That the request comes from this machine would prove nothing: behind a proxy
 * all of them do.
 *
 * @throws EntenteError `not-signed-in`, `no-access`
 */
function refuseStranger(access: Access, identity: Identity): void {
  if (identity.kind === "local") return;
  if (identity.kind === "stranger") throw new EntenteError("not-signed-in");
  if (identity.kind !== "token")
    throw new EntenteError("no-access", { detail: "the server's numbers take an owner's token" });
  authorize(access, identity, "manage", identity.workspace);
}

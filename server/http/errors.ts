// Every failure over HTTP has one form: code, message, hint, and faults where a file has them.
import type { FastifyError, FastifyInstance } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import type { Log } from "../log.ts";
import type { Meters } from "../meters.ts";

/** Answers failures and unknown addresses from the catalogue. */
export function answerErrors(app: FastifyInstance, logger: Log, meters: Meters): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toEntenteError(error);
    meters.requestFailed(known);
    // The path without its query; nothing personal travels in a path.
    const about = { method: request.method, path: request.url.split("?", 1)[0], code: known.code };
    if (known.status >= 500) logger.error({ ...about, err: error }, "request failed");
    else logger.debug(about, "request refused");
    return reply.code(known.status).type("application/json").send(known.toJSON());
  });
  app.setNotFoundHandler((request, reply) => {
    const error = new EntenteError("route-unknown", {
      detail: `${request.method} ${request.url.slice(0, 200)}`,
    });
    meters.requestFailed(error);
    return reply.code(error.status).send(error.toJSON());
  });
}

function toEntenteError(error: FastifyError): EntenteError {
  if (error instanceof EntenteError) return error;
  if (error.statusCode === 413) return new EntenteError("too-large", { cause: error });
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new EntenteError("bad-request", { detail: error.message, cause: error });
  }
  return new EntenteError("internal", { cause: error });
}

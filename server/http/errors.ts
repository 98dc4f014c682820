// Every failure over HTTP has one form: code, message, hint, and faults where a file has them.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import type { Log } from "../log.ts";
import type { Meters } from "../meters.ts";

/** Answers one failure. */
export type AnswerFailure = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply;

/** How failures are answered: from the catalogue. What is no mistake of who asked goes into the log. */
export function failureAnswerer(logger: Log, meters: Meters): AnswerFailure {
  return (error, request, reply) => {
    const known = toEntenteError(error);
    meters.requestFailed(known);
    // The path without its query; nothing personal travels in a path.
    const about = { method: request.method, path: request.url.split("?", 1)[0], code: known.code };
    if (known.status >= 500) logger.error({ ...about, err: error }, "request failed");
    else logger.debug(about, "request refused");
    return reply.code(known.status).type("application/json").send(known.toJSON());
  };
}

/** Answers failures and unknown addresses. Addresses that are none at all have to be told of when the app is made. */
export function answerErrors(app: FastifyInstance, answer: AnswerFailure): void {
  app.setErrorHandler(answer);
  app.setNotFoundHandler(({ method, url }) => {
    throw new EntenteError("route-unknown", { detail: `${method} ${url.slice(0, detailLengthMax)}` });
  });
}

/** Of what is said back to who asked. */
const detailLengthMax = 200;

function toEntenteError(error: FastifyError): EntenteError {
  if (error instanceof EntenteError) return error;
  if (error.statusCode === 413) return new EntenteError("too-large", { cause: error });
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new EntenteError("bad-request", { detail: error.message.slice(0, detailLengthMax), cause: error });
  }
  return new EntenteError("internal", { cause: error });
}

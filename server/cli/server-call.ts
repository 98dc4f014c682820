// Asks a running server.
import * as v from "valibot";

import { errorKinds } from "../../schema/error-kinds.ts";
import { EntenteError, type ErrorCode } from "../../schema/errors.ts";
import { readToken } from "../config.ts";

/** Where a server is, and the token that says who asks. */
export interface ServerPlace {
  readonly server: string;
  readonly token?: string | undefined;
}

/** What is asked. */
export interface Question {
  readonly method: string;
  /** Below the server's address, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/**
 * Asks, and gives the body of the answer.
 *
 * @throws EntenteError as the server says, or `server-missing`
 */
export async function askServer({ server, token }: ServerPlace, question: Question): Promise<string> {
  const { method, path, headers = {}, body } = question;
  const given = readToken(token);
  const request = {
    method,
    headers: { ...headers, ...(given && { authorization: `Bearer ${given}` }) },
    ...(body !== undefined && { body }),
  };
  const url = URL.parse(path, server);
  if (!url) throw new EntenteError("server-missing", { detail: `${server} is no address` });
  const response = await fetch(url, request).catch((cause: unknown) => {
    throw new EntenteError("server-missing", { detail: server, cause });
  });
  const text = await response.text();
  if (!response.ok) throw toError(text, response.status);
  return text;
}

const errorSchema = v.object({
  code: v.string(),
  message: v.string(),
  faults: v.optional(v.array(v.object({ at: v.string(), message: v.string() })), []),
});

/** A server's failure as the same failure here. */
export function toError(text: string, status: number): EntenteError {
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), errorSchema), text);
  if (!answer.success || !Object.hasOwn(errorKinds, answer.output.code)) {
    return new EntenteError("server-missing", { detail: `what answers says ${status}` });
  }
  const { code, message, faults } = answer.output;
  // The catalogue's sentence is put in front again, so only what was added to it is passed on.
  const detail = /\((?<detail>.*)\)$/su.exec(message)?.groups?.["detail"];
  return new EntenteError(code as ErrorCode, { faults, ...(detail !== undefined && { detail }) });
}

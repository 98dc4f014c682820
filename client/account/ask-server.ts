// What the page asks about people, access and versions goes through here: one form of request, and one form of refusal.
import * as v from "valibot";

import { readServerProblem } from "../app/server-problem.ts";

/** Why something that the page asked for was not done. */
export class AccountError extends Error {
  /** Of `schema/errors.ts`, or a word of this page's own. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.name = "AccountError";
    this.code = code;
    this.hint = hint;
  }
}

/** An answer that nobody reads. */
export const nothing = v.unknown();

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Asks the server, and checks what it answers.
 *
 * @throws AccountError with the server's words, or `unreachable`
 */
export async function ask<const Schema extends v.GenericSchema>(
  schema: Schema,
  method: Method,
  path: string,
  body?: object,
): Promise<v.InferOutput<Schema>> {
  const answer = await send(method, path, body);
  if (!answer.ok) {
    const { code, message, hint } = await readServerProblem(answer);
    throw new AccountError(code, message, hint);
  }
  const content: unknown = answer.status === 204 ? undefined : await answer.json();
  return v.parse(schema, content);
}

/** Whatever went wrong, as something to tell. */
export function toAccountError(cause: unknown): AccountError {
  if (cause instanceof AccountError) return cause;
  return new AccountError("internal", "That did not work.", "Try again; if it happens again, reload.");
}

async function send(method: Method, path: string, body: object | undefined): Promise<Response> {
  const headers = { "content-type": "application/json" };
  try {
    return await fetch(path, { method, ...(body && { headers, body: JSON.stringify(body) }) });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new AccountError(
      "unreachable",
      "The server cannot be reached.",
      "Check the connection and try again.",
    );
  }
}

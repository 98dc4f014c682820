// What a command says when it cannot be carried out. Nothing was written then.
import type * as v from "valibot";

import { EntenteError, type Fault } from "./errors.ts";

/**
 * Refuses a command for one reason.
 *
 * @param at The record, key or field at fault; the message goes on from it.
 * @throws EntenteError `data-invalid`
 */
export function refuse(at: string, message: string): never {
  throw new EntenteError("data-invalid", { detail: `${at} ${message}`, faults: [{ at, message }] });
}

/** The error for values that fail their schema, with a fault for each field. */
export function invalid(at: string, issues: readonly v.BaseIssue<unknown>[]): EntenteError {
  const faults: Fault[] = issues.map((issue) => ({
    at: [at, ...(issue.path ?? []).map((part) => String(part.key))].join("."),
    message: issue.message,
  }));
  const first = faults[0];
  return new EntenteError("data-invalid", {
    ...(first && { detail: `${first.at} ${first.message}` }),
    faults,
  });
}

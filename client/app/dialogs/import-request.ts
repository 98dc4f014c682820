// Asks the server what an import would do, to do it, to undo it or to bring it back. The server checks the file whole
// before it writes anything.
import * as v from "valibot";

import { readServerProblem, type ServerProblem } from "../server-problem.ts";

const countsSchema = v.object({
  added: v.number(),
  changed: v.number(),
  unchanged: v.number(),
  duplicates: v.number(),
  likelyDuplicates: v.array(
    v.object({ id: v.string(), label: v.string(), of: v.string(), ofLabel: v.string() }),
  ),
  batch: v.optional(v.string()),
});
export type ImportCounts = v.InferOutput<typeof countsSchema>;

const reversalSchema = v.object({
  records: v.number(),
  restored: v.number(),
  left: v.number(),
  leftAlone: v.array(v.object({ id: v.string(), field: v.optional(v.string()), why: v.string() })),
});
export type ReversalReport = v.InferOutput<typeof reversalSchema>;

/** What the server answered; a problem may be that it could not be reached. */
export type Answer<Result> =
  | { readonly kind: "done"; readonly result: Result }
  | { readonly kind: "problem"; readonly problem: ServerProblem };

interface ImportRequest {
  readonly workspace: string;
  readonly file: File;
  /** Who imports it, as the list of imports will say. */
  readonly by: string;
  /** Only says what it would do. */
  readonly isDryRun: boolean;
  /** Takes kinds that are not in the vocabulary as the team's own. */
  readonly allowsOwnKinds: boolean;
}

/** Sends the file. Never throws: not reaching the server is a problem like any other. */
export function requestImport({
  workspace,
  file,
  by,
  ...rest
}: ImportRequest): Promise<Answer<ImportCounts>> {
  const query = new URLSearchParams({
    dryRun: String(rest.isDryRun),
    ownKinds: String(rest.allowsOwnKinds),
    name: file.name.slice(0, 400),
    by,
  });
  const headers = { "content-type": "application/json" };
  return ask(`/api/workspaces/${workspace}/import?${query}`, { headers, body: file }, countsSchema);
}

/** Undoing an import, or bringing an undone one back. */
export type Way = "undo" | "bring-back";

interface ReversalRequest {
  readonly workspace: string;
  readonly batch: string;
  readonly way: Way;
  readonly by: string;
}

/** Undoes an import, or brings it back. Never throws. */
export function requestReversal({
  workspace,
  batch,
  way,
  by,
}: ReversalRequest): Promise<Answer<ReversalReport>> {
  const query = new URLSearchParams({ by });
  return ask(`/api/workspaces/${workspace}/imports/${batch}/${way}?${query}`, {}, reversalSchema);
}

/** Whether nothing is wrong with the file but kinds that only this team uses. */
export function hasOnlyOwnKinds({ faults }: ServerProblem): boolean {
  return faults.length > 0 && faults.every(({ message }) => message.includes("not in the vocabulary"));
}

async function ask<Result>(
  address: string,
  request: RequestInit,
  schema: v.GenericSchema<unknown, Result>,
): Promise<Answer<Result>> {
  try {
    const answer = await fetch(address, { method: "POST", ...request });
    if (!answer.ok) return { kind: "problem", problem: await readServerProblem(answer) };
    return { kind: "done", result: v.parse(schema, await answer.json()) };
  } catch (cause) {
    return { kind: "problem", problem: unreachable(cause) };
  }
}

function unreachable(cause: unknown): ServerProblem {
  const isForm = cause instanceof v.ValiError;
  return {
    message: isForm
      ? "The server's answer was not understood."
      : "The server cannot be reached, and nothing was changed.",
    hint: isForm ? "Reload the page, which may be older than the server." : "Try again when you are online.",
    faults: [],
    code: "",
  };
}

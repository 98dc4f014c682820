// Asks the server what an import would do, and to do it. The server checks the file whole before it writes anything.
import * as v from "valibot";

import { readServerProblem, type ServerProblem } from "../server-problem.ts";

const countsSchema = v.object({ added: v.number(), changed: v.number(), unchanged: v.number() });
export type ImportCounts = v.InferOutput<typeof countsSchema>;

export type ImportAnswer =
  | { readonly kind: "counts"; readonly counts: ImportCounts }
  | { readonly kind: "problem"; readonly problem: ServerProblem };

interface ImportRequest {
  readonly workspace: string;
  readonly file: Blob;
  /** Only says what it would do. */
  readonly isDryRun: boolean;
  /** Takes kinds that are not in the vocabulary as the team's own. */
  readonly allowsOwnKinds: boolean;
}

/** Sends the file. Never throws: not reaching the server is a problem like any other. */
export async function requestImport(request: ImportRequest): Promise<ImportAnswer> {
  try {
    const { workspace, file, isDryRun, allowsOwnKinds } = request;
    const query = new URLSearchParams({ dryRun: String(isDryRun), ownKinds: String(allowsOwnKinds) });
    const answer = await fetch(`/api/workspaces/${workspace}/import?${query}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: file,
    });
    if (!answer.ok) return { kind: "problem", problem: await readServerProblem(answer) };
    return { kind: "counts", counts: v.parse(countsSchema, await answer.json()) };
  } catch (cause) {
    return { kind: "problem", problem: unreachable(cause) };
  }
}

/** Whether nothing is wrong with the file but kinds that only this team uses. */
export function hasOnlyOwnKinds({ faults }: ServerProblem): boolean {
  return faults.length > 0 && faults.every(({ message }) => message.includes("not in the vocabulary"));
}

function unreachable(cause: unknown): ServerProblem {
  const isForm = cause instanceof v.ValiError;
  return {
    message: isForm
      ? "The server's answer was not understood."
      : "The server cannot be reached, and nothing was changed.",
    hint: isForm ? "Reload the page, which may be older than the server." : "Try again when you are online.",
    faults: [],
  };
}

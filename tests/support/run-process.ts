// Runs one of the product's programs and notes what it says.
import { spawn } from "node:child_process";
import { once } from "node:events";

import { root } from "./source-tree.ts";

/** How a program ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts a file of the repository by this Node.
 *
 * @param environment Added to this process's own.
 */
export function startFile(
  file: string,
  environment: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
) {
  const child = spawn(process.execPath, [file, ...words], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  const finished = once(child, "close").then(([code]): Finished => ({
    code: code as number | null,
    ...said,
  }));
  return { child, finished };
}

/** The same, and waits for its end. */
export function runFile(
  file: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return startFile(file, environment, words).finished;
}

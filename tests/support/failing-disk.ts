// A disk whose n-th flush or write fails, by a tracer that answers the system call in the disk's place. For Linux.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

import { installDebianPackage } from "./debian-package.ts";
import { toNeed, type Need } from "./need.ts";

const tracer = "/usr/bin/strace";

/** Whether this machine has a tracer and lets us use it. */
export function needTracer(): Need {
  const problem = existsSync(tracer) ? "" : installDebianPackage("strace", "tests of a failing disk");
  if (!existsSync(tracer)) return toNeed(`there is no strace (${problem})`);
  try {
    execFileSync(tracer, ["-f", "-o", "/dev/null", "true"], { stdio: "pipe" });
    return toNeed(undefined);
  } catch (error) {
    return toNeed(`strace may not trace here: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What can fail: that what was written comes to the disk, or the writing itself. */
const calls = { flush: "fsync,fdatasync", write: "pwrite64" } as const;

/**
 * What a program is started under so that a call fails.
 *
 * @param count Which one of its main thread's, from 1. Later ones succeed again, as they do on a real disk.
 */
export function failingCall(what: keyof typeof calls, count: number): readonly string[] {
  const trace = calls[what];
  const inject = `inject=${trace}:error=EIO:when=${count}`;
  // As a child of its own (-D), so that whoever ends the program ends the program and not the tracer.
  const options = ["--seccomp-bpf", "-D", "-f", "-qq", "-o", "/dev/null"];
  return [tracer, ...options, "-e", `trace=${trace}`, "-e", inject];
}

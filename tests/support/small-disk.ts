// A disk of a few megabytes that can be filled and emptied, for root on Linux.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { toNeed, type Need } from "./need.ts";

/** A mounted disk, which goes away when it is disposed of. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Leaves not a byte. */
  fill(): void;
  /** Takes away what `fill` put there. */
  free(): void;
}

/** Whether this machine lets us mount one. */
export function needSmallDisk(): Need {
  try {
    openSmallDisk(1)[Symbol.dispose]();
    return toNeed(undefined);
  } catch (error) {
    const cause = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return toNeed(`a small disk cannot be mounted, which takes root on Linux: ${cause}`);
  }
}

/** @throws Error where none can be mounted */
export function openSmallDisk(sizeMiB: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "entente-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m`, "tmpfs", path], { stdio: "pipe" });
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  const ballast = join(path, "ballast");
  return {
    path,
    fill: () => writeUntilFull(ballast),
    free: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]() {
      // Lazily: a process that was just killed may not have let go of it yet.
      execFileSync("umount", ["-l", path], { stdio: "pipe" });
      rmdirSync(path);
    },
  };
}

function writeUntilFull(path: string): void {
  for (const size of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    }
  }
}

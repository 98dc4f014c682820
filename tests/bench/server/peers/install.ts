// The peers are no part of what a clone needs to be built and tested, and they bring a Yjs of their own, which must not
// meet ours. So they have a lock file of their own, and are installed when they are first measured.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
let isInstalled: boolean | undefined;

/** Installs the peers if they are not there yet. False, said once on stderr, where that cannot be done. */
export async function peersAreInstalled(): Promise<boolean> {
  return (isInstalled ??= isUpToDate() || install());
}

function isUpToDate(): boolean {
  const mark = `${folder}node_modules/.package-lock.json`;
  const changedMs = (path: string) => statSync(path).mtimeMs;
  return existsSync(mark) && changedMs(mark) >= changedMs(`${folder}package-lock.json`);
}

function install(): boolean {
  console.error("Installing the servers to compare with …");
  const { status, stderr } = spawnSync("npm", ["ci"], {
    cwd: folder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) console.error(`They could not be installed, so they are left out.\n${stderr}`);
  return status === 0;
}

// Installs one package of Debian's own, where this is root on a Debian. Nothing else is ever downloaded by tests.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Gives in words why it may still not be there. Takes up to a minute. */
export function installDebianPackage(name: string, purpose: string): string {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    return "it is installed by itself only on Debian, for root";
  }
  console.error(`No ${name} found: installing Debian's package for ${purpose}.`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...words: string[]) =>
    execFileSync("apt-get", words, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  try {
    run("update", "-q");
    run("install", "-y", "-q", "--no-install-recommends", name);
    return "apt-get installed it, but not in a usual place";
  } catch (error) {
    return `apt-get could not install it: ${error instanceof Error ? error.message : String(error)}`;
  }
}

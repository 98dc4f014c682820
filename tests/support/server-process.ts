// The server as a process of its own, so that it can be killed like one.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./source-tree.ts";

/** A running server that keeps its address and data over restarts. */
export interface ServerProcess extends AsyncDisposable {
  /** Where it listens, without a slash at the end. The same after a restart. */
  readonly url: string;
  /** `ws://…/sync`, what the stock client calls its server. */
  readonly syncUrl: string;
  readonly dataDir: string;
  /** What it has written to stderr so far. */
  readonly log: () => string;
  /** `SIGKILL`: it gets no chance to tidy up. */
  readonly kill: () => Promise<void>;
  /** `SIGTERM`, and the exit code it ends with. */
  readonly stop: () => Promise<number | null>;
  /** Resolves with its exit code when it has ended by itself; null where a signal ended it. */
  readonly ended: () => Promise<number | null>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Starts it again on the same data and address. */
  readonly start: () => Promise<void>;
}

/** What a server process can be started by: itself, or what `npm start` runs. */
type Entry = "server/main.ts" | "server/start.mjs" | "tests/support/faulty-server.ts";

interface ServerProcessOptions {
  readonly entry?: Entry;
  /** Not a new one; it stays. */
  readonly dataDir?: string;
  /** What the server is started under, such as a tracer. It may be another one at each start. */
  readonly under?: () => readonly string[];
  /** What `faulty-server.ts` does wrong. */
  readonly fault?: string;
  /** Settings besides those of where it is. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts a server on a new data folder, which goes away with it. Resolves when it has printed its address. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const { entry = "server/main.ts", under = () => [], fault = "" } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "entente-"));
  const written: string[] = [];
  const launchAt = (port: number) =>
    launch(
      [...under(), process.execPath, entry],
      { ...options.settings, DATA_DIR: dataDir, PORT: String(port), FAULT: fault },
      written,
    );
  let running = await launchAt(0);
  const { url } = running;
  const end = async (signal: NodeJS.Signals) => {
    const { child } = running;
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill(signal);
      await exited;
    }
    return child.exitCode;
  };
  return {
    url,
    syncUrl: `${url.replace(/^http/u, "ws")}/sync`,
    dataDir,
    log: () => written.join(""),
    signal: (name) => void running.child.kill(name),
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    ended: async () => {
      const { child } = running;
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return child.exitCode;
    },
    start: async () => void (running = await launchAt(Number(new URL(url).port))),
    [Symbol.asyncDispose]: async () => {
      await end("SIGKILL");
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Launched {
  readonly child: ChildProcess;
  readonly url: string;
}

async function launch(
  [command = process.execPath, ...words]: readonly string[],
  settings: Readonly<Record<string, string>>,
  written: string[],
): Promise<Launched> {
  const environment = { ...process.env, ...settings, LOG_LEVEL: "warn" };
  const child = spawn(command, words, {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => written.push(text));
  const url = await Promise.race([firstUrl(child), exitOf(child, written)]);
  return { child, url };
}

/** Standard output is one line that holds the address. */
async function firstUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the server's standard output is not a pipe");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/u.exec(line)?.[0];
    if (url) return url.replace(/\/$/u, "");
  }
  return new Promise(() => {});
}

async function exitOf(child: ChildProcess, written: string[]): Promise<never> {
  await once(child, "exit");
  throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}: ${written.join("")}`);
}

// One server under test, as a process of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../../support/source-tree.ts";
import { onServerCore } from "./cores.ts";
import type { ProbeQuestion, Sample } from "./probe.ts";

/** How a server is started. */
export interface Command {
  /** From the root of the repository. */
  readonly file: string;
  readonly words?: readonly string[];
  readonly environment: (dataDir: string) => Readonly<Record<string, string>>;
  /** Fills the new data folder before the first start. */
  readonly prepare?: (dataDir: string) => Promise<void>;
}

const probeUrl = new URL("probe.ts", import.meta.url).href;
/** Where the servers leave a CPU profile each when they end; unset for measuring, which it would disturb. */
const profileDir = process.env["BENCH_PROFILE_DIR"];
const profileWords = profileDir ? ["--cpu-prof", "--cpu-prof-dir", profileDir] : [];

/** A server that can be asked, killed and started again on the same data. Its port may change. */
export class ServerProcess implements AsyncDisposable {
  readonly #command: Command;
  readonly dataDir = mkdtempSync(join(tmpdir(), "entente-bench-"));
  readonly #waiting = new Map<number, (sample: Sample) => void>();
  #child: ChildProcess | undefined;
  /** Rejects when the process has ended. */
  #ended: Promise<never> = new Promise(() => {});
  #written = "";
  #url = "";
  #asked = 0;

  private constructor(command: Command) {
    this.#command = command;
  }

  /** Starts a server on a new data folder, which goes away with it. */
  static async start(command: Command): Promise<ServerProcess> {
    const server = new ServerProcess(command);
    try {
      await command.prepare?.(server.dataDir);
      await server.start();
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** `http://127.0.0.1:…` */
  get url(): string {
    return this.#url;
  }

  get isAlive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async start(): Promise<void> {
    const { file, words = [], environment } = this.#command;
    const [command, all] = onServerCore(process.execPath, [
      ...profileWords,
      "--expose-gc",
      "--import",
      probeUrl,
      join(root, file),
      ...words,
    ]);
    const child = spawn(command, all, {
      cwd: root,
      env: { ...process.env, ...environment(this.dataDir) },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    child.on("message", (sample) => this.#answered(sample as Sample));
    const note = (text: string) => (this.#written = (this.#written + text).slice(-10_000));
    child.stderr?.setEncoding("utf8").on("data", note);
    this.#ended = this.#endOf(child);
    // Whoever does not wait for it does not miss it either.
    this.#ended.catch(() => {});
    this.#url = await Promise.race([firstUrl(child), this.#ended]);
    child.stdout?.resume();
  }

  /**
   * @param ask `collect` runs the garbage collector first; `watch` starts the watched figures anew afterwards.
   * @throws Error when the server has ended
   */
  async ask(ask: ProbeQuestion["ask"]): Promise<Sample> {
    const child = this.#child;
    if (!child || !this.isAlive) throw new Error(`the server has ended: ${this.#written}`);
    const id = (this.#asked += 1);
    const answered = new Promise<Sample>((resolve) => this.#waiting.set(id, resolve));
    child.send({ id, ask } satisfies ProbeQuestion);
    return Promise.race([answered, this.#ended]);
  }

  /** `SIGKILL`: it gets no chance to tidy up. `SIGTERM`: it does. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child || !this.isAlive) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end(profileDir ? "SIGTERM" : "SIGKILL");
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  #answered(sample: Sample): void {
    this.#waiting.get(sample.id)?.(sample);
    this.#waiting.delete(sample.id);
  }

  async #endOf(child: ChildProcess): Promise<never> {
    await once(child, "exit");
    throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}: ${this.#written}`);
  }
}

async function firstUrl({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error("the server's standard output is not a pipe");
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(line)?.[0];
    if (url) return url;
  }
  return new Promise(() => {});
}

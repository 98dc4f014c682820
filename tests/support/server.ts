// A real server in this process, on a port of the system's choice and a data folder of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Config } from "../../server/config.ts";
import type { Limits } from "../../server/limits.ts";
import { openLog } from "../../server/log.ts";
import type { ReadSeed } from "../../server/seeding.ts";
import { startServer } from "../../server/server.ts";

/** A server that can be stopped and started again on the same data. */
export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash at the end. The same after `restart`. */
  readonly url: string;
  readonly port: number;
  /** `ws://…/sync`, what the stock client calls its server. */
  readonly syncUrl: string;
  readonly dataDir: string;
  close(): Promise<void>;
  restart(): Promise<void>;
}

interface TestServerOptions {
  readonly limits?: Partial<Limits>;
  /** Empty workspaces to add. */
  readonly workspaces?: readonly string[];
  /** What fills the empty data folder; nothing does by default. */
  readonly readSeed?: ReadSeed;
}

/** Starts a server with one empty workspace, `test`. Disposing of it stops it and deletes its data. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { limits = {}, workspaces = ["test"], readSeed } = options;
  const dataDir = mkdtempSync(join(tmpdir(), "entente-"));
  const config = (port: number): Config => ({
    access: "local",
    host: "127.0.0.1",
    port,
    dataDir,
    logLevel: "silent",
  });
  const start = (port: number) =>
    startServer(config(port), { limits, logger: openLog("silent"), ...(readSeed && { readSeed }) });
  let running = await start(0);
  const { url, port } = running;
  for (const name of workspaces) await addWorkspace(url, name);
  return {
    url,
    port,
    syncUrl: `ws://127.0.0.1:${port}/sync`,
    dataDir,
    close: () => running.close(),
    async restart() {
      await running.close();
      running = await start(port);
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Adds an empty workspace to a running server. */
export async function addWorkspace(url: string, name: string): Promise<void> {
  const response = await fetch(`${url}/api/workspaces`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (response.status !== 201) throw new Error(`workspace ${name} was not added: ${await response.text()}`);
}

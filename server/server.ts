// The server as a thing that can be started and stopped, in this process or another.
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

import { assert, EntenteError } from "../schema/errors.ts";
import { openEntrance } from "./auth/entrance.ts";
import { noteAfterwards, type MapDeed } from "./auth/note-afterwards.ts";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import type { Readiness } from "./http/health-routes.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { openLog, type Log } from "./log.ts";
import { watchServer, type Metrics } from "./metrics.ts";
import { openData, type OpenData } from "./open-data.ts";
import { expectFreePort, toListenError } from "./port.ts";
import { seedIfEmpty, type ReadSeed } from "./seeding.ts";
import type { Committer } from "./storage/committer.ts";
import { threadCpuMs } from "./thread-cpu.ts";
import { Gateway } from "./sync/gateway.ts";
import { trustLoopback, trustPublic, type Trust } from "./trust.ts";
import type { NoticedRemoval } from "./versions/removal-notices.ts";

/** A server that listens. */
export interface RunningServer {
  /** Where it listens, with no slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Resolves when the disk has failed so that the process should end. Nothing is acknowledged any more. */
  readonly broken: OpenData["broken"];
  /** Lets nobody in any more, brings everything to disk, says goodbye, and lets go of the data folder. */
  close(): Promise<void>;
}

interface Options {
  readonly limits?: Partial<Limits>;
  /** What an empty data folder is filled with. Without it, it stays empty. */
  readonly readSeed?: ReadSeed;
  readonly logger?: Log;
}

const clientFolder = fileURLToPath(new URL("../dist/client", import.meta.url));

/**
 * Starts a server.
 *
 * @throws EntenteError `config-invalid`, `data-in-use`, `data-newer`, `data-damaged`
 */
export async function startServer(config: Config, options: Options = {}): Promise<RunningServer> {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const logger = options.logger ?? openLog(config.logLevel);
  await using opened = new AsyncDisposableStack();
  const data = opened.use(openData(config.dataDir, limits, logger));
  // A server that cannot listen leaves no sample behind.
  await expectFreePort(config);
  if (options.readSeed) await seedIfEmpty(data.workspaces, options.readSeed, logger);
  const server = await listen(config, { limits, logger, data });
  opened.defer(() => server.close());
  const closing = opened.move();
  let closed: Promise<void> | undefined;
  return { ...server, close: () => (closed ??= closing.disposeAsync()) };
}

interface ListenParts {
  readonly limits: Limits;
  readonly logger: Log;
  readonly data: OpenData;
}

/** What is known only when the server listens, since it depends on the port. */
interface Known {
  trust?: Trust;
  publicUrl?: string;
  metrics?: Metrics;
}

/** Puts HTTP and sockets on one port. Closing leaves the data folder open. */
async function listen(config: Config, { limits, logger, data }: ListenParts): Promise<RunningServer> {
  const { host, port } = config;
  const known: Known = {};
  const { committer, people } = data;
  const { service } = committer;
  const entrance = openEntrance(config, { limits, people, publicUrl: () => expectKnown(known.publicUrl) });
  const note = entrance.accounts && noteAfterwards(people(), Date.now, logger);
  data.removalNotices.onNotice((removal) => note?.(toDeed(removal)));
  const app = await createApp({
    workspaces: data.workspaces,
    versions: data.versions,
    restores: data.restores,
    limits,
    logger,
    readiness: () => readinessOf(committer),
    meters: service.meters,
    metrics: () => expectKnown(known.metrics),
    trust: () => expectKnown(known.trust),
    ...entrance,
    note,
    isEncrypted: config.access === "accounts" && (config.publicUrl?.startsWith("https:") ?? false),
    clientFolder,
  });
  await app.listen({ host, port }).catch((cause: unknown) => {
    throw toListenError(config, cause);
  });
  const actualPort = portOf(app.server.address());
  const url = (known.publicUrl = publicUrlOf(config, actualPort));
  const trust = (known.trust =
    config.access === "local" ? trustLoopback(actualPort) : trustPublic(url, actualPort));
  const gateway = new Gateway({
    rooms: data.rooms,
    limits,
    logger,
    trust,
    door: entrance.door,
    now: () => performance.now(),
    cpu: threadCpuMs,
    clock: () => Date.now(),
    random: Math.random,
  });
  known.metrics = watchServer({ ...data, gateway, failures: entrance.failures, dataDir: config.dataDir });
  app.server.on("upgrade", gateway.onUpgrade);
  logger.info({ url }, "listening");
  if (entrance.accounts?.people.isEmpty) logger.warn(nobodyYet);
  const changed = entrance.accounts && data.people().verifyPeople();
  if (changed !== undefined) logger.warn(`${changed}: stop the server and run \`npx entente verify\``);
  const close = async () => {
    service.drain();
    gateway.drain();
    // Everything received is stored and sent on before anybody is told to go; but a full disk keeps nobody here.
    committer.stopRetrying();
    await committer.flush();
    await gateway.close();
    await app.close();
    logger.info("stopped");
  };
  return { url, port: actualPort, broken: data.broken, close };
}

/** Somebody removed much, as the audit log has it. */
function toDeed({ personId, name, count, of, version }: NoticedRemoval): MapDeed {
  const detail = { name: name ?? "", count: String(count), of: String(of), version: String(version.id) };
  return { actor: personId ?? "visitor", workspace: version.workspace, action: "records-removed", detail };
}

function expectKnown<Value>(value: Value | undefined): Value {
  assert(value !== undefined, "requests come, and links are made, only when the server listens");
  return value;
}

function readinessOf({ service, failure, congestion }: Committer): ReturnType<Readiness> {
  const running = service.state === "draining" ? new EntenteError("restarting") : undefined;
  return { running, disk: failure, queue: congestion };
}

const nobodyYet =
  "nobody can sign in yet: stop the server, run `npx entente user add NAME --role owner`, and start it again";

/** By which address people reach the server. Passkeys need a name, so with accounts it is localhost, not 127.0.0.1. */
function publicUrlOf(config: Config, port: number): string {
  if (config.access === "accounts") return config.publicUrl ?? `http://localhost:${port}`;
  const { host } = config;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function portOf(address: AddressInfo | string | null): number {
  assert(address && typeof address === "object", "a server that listens on a port has a port");
  return address.port;
}

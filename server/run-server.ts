// The server as the whole purpose of a process: settings from the environment, and an end by signal.
import { EntenteError } from "../schema/errors.ts";
import { readConfig, strangeSettings } from "./config.ts";
import { defaultLimits } from "./limits.ts";
import { openLog, printNote, printUrl, type Log } from "./log.ts";
import type { ReadSeed } from "./seeding.ts";
import { startServer, type RunningServer } from "./server.ts";
import { startWatchdog } from "./watchdog.ts";

/** Signals closer together than this are one. */
const sameSignalMs = 500;

/**
 * Starts a server, prints its address, and ends the process when it is told to.
 *
 * @param given Settings that go before those of the environment.
 * @param stuckMs For how long the event loop may stand still.
 */
export async function runServer(
  readSeed: ReadSeed,
  given: Readonly<Record<string, string>> = {},
  stuckMs: number = defaultLimits.stuckMs,
): Promise<void> {
  const started = await start(readSeed, given).catch((error: unknown) => giveUp(error));
  if (!started) return;
  const { server, logger } = started;
  startWatchdog(stuckMs);
  dieOfBugs(logger);
  dieOfBrokenDisk(server, logger);
  stopOnSignals(server, logger);
  printUrl(`${server.url}/`);
}

async function start(
  readSeed: ReadSeed,
  given: Readonly<Record<string, string>>,
): Promise<{ server: RunningServer; logger: Log }> {
  const config = readConfig(given);
  const logger = openLog(config.logLevel);
  for (const words of strangeSettings()) logger.warn(words);
  return { server: await startServer(config, { readSeed, logger }), logger };
}

/** Somebody's mistake is said in plain words; a bug keeps its stack. */
function giveUp(error: unknown): undefined {
  process.exitCode = 1;
  if (!(error instanceof EntenteError)) throw error;
  const faults = error.faults.map(({ at, message }) => `  ${at}: ${message}\n`).join("");
  printNote(`Entente cannot start. ${error.message}\n${faults}${error.hint}`);
}

/** After a broken invariant nothing in memory can be relied on; what is on disk can. */
function dieOfBugs(logger: Log): void {
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "bug");
    process.exit(1);
  });
}

/** What a failed flush leaves is not known to anybody; the next start reads what is on disk. */
function dieOfBrokenDisk(server: RunningServer, logger: Log): void {
  void server.broken.then((error) => {
    logger.fatal({ err: error }, "storage broken");
    process.exit(1);
  });
}

function stopOnSignals(server: RunningServer, logger: Log): void {
  let askedAtMs: number | undefined;
  const stop = (signal: NodeJS.Signals) => {
    if (askedAtMs !== undefined) {
      // Whoever asks twice does not want to wait; nothing acknowledged is lost. But one Ctrl+C under npm comes
      // twice at once: from the terminal, and passed on.
      if (performance.now() - askedAtMs > sameSignalMs) process.exit(1);
      return;
    }
    askedAtMs = performance.now();
    logger.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), defaultLimits.drainMs).unref();
    void server.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

// The only place that reads the environment. Whatever cannot be used is refused at start with the reason.
import { resolve } from "node:path";

import { EntenteError } from "../schema/errors.ts";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** How the server was asked to run. */
export interface Config {
  /** Loopback only, as long as there are no accounts. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly access: "local";
}

type Environment = Readonly<Record<string, string | undefined>>;

export const loopbackHosts: readonly string[] = ["127.0.0.1", "localhost", "::1"];

/** Settings of the future: refused by name, so that nobody believes they took effect. */
const notYet = {
  DATABASE_URL: "data is kept in SQLite in DATA_DIR; Postgres is not available yet",
  REDIS_URL: "one process serves everybody; a bus between servers is not available yet",
} as const;

/**
 * Reads the settings.
 *
 * @param given Settings by their names in the environment that go before it, such as options of a command.
 * @throws EntenteError `config-invalid`, naming the setting
 */
export function readConfig(given: Environment = {}, surroundings: Environment = process.env): Config {
  const environment = { ...surroundings, ...given };
  for (const [name, reason] of Object.entries(notYet)) {
    if (environment[name]) throw invalid(`${name}: ${reason}. Unset it`);
  }
  return {
    access: readAccess(environment["ENTENTE_ACCESS"] || "local"),
    host: readHost(environment["HOST"] || "127.0.0.1"),
    port: readPort(environment["PORT"] || "4300"),
    dataDir: resolve(environment["DATA_DIR"] || "./data"),
    logLevel: readLogLevel(environment["LOG_LEVEL"] || "info"),
  };
}

/**
 * Reads a port number.
 *
 * @throws EntenteError `config-invalid`
 */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw invalid(`PORT is "${text}"; give a whole number from 0 to 65535, where 0 lets the system choose`);
}

/**
 * Checks the address to listen on.
 *
 * @throws EntenteError `config-invalid`
 */
export function readHost(text: string): string {
  if (loopbackHosts.includes(text)) return text;
  throw invalid(
    `HOST is "${text}"; without accounts whoever reaches the server may change everything, ` +
      `so it listens on this machine only: use ${loopbackHosts.join(", ")}`,
  );
}

function readAccess(text: string): "local" {
  if (text === "local") return text;
  if (text === "accounts") throw invalid("ENTENTE_ACCESS=accounts is not available yet; use local");
  throw invalid(`ENTENTE_ACCESS is "${text}"; use local`);
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  throw invalid(`LOG_LEVEL is "${text}"; use one of ${logLevels.join(", ")}`);
}

function invalid(detail: string): EntenteError {
  return new EntenteError("config-invalid", { detail });
}

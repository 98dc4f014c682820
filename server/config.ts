// The only place that reads the environment. Whatever cannot be used is refused at start with the reason.
import { resolve } from "node:path";

import { nearestWords } from "../schema/analysis/query/nearest.ts";
import { EntenteError } from "../schema/errors.ts";
import { addressReader, type AddressOf } from "./auth/address.ts";

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** How the server was asked to run. */
export type Config = CommonConfig & (LocalConfig | AccountsConfig);

interface CommonConfig {
  /** Loopback only, unless there are accounts. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
}

interface LocalConfig {
  readonly access: "local";
}

/** What it takes to tell people apart. */
export interface AccountsConfig {
  readonly access: "accounts";
  /** The origin that people open; undefined on loopback, where it follows from the port. */
  readonly publicUrl: string | undefined;
  /** Proxies that are believed when they say whom they speak for. */
  readonly addressOf: AddressOf;
  readonly oidc: OidcConfig | undefined;
  /** By which a program reads the numbers of the server; without one, nobody does. */
  readonly metricsToken: string | undefined;
}

/** A service elsewhere by which people sign in, over OpenID Connect. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call it. */
  readonly name: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const loopbackHosts: readonly string[] = ["127.0.0.1", "localhost", "::1"];

/** Settings of the future: refused by name, so that nobody believes they took effect. */
const notYet = {
  DATABASE_URL: "data is kept in SQLite in DATA_DIR; Postgres is not available yet",
  REDIS_URL: "one process serves everybody; a bus between servers is not available yet",
} as const;

/** All that are read here. */
const settings = [
  "HOST",
  "PORT",
  "DATA_DIR",
  "LOG_LEVEL",
  "ENTENTE_ACCESS",
  "ENTENTE_TOKEN",
  "PUBLIC_URL",
  "TRUST_PROXY",
  "METRICS_TOKEN",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_NAME",
] as const;
const ownPrefix = "ENTENTE_";

/**
 * Settings that are called as ours are, and are none: without a word, whoever misspelt one would believe that it took
 * effect. One sentence for each, with the setting that may be meant.
 */
export function strangeSettings(environment: Environment = process.env): readonly string[] {
  const known = new Map(settings.map((name) => [withoutPrefix(name), name]));
  const isStrange = (name: string) => name.startsWith(ownPrefix) && !settings.some((each) => each === name);
  return Object.keys(environment)
    .filter(isStrange)
    .map((name) => {
      const [nearest = ""] = nearestWords(withoutPrefix(name), known.keys(), 1);
      const meant = known.get(nearest);
      return `there is no setting ${name}${meant ? `; perhaps ${meant} is meant` : ""}`;
    });
}

function withoutPrefix(name: string): string {
  return name.startsWith(ownPrefix) ? name.slice(ownPrefix.length) : name;
}

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
  const host = environment["HOST"] || "127.0.0.1";
  return {
    ...readAccess(environment, host),
    host,
    port: readPort(environment["PORT"] || "4300"),
    dataDir: resolve(environment["DATA_DIR"] || "./data"),
    logLevel: readLogLevel(environment["LOG_LEVEL"] || "info"),
  };
}

/** The token by which the command line asks a server: the one given, else ENTENTE_TOKEN, which other users of this machine do not see. */
export function readToken(given?: string, environment: Environment = process.env): string | undefined {
  return given ?? (environment["ENTENTE_TOKEN"] || undefined);
}

/**
 * Reads a port number.
 *
 * @throws EntenteError `config-invalid`
 */
function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw invalid(`PORT is "${text}"; give a whole number from 0 to 65535, where 0 lets the system choose`);
}

function refuseStrangeHost(host: string): void {
  if (loopbackHosts.includes(host)) return;
  throw invalid(
    `HOST is "${host}"; without accounts whoever reaches the server may change everything, ` +
      `so it listens on this machine only: use ${loopbackHosts.join(", ")}, or set ENTENTE_ACCESS=accounts`,
  );
}

function readAccess(environment: Environment, host: string): LocalConfig | AccountsConfig {
  const text = environment["ENTENTE_ACCESS"] || "local";
  if (text === "accounts") return readAccounts(environment, host);
  if (text !== "local") throw invalid(`ENTENTE_ACCESS is "${text}"; use local or accounts`);
  refuseStrangeHost(host);
  return { access: "local" };
}

function readAccounts(environment: Environment, host: string): AccountsConfig {
  const publicUrl = environment["PUBLIC_URL"] || undefined;
  if (publicUrl === undefined && !loopbackHosts.includes(host))
    throw invalid(
      `HOST is "${host}"; say in PUBLIC_URL by which address people reach it, as https://maps.example.org`,
    );
  const proxies = (environment["TRUST_PROXY"] ?? "").split(",").flatMap((proxy) => proxy.trim() || []);
  const addressOf = addressReader(proxies);
  if (!addressOf) throw invalid("TRUST_PROXY is a list of addresses or networks, as 127.0.0.1, 10.0.0.0/8");
  return {
    access: "accounts",
    publicUrl: publicUrl && readPublicUrl(publicUrl),
    addressOf,
    oidc: readOidc(environment),
    metricsToken: readMetricsToken(environment["METRICS_TOKEN"] || undefined),
  };
}

/** It belongs to no workspace, so it is none of those that owners make. */
function readMetricsToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\w.~+/=-]{32,200}$/u.test(token)) return token;
  throw invalid("METRICS_TOKEN is too easy to guess; give 32 or more random letters and digits");
}

function readOidc(environment: Environment): OidcConfig | undefined {
  const issuer = environment["OIDC_ISSUER"];
  if (!issuer) return undefined;
  const url = URL.parse(issuer);
  const isLoopback = url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (!url || !(url.protocol === "https:" || isLoopback))
    throw invalid(`OIDC_ISSUER is "${issuer}"; give the https address of the service`);
  const [clientId, clientSecret] = [environment["OIDC_CLIENT_ID"], environment["OIDC_CLIENT_SECRET"]];
  if (!clientId || !clientSecret) throw invalid("OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET");
  return { issuer, clientId, clientSecret, name: environment["OIDC_NAME"] || url.hostname };
}

/** Sessions are kept in a cookie that browsers take over a secure connection only, or from this machine. */
function readPublicUrl(text: string): string {
  const url = URL.parse(text);
  const isSecure = url?.protocol === "https:" || (url?.protocol === "http:" && url.hostname === "localhost");
  if (url && isSecure && (text === url.origin || text === `${url.origin}/`)) return url.origin;
  throw invalid(
    `PUBLIC_URL is "${text}"; give an https address without a path, as https://maps.example.org, ` +
      "or http://localhost with a port on this machine alone",
  );
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (level) return level;
  throw invalid(`LOG_LEVEL is "${text}"; use one of ${logLevels.join(", ")}`);
}

function invalid(detail: string): EntenteError {
  return new EntenteError("config-invalid", { detail });
}

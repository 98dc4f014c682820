// A real server where people have accounts, with one person for each role in the workspace `test`, and others who have
// no business there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { addressReader } from "../../server/auth/address.ts";
import { sessionCookie } from "../../server/auth/credentials.ts";
import { openAccounts, type Accounts } from "../../server/auth/open-accounts.ts";
import type { PeopleStore } from "../../server/auth/people-store.ts";
import { SqlitePeopleStore } from "../../server/auth/sqlite-people-store.ts";
import { givenRoles, type GivenRole, type Role } from "../../server/auth/roles.ts";
import type { AccountsConfig } from "../../server/config.ts";
import { defaultLimits, type Limits } from "../../server/limits.ts";
import { openLog, type Log } from "../../server/log.ts";
import { openData } from "../../server/open-data.ts";
import { startServer } from "../../server/server.ts";

/** How somebody reaches the server: a browser with its cookie, or a program with its token. */
export type Transport = "cookie" | "token";

/** An answer over HTTP, its body read. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Somebody who asks. */
export interface Asker {
  /** What goes with every request. */
  readonly headers: Readonly<Record<string, string>>;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Where a socket goes, with a token where there is one. */
  syncPath(room: string): string;
}

/** A person with both ways of proving who they are. */
export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly by: Readonly<Record<Transport, Asker>>;
  readonly secrets: readonly string[];
}

/** The server. Its workspaces are `test` and `other`; `stranger` owns `other` alone. */
export interface AccountsServer extends AsyncDisposable {
  /** `http://localhost:…` */
  readonly url: string;
  readonly port: number;
  readonly syncUrl: string;
  readonly dataDir: string;
  readonly people: Readonly<Record<GivenRole | "stranger", TestPerson>>;
  /** Somebody who came by a shared link of `test`. */
  readonly visitor: Asker;
  /** Nobody. */
  readonly nobody: Asker;
  /** The shared link of the visitor. */
  readonly share: { readonly id: string; readonly secret: string };
  restart(): Promise<void>;
  /** Changes the stored people behind the server's back. */
  changeQuietly(change: (store: PeopleStore, accounts: Accounts) => void): void;
}

interface Options {
  /** 0, of the system's choice, unless something has to know it beforehand. */
  readonly port?: number;
  readonly limits?: Partial<Limits>;
  readonly logger?: Log;
  readonly config?: Partial<Omit<AccountsConfig, "access">>;
}

const operator = { kind: "local" } as const;

/** Starts one. Disposing of it stops it and deletes its data. */
export async function startAccountsServer(options: Options = {}): Promise<AccountsServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "entente-"));
  const logger = options.logger ?? openLog("silent");
  const at: { url?: string } = {};
  const url = () => at.url ?? "";
  const prepared = await prepare(dataDir, options, url);
  const addressOf = addressReader([]);
  if (!addressOf) throw new Error("no proxies are well-formed");
  const accounts = {
    access: "accounts",
    publicUrl: undefined,
    addressOf,
    oidc: undefined,
    metricsToken: undefined,
    ...options.config,
  } as const;
  const start = (port: number) =>
    startServer(
      { ...accounts, host: "127.0.0.1", port, dataDir, logLevel: "silent" },
      { logger, ...(options.limits && { limits: options.limits }) },
    );
  let running = await start(options.port ?? 0);
  at.url = running.url;
  const { port } = running;
  return {
    url: running.url,
    port,
    syncUrl: `ws://127.0.0.1:${port}/sync`,
    dataDir,
    ...prepared,
    nobody: asker(url, {}),
    changeQuietly(change) {
      using store = new SqlitePeopleStore(join(dataDir, "entente.sqlite"));
      const limits = { ...defaultLimits, ...options.limits };
      change(store, openAccounts({ store, limits, now: Date.now, publicUrl: url }));
    },
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

async function prepare(dataDir: string, options: Options, url: () => string) {
  await using data = openData(dataDir, { ...defaultLimits, ...options.limits }, openLog("silent"));
  await data.workspaces.create("test");
  await data.workspaces.create("other");
  const limits = { ...defaultLimits, ...options.limits };
  const accounts = openAccounts({ store: data.people(), limits, now: Date.now, publicUrl: url });
  const add = (name: string, workspace: string, role: GivenRole) =>
    addTestPerson(accounts, url, name, workspace, role);
  const entries = givenRoles.map((role) => [role, add(`The ${role}`, "test", role)] as const);
  const people = {
    ...(Object.fromEntries(entries) as Record<GivenRole, TestPerson>),
    stranger: add("The stranger", "other", "owner"),
  };
  const { grant, secret } = accounts.grants.share(operator, "test", { label: "A link" });
  const visit = accounts.signIn.byShare(secret, { identity: { kind: "stranger" }, device: "a test" });
  const visitor = asker(url, cookieHeaders(visit.session?.secret ?? "", url));
  return { people, visitor, share: { id: grant.id, secret } };
}

function addTestPerson(
  accounts: Accounts,
  url: () => string,
  name: string,
  workspace: string,
  role: GivenRole,
): TestPerson {
  const { person, link } = accounts.people.add(operator, workspace, name, role);
  const comer = { identity: { kind: "stranger" }, device: "a test" } as const;
  const { session } = accounts.signIn.byLink(link?.secret ?? "", comer);
  const token = accounts.grants.issueToken(operator, workspace, role, { label: "t", personId: person.id });
  return {
    id: person.id,
    name,
    secrets: [link?.secret ?? "", session.secret, token.secret],
    by: {
      cookie: asker(url, cookieHeaders(session.secret, url)),
      token: asker(url, () => ({ authorization: `Bearer ${token.secret}` }), token.secret),
    },
  };
}

type Headers1 = Readonly<Record<string, string>>;

/** What a page of the server sends with a cookie. */
export function cookieHeaders(secret: string, url: () => string): () => Headers1 {
  return () => ({ cookie: `${sessionCookie}=${secret}`, origin: url(), "sec-fetch-site": "same-origin" });
}

/** Somebody who sends these headers. */
export function asker(url: () => string, headers: Headers1 | (() => Headers1), token?: string): Asker {
  const read = () => (typeof headers === "function" ? headers() : headers);
  return {
    get headers() {
      return read();
    },
    async ask(method, path, body) {
      const response = await fetch(`${url()}${path}`, {
        method,
        redirect: "manual",
        headers: { ...read(), ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
      return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
    },
    syncPath: (room) => (token === undefined ? room : `${room}?token=${token}`),
  };
}

/** Everybody who asks, by what they are in `test`. */
export function allAskers(
  server: AccountsServer,
): readonly (readonly [Role | "stranger" | "nobody", Asker])[] {
  const people = Object.entries(server.people) as [GivenRole | "stranger", TestPerson][];
  return [
    ...people.flatMap(([role, { by }]) => [[role, by.cookie] as const, [role, by.token] as const]),
    ["visitor", server.visitor],
    ["nobody", server.nobody],
  ];
}

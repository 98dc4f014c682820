// Who may ask what. Every route under /api says what it takes; whatever does not is refused when the server starts.
import type { FastifyInstance, FastifyRequest } from "fastify";

import { assert, EntenteError } from "../../schema/errors.ts";
import { authorize, type Access, type Credentials } from "../auth/access.ts";
import type { AddressOf } from "../auth/address.ts";
import { readHttpCredentials } from "../auth/credentials.ts";
import type { Failures } from "../auth/failures.ts";
import type { Identity } from "../auth/identity.ts";
import { verbs, type Verb } from "../auth/roles.ts";
import type { Limits } from "../limits.ts";
import { AtOnce, senderOf } from "./at-once.ts";

/**
 * What a route takes: a verb in the workspace that its address names; `person`, somebody who is signed in in a browser;
 * or `anybody`, where the route itself looks at who asks.
 */
export type RouteAccess = Verb | "person" | "anybody";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks. */
    identity: Identity;
    /** Where from, as failures are counted. */
    address: string;
    /** Its place among those that read back the log, where it is one of them. */
    replay?: Replay;
  }
  interface FastifyContextConfig {
    access?: RouteAccess;
    /** It reads back the log, which is long, and holds what it reads meanwhile. */
    isReplay?: boolean;
    /** Asked by whatever watches the server: what it is shown is no person's token. */
    isForWatchers?: boolean;
  }
}

interface Parts {
  readonly access: Access;
  readonly addressOf: AddressOf;
  readonly failures: Failures;
  readonly limits: Limits;
}

/** Decides about each request before its body is read. */
export function guardRoutes(app: FastifyInstance, parts: Parts): void {
  app.decorateRequest("identity");
  app.decorateRequest("address", "");
  app.decorateRequest("replay");
  app.addHook("onRoute", ({ url, config }) => {
    const isOurs = url.startsWith("/api/") && !url.includes("*");
    assert(!isOurs || config?.access, `the route ${url} says who may use it`);
  });
  const atOnce = new AtOnce();
  app.addHook("onRequest", async (request, reply) => {
    const { headers, method } = request;
    if (parts.access.kind === "accounts") refuseOtherPages(request);
    request.address = parts.addressOf(request.raw);
    const { isForWatchers = false } = request.routeOptions.config;
    const credentials = isForWatchers ? nothingShown : readHttpCredentials(method, headers);
    const identify = () => parts.access.identify(credentials);
    request.identity =
      credentials.token === undefined ? identify() : parts.failures.try(request.address, identify);
    allow(parts.access, request);
    const sender = isVerb(accessOf(request)) ? senderOf(request.identity, request.address) : undefined;
    if (sender === undefined) return;
    const { requestsAtOnceMax, replaysAtOnceMax } = parts.limits;
    reply.raw.once("close", atOnce.begin(sender, requestsAtOnceMax));
    if (!isReplay(request)) return;
    request.replay = new Replay(atOnce.begin(`${sender} replays`, replaysAtOnceMax));
    reply.raw.once("close", () => request.replay?.hungUp());
  });
  // A body can take minutes to come, and who sends it may not be meanwhile who they were.
  app.addHook("preHandler", async (request) => {
    request.replay?.begin();
    if (isReading(request)) return;
    request.identity = parts.access.refresh(request.identity);
    allow(parts.access, request);
  });
  app.addHook("onSend", async (request) => request.replay?.end());
}

/** A place among those that read back the log. Hanging up does not end the work, so it does not free the place either. */
class Replay {
  #free: (() => void) | undefined;
  #isAtWork = false;

  constructor(free: () => void) {
    this.#free = free;
  }

  begin(): void {
    this.#isAtWork = true;
  }

  /** It was answered, or there is nobody to answer any more. */
  end(): void {
    this.#free?.();
    this.#free = undefined;
  }

  hungUp(): void {
    if (!this.#isAtWork) this.end();
  }
}

const nothingShown: Credentials = { session: undefined, token: undefined };

function allow(access: Access, request: FastifyRequest): void {
  const { identity } = request;
  const wanted = accessOf(request);
  if (isVerb(wanted)) return void authorize(access, identity, verbFor(wanted, request), workspaceOf(request));
  const isPerson = identity.kind === "session" && identity.personId !== undefined;
  if (wanted === "person" && !isPerson) throw new EntenteError("not-signed-in");
}

function isReplay({ query, routeOptions }: FastifyRequest): boolean {
  const { recordedBy } = query as { readonly recordedBy?: unknown };
  return routeOptions.config.isReplay === true || Boolean(recordedBy);
}

function accessOf({ routeOptions }: FastifyRequest): RouteAccess {
  return routeOptions.config.access ?? "anybody";
}

function isVerb(wanted: RouteAccess): wanted is Verb {
  return verbs.some((verb) => verb === wanted);
}

/** The map as it was recorded on a day is its history, which not everybody reads who may look at the map. */
function verbFor(wanted: Verb, { query }: FastifyRequest): Verb {
  const { recordedBy } = query as { readonly recordedBy?: unknown };
  return wanted === "look" && recordedBy ? "read" : wanted;
}

function workspaceOf({ params }: FastifyRequest): string {
  const { workspace } = params as { readonly workspace?: string };
  assert(workspace !== undefined, "a route that takes a role names its workspace");
  return workspace;
}

/** Browsers say whether a request is made by a page of ours; the origin, which says it too, has been compared already. */
function refuseOtherPages(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (isReading(request) || site === undefined || site === "same-origin") return;
  throw new EntenteError("forbidden");
}

function isReading({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD";
}

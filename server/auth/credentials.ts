// What a request shows to prove who sends it.
import type { IncomingHttpHeaders } from "node:http";

import type { Credentials } from "./access.ts";

/** `__Host-`: browsers take it over a secure connection only, and send it to this very host and no other. */
export const sessionCookie = "__Host-entente";

/** Names a sign-in that has begun in this browser and goes on elsewhere. */
export const attemptCookie = "__Host-entente-attempt";

/**
 * Of a request over HTTP. A cookie is sent by whatever page makes the browser ask, so it counts for a change only where
 * the browser names the page, whose origin has been compared before.
 */
export function readHttpCredentials(method: string, headers: IncomingHttpHeaders): Credentials {
  const isReading = method === "GET" || method === "HEAD";
  const mayCount = isReading || headers.origin !== undefined;
  return { session: mayCount ? readCookie(headers, sessionCookie) : undefined, token: readBearer(headers) };
}

/** Of an upgrade: a cookie only from a page of ours, else a token, in the query as stock clients can give it. */
export function readUpgradeCredentials(url: string, headers: IncomingHttpHeaders): Credentials {
  const query = new URLSearchParams(url.split("?", 2)[1]);
  return {
    session: headers.origin === undefined ? undefined : readCookie(headers, sessionCookie),
    token: readBearer(headers) ?? query.get("token") ?? undefined,
  };
}

/** The value of a cookie. */
export function readCookie({ cookie = "" }: IncomingHttpHeaders, name: string): string | undefined {
  const pairs = cookie.split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** A cookie as it is set. */
export function toCookie(name: string, value: string, lastsMs: number): string {
  const maxAge = Math.max(0, Math.floor(lastsMs / 1000));
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=Lax`;
}

/** The token that a program shows. */
export function readBearer({ authorization }: IncomingHttpHeaders): string | undefined {
  return /^Bearer (?<token>\S+)$/iu.exec(authorization ?? "")?.groups?.["token"];
}

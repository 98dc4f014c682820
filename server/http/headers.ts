// Headers on every answer, and who may ask at all. SECURITY.md, "Content security policy".
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

import { EntenteError } from "../../schema/errors.ts";
import type { Trust } from "../trust.ts";

/** Where browsers report what the policy stopped. */
export const policyReportPath = "/api/policy-reports";

const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    // Attributes only: libraries place their parts with them.
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", "data:"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "report-to": ["csp"],
  },
};

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * Sets the headers.
 *
 * @param isEncrypted People reach the server by https; on loopback nothing is encrypted.
 */
export async function setHeaders(app: FastifyInstance, isEncrypted: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: isEncrypted && { maxAge: yearSeconds, includeSubDomains: false },
  });
  app.addHook("onSend", async (request, reply) => {
    void reply.header("reporting-endpoints", `csp="${policyReportPath}"`);
    // Not by the address as it was written: `//api/…` and `http://…/api/…` lead to the same routes.
    if (request.routeOptions.url?.startsWith("/api/")) void reply.header("cache-control", "no-store");
  });
}

/**
 * Refuses requests under another name, and those that pages of other origins make.
 *
 * @param isWatchedFromElsewhere Whatever watches the server may do so from another machine, and knows it by its number.
 */
export function refuseStrangers(
  app: FastifyInstance,
  trust: () => Trust,
  isWatchedFromElsewhere: boolean,
): void {
  app.addHook("onRequest", async ({ headers, routeOptions }) => {
    const isOfPage = headers.origin !== undefined;
    if (isWatchedFromElsewhere && routeOptions.config.isForWatchers === true && !isOfPage) return;
    if (!trust().isTrusted(headers)) throw new EntenteError("forbidden");
  });
}

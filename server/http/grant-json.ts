// Grants as the outside sees them.
import type { Issued } from "../auth/desk.ts";
import type { Accounts } from "../auth/open-accounts.ts";
import type { Grant } from "../auth/people-store.ts";

/** What links are called in the part of their address that is never sent. */
const linkWords = { "sign-in": "link", invitation: "invitation", share: "share" } as const;

/** The page that all links lead to. */
export const signInPath = "/sign-in";

/** A grant, without any secret. */
export function toGrantJson({ people }: Accounts, grant: Grant) {
  const { id, label, role, personId, madeBy, madeAt, usedAt, expiresAt } = grant;
  return {
    id,
    label,
    role: role ?? null,
    person: personId === undefined ? null : { id: personId, name: people.actorName(personId) },
    madeBy: people.actorName(madeBy),
    madeAt: toIso(madeAt),
    usedAt: toIso(usedAt),
    expiresAt: toIso(expiresAt),
  };
}

/** A grant that was just made, with its secret: the only time that it is seen. */
export function toIssuedJson(accounts: Accounts, { grant, secret }: Issued) {
  const { kind } = grant;
  const shown =
    kind === "token" || kind === "session"
      ? { token: secret }
      : { url: `${accounts.publicUrl()}${signInPath}#${linkWords[kind]}=${secret}` };
  return { ...toGrantJson(accounts, grant), ...shown };
}

/** Milliseconds since 1970 as ISO 8601, UTC. */
export function toIso(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

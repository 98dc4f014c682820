// What a seat in a room hangs on. Whoever changes one of these says so by its word, and the seats that hang on it look.
import { personOf, type Identity, type Standing } from "./identity.ts";

/** The words for a person, and for a session, token or shared link. */
export const keyOf = {
  person: (id: string) => `person ${id}`,
  grant: (id: string) => `grant ${id}`,
} as const;

/** All that the seat of somebody hangs on, the person first. */
export function keysOf(identity: Identity, { shareId }: Standing): readonly string[] {
  const personId = personOf(identity);
  const grants = [...("grantId" in identity ? [identity.grantId] : []), ...(shareId ? [shareId] : [])];
  const keys = [...(personId ? [keyOf.person(personId)] : []), ...grants.map(keyOf.grant)];
  return keys.length > 0 ? keys : ["local"];
}

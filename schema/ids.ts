// Ids name records for ever: in the document, in files, in links. Reference entities have natural ids
// (ISO 3166-1 alpha-3 codes, treaty acronyms), so that two people who add Japan add the same record.
import type { EntityKind } from "./vocabulary.ts";

declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type EntityId = Id<"entity">;
export type RelationId = Id<"relation">;
export type ClaimId = Id<"claim">;
export type EvidenceId = Id<"evidence">;
export type SourceId = Id<"source">;
export type DisputeId = Id<"dispute">;
export type ThreadId = Id<"thread">;
export type ReplyId = Id<"reply">;
export type RecordId = EntityId | RelationId | ClaimId | EvidenceId | SourceId | DisputeId;

/** Prefix of each entity kind's ids. A kind that a team adds itself gets `x`. */
export const entityPrefixes: Readonly<Record<EntityKind, string>> = {
  state: "s",
  agreement: "a",
  company: "c",
  decision: "d",
  bloc: "bl",
  body: "b",
  person: "p",
  group: "g",
  sector: "sec",
  negotiation: "neg",
  regime: "reg",
  measure: "mea",
  provision: "prv",
  proposal: "pro",
  event: "evt",
  place: "pl",
};

export const relationPrefix = "r";
export const claimPrefix = "clm";
export const evidencePrefix = "evd";
export const sourcePrefix = "src";
export const disputePrefix = "dsp";
export const ownKindPrefix = "x";
export const threadPrefix = "thr";
export const replyPrefix = "rep";
/** Entries that the server writes of conflicts; they are no records. */
export const conflictPrefix = "cfl";

/** Prefix, colon, name: at most 40 characters, so that no id can be `__proto__` or hold a key's slash. */
export const idPattern = /^[a-z]{1,4}:[A-Za-z0-9][A-Za-z0-9._-]{0,34}$/;

/** Whether a text has the form of an id, whatever it names. */
export function isId(text: string): text is RecordId {
  return idPattern.test(text);
}

/** Whether an id carries the given prefix: `hasPrefix("s:JPN", "s")`. */
export function hasPrefix(id: string, prefix: string): boolean {
  return id.startsWith(`${prefix}:`);
}

const randomIdAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const randomIdLength = 12;

/**
 * A new random id, 60 bits of randomness.
 *
 * @param randomBytes Gives that many random bytes: `crypto.getRandomValues` wrapped, or a seeded source in tests.
 */
export function randomId(prefix: string, randomBytes: (count: number) => Uint8Array): string {
  const name = Array.from(randomBytes(randomIdLength), (byte) => randomIdAlphabet[byte % 32]).join("");
  return `${prefix}:${name}`;
}

/** A readable id made of a prefix and words, such as `p:wendy-cutler`. Empty when no letter is left. */
export function slugId(prefix: string, words: string): string {
  const slug = words
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 35 - prefix.length)
    .replace(/-+$/, "");
  return slug === "" ? "" : `${prefix}:${slug}`;
}

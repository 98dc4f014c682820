// What lets people and programs in, in words: one set for each kind of list.
import { capital } from "../../schema/capital.ts";
import { givenRoles, type GivenRole, type Grant, type Role } from "./account-data.ts";
import { roleWords } from "./role-words.ts";
import { agoWords, dayWords } from "./time-words.ts";

const grantKinds = ["invitations", "links", "tokens"] as const;
/** As it is called in the server's addresses. */
export type GrantKind = (typeof grantKinds)[number];

interface GrantWords {
  /** What it is good for. */
  readonly about: string;
  readonly none: string;
  readonly nameLabel: string;
  readonly nameHint: string;
  readonly make: string;
  /** What to do with what was made. */
  readonly made: string;
  readonly take: string;
  /** What becomes of whoever uses it. */
  readonly taken: string;
  readonly hasRole: boolean;
}

export const grantWords: Readonly<Record<GrantKind, GrantWords>> = {
  invitations: {
    about: "A link that lets one person in, once, with the role that you choose.",
    none: "Nobody is invited now.",
    nameLabel: "Who",
    nameHint: "Ben Ortiz",
    make: "Make invitation",
    made: "Send this link to whoever you invite.",
    take: "Take back",
    taken: "Its link will not work any more.",
    hasRole: true,
  },
  links: {
    about:
      "A link by which anybody who has it looks at the map, and changes nothing. They see the whole map, and in it the names of those who imported or deleted something, or disagreed about a value; not its history, nor who is at work.",
    none: "Nothing is shared now.",
    nameLabel: "For whom",
    nameHint: "The minister’s office",
    make: "Make link",
    made: "Whoever has this link may look at the map.",
    take: "Take back",
    taken: "Its link will not work any more, and whoever looks by it is out at once.",
    hasRole: false,
  },
  tokens: {
    about: "A token by which a program works as you, with at most your own role.",
    none: "No program has a token.",
    nameLabel: "What for",
    nameHint: "Nightly export",
    make: "Make token",
    made: "Give this token to the program.",
    take: "Revoke",
    taken: "The program is out at once, and needs a new token to come back.",
    hasRole: true,
  },
};

/** How long it can last, in days. */
export const lastingChoices = [
  { days: 1, name: "1 day" },
  { days: 7, name: "7 days" },
  { days: 30, name: "30 days" },
  { days: 90, name: "90 days" },
  { days: 365, name: "1 year" },
] as const;

/** The roles that somebody may give away: none above their own. */
export function rolesUpTo(role: Role): readonly GivenRole[] {
  const from = givenRoles.findIndex((each) => each === role);
  return from < 0 ? [] : givenRoles.slice(from);
}

/**
 * What is known of it, in one line: "Editor · until 3 December 2026 · not used yet · by Ann Lee".
 *
 * @param now Milliseconds since 1970.
 */
export function grantLine(kind: GrantKind, { role, expiresAt, usedAt, madeBy }: Grant, now: number): string {
  const given = givenRoles.find((each) => each === role);
  return capital(
    [
      ...(grantWords[kind].hasRole && given ? [roleWords[given].name] : []),
      expiresAt === null ? "until taken back" : `until ${dayWords(expiresAt)}`,
      ...(kind === "invitations"
        ? []
        : [usedAt === null ? "not used yet" : `last used ${agoWords(usedAt, now)}`]),
      // No person can have that name.
      madeBy === "operator" ? "made by whoever runs the server" : `made by ${madeBy}`,
    ].join(" · "),
  );
}

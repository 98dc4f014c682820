// What was done about people and access, in plain words.
import { roles, type AuditEntry, type Role } from "./account-data.ts";
import { aRole } from "./role-words.ts";

type Detail = AuditEntry["detail"];

const sentences: Readonly<Record<string, (detail: Detail) => string>> = {
  "role-given": ({ name, role, madeBy }) =>
    madeBy === undefined
      ? `added ${name ?? "somebody"} as ${roleIn(role)}`
      : `became ${roleIn(role)}, invited by ${linkMakerWords(madeBy)}`,
  "role-changed": ({ name, from, role }) =>
    `changed ${name ?? "somebody"} from ${from ?? "another role"} to ${role ?? "another"}`,
  "person-removed": ({ name }) => `removed ${name ?? "somebody"}`,
  "sign-in-link-made": ({ name }) => `made a sign-in link for ${name ?? "somebody"}`,
  "workspace-added": () => "created the workspace",
  "invitation-made": ({ label, role }) => `invited ${label ?? "somebody"} as ${roleIn(role)}`,
  "invitation-used": ({ madeBy }) =>
    madeBy === undefined ? "accepted an invitation" : `accepted an invitation from ${linkMakerWords(madeBy)}`,
  "invitation-revoked": ({ label }) => `took back the invitation of ${label ?? "somebody"}`,
  "share-made": ({ label }) => `shared a link for ${quoted(label)}`,
  "share-revoked": ({ label }) => `took back the link for ${quoted(label)}`,
  "token-made": ({ label, role }) => `made a token for ${quoted(label)}, as ${roleIn(role)}`,
  "token-revoked": ({ label }) => `revoked the token for ${quoted(label)}`,
  "signed-in": ({ way, linkBy }) =>
    linkBy === undefined
      ? `signed in${ways[way ?? ""] ?? ""}`
      : `signed in by a link from ${linkMakerWords(linkBy)}`,
  "signed-out": () => "signed out",
  "session-revoked": () => "signed out a browser",
  "sign-in-link-revoked": () => "took back a sign-in link",
  "passkey-added": ({ label }) => `added the passkey ${quoted(label)}`,
  "passkey-removed": ({ label }) => `removed the passkey ${quoted(label)}`,
  "outside-account-linked": () => "linked an account elsewhere",
  "person-added": () => "created the account",
  "version-restored": ({ name }) => `went back to the version ${quoted(name)}`,
  "records-removed": ({ count, of }) =>
    `put ${numbered(count) ?? "many"} of ${numbered(of) ?? "all"} records in the bin within a minute`,
  "people-accepted": () => "took people and access as they were found, changed by others",
  "session-ended": ({ name }) => `signed out a browser${name ? ` of ${name}` : ""}`,
};

const ways: Readonly<Record<string, string>> = {
  passkey: " by a passkey",
  invitation: " by an invitation",
  oidc: " by an account elsewhere",
};

/** Who made a sign-in link or an invitation: a name, or whoever has the machine. */
export function linkMakerWords(name: string): string {
  return name === "operator" ? "whoever runs the server" : name;
}

/** What somebody did, to follow their name: "changed Ben Ortiz from editor to viewer". */
export function auditWords({ action, detail }: AuditEntry): string {
  return sentences[action]?.(detail) ?? action.replaceAll("-", " ");
}

/** Who did it; some have no name of their own. Whoever comes by an invitation has one once the account is made. */
export function actorWords({ actor, actorName, action, detail }: AuditEntry): string {
  if (actor === "operator") return "Whoever runs the server";
  if (actor !== "visitor") return actorName;
  return (action === "person-added" ? detail["name"] : undefined) ?? "Somebody new";
}

/** "1,200" */
function numbered(digits: string | undefined): string | undefined {
  return digits && Number(digits).toLocaleString("en");
}

function roleIn(word: string | undefined): string {
  const role = roles.find((each): each is Role => each === word);
  return role ? aRole(role) : "a member";
}

function quoted(label: string | undefined): string {
  return label === undefined ? "something" : `“${label}”`;
}

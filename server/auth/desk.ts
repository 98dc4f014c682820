// What everything that changes people and access has in common: one transaction, an entry in the audit log, and word to
// those whom it concerns.
import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { Access } from "./access.ts";
import { personOf, type Identity } from "./identity.ts";
import type { Grant, PeopleStore } from "./people-store.ts";
import { hashSecret, newId, newSecret } from "./secrets.ts";

/** What the services of people stand on. */
export interface Desk {
  readonly store: PeopleStore;
  readonly access: Access;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Something changed that seats may hang on; `keyOf` says what. */
  readonly changed: (key: string) => void;
}

/** What is to be noted of a change. */
export interface Deed {
  readonly by: Identity;
  readonly workspace: string | undefined;
  readonly action: string;
  /** Ids and names; never a secret. */
  readonly detail: Readonly<Record<string, string>>;
}

/** A grant with its secret, which is shown once and kept nowhere. */
export interface Issued {
  readonly grant: Grant;
  readonly secret: string;
}

/** Who does something, as the audit log has it: a person's id, or `operator` for whoever has the machine. */
export function actorOf(identity: Identity): string {
  return personOf(identity) ?? (identity.kind === "local" ? "operator" : "visitor");
}

/** Does something and notes it, both or neither. */
export function carryOut<Result>({ store, now }: Desk, deed: Deed, work: () => Result): Result {
  return store.transaction(() => {
    const result = work();
    const { by, workspace, action, detail } = deed;
    store.appendAudit({ at: new Date(now()).toISOString(), actor: actorOf(by), workspace, action, detail });
    return result;
  });
}

/** A new grant, not stored yet. */
export function draw(
  { now }: Desk,
  by: Identity,
  wanted: Pick<Grant, "kind" | "label"> &
    Partial<Pick<Grant, "personId" | "workspace" | "role" | "expiresAt">>,
): Issued {
  const grant: Grant = {
    personId: undefined,
    workspace: undefined,
    role: undefined,
    expiresAt: undefined,
    ...wanted,
    id: newId(),
    madeBy: actorOf(by),
    madeAt: now(),
    usedAt: undefined,
  };
  return { grant, secret: newSecret() };
}

/** Stores a grant; its secret only as a hash. */
export function keep({ store }: Desk, { grant, secret }: Issued): void {
  store.addGrant(grant, hashSecret(secret));
}

const labelLengthMax = 80;

/**
 * A name or label as people may choose it: one line that says something.
 *
 * @throws EntenteError `data-invalid`
 */
export function readLabel(text: string, lengthMax = labelLengthMax): string {
  const label = text.normalize("NFC").trim().replaceAll(/\s+/gu, " ");
  // Characters that cannot be seen, or turn the direction of writing, would let one name look like another.
  if (label !== "" && label.length <= lengthMax && !/[\p{C}\p{DI}\p{Zl}\p{Zp}]/u.test(label)) return label;
  throw new EntenteError("data-invalid", {
    detail: `a name is one line of 1 to ${lengthMax} visible characters`,
  });
}

/** How the log and the history call what is no person. */
const takenNames: ReadonlySet<string> = new Set(["operator", "visitor", "guest", "server", "import"]);

/**
 * The name of a person: a label that is not taken for somebody else's at a glance.
 *
 * @throws EntenteError `data-invalid`
 */
export function readPersonName(text: string): string {
  const name = readLabel(text);
  const isMixed = name.split(/[\s\p{P}]+/u).some((word) => {
    const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
    return scripts.filter((script) => script.test(word)).length > 1;
  });
  if (isMixed)
    throw new EntenteError("data-invalid", { detail: "a name has no letters of two alphabets in one word" });
  if (!takenNames.has(name.normalize("NFKC").toLowerCase())) return name;
  throw new EntenteError("data-invalid", { detail: `nobody is called ${name}: give their own name` });
}

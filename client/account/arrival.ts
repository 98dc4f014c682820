// How somebody came to the sign-in page, and where they were going.
import type { Me } from "./account-data.ts";

/** The page that all links lead to. */
export const signInPath = "/sign-in";

/** What the address of the sign-in page says, behind its `#`, which is never sent to a server. */
export type Arrival =
  | { readonly kind: "plain" }
  /** Signing in elsewhere has succeeded: on to where they were going, which only this tab remembers. */
  | { readonly kind: "done" }
  | { readonly kind: "link" | "invitation" | "share"; readonly secret: string }
  /** Signing in elsewhere has failed; `code` is of `schema/errors.ts`. */
  | { readonly kind: "refused"; readonly code: string };

const returnName = "entente-return";

/** Reads the part of the address behind `#`. */
export function readArrival(hash: string): Arrival {
  const [word, text = ""] = hash.replace(/^#/, "").split("=", 2);
  if (text === "") return { kind: "plain" };
  if (word === "link" || word === "invitation" || word === "share") return { kind: word, secret: text };
  if (word === "signed-in") return { kind: "done" };
  return word === "refused" ? { kind: "refused", code: text } : { kind: "plain" };
}

/** Remembers, for this tab, where somebody wanted to go before they had to sign in. */
export function keepReturn(address: string): void {
  try {
    sessionStorage.setItem(returnName, address);
  } catch {
    // Without storage they start from their first workspace.
  }
}

/** Where to go now, once: to where they were going, else to the workspace named, else to one of theirs. */
export function takeReturn(me: Me, workspace?: string): string {
  const kept = takeKept();
  const names = me.workspaces.map(({ name }) => name);
  const isTheirs = names.some((name) => kept === `/w/${name}` || kept?.startsWith(`/w/${name}?`));
  const isWanted = workspace === undefined || kept?.startsWith(`/w/${workspace}`);
  if (kept !== undefined && isTheirs && isWanted) return kept;
  const name = workspace ?? names[0];
  return name === undefined ? "/" : `/w/${name}`;
}

/** What is kept, and is an address of this page's own. */
function takeKept(): string | undefined {
  try {
    const kept = sessionStorage.getItem(returnName) ?? undefined;
    sessionStorage.removeItem(returnName);
    return kept?.startsWith("/w/") ? kept : undefined;
  } catch {
    // As above.
    return undefined;
  }
}

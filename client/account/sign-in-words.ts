// Why somebody was not let in, by the way they came, and what to do next.
import type { AccountError } from "./ask-server.ts";

/** How somebody tried to come in. */
export type Way = "passkey" | "link" | "invitation" | "share" | "organisation";

/** A refusal as it is shown. */
export interface Refusal {
  readonly title: string;
  readonly next: string;
}

/** `sign-in-refused` says too little: the server tells nobody whether a secret was ever good. */
const refusedBy: Readonly<Record<Way, Refusal>> = {
  passkey: {
    title: "This passkey is not known here",
    next: "It was removed, or belongs to another Entente. Choose another one, or ask an owner of the workspace for a link.",
  },
  link: {
    title: "This link does not work any more",
    next: "It works once and for a limited time; perhaps you have used it already. Sign in by your passkey, or ask an owner of the workspace for a new link.",
  },
  invitation: {
    title: "This invitation is over",
    next: "It was used, has expired, or was taken back. If you accepted it before, sign in; else ask whoever invited you for a new one.",
  },
  share: {
    title: "This shared link does not work any more",
    next: "It has expired or was taken back. Ask whoever gave it to you for a new one.",
  },
  organisation: {
    title: "That account is not known here",
    next: "Accept your invitation with it first, or sign in by a passkey and then link it. Ask an owner of the workspace if you have neither.",
  },
};

/** The words for a refusal. */
export function refusalWords(
  way: Way,
  { code, message, hint }: Pick<AccountError, "code" | "message" | "hint">,
): Refusal {
  if (code === "sign-in-refused") return refusedBy[way];
  if (code === "person-exists")
    return {
      title: "Somebody here has this name already",
      next: "If it is you, sign in first and accept then. Else choose another name.",
    };
  return { title: message.replace(/\.$/, ""), next: hint };
}

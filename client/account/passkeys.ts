// Passkeys in the browser. Chromium (129), Firefox (119) and Safari (18.4) turn the server's JSON into what the device is
// asked and back by themselves, so nothing else is needed for it.
import * as v from "valibot";

import { meSchema, passkeySchema, type Me, type Passkey } from "./account-data.ts";
import { AccountError, ask } from "./ask-server.ts";

const askedSchema = v.object({ attempt: v.string(), options: v.looseObject({}) });

/** Whether this browser can. */
export function knowsPasskeys(): boolean {
  return (
    typeof PublicKeyCredential === "function" &&
    "parseRequestOptionsFromJSON" in PublicKeyCredential &&
    "toJSON" in PublicKeyCredential.prototype
  );
}

/**
 * Signs in by a passkey of this device.
 *
 * @throws AccountError
 */
export async function signInByPasskey(): Promise<Me> {
  refuseOldBrowser();
  const { attempt, options } = await ask(askedSchema, "POST", "/api/sign-in/passkey/options");
  // Its form is the server library's and the browser's own business.
  const asked = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const response = await fromDevice(() => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked);
    return navigator.credentials.get({ publicKey });
  });
  return ask(meSchema, "POST", "/api/sign-in/passkey", { attempt, response });
}

/**
 * Adds a passkey of this device to one's account.
 *
 * @throws AccountError
 */
export async function addPasskey(name: string): Promise<Passkey> {
  refuseOldBrowser();
  const { attempt, options } = await ask(askedSchema, "POST", "/api/me/passkeys/options");
  const asked = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const response = await fromDevice(() => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked);
    return navigator.credentials.create({ publicKey });
  });
  return ask(passkeySchema, "POST", "/api/me/passkeys", { attempt, response, name });
}

function refuseOldBrowser(): void {
  if (knowsPasskeys()) return;
  throw new AccountError(
    "passkey-unknown",
    "This browser is too old for passkeys.",
    "Update it, or ask an owner of the workspace for a link that signs you in.",
  );
}

async function fromDevice(askDevice: () => Promise<Credential | null>): Promise<object> {
  try {
    const credential = await askDevice();
    if (credential instanceof PublicKeyCredential) return credential.toJSON();
  } catch (cause) {
    if (cause instanceof DOMException) throw toPasskeyError(cause);
    throw cause;
  }
  throw cancelled();
}

function toPasskeyError({ name }: DOMException): AccountError {
  if (name === "InvalidStateError")
    return new AccountError(
      "passkey-exists",
      "This device has a passkey for your account already.",
      "It can be used as it is; nothing has to be added.",
    );
  if (name === "SecurityError")
    return new AccountError(
      "passkey-elsewhere",
      "Passkeys do not work at this address.",
      "Open Entente by the address that people were given, and try again there.",
    );
  return cancelled();
}

function cancelled(): AccountError {
  return new AccountError(
    "passkey-cancelled",
    "No passkey was used: it was cancelled, or it took too long.",
    "Try again. Without a passkey on this device, ask an owner of the workspace for a link.",
  );
}

// An authenticator in software: holds keys and signs what it is asked, as a device does.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** What a test may have the device do wrongly. */
export interface Lies {
  readonly origin?: string;
  readonly challenge?: string;
  readonly host?: string;
  readonly counter?: number;
  /** It was not unlocked. */
  readonly isLocked?: boolean;
  /** Another key signs. */
  readonly isForged?: boolean;
}

/** One passkey on one device. */
export interface Device {
  readonly id: string;
  /** What `navigator.credentials.create` gives. */
  create(options: unknown, lies?: Lies): object;
  /** What `navigator.credentials.get` gives. */
  get(options: unknown, lies?: Lies): object;
}

const [isPresent, isUnlocked, hasKey] = [0x01, 0x04, 0x40];

/** A new passkey for pages of an origin. */
export function openDevice(origin: string): Device {
  const host = new URL(origin).hostname;
  const rawId = randomBytes(16);
  const id = rawId.toString("base64url");
  const { publicKey, privateKey } = newKey();
  let counter = 0;
  const clientData = (type: string, options: unknown, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: lies.challenge ?? (options as { challenge: string }).challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const authenticatorData = (lies: Lies, flags: number) => {
    counter = lies.counter ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const unlocked = lies.isLocked ? 0 : isUnlocked;
    return Buffer.concat([hash(lies.host ?? host), Buffer.of(flags | isPresent | unlocked), count]);
  };
  const credential = (response: object) => ({
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response,
  });
  return {
    id,
    create(options, lies = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(rawId.byteLength);
      const key = Buffer.concat([Buffer.alloc(16), length, rawId, toCose(publicKey)]);
      const data = Buffer.concat([authenticatorData(lies, hasKey), key]);
      return credential({
        clientDataJSON: clientData("webauthn.create", options, lies).toString("base64url"),
        attestationObject: toAttestation(data).toString("base64url"),
        transports: ["internal"],
      });
    },
    get(options, lies = {}) {
      const client = clientData("webauthn.get", options, lies);
      const data = authenticatorData(lies, 0);
      const key = lies.isForged ? newKey().privateKey : privateKey;
      return credential({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", Buffer.concat([data, hash(client)]), key).toString("base64url"),
        userHandle: null,
      });
    },
  };
}

function newKey() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function hash(data: string | Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

/** A public key in COSE: a map of 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y. */
function toCose(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const bytes = (text: string) => Buffer.concat([Buffer.of(0x58, 32), Buffer.from(text, "base64url")]);
  const head = Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21);
  return Buffer.concat([head, bytes(x), Buffer.of(0x22), bytes(y)]);
}

/** CBOR of `{fmt: "none", attStmt: {}, authData}`. */
function toAttestation(data: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.of(0x60 + word.length), Buffer.from(word)]);
  const length = Buffer.of(0x58, data.byteLength);
  const start = [Buffer.of(0xa3), text("fmt"), text("none"), text("attStmt"), Buffer.of(0xa0)];
  return Buffer.concat([...start, text("authData"), length, data]);
}

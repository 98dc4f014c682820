// The words of the extension, to the byte: other programs may speak it too.
import { expect, test } from "vitest";

import {
  decodeExtension,
  encodeExtension,
  extensionBytesMax,
  extensionTypes,
  toExtensionText,
  type ExtensionMessage,
} from "../../schema/extension.ts";
import { byte, bytes } from "../support/update-bytes.ts";

const hello: ExtensionMessage = {
  kind: "hello",
  version: 1,
  generation: "g",
  connection: "c",
  rights: { edit: true },
  limits: { frameBytesMax: 1, documentBytesMax: 2 },
  serverTime: "2026-01-01T00:00:00.000Z",
};

const golden: readonly (readonly [ExtensionMessage, number, string])[] = [
  [
    hello,
    0,
    '{"version":1,"generation":"g","connection":"c","rights":{"edit":true},"limits":{"frameBytesMax":1,"documentBytesMax":2},"serverTime":"2026-01-01T00:00:00.000Z"}',
  ],
  [{ kind: "ack", n: 3, head: 17 }, 1, '{"n":3,"head":17}'],
  [
    { kind: "reject", n: 3, code: "update-invalid", message: "No – “so”.", keys: ["s:JPN/label"] },
    2,
    '{"n":3,"code":"update-invalid","message":"No – “so”.","keys":["s:JPN/label"]}',
  ],
  [
    { kind: "rights", rights: { edit: false }, reason: "now a reader" },
    3,
    '{"rights":{"edit":false},"reason":"now a reader"}',
  ],
  [
    { kind: "state", state: "draining", reconnectAfterMs: 250 },
    4,
    '{"state":"draining","reconnectAfterMs":250}',
  ],
  [
    {
      kind: "version",
      event: "removal",
      version: { id: 7, name: "V", kind: "before-removal", by: null, at: "2026-01-01T00:00:00.000Z" },
      by: "Ann",
      count: 60,
      of: 70,
    },
    8,
    '{"event":"removal","version":{"id":7,"name":"V","kind":"before-removal","by":null,"at":"2026-01-01T00:00:00.000Z"},"by":"Ann","count":60,"of":70}',
  ],
  [{ kind: "limit", bytes: 5, bytesMax: 6 }, 9, '{"bytes":5,"bytesMax":6}'],
];

test.each(golden)("%o is these bytes, and these bytes are it", (message, subtype, body) => {
  const frame = bytes(100, subtype, body);
  expect(encodeExtension(message)).toEqual(frame);
  expect(decodeExtension(frame)).toEqual(message);
});

test("the numbers of all kinds stay as they are", () => {
  expect(extensionTypes).toEqual({
    hello: 0,
    ack: 1,
    reject: 2,
    rights: 3,
    state: 4,
    auth: 5,
    "auth-soon": 6,
    resync: 7,
    version: 8,
    limit: 9,
  });
});

test("what a newer server adds to a message is left out, and the rest understood", () => {
  const frame = bytes(100, 1, '{"n":3,"head":17,"more":true}');
  expect(decodeExtension(frame)).toEqual({ kind: "ack", n: 3, head: 17 });
});

test.each([
  ["a kind nobody sends yet", bytes(100, 7, "{}")],
  ["a kind that is not known", bytes(100, 10, "{}")],
  ["a stock message", bytes(0, 1, "{}")],
  ["no number", bytes(100, 1, '{"n":"3","head":17}')],
  ["a negative number", bytes(100, 1, '{"n":-1,"head":17}')],
  ["part of a number", bytes(100, 1, '{"n":0.5,"head":17}')],
  ["a missing field", bytes(100, 1, '{"n":3}')],
  ["no object", bytes(100, 1, "3")],
  ["no JSON", bytes(100, 1, "{")],
  ["a strange state", bytes(100, 4, '{"state":"fine"}')],
  ["too long a text", bytes(100, 3, JSON.stringify({ rights: { edit: true }, reason: "x".repeat(1001) }))],
  ["too many keys", bytes(100, 2, JSON.stringify({ n: 1, code: "", message: "", keys: Array(51).fill("") }))],
  ["a frame cut short", bytes(100, 1, byte(40))],
  ["a frame without a body", bytes(100, 1)],
  ["an empty frame", bytes()],
  ["a frame that is too large", bytes(100, 1, `{"n":3,"head":17,"more":"${"x".repeat(extensionBytesMax)}"}`)],
])("%s is not understood, and harms nothing", (_what, frame) => {
  expect(decodeExtension(frame)).toBeUndefined();
});

test("a text that is too long is cut to what fits", () => {
  const reason = toExtensionText("x".repeat(5000));
  const message: ExtensionMessage = { kind: "rights", rights: { edit: false }, reason };
  expect(decodeExtension(encodeExtension(message))).toEqual(message);
});

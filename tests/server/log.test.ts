// What a line of the log never holds, whoever writes it.
import { expect, test } from "vitest";

import { newSecret } from "../../server/auth/secrets.ts";
import { hideSecrets, openLog } from "../../server/log.ts";

/** What is logged, as it would be written. */
function logged(about: object, message = "something happened"): string {
  const lines: string[] = [];
  openLog("trace", { write: (line) => lines.push(line) }).trace(about, message);
  return lines.join("");
}

const secret = newSecret();
const short = "no-secret-of-ours";

test.each([
  ["a cookie", { headers: { cookie: `a=b; __Host-entente=${short}` } }],
  ["a cookie that is set", { headers: { "set-cookie": [`__Host-entente=${short}; Path=/`] } }],
  ["a header", { request: { headers: { Authorization: `Basic ${short}` } } }],
  ["a field", { deep: { down: { token: short, secret: short, ticket: short, clientSecret: short } } }],
  ["a value with quotes in it", { token: `a"b\\"${short}` }],
  ["an address", { url: `/sync/test?ext=1&token=${short}` }],
  ["an address with a ticket", { url: `wss://host/sync/test?ticket=${short}#x` }],
  ["a link", { url: `https://host/sign-in#share=${short}` }],
  [
    "where a sign-in elsewhere comes back",
    { url: `/api/sign-in/oidc/callback?code=${short}&state=${short}` },
  ],
  ["an error", { err: new Error(`GET /x?token=${short} failed`) }],
  ["an error's cause", { err: new Error("failed", { cause: new Error(`Bearer ${short}`) }) }],
  ["one of ours in a text", { reason: `what came was:\n${secret}` }],
  ["one of ours in a path", { path: `/api/${secret}/x` }],
])("%s is hidden", (_what, about) => {
  const line = logged(about);
  expect(line).toContain("[hidden]");
  expect(line).not.toContain(short);
  expect(line).not.toContain(secret);
  expect(JSON.parse(line)).toMatchObject({ level: 10, msg: "something happened" });
});

test("one of ours in the message is hidden", () => {
  expect(logged({}, `hello ${secret}`)).not.toContain(secret);
});

test("what is no secret stays", () => {
  const line = logged({ room: "test/view/v1", code: "edit-forbidden", path: "/api/x", state: "ok", seq: 4 });
  expect(hideSecrets(line)).toBe(line);
  expect(line).toContain('"code":"edit-forbidden"');
  expect(line).not.toContain("[hidden]");
});

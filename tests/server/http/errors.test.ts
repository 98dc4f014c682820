// What failures say: something of use to whoever asked, and nothing of the inside.
import { once } from "node:events";
import { connect } from "node:net";
import { fastify } from "fastify";
import { expect, test } from "vitest";

import { EntenteError } from "../../../schema/errors.ts";
import { answerErrors, failureAnswerer } from "../../../server/http/errors.ts";
import { openLog } from "../../../server/log.ts";
import { Meters } from "../../../server/meters.ts";
import { startAccountsServer } from "../../support/accounts-server.ts";
import { startTestServer } from "../../support/server.ts";
import { root } from "../../support/source-tree.ts";

interface Answer {
  readonly to: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
/** What somebody may put where a name, a number or a body is asked for. */
const words = [
  "0000",
  "test",
  "%00",
  "%zz",
  "..%2f..%2fetc%2fpasswd",
  "'%20OR%201=1",
  "x".repeat(300),
] as const;
const bodies = ["", "{", "[]", "null", '{"__proto__":{"a":1}}', '{"name":{},"secret":1,"role":[]}'] as const;
const types = ["application/json", "text/plain", "multipart/form-data"] as const;

async function everyPath(url: string): Promise<readonly string[]> {
  const description = (await (await fetch(`${url}/api/openapi.json`)).json()) as { paths: object };
  return [...Object.keys(description.paths), "/", "/nothing", "/w/test", "/sync/test", "/assets/nothing.js"];
}

async function ask(url: string, path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(`${url}${path}`, { redirect: "manual", ...init });
  const { status, headers } = response;
  return { to: `${init.method ?? "GET"} ${path}`, status, headers, text: await response.text() };
}

/** Everything that there is, asked wrongly in many ways. */
async function askWrongly(
  url: string,
  headers: Readonly<Record<string, string>>,
  names: readonly string[] = words,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const path of await everyPath(url)) {
    const asked = methods.flatMap((method, index) =>
      names.map((word, place) => {
        const filled = `${path.replaceAll(/\{\w+\}/gu, word)}?asOf=${word}&format=${word}&before=${word}`;
        const type = types[(index + place) % types.length] ?? "";
        const body = method === "GET" ? {} : { body: bodies[(index + place) % bodies.length] ?? "" };
        return ask(url, filled, { method, headers: { ...headers, "content-type": type }, ...body });
      }),
    );
    answers.push(...(await Promise.all(asked)));
  }
  return answers.filter(({ status }) => status >= 400);
}

/** What no answer has in it: places of the code, and words of what it is built on. */
const insideWords = [root, "node_modules", "node:", ".ts:", "SQLITE", "FST_ERR", "statusCode"];
const wordInside = (text: string) =>
  insideWords.find((word) => text.includes(word)) ?? /\bat \S+:\d+:\d+/u.exec(text)?.[0];
const ofAnError = ["code", "message", "hint", "faults", "checks"];

function expectNothingInside({ to, status, text, headers }: Answer): void {
  expect([to, wordInside(text)]).toEqual([to, undefined]);
  expect([to, status]).not.toEqual([to, 500]);
  for (const name of ["server", "x-powered-by"]) expect(headers.get(name)).toBeNull();
  // Before the client is built, its page is a hint in words.
  const isPage = text.includes("its page is not built yet");
  const keys = isPage ? ofAnError : Object.keys(JSON.parse(text) as object);
  expect([to, keys.filter((key) => !ofAnError.includes(key))]).toEqual([to, []]);
  expect([to, ["code", "message", "hint"].every((key) => keys.includes(key))]).toEqual([to, true]);
}

test("T46 whatever is asked wrongly is answered from the catalogue, without a word of the inside", async () => {
  await using server = await startTestServer();
  const answers = await askWrongly(server.url, {});
  expect(answers.length).toBeGreaterThan(100);
  answers.forEach(expectNothingInside);
});

test("T46 so it is where people have accounts, whoever asks", async () => {
  await using server = await startAccountsServer({
    limits: { signInFailuresPerMinuteMax: 1e6, signInBeginsPerMinuteMax: 1e6 },
  });
  const { nobody, people } = server;
  for (const asker of [nobody, people.viewer.by.token, people.owner.by.cookie]) {
    const answers = await askWrongly(server.url, asker.headers, words.slice(1, 4));
    expect(answers.length).toBeGreaterThan(100);
    answers.forEach(expectNothingInside);
  }
});

test("T46 a bug of ours is answered in the catalogue's words, counted, and told in full to the log alone", async () => {
  const lines: string[] = [];
  const meters = new Meters();
  const app = fastify();
  const logger = openLog("error", { write: (line) => lines.push(line) });
  answerErrors(app, failureAnswerer(logger, meters));
  app.get("/bug", () => {
    throw new TypeError("the inner word");
  });
  const answer = await app.inject("/bug");
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toEqual(new EntenteError("internal").toJSON());
  expect(lines.join("")).toMatch(/the inner word.*errors\.test\.ts/u);
  expect(await meters.registry.metrics()).toContain('entente_requests_failed_total{code="internal"} 1');
});

test("T46 what is no HTTP at all is answered by a status, in the words of the protocol", async () => {
  await using server = await startTestServer();
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  let heard = "";
  socket.setEncoding("utf8").on("data", (text: string) => (heard += text));
  socket.write("this is no request\r\n\r\n");
  await once(socket, "close");
  expect(heard).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/u);
  expect(heard).toMatch(/\r\n\r\n\{"error":"Bad Request","message":"Client Error","statusCode":400\}$/u);
});

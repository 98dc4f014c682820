// The routes, from outside: what they give, and that every failure has the same form.
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readSeed } from "../../../seed/build.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ readSeed, workspaces: ["empty"] });
});
afterAll(() => server[Symbol.asyncDispose]());

async function get(path: string): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${server.url}${path}`, { redirect: "manual" });
  const answer = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, body: isJson ? JSON.parse(answer) : answer, headers: response.headers };
}

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}${path}`, { method: "POST", body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const json = { "content-type": "application/json" };

describe("reading", () => {
  test("health, readiness and the workspaces", async () => {
    expect((await get("/healthz")).body).toEqual({ status: "ok" });
    expect((await get("/readyz")).body).toEqual({
      status: "ready",
      checks: { running: "ok", disk: "ok", queue: "ok" },
    });
    expect((await get("/api/workspaces")).body).toMatchObject([{ name: "cptpp" }, { name: "empty" }]);
  });

  test("a summary has counts, generation and head", async () => {
    const { body } = await get("/api/workspaces/cptpp");
    const { name, head, counts, generation } = body as {
      name: string;
      head: number;
      counts: Record<string, number>;
      generation: string;
    };
    expect([name, head > 0]).toEqual(["cptpp", true]);
    expect(counts["claims"]).toBeGreaterThan(50);
    expect(generation).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("the graph, whole and as of a day", async () => {
    const whole = (await get("/api/workspaces/cptpp/graph")).body as {
      relations: { id: string }[];
      asOf: null;
    };
    const early = (await get("/api/workspaces/cptpp/graph?asOf=2015&knownBy=")).body as typeof whole;
    expect(whole.asOf).toBeNull();
    expect(early.relations.length).toBeLessThan(whole.relations.length);
    const ids = whole.relations.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
  });

  test("decisions as of three days, with the claims behind each position", async () => {
    const path = "/api/workspaces/cptpp/decisions";
    const { body: taiwan } = await get(`${path}/d:twn-cptpp?asOf=2024-12-15`);
    const { positions } = taiwan as { positions: { claims: string[] }[] };
    expect(positions.every(({ claims }) => claims.length > 0)).toBe(true);
    const { body: early } = await get(`${path}/d:twn-cptpp?asOf=2020-09-30`);
    expect(early).toMatchObject({ positions: [], counts: { unknown: 7 } });
    const { body: costaRica } = await get(`${path}/d:cri-cptpp-wg?asOf=2024-12-15`);
    expect(costaRica).toMatchObject({ result: "carried" });
  });

  test("exports are files with a name", async () => {
    const { headers, body } = await get("/api/workspaces/cptpp/export?format=json&asOf=2024-12");
    expect(headers.get("content-disposition")).toBe('attachment; filename="cptpp-2024-12.entente.json"');
    expect(body).toMatchObject({ format: "entente-snapshot", asOf: "2024-12" });
    const csv = await get("/api/workspaces/cptpp/export?format=csv");
    expect(csv.headers.get("content-type")).toContain("text/csv");
  });

  test("NAM-4 a table is exported under the names asked for, and other words are refused", async () => {
    const csvOf = async (query: string) => {
      const response = await fetch(`${server.url}/api/workspaces/cptpp/export?format=csv${query}`);
      return { status: response.status, text: await response.text() };
    };
    expect((await csvOf("")).text).toContain(",Taiwan,applied to join,CPTPP,");
    expect((await csvOf("&names=forum:WTO")).text).toContain(",Chinese Taipei,applied to join,CPTPP,");
    const refused = await csvOf("&names=theirs");
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("names is ours, official or forum:WTO, not theirs");
  });

  test("the description of all this is OpenAPI", async () => {
    const { body } = await get("/api/openapi.json");
    const { openapi, paths } = body as { openapi: string; paths: Record<string, unknown> };
    expect(openapi).toMatch(/^3\.1/);
    expect(Object.keys(paths)).toContain("/api/workspaces/{workspace}/import");
  });

  test("the address itself leads to the sample", async () => {
    const { status, headers } = await get("/");
    expect([status, headers.get("location")]).toEqual([302, "/w/cptpp"]);
    expect((await get("/w/cptpp")).headers.get("content-type")).toContain("text/html");
  });
});

describe("failures have a code, a message and a hint", () => {
  test.each([
    ["/nothing", 404, "route-unknown"],
    ["/api/nothing", 404, "route-unknown"],
    ["/api/workspaces/other", 404, "workspace-unknown"],
    ["/api/workspaces/other/graph", 404, "workspace-unknown"],
    ["/api/workspaces/..%2f..%2fetc/graph", 404, "workspace-unknown"],
    ["/api/workspaces/cptpp%2ftalk/graph", 404, "workspace-unknown"],
    ["/api/workspaces/cptpp%2fview%2fmain/decisions/d:twn-cptpp", 404, "workspace-unknown"],
    ["/api/workspaces/cptpp%2ftalk/export", 404, "workspace-unknown"],
    ["/api/workspaces/cptpp/decisions/d:none", 404, "decision-unknown"],
    ["/api/workspaces/cptpp/decisions/s:JPN", 404, "decision-unknown"],
    ["/api/workspaces/cptpp/decisions/d:twn-cptpp?scenario=none", 404, "scenario-unknown"],
    ["/api/workspaces/cptpp/decisions/d:twn-cptpp?scenario=..%2fview%2fmain", 404, "scenario-unknown"],
    ["/api/workspaces/other/decisions/d:twn-cptpp?scenario=none", 404, "workspace-unknown"],
    ["/api/workspaces/cptpp/decisions/d:twn-cptpp?asOf=yesterday", 400, "date-invalid"],
    ["/api/workspaces/cptpp/graph?knownBy=x", 400, "date-invalid"],
    ["/api/workspaces/cptpp/graph?asOf=2020&asOf=2021", 400, "bad-request"],
    ["/api/workspaces/cptpp/export?format=xlsx", 400, "format-unknown"],
    [`/api/workspaces/cptpp/graph?asOf=${"2".repeat(200)}`, 400, "bad-request"],
  ])("GET %s", async (path, status, code) => {
    const answer = await get(path);
    const body = answer.body as Record<string, unknown>;
    expect([answer.status, body["code"]]).toEqual([status, code]);
    expect(Object.keys(body)).toEqual(["code", "message", "hint"]);
  });

  test.each<[string, string, Record<string, string>, number, string]>([
    ["no JSON", "{", json, 400, "bad-request"],
    ["no name", "{}", json, 400, "bad-request"],
    ["an unknown field", '{"name":"a","extra":1}', json, 400, "bad-request"],
    ["a name in capitals", '{"name":"ABC"}', json, 400, "data-invalid"],
    ["a name that is taken", '{"name":"cptpp"}', json, 409, "workspace-exists"],
    ["a body that is too large", JSON.stringify({ name: "x".repeat(70_000) }), json, 413, "too-large"],
    ["another kind of body", "name=a", { "content-type": "text/plain" }, 400, "bad-request"],
    [
      "another page's request",
      '{"name":"evil"}',
      { ...json, origin: "https://example.org" },
      403,
      "forbidden",
    ],
  ])("a new workspace with %s", async (_, body, headers, status, code) => {
    const answer = await post("/api/workspaces", body, headers);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    expect((await get("/api/workspaces")).body).toHaveLength(2);
  });

  test("a request under another name is refused", async () => {
    const { promise, resolve } = Promise.withResolvers<{ status: number | undefined; body: string }>();
    const headers = { host: "example.org" };
    request({ port: server.port, path: "/api/workspaces", headers }, (response) => {
      void text(response).then((body) => resolve({ status: response.statusCode, body }));
    }).end();
    const { status, body } = await promise;
    expect([status, JSON.parse(body)]).toEqual([403, expect.objectContaining({ code: "forbidden" })]);
  });
});

test("a program that offers another protocol is answered as if it had not", async () => {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const headers = { connection: "Upgrade", upgrade: "h2c" };
  request({ port: server.port, path: "/healthz", headers }, (response) => {
    response.resume();
    resolve(response.statusCode);
  }).end();
  expect(await promise).toBe(200);
});

test("every answer carries the headers that keep other pages out", async () => {
  for (const path of ["/healthz", "/w/cptpp", "/nothing", "/api/workspaces"]) {
    const { headers } = await get(path);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none';script-src 'self';style-src 'self';style-src-attr 'unsafe-inline';" +
        "img-src 'self' data: blob:;font-src 'self';connect-src 'self' data:;worker-src 'self';" +
        "manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';report-to csp",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});

test.each(["/api/me", "//api/me", "/api//me", "http://elsewhere.example/api/me"])(
  "no answer of the interface is kept by anything in between, however its address is written: %s",
  async (path) => {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    request({ port: server.port, path, headers: { host: `127.0.0.1:${server.port}` } }, (response) => {
      response.resume();
      resolve(response.headers["cache-control"]);
    }).end();
    expect(await promise).toBe("no-store");
  },
);

// Maps that leave and come back, and files that must not come in. Over HTTP, against the real process.
import { describe, expect } from "vitest";
import { test } from "./stage.ts";

/** What differs between two exports of one state: who exported, when, from where. */
const ownLines = /^ {2}"(?:id|hash|createdAt|workspace|generation|head)": .*\n/gmu;

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly faults?: readonly { readonly at: string; readonly message: string }[];
}

interface Snapshot {
  claims: { id: string; evidence: { locator?: string }[] }[];
  entities: { id: string; kind: string; label: string; into?: string }[];
}

async function exportText(url: string, workspace: string): Promise<string> {
  const answer = await fetch(`${url}/api/workspaces/${workspace}/export?format=json`);
  expect(answer.status).toBe(200);
  return answer.text();
}

async function createWorkspace(url: string, name: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/api/workspaces`, {
    method: "POST",
    headers,
    body: JSON.stringify({ name }),
  });
  expect(answer.status).toBe(201);
}

function postImport(
  url: string,
  workspace: string,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<Response> {
  return fetch(`${url}/api/workspaces/${workspace}/import`, { method: "POST", body });
}

/** A spoiled copy of the sample's export. */
async function spoiled(url: string, spoil: (snapshot: Snapshot) => void): Promise<string> {
  const snapshot = JSON.parse(await exportText(url, "cptpp")) as Snapshot;
  spoil(snapshot);
  return JSON.stringify(snapshot);
}

describe("a map that leaves and comes back", () => {
  test("an export imported into an empty workspace exports to the same bytes", async ({ server }) => {
    const first = await exportText(server.url, "cptpp");
    await createWorkspace(server.url, "copy");
    expect((await postImport(server.url, "copy", first)).status).toBe(200);
    const second = await exportText(server.url, "copy");
    expect(second.replace(ownLines, "")).toBe(first.replace(ownLines, ""));
    expect(JSON.parse(second)).toHaveProperty("hash", (JSON.parse(first) as { hash: string }).hash);
  });

  test("importing an export where it came from changes nothing", async ({ server }) => {
    const answer = await postImport(server.url, "cptpp", await exportText(server.url, "cptpp"));
    expect(await answer.json()).toMatchObject({ added: 0, changed: 0 });
  });

  test("every claim of the sample has a source and a place in it", async ({ server }) => {
    const { claims } = JSON.parse(await exportText(server.url, "cptpp")) as Snapshot;
    expect(claims.length).toBeGreaterThan(100);
    expect(claims.filter(({ evidence }) => !evidence.some(({ locator }) => locator))).toEqual([]);
  });
});

describe("a file that must not come in", () => {
  /** Posts it into a workspace of its own, which must stay empty, and gives the answer. */
  async function refusal(
    url: string,
    workspace: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<Problem & { status: number }> {
    await createWorkspace(url, workspace);
    const answer = await postImport(url, workspace, body);
    const problem = (await answer.json()) as Problem;
    expect(problem.hint).toMatch(/\w+/u);
    const summary: unknown = await (await fetch(`${url}/api/workspaces/${workspace}`)).json();
    expect(summary).toMatchObject({ counts: { claims: 0, entities: 0, sources: 0 } });
    return { ...problem, status: answer.status };
  }

  test("a claim without a locator is refused with its place", async ({ server }) => {
    const body = await spoiled(server.url, ({ claims }) => delete claims[7]?.evidence[0]?.locator);
    const problem = await refusal(server.url, "no-locator", body);
    expect(problem).toMatchObject({ status: 400, code: "import-invalid" });
    expect(problem.faults).toContainEqual(expect.objectContaining({ at: "claims[7].evidence[0].locator" }));
  });

  test("an unknown kind is refused with its place", async ({ server }) => {
    const body = await spoiled(server.url, ({ entities }) => {
      if (entities[3]) entities[3].kind = "weather";
    });
    const problem = await refusal(server.url, "unknown-kind", body);
    expect(problem.status).toBe(400);
    expect(problem.faults?.map(({ at }) => at)).toContain("entities[3].kind");
  });

  test("entities merged in a circle are refused with their places", async ({ server }) => {
    const body = await spoiled(server.url, ({ entities }) => {
      const [first, second] = entities;
      if (first && second) [first.into, second.into] = [second.id, first.id];
    });
    const problem = await refusal(server.url, "circle", body);
    expect(problem.status).toBe(400);
    expect(problem.faults?.some(({ at }) => /^entities\[[01]\]/u.test(at))).toBe(true);
  });

  test("a file that is no JSON is refused in words", async ({ server }) => {
    expect(await refusal(server.url, "no-json", "states, agreements")).toMatchObject({
      status: 400,
      code: "import-not-json",
    });
  });

  test("100 MB are refused as too large", async ({ server }) => {
    const problem = await refusal(server.url, "huge", new Uint8Array(100 * 1024 * 1024));
    expect(problem).toMatchObject({ status: 413, code: "too-large" });
  });
});

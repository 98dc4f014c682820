// An import happens whole or not at all, and everybody in the room sees it.
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { readSeed } from "../../../seed/build.ts";
import { addWorkspace, startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { documentChanges, until } from "../../support/wait.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({ readSeed, workspaces: ["copy"], limits: { importBytesMax: 5_000_000 } });
});
afterEach(() => server[Symbol.asyncDispose]());

interface File {
  claims: { id: string; evidence?: { locator?: string | undefined }[] }[];
  entities: { id: string; kind: string; into?: string }[];
  [key: string]: unknown;
}

async function exported(workspace: string): Promise<File> {
  const response = await fetch(`${server.url}/api/workspaces/${workspace}/export`);
  return (await response.json()) as File;
}

async function importInto(workspace: string, file: unknown, query = "") {
  const body = typeof file === "string" ? file : JSON.stringify(file);
  const response = await fetch(`${server.url}/api/workspaces/${workspace}/import${query}`, {
    method: "POST",
    body,
  });
  const answer = (await response.json()) as Record<string, unknown> & {
    faults?: { at: string; message: string }[];
  };
  return { status: response.status, answer };
}

/** What a snapshot says, without where and when it was taken. */
function contentOf(file: File): Readonly<Record<string, unknown>> {
  const origin = ["id", "hash", "createdAt", "workspace", "generation", "head"];
  return Object.fromEntries(Object.entries(file).filter(([key]) => !origin.includes(key)));
}

test("export, import into an empty workspace, export again: the same content and hash", async () => {
  const original = await exported("cptpp");
  const { status, answer } = await importInto("copy", original);
  expect([status, answer]).toEqual([
    200,
    expect.objectContaining({ changed: 0, unchanged: 0, dryRun: false }),
  ]);
  const copy = await exported("copy");
  expect(contentOf(copy)).toEqual(contentOf(original));
  expect(copy["hash"]).toBe(original["hash"]);
});

test("importing an export of the same workspace changes nothing", async () => {
  const before = await exported("cptpp");
  const { answer } = await importInto("cptpp", before);
  expect(answer).toMatchObject({ added: 0, changed: 0, head: before["head"] });
});

test("a dry run says what would happen and changes nothing", async () => {
  const { answer } = await importInto("copy", await exported("cptpp"), "?dryRun=1");
  expect(answer).toMatchObject({ dryRun: true, head: 1 });
  expect(answer["added"]).toBeGreaterThan(100);
  expect((await exported("copy")).claims).toEqual([]);
});

test("whoever is in the room sees the import arrive, and so does who joins after a restart", async () => {
  using reader = joinStock(server.syncUrl, "copy");
  await reader.synced();
  const file = await exported("cptpp");
  await importInto("copy", file);
  const last = file.claims.at(-1)?.id ?? "";
  const isThere = () => reader.doc.getMap("c").has(last) && reader.doc.getMap("n").has("s:JPN");
  await until(isThere, documentChanges(reader.doc), "the import");
  await server.restart();
  using late = joinStock(server.syncUrl, "copy");
  await late.synced();
  expect(late.content("c")).toEqual(reader.content("c"));
});

test("places of nodes travel with it", async () => {
  {
    using person = joinStock(server.syncUrl, "cptpp/view/main");
    using other = joinStock(server.syncUrl, "cptpp/view/main");
    await Promise.all([person.synced(), other.synced()]);
    person.set("p", "s:JPN", [10, -20]);
    await other.sees("p", "s:JPN", [10, -20]);
  }
  const original = await exported("cptpp");
  expect(original["views"]).toEqual([{ id: "main", pins: [{ entity: "s:JPN", x: 10, y: -20 }] }]);
  await importInto("copy", original);
  expect((await exported("copy"))["views"]).toEqual(original["views"]);
});

describe("refused, with nothing imported", () => {
  const cases: readonly [string, (file: File) => unknown, number, string, string][] = [
    ["a file that is no JSON", () => "not json", 400, "import-not-json", ""],
    ["an empty file", () => "", 400, "import-not-json", ""],
    ["JSON that is no snapshot", () => ({ hello: 1 }), 400, "import-invalid", "format"],
    ["a claim without locator", withoutLocator, 400, "import-invalid", "locator"],
    ["an unknown kind", (file) => withKind(file, "planet"), 400, "import-invalid", "kind"],
    ["merges in a circle", withCircle, 400, "import-invalid", "into"],
    ["a file filtered by a date", (file) => ({ ...file, asOf: "2024" }), 400, "import-dated", ""],
    ["a file that is too large", () => "x".repeat(5_000_001), 413, "too-large", ""],
  ];
  test.each(cases)("%s", async (_, change, status, code, place) => {
    const { status: answered, answer } = await importInto("copy", change(await exported("cptpp")));
    expect([answered, answer["code"]]).toEqual([status, code]);
    expect(answer["hint"]).toEqual(expect.any(String));
    expect((answer.faults ?? []).map(({ at }) => at).join(" ")).toContain(place);
    const copy = await exported("copy");
    expect([copy.claims, copy.entities, copy["head"]]).toEqual([[], [], 1]);
  });

  test("into a workspace that does not exist", async () => {
    const { status, answer } = await importInto("other", await exported("cptpp"));
    expect([status, answer["code"]]).toEqual([404, "workspace-unknown"]);
  });

  test("an unknown kind is taken when asked to", async () => {
    const { status } = await importInto("copy", withKind(await exported("cptpp"), "planet"), "?ownKinds=1");
    expect(status).toBe(200);
  });
});

test("two imports at once both arrive whole", async () => {
  const file = await exported("cptpp");
  await addWorkspace(server.url, "second");
  const answers = await Promise.all([
    importInto("copy", file),
    importInto("second", file),
    importInto("copy", file),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(contentOf(await exported("copy"))).toEqual(contentOf(file));
  expect(contentOf(await exported("second"))).toEqual(contentOf(file));
});

function withoutLocator(file: File): File {
  const [first, ...others] = file.claims;
  if (!first) throw new Error("the sample has claims");
  const evidence = (first.evidence ?? []).map((item) => ({ ...item, locator: undefined }));
  return { ...file, claims: [{ ...first, evidence }, ...others] };
}

function withKind(file: File, kind: string): File {
  return {
    ...file,
    entities: file.entities.map((entity, index) => (index === 0 ? { ...entity, kind } : entity)),
  };
}

function withCircle(file: File): File {
  const [a, b, ...others] = file.entities;
  if (!a || !b) throw new Error("the sample has entities");
  return { ...file, entities: [{ ...a, into: b.id }, { ...b, into: a.id }, ...others] };
}

// The questions from outside, over HTTP.
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readSeed } from "../../../seed/build.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ readSeed, workspaces: [] });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Body {
  readonly total: number;
  readonly next: number | null;
  readonly items: readonly Item[];
  readonly [field: string]: unknown;
}

async function get(path: string): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${server.url}/api/workspaces/cptpp/${path}`);
  return { status: response.status, body: (await response.json()) as Body };
}

type GraphBody = Readonly<
  Record<"entities" | "relations" | "claims" | "sources" | "disputes", readonly Item[]>
> & {
  readonly context: readonly string[];
};
const graph = async (query: string) => (await get(`graph?${query}`)).body as unknown as GraphBody;
const ids = (items: readonly Item[]) => items.map(({ id }) => id);

describe("the graph", () => {
  test("without filters is the whole map", async () => {
    const { counts } = (await (await fetch(`${server.url}/api/workspaces/cptpp`)).json()) as {
      counts: Record<string, number>;
    };
    const whole = await graph("");
    expect(whole.entities).toHaveLength((counts["entities"] ?? 0) + (counts["decisions"] ?? 0));
    for (const name of ["relations", "claims", "sources", "disputes"] as const) {
      expect(whole[name]).toHaveLength(counts[name] ?? -1);
    }
    expect(whole.context).toEqual([]);
  });

  test("with filters holds what passes, and as context the ends without which a line would hang", async () => {
    const { entities, relations, claims, sources, context } = await graph(
      "relation=applied-to-join&source=src:000",
    );
    expect(ids(relations)).toContain("r:applied-to-join-TWN-CPTPP");
    expect(ids(claims)).toContain("clm:000-twn-applied");
    expect(relations.every(({ kind }) => kind === "applied-to-join")).toBe(true);
    expect(ids(sources)).toEqual(["src:000"]);
    const states = await graph("relation=applied-to-join&source=src:000&kind=state");
    expect(states.context).toContain("a:CPTPP");
    expect(ids(states.entities)).toEqual(expect.arrayContaining(["a:CPTPP", "s:TWN"]));
    const known = new Set(ids(entities));
    for (const { from, to } of relations)
      expect([known.has(String(from)), known.has(String(to))]).toEqual([true, true]);
    expect(context.every((id) => known.has(id))).toBe(true);
  });

  test("leaves teasers and background out when told to", async () => {
    const [whole, without] = await Promise.all([graph(""), graph("teaser=0&background=0")]);
    expect(without.claims.length).toBeLessThanOrEqual(whole.claims.length);
    expect(without.claims.filter(({ teaser, background }) => teaser === true || background === true)).toEqual(
      [],
    );
  });
});

describe("questions", () => {
  test("claims come in pages with their citations", async () => {
    const { body } = await get("claims?by=fang&certainty=opinion&about=s:TWN&limit=2");
    expect(body).toMatchObject({ workspace: "cptpp", asOf: null, offset: 0, next: 2 });
    expect(body.items[0]).toMatchObject({ asserter: "Cathy Fang", certainty: "opinion" });
    const { body: second } = await get("claims?by=fang&certainty=opinion&about=s:TWN&limit=2&offset=2");
    expect(ids(second.items)).not.toEqual(ids(body.items));
  });

  test("decisions come with their results, each as it is evaluated by itself", async () => {
    const { body } = await get("decisions?asOf=2024-12-15");
    const taiwan = body.items.find(({ decision }) => decision === "d:twn-cptpp");
    const { body: alone } = await get("decisions/d:twn-cptpp?asOf=2024-12-15");
    const { claims, ...evaluation } = alone;
    expect(taiwan).toMatchObject(evaluation);
    expect(taiwan).toMatchObject({ label: "Taiwan joins the CPTPP", status: "stalled", result: "open" });
    expect(taiwan?.["claims"]).toEqual(expect.arrayContaining(["clm:000-hesitation", "clm:000-rule"]));
    expect(claims).toBeDefined();
  });

  test("paths lead from one to another, and opposite names who stands differently", async () => {
    const { body: paths } = await get("paths?from=s:TWN&to=s:PER&asOf=2024-12-15");
    expect(paths.items[0]).toMatchObject({ entities: [{ id: "s:TWN" }, { id: "a:CPTPP" }, { id: "s:PER" }] });
    const { body: opposite } = await get("opposite?a=d:chn-cptpp&b=d:twn-cptpp&asOf=2024-12-15");
    expect(opposite.items.map(({ actor }) => actor)).toEqual(expect.arrayContaining(["s:MYS", "s:PER"]));
    expect(opposite["cited"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ places: ["000 p4"] })]),
    );
  });

  test("are asked of the map as it stood in Entente on a day, too", async () => {
    const [before, after] = await Promise.all([get("claims?limit=0&recordedBy=2020"), get("claims?limit=0")]);
    expect(before.body.total).toBe(0);
    expect(after.body.total).toBeGreaterThan(0);
  });

  test("are described as OpenAPI, with their filters", async () => {
    const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
      paths: Record<string, { get: { parameters: { name: string }[] } }>;
    };
    const namesOf = (question: string) =>
      paths[`/api/workspaces/{workspace}/${question}`]?.get.parameters.map(({ name }) => name);
    expect(namesOf("graph")).toEqual(expect.arrayContaining(["workspace", "kind", "grade", "asOf", "about"]));
    expect(namesOf("paths")).toEqual(expect.arrayContaining(["from", "to", "hops", "limit"]));
    expect(namesOf("opposite")).toEqual(expect.arrayContaining(["a", "b", "stance"]));
  });
});

describe("refusals", () => {
  test.each([
    ["graph?stance=suport", "stance", "Nearest: support"],
    ["graph?stanse=support", "stanse", "Nearest: stance"],
    ["claims?kind=country", "kind", "Allowed: state"],
    ["paths?from=Tiwan&to=s:PER", "from", "Nearest: s:TWN (Taiwan)"],
    ["paths?from=s:PER&to=s:PER", "to", "the same as from"],
    ["paths?from=s:TWN&to=s:PER&hops=99", "hops", "from 1 to 8"],
    ["opposite?a=d:twn-cptpp", "b", "missing"],
    ["claims?limit=1001", "limit", "from 0 to 1000"],
    ["claims?grade=B6%20or%20better", "grade", "cannot be judged"],
    [
      `claims?text=${Array.from({ length: 40 }, (_, index) => `w${index}`).join("+")}`,
      "text",
      "more than 16",
    ],
  ])("%s is refused with what may stand there", async (path, at, message) => {
    const { status, body } = await get(path);
    expect([status, body["code"], typeof body["hint"]]).toEqual([400, "query-invalid", "string"]);
    const faults = body["faults"] as readonly { readonly at: string; readonly message: string }[];
    expect(faults.map((fault) => fault.at)).toEqual([at]);
    expect(faults[0]?.message).toContain(message);
  });

  test.each(["claims?kind=state&kind=bloc", `claims?text=${"a".repeat(401)}`])(
    "%s is no request",
    async (path) => {
      const { status, body } = await get(path);
      expect([status, body["code"]]).toEqual([400, "bad-request"]);
    },
  );
});

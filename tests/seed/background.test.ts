// What the background layer adds, and that nothing of it is felt while it is off.
import { beforeAll, describe, expect, test } from "vitest";
import { evaluate } from "../../schema/analysis/decision.ts";
import type { Graph } from "../../schema/graph.ts";
import type { Snapshot } from "../../schema/snapshot.ts";
import { filterByTime } from "../../schema/time-filter.ts";
import { readSeed } from "../../seed/build.ts";
import { entityId } from "../schema/workspace.ts";
import { graphOfSnapshot } from "./sample-graph.ts";

const twelve = ["AUS", "BRN", "CAN", "CHL", "GBR", "JPN", "MEX", "MYS", "NZL", "PER", "SGP", "VNM"].map(
  (code) => `s:${code}`,
);
const eleven = twelve.filter((id) => id !== "s:GBR");

let seed: Snapshot;
let graph: Graph;

beforeAll(async () => {
  seed = await readSeed();
  graph = toGraph(seed);
});

function answer(decision: string, asOf: string, background = true, on = graph) {
  return evaluate(on, entityId(decision), { asOf, today: "2026-01-02", background });
}

describe.each(["d:twn-cptpp", "d:chn-cptpp"])("with the layer on, %s", (decision) => {
  test("is decided by twelve from 15 December 2024, by consensus, the United Kingdom unknown", () => {
    const { electors, rule, unknown, result } = answer(decision, "2024-12-16");
    expect({ electors, rule, result }).toEqual({ electors: twelve, rule: "consensus", result: "open" });
    expect(unknown).toContain("s:GBR");
  });

  test("is decided by eleven before, by consensus too", () => {
    for (const asOf of ["2024-11-29", "2024-12", "2024-12-14"]) {
      expect(answer(decision, asOf)).toMatchObject({ electors: eleven, rule: "consensus" });
    }
  });

  test("gains Peru, Malaysia, Chile and Brunei one by one", () => {
    const sizes = ["2021-09-18", "2021-09-19", "2022-11-29", "2023-02", "2023-07-12"].map(
      (asOf) => answer(decision, asOf).electors.length,
    );
    expect(sizes).toEqual([7, 8, 9, 10, 11]);
  });
});

describe("with the layer off", () => {
  const days = ["2018-12-31", "2020-09-30", "2022", "2024-11-29", "2024-12", "2024-12-16", "2025-11-30"];

  test("every decision is answered as if there were no layer", () => {
    const bare = toGraph(withoutBackground(seed));
    for (const { id } of seed.decisions) {
      for (const day of days) expect(answer(id, day, false)).toEqual(answer(id, day, false, bare));
    }
  });

  test("nothing of it is seen", () => {
    const seen = filterByTime(graph, { background: false });
    const records = [seen.entities, seen.relations, seen.claims, seen.sources].flatMap((part) => [
      ...part.values(),
    ]);
    expect(records.filter(({ background }) => background)).toEqual([]);
    expect([...seen.disputes.keys()]).not.toContain("dsp:vancouver-date");
  });
});

test("what the layer holds comes from sources of its own, and these from nowhere else", () => {
  const sources = new Map(seed.sources.map((source) => [source.id as string, source]));
  const mixed = seed.claims.filter(({ background = false, evidence }) =>
    evidence.some(({ source }) => (sources.get(source)?.background ?? false) !== background),
  );
  expect(mixed.map(({ id }) => id)).toEqual([]);
  expect(seed.claims.filter(({ background }) => background).length).toBeGreaterThanOrEqual(20);
});

function toGraph(snapshot: Snapshot): Graph {
  return graphOfSnapshot(snapshot);
}

/** The sample as it would be, had nobody written the layer. */
function withoutBackground(snapshot: Snapshot): Snapshot {
  const isOwn = ({ background }: { readonly background?: boolean | undefined }) => !background;
  const claims = snapshot.claims.filter(isOwn);
  const kept = new Set<string>(claims.map(({ id }) => id));
  return {
    ...snapshot,
    claims,
    sources: snapshot.sources.filter(isOwn),
    entities: snapshot.entities.filter(isOwn),
    relations: snapshot.relations.filter(isOwn),
    decisions: snapshot.decisions.map(({ electorate, ...decision }) => ({
      ...decision,
      ...(electorate && { electorate: electorate.filter(isOwn) }),
    })),
    disputes: snapshot.disputes.filter((dispute) => dispute.claims.every((id) => kept.has(id))),
  };
}

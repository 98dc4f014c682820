// Builds the sample workspace from the data files in this folder. Everything wrong in them is told at once, with
// file and line, and nothing is built.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { EntenteError, type Fault } from "../schema/errors.ts";
import type { Graph } from "../schema/graph.ts";
import type { ClaimId, EntityId } from "../schema/ids.ts";
import { emptyGraph, indexClaim, indexRelation } from "../schema/mutable-graph.ts";
import type { Claim } from "../schema/records.ts";
import { toSnapshot, type Snapshot } from "../schema/snapshot.ts";
import { checkClaims } from "./check-claims.ts";
import { checkDecisions } from "./check-decisions.ts";
import { checkReferences } from "./check-references.ts";
import { collectRelations } from "./collect-relations.ts";
import { readClaims } from "./read-claims.ts";
import { checkDisputes, readDisputes } from "./read-disputes.ts";
import { readDecisions, readEntities, readSettings, readSources } from "./read-entities.ts";
import type { SeedData } from "./seed-data.ts";
import { openSeedFile, type Report } from "./seed-file.ts";

const isDataFile = (name: string) => /\.yaml$|^sources\.json$/.test(name);

/**
 * The sample workspace `cptpp`, from the data files beside this one. Takes about a quarter of a second.
 *
 * @throws EntenteError `import-invalid`, with a fault for each place in the files that is wrong
 */
export async function readSeed(): Promise<Snapshot> {
  const folder = import.meta.dirname;
  const names = (await readdir(folder)).filter(isDataFile).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return buildSeed(new Map(names.map((name, index) => [name, texts[index] ?? ""])));
}

/**
 * The same from texts by file name: `workspace.yaml`, `sources.json`, `entities.yaml`, `decisions.yaml`,
 * `disputes.yaml` where there are any, and any number of `claims-….yaml`.
 *
 * @throws EntenteError `import-invalid`
 */
export function buildSeed(texts: ReadonlyMap<string, string>): Snapshot {
  const faults: Fault[] = [];
  const report: Report = (at, message) => faults.push({ at, message });
  const read = readData(texts, report);
  const data: SeedData = { ...read, isWhole: faults.length === 0 };
  checkReferences(data, report);
  checkClaims(data, report);
  checkDecisions(data, report);
  if (data.isWhole) checkDisputes(data.disputes, data.claims, report);
  if (faults.length > 0) throw invalid(faults);
  return toSnapshot(toGraph(data), {
    workspace: "cptpp",
    id: "seed",
    // No clock: the same files give the same bytes.
    createdAt: "1970-01-01T00:00:00.000Z",
    generation: "seed",
    head: 0,
  });
}

function readData(texts: ReadonlyMap<string, string>, report: Report): Omit<SeedData, "isWhole"> {
  const open = (name: string) => {
    const text = texts.get(name);
    if (text === undefined) report(name, "is missing");
    return openSeedFile(name, text ?? "", report);
  };
  const entities = [
    ...readEntities(open("entities.yaml"), report),
    ...readDecisions(open("decisions.yaml"), report),
  ];
  const labels = new Map(entities.map(({ value }) => [value.id, value.label]));
  const labelOf = (id: EntityId) => labels.get(id) ?? id;
  const claimFiles = [...texts.keys()]
    .filter((name) => /^claims-.+\.yaml$/.test(name))
    .map((name) => readClaims(open(name), labelOf, report));
  const claims = claimFiles.flatMap(({ drafts }) => drafts);
  return {
    settings: readSettings(open("workspace.yaml"), report),
    sources: readSources(open("sources.json"), report),
    entities,
    claims,
    disputes: texts.has("disputes.yaml") ? readDisputes(open("disputes.yaml"), report) : [],
    ...collectRelations(claims, report),
    locatorRules: claimFiles.map(({ rule }) => rule).filter((rule) => rule !== undefined),
  };
}

/** The graph that a document with these records would project to, were there nothing to complain of in it. */
function toGraph({ settings, sources, entities, claims, disputes, relations, relationOf }: SeedData): Graph {
  const graph = emptyGraph(settings?.value ?? {});
  for (const { value } of sources) graph.sources.set(value.id, value);
  for (const { value } of entities) graph.entities.set(value.id, value);
  for (const relation of relations) {
    graph.relations.set(relation.id, relation);
    indexRelation(graph, relation);
  }
  for (const draft of claims) {
    const claim = toClaim(draft, relationOf);
    graph.claims.set(claim.id, claim);
    indexClaim(graph, claim);
  }
  for (const { value } of disputes) graph.disputes.set(value.id, value);
  return { ...graph, problems: [], bin: [], conflicts: [] };
}

function toClaim(
  { id, on, fields, evidence }: SeedData["claims"][number],
  relationOf: ReadonlyMap<ClaimId, Claim["on"]>,
): Claim {
  return { ...fields, id, on: typeof on === "string" ? on : (relationOf.get(id) ?? on.from), evidence };
}

function invalid(faults: readonly Fault[]): EntenteError {
  const inOrder = faults.toSorted((a, b) => byPlace(a.at, b.at));
  const [first] = inOrder;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : "";
  return new EntenteError("import-invalid", {
    ...(first && { detail: `${first.at} ${first.message}${more}` }),
    faults: inOrder,
  });
}

/** By file, then by line as a number. */
function byPlace(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

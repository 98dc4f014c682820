// The sizes that are measured, and the same graph for each benchmark of one run.
import type * as Y from "yjs";
import { generateDocument, type GraphSize } from "../support/generate-graph.ts";

/** Entities and relations; claims and evidence come on top, about three records for each relation. */
export const sizes = [
  { entities: 500, relations: 2000 },
  { entities: 1000, relations: 5000 },
] as const satisfies readonly Size[];
export type Size = GraphSize;

const documents = new Map<Size, Y.Doc>();

/** A generated document of that size, made once. Benchmarks must leave its meaning as it was. */
export function documentOf(size: Size): Y.Doc {
  const doc = documents.get(size) ?? generateDocument(size);
  documents.set(size, doc);
  return doc;
}

/** A size in words: "500 / 2,000". */
export function sizeInWords({ entities, relations }: Size): string {
  return `${entities.toLocaleString("en")} / ${relations.toLocaleString("en")}`;
}

// From a document to the graph it says, held against reading the same content as JSON, and against loading the document.
import * as Y from "yjs";
import { graphRoots } from "../../schema/document.ts";
import { project } from "../../schema/projection.ts";
import { compare, type Benchmark, type Comparison } from "./measure.ts";
import { documentOf, sizeInWords, sizes, type Size } from "./sizes.ts";

/** Full projection of a loaded document. */
export const projection: Benchmark = {
  name: "projection",
  about:
    "a whole document to its graph, against JSON.parse of the same content and against loading the document",
  parts: sizes.map((size) => () => projectOne(size)),
};

function projectOne(size: Size): Promise<Comparison> {
  const doc = documentOf(size);
  const json = JSON.stringify(
    Object.fromEntries(graphRoots.map((root) => [root, doc.getMap(root).toJSON()])),
  );
  const update = Y.encodeStateAsUpdate(doc);
  const subjects = [
    { name: "project", run: () => project(doc) },
    { name: "JSON.parse of the same content", run: () => JSON.parse(json) as unknown },
    { name: "Y.applyUpdate into an empty document", run: () => Y.applyUpdate(new Y.Doc(), update) },
  ];
  return compare(`project ${sizeInWords(size)}`, subjects, { warmUps: 5, rounds: 25 });
}

// One edit in a large workspace, until the new graph is there: incremental, against projecting anew and against Yjs alone.
import * as Y from "yjs";
import { perform } from "../../schema/edits.ts";
import type { EntityId } from "../../schema/ids.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { project } from "../../schema/projection.ts";
import { generatingAuthor } from "../support/generate-graph.ts";
import { compare, type Benchmark, type Comparison } from "./measure.ts";
import { documentOf, sizeInWords, sizes, type Size } from "./sizes.ts";

/** A changed note on a hub, the kind of edit that comes with every key press that is kept. */
export const edits: Benchmark = {
  name: "edits",
  about: "one edit until the new graph is there, against projecting anew and against the bare write to Yjs",
  parts: sizes.map((size) => () => editOne(size)),
};

async function editOne(size: Size): Promise<Comparison> {
  const [doc, bareDoc] = [documentOf(size), new Y.Doc()];
  Y.applyUpdate(bareDoc, Y.encodeStateAsUpdate(doc));
  const hub = "s:g0" as EntityId;
  const edit = (round: number) =>
    perform(doc, { kind: "change", id: hub, fields: { notes: `Round ${round}` } }, generatingAuthor);
  using live = new LiveProjection(doc);
  const flushed = (round: number) => {
    edit(round);
    return live.flush();
  };
  const anew = (round: number) => {
    edit(round);
    return project(doc);
  };
  const subjects = [
    { name: "perform and flush the live projection", run: flushed },
    { name: "perform and project anew", run: anew },
    {
      name: "Y.Map.set of the same key",
      run: (round: number) => bareDoc.getMap("n").set(`${hub}/notes`, `Round ${round}`),
    },
  ];
  return await compare(`edit ${sizeInWords(size)}`, subjects, { warmUps: 10, rounds: 50 });
}

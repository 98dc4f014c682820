// Whatever people do between an import, its undo and bringing it back: nothing of theirs is hidden or lost.
import { expect, test } from "vitest";
import type { Command } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import { History } from "../../../schema/history.ts";
import { readImports, recordsOf } from "../../../schema/imports/import-batch.ts";
import { project } from "../../../schema/projection.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { batch, bob, bringBack, imported, present, textOf, undo } from "../imported.ts";
import { claim, entityId, relation } from "../workspace.ts";

/** Edits that somebody might make after an import; those that are refused are no edits. */
const edits: readonly ((random: Random, index: number) => Command)[] = [
  (random) => ({ kind: "change", id: some(random, ["s:JPN", "s:KOR", "s:PER"]), fields: { notes: "Ours" } }),
  (random) => ({ kind: "rename", id: some(random, ["s:JPN", "a:TPP"]), label: `N${random.below(3)}` }),
  (random, index) =>
    relation(`r:o${index}`, some(random, ["s:JPN", "s:KOR", "s:PER"]), some(random, ["a:TPP", "s:PER"])),
  (random, index) => claim(`clm:o${index}`, some(random, ["r:1", "d:one", "s:PER", "s:KOR"])),
  (random) => ({
    kind: "retract",
    ids: [some(random, ["r:1", "clm:1", "s:JPN", "d:one", "a:OLD", "src:one"])],
  }),
  (random) => ({ kind: "restore", ids: [some(random, ["r:1", "s:JPN", "s:KOR"])] }),
  (random) => ({
    kind: "merge",
    id: some(random, ["s:JPN", "s:PER"]),
    into: some(random, ["s:KOR", "a:TPP"]),
  }),
  (random) => ({
    kind: "change",
    id: some(random, ["clm:1"]),
    fields: { on: some(random, ["s:PER", "r:1"]) },
  }),
];
const some = (random: Random, ids: readonly string[]) => entityId(random.pick(ids));

test("IMP-6, IMP-7 whatever people do after an import, its undo hides nothing of theirs and can be taken back", () => {
  for (const seed of fuzzSeeds(60, [])) {
    const random = new Random(seed);
    const doc = imported(present());
    const history = new History(doc);
    for (let index = 0; index < random.below(6); index += 1) {
      attempt(() => history.perform(random.pick(edits)(random, index), "edit", bob));
      if (random.chance(0.2)) history.undo(bob);
    }
    const [before, text] = [project(doc), textOf(doc)];
    const own = recordsOf(doc, batch.id);
    // Korea was in the bin before the import, and may go back there.
    const wasInBin = new Set<string>(["s:KOR"]);
    undo(doc);
    const after = project(doc);
    const lost = (["entities", "relations", "claims", "sources"] as const).flatMap((part) =>
      [...before[part].keys()].filter(
        (id) => !own.has(id) && !wasInBin.has(id) && !after[part].has(id as never),
      ),
    );
    expect(lost, `seed ${seed}`).toEqual([]);
    if (readImports(doc)[0]?.undone) bringBack(doc);
    expect(textOf(doc), `seed ${seed}`).toBe(text);
  }
});

/** Most random commands are refused, as they should be; anything but a refusal is a bug. */
function attempt(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
  }
}

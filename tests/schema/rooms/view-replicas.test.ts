// Five people move nodes in one view, cut off from each other and joined again at random, with undo and reloads, and the
// layout writes beside them. In the end all see one picture, and every node stands where somebody last knew it to be put.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { layoutRoot, viewRoot } from "../../../schema/document.ts";
import { History } from "../../../schema/history.ts";
import { readLayout, writeLayout } from "../../../schema/rooms/layout.ts";
import { readPins, type Pins } from "../../../schema/rooms/pins.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { noFaults, nothingTaken, Team, type Member } from "../team.ts";
import { ann, entityId } from "../workspace.ts";

const memberCount = 5;
const stepCount = 100;
const seedCount = 60;
const nodes = ["s:A", "s:B", "s:C", "s:D", "a:P"].map(entityId);

/** Nobody's records are in question here: the map is empty. */
function openView(viewDoc: Y.Doc): History {
  return new History(new Y.Doc(), viewDoc);
}

function step(random: Random, team: Team<History>): void {
  const member = random.pick(team.members);
  const { doc, tools: history } = member;
  const chance = random.next();
  const takeBack = (work: () => void) =>
    expect(team.takeBack(member, work, () => new Set())).toEqual(nothingTaken);
  if (chance < 0.2) takeBack(() => history.undo(ann));
  else if (chance < 0.28) takeBack(() => history.redo(ann));
  else if (chance < 0.32) member.reload();
  else if (chance < 0.4) writeLayout(doc, places(random), ann);
  else move(random, member);
  if (random.chance(0.35)) team.meet(member, random.pick(team.members));
}

/** One node, or several that are dragged together; now and then one is let go. */
function move(random: Random, { doc, tools }: Member<History>): void {
  const pins: Pins = random.chance(0.15) ? new Map([[random.pick(nodes), null]]) : places(random);
  tools.pin(pins, "move", ann);
  for (const [id, place] of pins) expect(readPins(doc).get(id)).toEqual(place ?? undefined);
}

function places(random: Random): ReadonlyMap<(typeof nodes)[number], readonly [number, number]> {
  const moved = Array.from({ length: 1 + random.below(3) }, () => random.pick(nodes));
  return new Map(moved.map((id) => [id, [random.below(1000) - 500, random.below(1000) - 500]]));
}

function run(seed: number): void {
  const random = new Random(seed);
  const team = new Team(memberCount, random, { roots: [viewRoot, layoutRoot], open: openView });
  for (let count = 0; count < stepCount; count += 1) step(random, team);
  team.gather();
  expect(team.faults()).toEqual(noFaults);
  const inOrder = (map: ReadonlyMap<string, unknown>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const pictures = team.members.map(({ doc }) => [inOrder(readPins(doc)), inOrder(readLayout(doc))]);
  for (const picture of pictures) expect(picture).toEqual(pictures[0]);
  expect(team.writes.length).toBeGreaterThan(10);
}

test(
  "PIN-1, LAY-1 five people see one picture, no move is lost, and undo is of one's own only",
  { timeout: 600_000 },
  () => runSeeds("view-replicas", seedCount, run),
);

// Five people work on one scenario while the map under it changes too, cut off from each other and joined again at random,
// with undo and reloads. In the end all see the same, nothing that was supposed is lost, and the overlay and what is
// stale equal what the slow, obvious computations give.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { assemble } from "../../../schema/assemble.ts";
import { graphRoots, readKey, scenarioRoots } from "../../../schema/document.ts";
import { perform, type Command } from "../../../schema/edits.ts";
import type { Graph } from "../../../schema/graph.ts";
import { History } from "../../../schema/history.ts";
import { project } from "../../../schema/projection.ts";
import {
  performScenario,
  withdrawFirstWrite,
  type ScenarioCommand,
} from "../../../schema/rooms/scenario-edits.ts";
import { applyScenario, readScenario, type ScenarioChange } from "../../../schema/rooms/scenario.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import {
  attempt,
  noFaults,
  nothingTaken,
  Team,
  type Member,
  type TakenBack,
  type TeamRoom,
} from "../team.ts";
import { claim, claimId, entity, entityId, relation, relationId, source } from "../workspace.ts";

const names = ["Ann", "Bob", "Cem", "Dee", "Eve"];
const stepCount = 100;
const seedCount = 60;

const entities = ["s:A", "s:B", "s:C", "s:D"];
const relations = ["r:1", "r:2", "r:3"];
const claims = ["clm:1", "clm:2"];

const mapRoom: TeamRoom<undefined> = { roots: graphRoots, open: () => undefined };
const scenarioRoom: TeamRoom<History> = {
  roots: scenarioRoots,
  open: (doc) => new History(doc, undefined, withdrawFirstWrite),
};

/** Two documents of one person. */
interface Person {
  readonly map: Member<undefined>;
  readonly scenario: Member<History>;
}

class World {
  readonly #random: Random;
  readonly maps: Team<undefined>;
  readonly scenarios: Team<History>;
  readonly people: readonly Person[];
  #count = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.maps = new Team(names.length, this.#random, mapRoom);
    this.scenarios = new Team(names.length, this.#random, scenarioRoom);
    this.people = this.maps.members.flatMap((map, index) => {
      const scenario = this.scenarios.members[index];
      return scenario ? [{ map, scenario }] : [];
    });
    const [first] = this.people;
    if (first) perform(first.map.doc, source(), { user: "Ann", at: "2026-01-01T00:00:00.000Z" });
  }

  step(): void {
    const random = this.#random;
    const person = random.pick(this.people);
    const { map, scenario } = person;
    this.#count += 1;
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, this.#count)).toISOString();
    const author = { user: names[map.index] ?? "", at };
    const chance = random.next();
    if (chance < 0.12)
      expect(this.#takeBack(person, () => scenario.tools.undo(author))).toEqual(nothingTaken);
    else if (chance < 0.17) {
      // Redoing a withdrawal withdraws again, which is no addition taken back.
      const { overruled } = this.#takeBack(person, () => scenario.tools.redo(author));
      expect(overruled).toEqual([]);
    } else if (chance < 0.2) [map, scenario].forEach((member) => member.reload());
    else if (chance < 0.48) attempt(() => perform(map.doc, this.#command(), author));
    else
      attempt(() => {
        const edit = performScenario(map.doc, scenario.doc, this.#scenarioCommand(person), author);
        scenario.tools.remember(edit, "suppose");
      });
    if (!random.chance(0.35)) return;
    const other = random.pick(this.people);
    if (random.chance(0.8)) this.scenarios.meet(scenario, other.scenario);
    if (random.chance(0.8)) this.maps.meet(map, other.map);
  }

  /** What hangs together in the scenario alone: what hangs on the map too may go and come with that. */
  #takeBack({ scenario }: Person, work: () => void): TakenBack {
    const shownIn = (doc: Y.Doc) => {
      const { entities: e, relations: r, claims: c } = applyScenario(new Y.Doc(), doc);
      return new Set<string>([e, r, c].flatMap((part) => [...part.keys()]));
    };
    return this.scenarios.takeBack(scenario, work, shownIn);
  }

  #scenarioCommand({ map, scenario }: Person): ScenarioCommand {
    const random = this.#random;
    const { changes } = readScenario(map.doc, scenario.doc);
    if (changes.length > 0 && random.chance(0.15))
      return { kind: random.pick(["withdraw", "confirm"]), keys: [random.pick(changes).key] };
    if (random.chance(0.1))
      return { kind: "assume", key: `assumptions.a${random.below(6)}`, text: `words ${random.below(100)}` };
    return { kind: "suppose", command: this.#command() };
  }

  #command(): Command {
    const random = this.#random;
    const one = entityId(random.pick(entities));
    const label = `L${random.below(4)}`;
    return random.pick<() => Command>([
      () => entity(one, { label }),
      () => relation(random.pick(relations), random.pick(entities), random.pick(entities)),
      () => claim(random.pick(claims), random.pick([...relations, ...entities])),
      () => ({ kind: "change", id: one, fields: { label } }),
      () => ({ kind: "change", id: one, fields: { notes: random.pick([null, label]) } }),
      () => ({ kind: "change", id: one, fields: { aliases: [{ name: label }] } }),
      () => ({
        kind: "change",
        id: one,
        fields: { [`aliases.l${random.below(4)}`]: random.pick([null, { name: label }]) },
      }),
      () => ({ kind: "change", id: relationId(random.pick(relations)), fields: { from: one } }),
      () => ({ kind: "change", id: claimId(random.pick(claims)), fields: { statement: label } }),
      () => ({ kind: "rename", id: one, label }),
      () => ({ kind: "retract", ids: [entityId(random.pick([...entities, ...relations, ...claims]))] }),
      () => ({ kind: "restore", ids: [entityId(random.pick([...entities, ...relations]))] }),
      () => ({ kind: "merge", id: one, into: entityId(random.pick(entities)) }),
      () => ({ kind: "unmerge", id: one }),
    ])();
  }
}

/** A graph as comparable data, whatever the order of its maps. */
function plain(graph: Graph): unknown {
  const sorted = (map: ReadonlyMap<string, unknown>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { entities: e, relations: r, claims: c, sources: s, merged, problems, bin } = graph;
  return { maps: [e, r, c, s, merged].map(sorted), problems, bin };
}

/** The obvious overlay: a copy of the map with every change written into it, key by key. */
function slowOverlay(graph: Y.Doc, changes: readonly ScenarioChange[]): Graph {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(graph));
  const isWritten = ({ root, id, field }: ScenarioChange) => field !== null || !graph.getMap(root).has(id);
  for (const { root, key, overlay } of changes.filter(isWritten)) copy.getMap(root).set(key, overlay);
  return project(copy);
}

/** What a record's field is by the projection's own reading of the record. */
function slowValue(graph: Y.Doc, { root, id, field }: ScenarioChange): unknown {
  const map = graph.getMap(root);
  if (field === null) return map.get(id) ?? null;
  if (field.startsWith("$")) return map.get(`${id}/${field}`) || null;
  const fields = [...map.keys()].flatMap((key) =>
    readKey(key)?.id === id ? (readKey(key)?.field ?? []) : [],
  );
  const read = assemble(root, map, id, fields).fields as Readonly<Record<string, unknown>> | undefined;
  if (map.has(`${id}/${field}`) && field.includes(".")) return map.get(`${id}/${field}`);
  return slowMember(read ?? {}, field);
}

function slowMember(read: Readonly<Record<string, unknown>>, field: string): unknown {
  const [name = "", member] = field.split(".");
  if (member === undefined) return read[name] ?? null;
  const aliases = (read[name] ?? []) as readonly { name: string }[];
  return aliases.find((alias) => alias.name.toLowerCase() === member) ?? null;
}

function run(seed: number): void {
  const world = new World(seed);
  for (let count = 0; count < stepCount; count += 1) world.step();
  world.maps.gather();
  world.scenarios.gather();
  // What somebody supposed, and nobody who knew it replaced or withdrew, is there.
  expect(world.scenarios.faults()).toEqual(noFaults);
  const [first, ...others] = world.people.map(({ map, scenario }) => [map.doc, scenario.doc] as const);
  if (!first) throw new Error("there are five people");
  const scenario = readScenario(...first);
  const seen = plain(applyScenario(...first));
  for (const other of others) {
    expect(readScenario(...other)).toEqual(scenario);
    expect(plain(applyScenario(...other))).toEqual(seen);
  }
  const [graph] = first;
  expect(seen).toEqual(plain(slowOverlay(graph, scenario.changes)));
  for (const change of scenario.changes) {
    const now = slowValue(graph, change);
    expect(change.base).toEqual(now);
    expect(change.isStale).toBe(JSON.stringify(now) !== JSON.stringify(change.was));
  }
  expect(world.scenarios.writes.length).toBeGreaterThan(3);
}

test(
  "SCN-1, SCN-3, SCN-6 five people on one scenario agree, nothing supposed is lost, and undo is of one's own only",
  { timeout: 600_000 },
  () => runSeeds("scenario-replicas", seedCount, run),
);

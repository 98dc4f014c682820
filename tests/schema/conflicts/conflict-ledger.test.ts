// Nothing that lost is forgotten: open conflicts against a ledger of who had seen and been told what.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { conflictId } from "../../../schema/conflicts/conflict-entries.ts";
import { conflictRoot } from "../../../schema/document.ts";
import { perform, type Command } from "../../../schema/edits.ts";
import { LiveProjection } from "../../../schema/live-projection.ts";
import { project } from "../../../schema/projection.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { keys, nameOf, Star, type Person, type Recorded } from "../star.ts";
import { ann, entity, entityId, workspace } from "../workspace.ts";

const seeds = fuzzSeeds(150);

/** What must be open: every value that lost, was not replaced by one who saw it, and not settled by one who was told. */
class Ledger {
  /** Which conflicts each person who settled had been told of, by their mark. */
  readonly #settledBy = new Map<string, readonly string[]>();
  readonly #settled = new Set<string>();

  /** Edits as people do: a change, or a choice between values in conflict. */
  edit({ random }: Star, person: Person): void {
    // The mark says who settled, which tells here whether the server has heard of it.
    const mark = String(this.#settledBy.size);
    const command = settling(random, person) ?? changing(random, mark);
    const key =
      command.kind === "change" ? `${command.id}/${Object.keys(command.fields).join("")}` : command.key;
    const told = [...person.doc.getMap<{ key?: string }>(conflictRoot)].filter(
      ([, entry]) => entry.key === key,
    );
    this.#settledBy.set(
      mark,
      told.map(([entryId]) => entryId),
    );
    person.edit(() => perform(person.doc, command, { user: mark, at: ann.at }));
  }

  expected({ server, writes, found }: Star): Record<string, string[]> {
    this.#hear(server);
    const map = server.getMap("n");
    const clocks = Y.decodeStateVector(Y.encodeStateVector(server));
    const isThere = ({ name }: Recorded) =>
      Number(name.split(" ")[1]) < (clocks.get(Number(name.split(" ")[0])) ?? 0);
    const there = [...writes.values()].filter(isThere);
    const shown = new Set(there.map((write) => write.shown));
    const isOpen = ({ name }: Recorded) =>
      found.some(
        ({ values }) =>
          values.some((side) => nameOf(side) === name) && !this.#settled.has(conflictId(values)),
      );
    const lost = there.filter(({ name, key }) => {
      const current = map._map.get(key);
      return !shown.has(name) && current && nameOf(current.id) !== name;
    });
    for (const { name, key, value } of lost) if (!isFound(name, found)) expect(map.get(key)).toBe(value);
    const apart = lost.filter((write) => isOpen(write) && map.get(write.key) !== write.value);
    const byKey = Map.groupBy(apart, ({ key }) => key);
    return Object.fromEntries(
      [...byKey].map(([key, of]) => [key, of.map(({ value }) => textOf(value)).toSorted()]),
    );
  }

  /** Marks that have reached the server. One may replace another; both count. */
  #hear(server: Y.Doc): void {
    for (const [key, { by }] of server.getMap<{ by?: string }>(conflictRoot))
      if (key.endsWith("/settled"))
        for (const id of this.#settledBy.get(by ?? "") ?? []) this.#settled.add(id);
  }
}

type Step = Extract<Command, { kind: "change" | "settle-conflict" }>;

function settling(random: Random, { doc }: Person): Step | undefined {
  const open = project(doc).conflicts;
  if (open.length === 0 || random.chance(0.6)) return undefined;
  const { root, key, others } = random.pick(open);
  return {
    kind: "settle-conflict",
    root,
    key,
    ...(random.chance(0.5) && { take: random.pick(others).write }),
  };
}

function changing(random: Random, mark: string): Step {
  const [id = "", field = ""] = random.pick(keys.filter((name) => name.includes("/"))).split("/");
  return { kind: "change", id: entityId(id), fields: { [field]: `v${mark}` } };
}

const openIn = (doc: Y.Doc) => project(doc).conflicts;
const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const isFound = (name: string, found: Star["found"]) =>
  found.some(({ values }) => values.some((side) => nameOf(side) === name));

test("CON-4, CON-6 no value that lost is forgotten, and none comes back that somebody settled", () => {
  let count = 0;
  for (const seed of seeds) {
    const star = new Star(new Random(seed), true);
    const base = workspace(entity("s:A"), entity("s:B"));
    for (const doc of [star.server, ...star.people.map((person) => person.doc)])
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(base), "server");
    const live = new LiveProjection(star.server);
    const ledger = new Ledger();
    for (let index = 0; index < 120; index += 1) {
      star.step((person) => ledger.edit(star, person));
      const open = openIn(star.server);
      const said = open.map(({ key, others }) => [key, others.map(({ value }) => textOf(value)).toSorted()]);
      expect(Object.fromEntries(said), `seed ${seed}, step ${index}`).toEqual(ledger.expected(star));
      count += open.length;
      if (star.random.chance(0.5)) continue;
      live.flush();
      expect(live.graph.conflicts).toEqual(open);
    }
    star.settle();
    for (const { doc } of star.people) expect(openIn(doc)).toEqual(openIn(star.server));
  }
  expect(count).toBeGreaterThan(seeds.length);
});

// Imports, their undo and bringing them back among five people: what may go, what must stay, and whose values may be
// written over. Truth is who wrote what and what they knew of the import then.
import type * as Y from "yjs";

import { canonicalJson } from "../../schema/canonical.ts";
import { readDeletion } from "../../schema/deletion.ts";
import { isSameWrite } from "../../schema/document.ts";
import type { Graph } from "../../schema/graph.ts";
import { importSnapshot } from "../../schema/imports/import.ts";
import { readImports, recordsOf } from "../../schema/imports/import-batch.ts";
import { carryOutReversal, planBringBack, planUndo } from "../../schema/imports/undo-import.ts";
import type { SnapshotFile } from "../../schema/parse-snapshot.ts";
import { project } from "../../schema/projection.ts";
import type { Random } from "../support/random.ts";
import { knows, nameOf, type Member, type Standing, type Team, type TeamWrite } from "./team.ts";
import { ann } from "./workspace.ts";

/** What taking an import back, or bringing it back, did that it must not do. All must be empty. */
export interface ImportFaults {
  /** Shown before, hidden after, and neither of the import nor hidden by a value that is as before the import. */
  readonly gone: readonly string[];
  /** In the bin now, though somebody had worked on them since. */
  readonly takenFromOthers: readonly string[];
  /** Keys with a value that somebody wrote, and that is another now. */
  readonly overwritten: readonly string[];
  /** Of the import and still there, without being named among what stays. */
  readonly untold: readonly string[];
}

type Places = ReadonlyMap<string, Standing>;

/** The imports of a team. */
export class TeamImports<Tools> {
  readonly #team: Team<Tools>;
  readonly #file: SnapshotFile;
  /** Which import, its undo or its return made a write. */
  readonly #madeBy = new Map<string, string>();
  #count = 0;

  constructor(team: Team<Tools>, file: SnapshotFile) {
    this.#team = team;
    this.#file = file;
  }

  import({ doc }: Member<Tools>): void {
    this.#count += 1;
    const id = `batch${100 + this.#count}`;
    this.#making(doc, id, () => importSnapshot(doc, this.#file, ann, { id, name: "file" }));
  }

  /** Takes one of the imports back. */
  undo(member: Member<Tools>, random: Random): ImportFaults {
    return this.#reverse(member, random, false);
  }

  /** Brings one of those back that were taken back. */
  bringBack(member: Member<Tools>, random: Random): ImportFaults {
    return this.#reverse(member, random, true);
  }

  #reverse(member: Member<Tools>, random: Random, isUndone: boolean): ImportFaults {
    const { doc } = member;
    const batches = readImports(doc).filter(({ undone }) => (undone !== undefined) === isUndone);
    if (batches.length === 0) return noImportFaults;
    const { id } = random.pick(batches);
    const plan = isUndone ? planBringBack(doc, id) : planUndo(doc, id);
    const graph = project(doc);
    const known = this.#team.writes.filter(({ author, step }) => (member.clock[author] ?? 0) >= step);
    const { before, after } = this.#making(doc, id, () => {
      for (const _ of carryOutReversal(doc, plan, ann));
    });
    const change = {
      id,
      before,
      after,
      own: new Set<string>(recordsOf(doc, id)),
      graph,
      shown: project(doc),
      known,
    };
    const told = new Set<string>(plan.left.map(({ id: record }) => record));
    return {
      gone: this.#gone(change),
      takenFromOthers: this.#takenFromOthers(change),
      overwritten: this.#overwritten(change),
      untold: isUndone
        ? []
        : [...change.own].filter((record) => isStanding(change, record) && !told.has(record)),
    };
  }

  /** Does something to a document and notes which writes it made. */
  #making(doc: Y.Doc, id: string, work: () => void): { readonly before: Places; readonly after: Places } {
    const before = this.#team.standing(doc);
    work();
    const after = this.#team.standing(doc);
    for (const [place, { write }] of after)
      if (!isSameWrite(write, before.get(place)?.write)) this.#madeBy.set(nameOf(write), id);
    return { before, after };
  }

  /** What names something hidden by a value that is as before the import may hide with it, and what names that. */
  #gone({ before, after, own, graph, shown }: Change): readonly string[] {
    const seen = idsOf(shown);
    const hidden = [...idsOf(graph)].filter((record) => !seen.has(record));
    const rewritten = [...after]
      .filter(([place, { write }]) => !isSameWrite(write, before.get(place)?.write))
      .map(([place]) => readPlace(place));
    const binned = new Set(rewritten.flatMap(({ record, field }) => (field === "$del" ? [record] : [])));
    // What is in the bin by this, of the import or as before it, must leave nothing without what it names; nor must
    // what is not merged any more.
    const isExcuse = ({ record, field }: Place) =>
      !binned.has(record) && (field !== "$into" || typeof after.get(`n ${record}/$into`)?.value === "string");
    const excuses = new Set(rewritten.filter(isExcuse).map(({ record }) => record));
    for (let known = -1; known < excuses.size;) {
      known = excuses.size;
      for (const record of hidden)
        if (namesIn(before, record).some((name) => excuses.has(name) && !seen.has(name))) excuses.add(record);
    }
    // What somebody had put in the bin was seen as what it was merged into.
    const wasInBin = new Set<string>(graph.bin.map(({ id }) => id));
    const isExplained = (record: string) => [binned, excuses, wasInBin].some((known) => known.has(record));
    return hidden.filter((record) => !own.has(record) && !isExplained(record));
  }

  /**
   * Records that went to the bin though somebody had changed one of their fields since. A change that lost the race
   * against the import is not there any more; the server notes it as a conflict.
   */
  #takenFromOthers({ id, before, after, known, own }: Change): readonly string[] {
    const wentToBin = [...after].filter(
      ([place, { write, value }]) =>
        place.endsWith("/$del") &&
        typeof value === "object" &&
        typeof before.get(place)?.value !== "object" &&
        !isSameWrite(write, before.get(place)?.write),
    );
    return wentToBin.flatMap(([place]) => {
      const { record } = readPlace(place);
      // What brought the record, out of nothing or out of the bin.
      const start = own.has(record) ? (place.split("/")[0] ?? "") : place;
      const brought = known.filter((write) => write.place === start && this.#madeBy.get(write.name) === id);
      const isWork = (write: TeamWrite) =>
        this.#isNews(write, id, known) && brought.some((earlier) => knows(write, earlier));
      return known.some((write) => readPlace(write.place).record === record && isWork(write)) ? [record] : [];
    });
  }

  /**
   * A field that this import did not write, with another value than anybody had given it. Whoever puts a record in the
   * bin, or takes it out, does not change it.
   */
  #isNews({ place, name, value }: TeamWrite, id: string, known: readonly TeamWrite[]): boolean {
    const { record, field } = readPlace(place);
    if (field === undefined || field === "$del" || this.#madeBy.get(name) === id) return false;
    return !known.some((other) => {
      const isBase = readPlace(other.place).record === record && !other.place.includes("/");
      const said = isBase
        ? canonicalJson((JSON.parse(other.value) as Readonly<Record<string, unknown>>)[field] ?? null)
        : other.value;
      return (isBase || other.place === place) && other.name !== name && said === value;
    });
  }

  #overwritten({ id, before, after }: Change): readonly string[] {
    return [...before].flatMap(([place, { write, value }]) => {
      const isOfImport = isMarkOf(place, value, id) || this.#madeBy.get(nameOf(write)) === id;
      return isOfImport || isSameWrite(write, after.get(place)?.write) ? [] : [place];
    });
  }
}

export const noImportFaults: ImportFaults = { gone: [], takenFromOthers: [], overwritten: [], untold: [] };

interface Change {
  readonly id: string;
  readonly own: ReadonlySet<string>;
  readonly before: Places;
  readonly after: Places;
  readonly graph: Graph;
  readonly shown: Graph;
  /** What whoever did it knew. */
  readonly known: readonly TeamWrite[];
}

/** Every record that is shown; what was merged into one that is shown counts as shown. */
export function idsOf(graph: Graph): ReadonlySet<string> {
  const { entities, relations, claims, sources, disputes, merged } = graph;
  const shown = [entities, relations, claims, sources, disputes].flatMap((part) => [...part.keys()]);
  const kept = [...merged].flatMap(([id, { survivor }]) => (entities.has(survivor) ? [id] : []));
  return new Set<string>([...shown, ...kept]);
}

/** A mark that says the record is out of the bin, or that this import's undo put it there, whoever wrote it back. */
function isMarkOf(place: string, value: unknown, id: string): boolean {
  if (!place.endsWith("/$del")) return false;
  return value === 0 || readDeletion(value)?.imp === id;
}

function isStanding({ after }: Change, record: string): boolean {
  const mark = ["n", "e", "c", "s"].map((root) => after.get(`${root} ${record}/$del`)?.value);
  return !mark.some((value) => typeof value === "object" && value !== null);
}

interface Place {
  readonly record: string;
  readonly field: string | undefined;
}

/** "n s:JPN/label" */
function readPlace(place: string): Place {
  const [record = "", field] = (place.split(" ")[1] ?? "").split("/");
  return { record, field };
}

/** Every text in what stands of a record, the ids of the records it names among them. */
function namesIn(places: Places, record: string): readonly string[] {
  const said = [...places].filter(([place]) => readPlace(place).record === record);
  return said.flatMap(([, { value }]) => textsIn(value)).filter((name) => name !== record);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

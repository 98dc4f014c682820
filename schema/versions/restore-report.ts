// What going back to a version changes, for people to look at first.
import type * as Y from "yjs";

import { readDeletion } from "../deletion.ts";
import { deletedField, intoField, readKey, recordRoots, rootOf } from "../document.ts";
import type { PlannedWrite } from "../edits.ts";
import { claimPrefix, hasPrefix, isId, relationPrefix, sourcePrefix, type RecordId } from "../ids.ts";
import { readMeta } from "../workspace-meta.ts";
import { relationTermOf } from "../terms/terms.ts";
import { RawRecords } from "./raw-records.ts";

/** What becomes of a record: it comes out of the bin, says something else, or goes to the bin. */
export type RestoredAs = "added" | "changed" | "removed";

/** How many records. */
export type RestoredCounts = Readonly<Record<RestoredAs, number>>;

/** The groups that are counted. `others`: evidence, sources, disputes, settings, and what is in the bin and stays there. */
export const restoredGroups = ["entities", "relations", "claims", "decisions", "others"] as const;
export type RestoredGroup = (typeof restoredGroups)[number];

/** What a restore changes, in numbers. */
export type RestoreCounts = Readonly<Record<RestoredGroup, RestoredCounts>> & {
  readonly texts: Pick<RestoredCounts, "changed">;
};

/** One record that a restore changes. */
export interface RestoredRecord {
  readonly id: RecordId;
  readonly label: string;
  readonly what: RestoredAs;
}

/** What a restore changes. */
export interface RestoreReport {
  readonly counts: RestoreCounts;
  /** Some of the records: entities, decisions, relations, claims, then the rest. */
  readonly first: readonly RestoredRecord[];
}

/** As they are named to people: what matters most comes first. */
const order: readonly RestoredGroup[] = ["entities", "decisions", "relations", "claims", "others"];

/**
 * Says what a plan changes. Linear in the two documents.
 *
 * @param textCount How many texts change.
 * @param namedMax Records that are named.
 */
export function reportRestore(
  then: Y.Doc,
  now: Y.Doc,
  plan: readonly PlannedWrite[],
  textCount: number,
  namedMax: number,
): RestoreReport {
  const [before, after] = [new Reader(then), new Reader(now)];
  const isRecord = ({ root }: PlannedWrite) => (recordRoots as readonly string[]).includes(root);
  const ids = new Set(plan.filter(isRecord).flatMap(({ key }) => readKey(key)?.id ?? []));
  const records = [...ids].map((id) => {
    const [was, is] = [before.isLive(id), after.isLive(id)];
    // Of what is in the bin then and now, only what it says there changes.
    const what: RestoredAs = was === is ? "changed" : was ? "added" : "removed";
    const source = was ? before : after;
    return { id, what, source, group: was || is ? source.groupOf(id) : ("others" as const) };
  });
  const isOther = ({ root }: PlannedWrite) => root === "m" || root === "i";
  const others = plan.filter(isOther).length;
  const countOf = (group: RestoredGroup, what: RestoredAs) =>
    records.filter((record) => record.group === group && record.what === what).length +
    (group === "others" && what === "changed" ? others : 0);
  const countsOf = (group: RestoredGroup): RestoredCounts => ({
    added: countOf(group, "added"),
    changed: countOf(group, "changed"),
    removed: countOf(group, "removed"),
  });
  const groups = Object.fromEntries(restoredGroups.map((group) => [group, countsOf(group)]));
  const first = order
    .flatMap((group) => records.filter((record) => record.group === group))
    .slice(0, namedMax)
    .map(({ id, what, source }) => ({ id, label: source.labelOf(id), what }));
  return {
    counts: { ...(groups as Record<RestoredGroup, RestoredCounts>), texts: { changed: textCount } },
    first,
  };
}

/** The group in which a record is counted. */
export function restoredGroupOf(id: RecordId, kind: unknown): RestoredGroup {
  switch (rootOf(id)) {
    case "n":
      return kind === "decision" ? "decisions" : "entities";
    case "e":
      return "relations";
    case "c":
      return hasPrefix(id, claimPrefix) ? "claims" : "others";
    case "s":
      return "others";
  }
}

/** One document, looked at record by record. */
class Reader {
  readonly #doc: Y.Doc;
  readonly #records: RawRecords;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#records = new RawRecords(doc);
  }

  /** It is there, and neither in the bin nor merged into another. */
  isLive(id: RecordId): boolean {
    const map = this.#doc.getMap(rootOf(id));
    if (map.get(id) === undefined || readDeletion(map.get(`${id}/${deletedField}`))) return false;
    const into = map.get(`${id}/${intoField}`);
    return !(typeof into === "string" && isId(into));
  }

  groupOf(id: RecordId): RestoredGroup {
    return restoredGroupOf(id, this.#fieldsOf(id)["kind"]);
  }

  labelOf(id: RecordId): string {
    const { label, statement, title, locator, about, kind, from, to } = this.#fieldsOf(id);
    if (hasPrefix(id, relationPrefix) && typeof kind === "string")
      return [this.#nameOf(from), relationTermOf(kind, readMeta(this.#doc)).label, this.#nameOf(to)].join(
        " ",
      );
    const text = [label, statement, title, locator, about].find((value) => typeof value === "string");
    return typeof text === "string" ? text : id;
  }

  #nameOf(id: unknown): string {
    if (typeof id !== "string" || !isId(id) || hasPrefix(id, sourcePrefix)) return "?";
    const { label } = this.#fieldsOf(id);
    return typeof label === "string" ? label : id;
  }

  #fieldsOf(id: RecordId): Readonly<Record<string, unknown>> {
    return this.#records.fieldsOf(id) ?? {};
  }
}

// Problems in plain words, those with one cause together, each with what can be done about it. Pure.
import type { Graph, Problem } from "../../schema/graph.ts";
import type { ClaimId, EntityId, RecordId } from "../../schema/ids.ts";
import { CommandEvent, DialogRequestEvent } from "../app/events.ts";
import { recordLabel } from "./graph-reading.ts";

/** Something to press. */
export interface Fix {
  readonly label: string;
  /** The way out that gives something up. */
  readonly isLast?: true;
  readonly does: () => Event;
}

/** One matter to look at: mostly one record, or several with the same cause. */
export interface Matter {
  readonly key: string;
  readonly severity: Problem["severity"];
  /** The record concerned in words; for several, how many of what. */
  readonly about: string;
  /** What is the matter, one sentence. */
  readonly sentence: string;
  /** The record to be shown, where one can be. */
  readonly shown: RecordId | undefined;
  readonly fixes: readonly Fix[];
}

export const severities = ["error", "warning", "hint"] as const satisfies readonly Problem["severity"][];

/** All matters in the order of the problems. Linear. */
export function mattersOf(graph: Graph): readonly Matter[] {
  const lostBy = lostRecords(graph);
  const causeOf = ({ code, target, message }: Problem) => {
    const lost = lostBy.get(target) ?? [];
    return lost.length > 0 ? `lost ${lost.join(" ")}` : `${code} ${target} ${message}`;
  };
  // Conflicts have a list of their own, with their values.
  const others = graph.problems.filter(({ code }) => code !== "conflict");
  const groups = Map.groupBy(others, causeOf);
  return [...groups].map(([key, problems]) => matterOf(graph, key, problems, lostBy));
}

type LostBy = ReadonlyMap<string, readonly RecordId[]>;

/**
 * For everything hidden, the records in the bin that hide it. A claim may be hidden by its relation, which is
 * hidden by its end: then that end is what is missing. What hides for the same reason is one matter, since one
 * press mends it all.
 */
function lostRecords({ problems, bin }: Graph): LostBy {
  const isInBin = new Set<string>(bin.map(({ id }) => id));
  const lostBy = new Map<string, readonly RecordId[]>();
  const inBin = (ids: readonly RecordId[]) => ids.filter((id) => isInBin.has(id));
  for (const { code, target, others = [] } of problems)
    if (code === "dangling") lostBy.set(target, inBin(others));
  for (const { code, target, others = [] } of problems) {
    if (code === "dangling-claim")
      lostBy.set(target, inBin(others.flatMap((id) => lostBy.get(id) ?? id)).toSorted());
  }
  return lostBy;
}

function matterOf(graph: Graph, key: string, problems: readonly Problem[], lostBy: LostBy): Matter {
  const [problem] = problems;
  if (!problem) return { key, severity: "hint", about: "", sentence: "", shown: undefined, fixes: [] };
  if (lostBy.has(problem.target)) return hiddenMatter(graph, key, problems, lostBy.get(problem.target) ?? []);
  const target = problem.target as RecordId;
  const about = recordLabel(graph, target);
  return {
    key,
    severity: problem.severity,
    about,
    sentence: sentenceOf(graph, problem),
    // Without a name there is nothing to be seen.
    shown: about === target ? undefined : target,
    fixes: fixesOf(graph, problem),
  };
}

function hiddenMatter(
  graph: Graph,
  key: string,
  problems: readonly Problem[],
  lost: readonly RecordId[],
): Matter {
  const names = lost.map((id) => nameOf(graph, id));
  const counts = [countOf(problems, "dangling", "relation"), countOf(problems, "dangling-claim", "claim")];
  const about = and.format(counts.filter((words) => words !== ""));
  return {
    key,
    severity: "warning",
    about: `${about} ${problems.length === 1 ? "is" : "are"} hidden`,
    sentence:
      names.length === 0
        ? "What it is about is hidden too, or has not arrived."
        : `${and.format(names)} ${names.length === 1 ? "is" : "are"} in the bin.`,
    shown: undefined,
    fixes: [...(lost.length > 0 ? [restoring(lost, names)] : []), retracting(problems, about)],
  };
}

function countOf(problems: readonly Problem[], code: Problem["code"], noun: string): string {
  const count = problems.filter((problem) => problem.code === code).length;
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Where the projection's own words are for programmers, or ids could be names. */
const sentences: Partial<Record<Problem["code"], (name: string) => string>> = {
  "no-claim": () => "A draft: no claim backs it yet.",
  "no-evidence": () => "No source and place are given for it.",
  duplicate: (name) => `Seems to be the same as ${name}.`,
  "redirect-cycle": (name) => `Merged with ${name} in both directions; this one was kept.`,
  "redirect-lost": () => "Said to be a duplicate of something that is not there.",
  "orphan-patches": () =>
    "Changes to a record that has not arrived. It may come once somebody is online again.",
  "bad-base": () => "It breaks the rules of the document and is left out. Nothing else is affected.",
  "bad-id": () => "It breaks the rules of the document and is left out. Nothing else is affected.",
};

function sentenceOf(graph: Graph, { code, message, others = [] }: Problem): string {
  const names = others.map((id) => `${nameOf(graph, id)} (${id})`);
  return sentences[code]?.(and.format(names)) ?? message;
}

function fixesOf(graph: Graph, problem: Problem): readonly Fix[] {
  const target = problem.target as RecordId;
  const [other] = problem.others ?? [];
  switch (problem.code) {
    case "no-claim":
      return [
        { label: "Add claim…", does: () => new DialogRequestEvent({ kind: "add-claim", on: target }) },
        retracting([problem], "the relation"),
      ];
    case "no-evidence":
      return [
        {
          label: "Add evidence…",
          does: () => new DialogRequestEvent({ kind: "add-evidence", claim: target as ClaimId }),
        },
      ];
    case "duplicate":
      return other ? [merging(graph, target as EntityId, other as EntityId)] : [];
    case "redirect-cycle":
    case "redirect-lost":
      return [
        {
          label: "Undo the merge",
          does: () => new CommandEvent({ kind: "unmerge", id: target as EntityId }, "Undo merge"),
        },
      ];
    default:
      return [];
  }
}

function restoring(ids: readonly RecordId[], names: readonly string[]): Fix {
  const label = `Restore ${and.format(names)}`;
  return { label, does: () => new CommandEvent({ kind: "restore", ids }, label) };
}

function retracting(problems: readonly Problem[], what: string): Fix {
  const ids = problems.map(({ target }) => target as RecordId);
  const label = `Retract ${what}`;
  return { label, isLast: true, does: () => new CommandEvent({ kind: "retract", ids }, label) };
}

function merging(graph: Graph, id: EntityId, into: EntityId): Fix {
  const label = `Merge into ${nameOf(graph, into)} (${into})`;
  return { label, does: () => new CommandEvent({ kind: "merge", id, into }, `Merge ${nameOf(graph, id)}`) };
}

/** Short enough for a button: what lies in the bin still has its name. */
function nameOf(graph: Graph, id: RecordId): string {
  const label = graph.bin.find((item) => item.id === id)?.label ?? recordLabel(graph, id);
  return label.length > 40 ? `${label.slice(0, 39)}…` : label;
}

const and = new Intl.ListFormat("en-GB", { type: "conjunction" });

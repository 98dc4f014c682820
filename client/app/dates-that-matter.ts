// Dates at which a decision's answer can change: where its electorate changes and where positions begin.
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Claim, Entity, Relation } from "../../schema/records.ts";
import { readDate } from "../../schema/time.ts";

/** A day on which what the map says changes. */
export interface DateThatMatters {
  /** EDTF, as written in the data. */
  readonly date: string;
  /** Why, in a few words: "electorate changes", "5 positions". */
  readonly why: string;
}

const countMax = 8;

/** The latest dates that matter for a decision, with or without the background, or for the whole map when none is in view; newest first. */
export function datesThatMatter(
  graph: Graph,
  decision: EntityId | undefined,
  background = false,
): readonly DateThatMatters[] {
  const reasons = new Map<string, string[]>();
  const note = (written: string | undefined, why: string) => {
    const date = written === undefined ? undefined : lowerEnd(written);
    const span = date === undefined ? undefined : readDate(date);
    if (date === undefined || !span || !Number.isFinite(span.from)) return;
    reasons.set(date, [...(reasons.get(date) ?? []), why]);
  };
  const subject = decision === undefined ? undefined : graph.entities.get(decision);
  for (const [date, count] of positionDates(graph, decision))
    note(date, count === 1 ? "1 position" : `${count} positions`);
  for (const { from, why } of electorateDates(graph, subject, background)) note(from, why);
  if (subject?.outcome) note(subject.outcome.date, subject.outcome.result);
  return [...reasons]
    .map(([date, why]) => ({ date, why: [...new Set(why)].join(" · ") }))
    .toSorted((a, b) => startOf(b.date) - startOf(a.date))
    .slice(0, countMax);
}

function positionDates(graph: Graph, decision: EntityId | undefined): ReadonlyMap<string, number> {
  const claims = [...graph.claims.values()].filter(
    ({ stance, on }) => stance !== undefined && (decision === undefined || on === decision),
  );
  const counts = new Map<string, number>();
  for (const claim of claims) {
    const date = dateOf(graph, claim);
    counts.set(date, (counts.get(date) ?? 0) + (claim.actors?.length ?? 1));
  }
  return counts;
}

function dateOf(graph: Graph, { valid, said, published, evidence }: Claim): string {
  const source = evidence[0] && graph.sources.get(evidence[0].source);
  return valid ?? said ?? published ?? source?.dateUsed ?? source?.datePrinted ?? "";
}

function electorateDates(
  graph: Graph,
  decision: Entity | undefined,
  background: boolean,
): { from: string | undefined; why: string }[] {
  const periods = (decision?.electorate ?? []).filter((period) => background || !period.background);
  const pacts = new Set(periods.flatMap(({ membersOf }) => membersOf ?? []));
  const joins = [...graph.relations.values()].filter(({ kind, to }) => kind === "member-of" && pacts.has(to));
  const joinsByDate = Map.groupBy(joins, ({ validFrom }) => validFrom);
  return [
    ...periods.map(({ validFrom }) => ({ from: validFrom, why: "electorate changes" })),
    ...[...joinsByDate].map(([from, members]) => ({ from, why: joinWords(graph, members) })),
  ];
}

function joinWords(graph: Graph, members: readonly Relation[]): string {
  const [first] = members;
  if (members.length > 1 || !first) return `${members.length} join`;
  return `${graph.entities.get(first.from)?.label ?? first.from} joins`;
}

/** As-of dates are read by their lower bound: an interval is offered by its beginning, "about" without it. */
function lowerEnd(date: string): string {
  return (date.split("/")[0] ?? date).replace(/[~?%]$/, "");
}

function startOf(date: string): number {
  return readDate(date)?.from ?? -Infinity;
}

// From the words of an address or a command line to a filter.
import type { Graph } from "../../graph.ts";
import { isId } from "../../ids.ts";
import { relationKinds } from "../../relation-kinds.ts";
import { parseDate } from "../../time.ts";
import { attributions, certainties, entityKinds, reviewStates, stances } from "../../vocabulary.ts";
import type { QueryFilter } from "./filter.ts";
import { gradeHelp, readGrade, type GradeFilter } from "./grade.ts";
import { readPlace } from "./place.ts";
import {
  notAllowed,
  readChoices,
  readEntity,
  readFlag,
  readFreeText,
  readText,
  type Reading,
} from "./read-words.ts";

/** The filters by name, as every question takes them, each with what it says. */
export const filterWords = {
  kind: "Kinds of entities, such as state,company",
  relation: "Kinds of relations, such as member-of",
  stance: "Stances, such as support,lean-support",
  source: "Ids of sources, such as src:000",
  place: "Where in the source: p12, L700-730, or words of a heading",
  by: "Who asserts it: an id, or part of a name",
  attribution: "How the source came by it: author, quoted, reported, poll",
  certainty: "How sure the asserter is, such as opinion",
  grade: "Admiralty grade: B2, B2-or-better, B, 2",
  review: "State of review: draft, checked, disputed",
  background: "1 lets in what comes from outside the team's own sources, 0 leaves it out",
  teaser: "1 lets in what comes from the teaser of another text, 0 leaves it out",
  asOf: "The day in the world, in EDTF, read by its lower bound",
  knownBy: "Only what had been published by then, in EDTF",
  text: "Words in any order; each must begin a word of the statement, a name or a note",
  about: "An entity, by id or whole name: what bears on it, names it, or is asserted by it",
} as const;

/** Which layers are let in where the question does not say. */
export interface Layers {
  readonly background: boolean;
  readonly teaser: boolean;
}

/**
 * Reads a filter; what is not understood is noted among the faults. A team's own kinds are allowed as well as the
 * vocabulary's. Rules QRY-6 and QRY-7.
 *
 * @throws EntenteError `date-invalid`
 */
export function parseFilter(reading: Reading, graph: Graph, layers: Layers): QueryFilter {
  const grade = parseGrade(reading);
  const by = parseAsserter(reading, graph);
  const place = readText(reading, "place");
  const about = readEntity(reading, "about", graph);
  return {
    kinds: readChoices(reading, "kind", withOwn(entityKinds, graph.entities.values())),
    relations: readChoices(reading, "relation", withOwn(relationKinds, graph.relations.values())),
    stances: readChoices(reading, "stance", stances),
    sources: readChoices(reading, "source", [...graph.sources.keys()].toSorted()),
    attributions: readChoices(reading, "attribution", attributions),
    certainties: readChoices(reading, "certainty", certainties),
    reviews: readChoices(reading, "review", reviewStates),
    background: readFlag(reading, "background", layers.background),
    teaser: readFlag(reading, "teaser", layers.teaser),
    words: readFreeText(reading, "text"),
    ...(grade && { grade }),
    ...(place !== undefined && { place: readPlace(place) }),
    ...(by !== undefined && { by }),
    ...(about !== undefined && { about }),
    ...parseDates(reading),
  };
}

function parseDates(reading: Reading): Pick<QueryFilter, "asOf" | "knownBy"> {
  const [asOf, knownBy] = [readText(reading, "asOf"), readText(reading, "knownBy")];
  for (const date of [asOf, knownBy]) if (date !== undefined) parseDate(date);
  return { ...(asOf !== undefined && { asOf }), ...(knownBy !== undefined && { knownBy }) };
}

function parseGrade(reading: Reading): GradeFilter | undefined {
  const text = readText(reading, "grade");
  if (text === undefined) return undefined;
  const grade = readGrade(text);
  if (!grade) {
    const message = `“${text.slice(0, 40)}” is not a grade to filter by. ${gradeHelp} F and 6 mean “cannot be judged”, so nothing is better than they are.`;
    reading.faults.push({ at: "grade", message });
  }
  return grade;
}

/** Part of a name may be anything, but an id must be somebody's. */
function parseAsserter(reading: Reading, graph: Graph): string | undefined {
  const text = readText(reading, "by");
  if (text === undefined || !isId(text)) return text;
  const asserters = new Set([...graph.claims.values()].flatMap(({ assertedBy }) => assertedBy ?? []));
  if (asserters.has(text)) return text;
  const ids = [...asserters].filter((name) => isId(name)).toSorted();
  reading.faults.push({ at: "by", message: notAllowed(text, ids, "the id of anybody who asserts a claim") });
  return undefined;
}

function withOwn(known: readonly string[], records: Iterable<{ readonly kind: string }>): readonly string[] {
  return [...new Set([...known, ...Array.from(records, ({ kind }) => kind)])];
}

// Reads the words of a question. Every word that is not understood is noted with what may stand there, so that one
// answer names them all.
import type { Fault } from "../../errors.ts";
import type { Graph } from "../../graph.ts";
import { isId, type EntityId } from "../../ids.ts";
import type { Entity } from "../../records.ts";
import { nearestWords } from "./nearest.ts";
import { foldText, wordsOf } from "./text.ts";

/** What was asked, by name of the parameter, as it was written. Nothing written is nothing asked. */
export type Words = Readonly<Record<string, string | undefined>>;

/** How large a question and its answer may be. */
export interface QueryBounds {
  /** Items in one answer. */
  readonly pageMax: number;
  /** Steps of a path. */
  readonly hopsMax: number;
  readonly pathsMax: number;
  /** Words of a free text, and choices of a list. */
  readonly wordsMax: number;
  /** Characters of one parameter. */
  readonly lengthMax: number;
}

/** Words being read, with what was wrong with them so far. */
export interface Reading {
  readonly words: Words;
  readonly bounds: QueryBounds;
  readonly faults: Fault[];
}

/** The text of a parameter, trimmed; undefined where nothing is written. */
export function readText({ words, bounds, faults }: Reading, name: string): string | undefined {
  const text = words[name]?.trim();
  if (!text) return undefined;
  if (text.length <= bounds.lengthMax) return text;
  faults.push({ at: name, message: `It is longer than ${bounds.lengthMax} characters.` });
  return undefined;
}

/** Notes parameters that the question does not have. */
export function refuseOthers({ words, faults }: Reading, names: readonly string[]): void {
  const others = Object.keys(words).filter((name) => words[name] !== undefined && !names.includes(name));
  for (const name of others.slice(0, 8)) {
    faults.push({ at: name.slice(0, 40), message: notAllowed(name, names, "a parameter here") });
  }
}

/** A list of choices, separated by commas. */
export function readChoices<Choice extends string>(
  reading: Reading,
  name: string,
  allowed: readonly Choice[],
): ReadonlySet<Choice> {
  const texts = (readText(reading, name) ?? "").split(",").map((text) => text.trim());
  const written = texts.filter((text) => text !== "");
  const { wordsMax } = reading.bounds;
  if (written.length > wordsMax) {
    reading.faults.push({ at: name, message: `It has more than ${wordsMax} choices.` });
    return new Set();
  }
  const choices = new Set<Choice>();
  for (const text of written) {
    const choice = allowed.find((candidate) => candidate === text);
    if (choice !== undefined) choices.add(choice);
    else reading.faults.push({ at: name, message: notAllowed(text, allowed, "a choice here") });
  }
  return choices;
}

const flagWords: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  on: true,
  "0": false,
  false: false,
  off: false,
};

/** A flag; `name=` with nothing after it sets it. */
export function readFlag({ words, faults }: Reading, name: string, otherwise: boolean): boolean {
  const text = words[name];
  if (text === undefined) return otherwise;
  if (text === "") return true;
  if (Object.hasOwn(flagWords, text)) return flagWords[text] ?? otherwise;
  faults.push({ at: name, message: notAllowed(text, Object.keys(flagWords), "a choice here") });
  return otherwise;
}

/** A whole number within its bounds. */
export function readNumber(
  reading: Reading,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = readText(reading, name);
  if (text === undefined) return Math.min(otherwise, most);
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  reading.faults.push({ at: name, message: `It must be a whole number from ${least} to ${most}.` });
  return otherwise;
}

/** The folded words of a free text. */
export function readFreeText(reading: Reading, name: string): readonly string[] {
  const words = [...new Set(wordsOf(readText(reading, name) ?? ""))];
  const { wordsMax } = reading.bounds;
  if (words.length <= wordsMax) return words;
  reading.faults.push({ at: name, message: `It has more than ${wordsMax} different words.` });
  return [];
}

/** An entity, by its id or by a whole name that only it has. */
export function readEntity(reading: Reading, name: string, graph: Graph): EntityId | undefined {
  const text = readText(reading, name);
  if (text === undefined) return undefined;
  const found = entitiesCalled(graph, text);
  if (found.length === 1) return found[0];
  const message =
    found.length === 0
      ? `“${shown(text)}” is not on this map.${nearestEntities(graph, text)}`
      : `“${shown(text)}” is the name of ${found.length}: ${found.slice(0, 5).join(", ")}.`;
  reading.faults.push({ at: name, message });
  return undefined;
}

/** The same, where it must be given. What is missing is noted, so that nothing is asked of it. */
export function needEntity(reading: Reading, name: string, graph: Graph): EntityId {
  const isGiven = Boolean(reading.words[name]?.trim());
  if (!isGiven) reading.faults.push({ at: name, message: "It is missing. Give an id or a whole name." });
  return readEntity(reading, name, graph) ?? ("" as EntityId);
}

/** Says that a word is none of the allowed ones, which comes nearest, and what they are. */
export function notAllowed(word: string, allowed: readonly string[], what: string): string {
  const nearest = nearestWords(word, allowed);
  const suggestion = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
  const listed = allowed.slice(0, listedMax).join(", ");
  const more = allowed.length > listedMax ? ", …" : "";
  return `“${shown(word)}” is not ${what}.${suggestion} Allowed: ${listed}${more}.`;
}

const listedMax = 64;

function shown(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}

function entitiesCalled(graph: Graph, text: string): readonly EntityId[] {
  const id = text as EntityId;
  if (graph.entities.has(id)) return [id];
  const merged = graph.merged.get(id);
  if (merged) return [merged.survivor];
  if (isId(text)) return [];
  const wanted = foldText(text);
  const isCalled = (entity: Entity) => namesOf(entity).some((name) => foldText(name) === wanted);
  return [...graph.entities.values()].filter(isCalled).map((entity) => entity.id);
}

function nearestEntities(graph: Graph, text: string): string {
  const owners = new Map<string, EntityId>();
  for (const entity of graph.entities.values()) {
    for (const name of [entity.id, ...namesOf(entity)]) owners.set(name, entity.id);
  }
  const owned = nearestWords(text, owners.keys()).map((name) => {
    const id = owners.get(name);
    return id === name || id === undefined ? name : `${id} (${name})`;
  });
  return owned.length > 0 ? ` Nearest: ${owned.join(", ")}.` : "";
}

function namesOf({ label, aliases = [] }: Entity): readonly string[] {
  return [label, ...aliases.map(({ name }) => name)];
}

// `entente version`: named points in the history of a workspace, from the command line.
import { Option, type Command } from "commander";
import * as v from "valibot";

import { EntenteError } from "../../schema/errors.ts";
import { restoredGroups } from "../../schema/versions/restore-report.ts";
import { noteAfterwards } from "../auth/note-afterwards.ts";
import { addVersionRoutes } from "../http/version-routes.ts";
import { defaultLimits } from "../limits.ts";
import { openLog } from "../log.ts";
import { openData } from "../open-data.ts";
import {
  commandAdder,
  readWholeNumber,
  type RouteOptions,
  type Said,
  type WithPlace,
  type Work,
} from "./route-command.ts";
import { createRoutesApp, openRoutes, type RouteTarget } from "./route-target.ts";
import { dataDirOf } from "./target.ts";

interface Options extends RouteOptions {
  readonly note?: string;
  readonly limit?: number;
}

const versionSchema = v.looseObject({
  id: v.number(),
  name: v.string(),
  by: v.nullable(v.string()),
  at: v.string(),
  kind: v.string(),
});
const pageSchema = v.looseObject({ versions: v.array(versionSchema), more: v.boolean() });
const groupSchema = v.looseObject({ added: v.number(), changed: v.number(), removed: v.number() });
const countsSchema = v.looseObject({
  ...v.entriesFromList(restoredGroups, groupSchema),
  texts: v.looseObject({ changed: v.number() }),
});
const changesSchema = v.looseObject({
  counts: countsSchema,
  first: v.array(v.looseObject({ id: v.string(), label: v.string(), what: v.string() })),
});
const restoredSchema = v.looseObject({ counts: countsSchema, before: v.optional(v.number()) });

/** Adds the commands; `withPlace` gives each the options that say where. */
export function addVersionCommands(program: Command, withPlace: WithPlace): void {
  const version = program
    .command("version")
    .description("Named points in the history, to which one can go back");
  const addBelow = commandAdder<Options>(withPlace, openVersions);
  const add = (words: string, description: string, work: Work<Options>) =>
    addBelow(version, words, description, work);
  add("list", "All of them, newest first", list).addOption(
    new Option("--limit <number>", "how many at most").default(50).argParser(readWholeNumber),
  );
  add("add <name>", "Name what is there now", name).option("--note <text>", "what else is to be said");
  add("rename <id> <name>", "Give one another name", rename).option(
    "--note <text>",
    "what else is to be said",
  );
  add("remove <id>", "Take a name away; the history stays", remove);
  add("changes <id>", "Say what going back to one would change", changes);
  add("restore <id>", "Go back to one; what is there now is kept as a version", restore);
}

function openVersions(workspace: string, options: Options): Promise<RouteTarget> {
  return openRoutes(workspace, options, () => {
    const logger = openLog("warn");
    const data = openData(dataDirOf(options), defaultLimits, logger);
    // Somebody waits at the terminal.
    data.committer.stopRetrying();
    const app = createRoutesApp(defaultLimits);
    const people = data.people();
    const note = people.personCount > 0 ? noteAfterwards(people, Date.now, logger) : undefined;
    const { versions, restores } = data;
    addVersionRoutes(app, { versions, restores, note });
    return { log: data.log, app, [Symbol.asyncDispose]: () => data[Symbol.asyncDispose]() };
  });
}

async function list(target: RouteTarget, { limit = 50 }: Options): Promise<Said> {
  const page = v.parse(pageSchema, await target.ask("GET", `/versions?limit=${limit}`));
  const words = [...page.versions.map(toLine), ...(page.more ? ["… and older ones"] : [])];
  return { result: page, words: words.join("\n") || "Nothing has a name yet." };
}

async function name(target: RouteTarget, options: Options, [called = ""]: readonly string[]): Promise<Said> {
  const made = v.parse(versionSchema, await target.ask("POST", "/versions", toBody(called, options)));
  return { result: made, words: toLine(made) };
}

async function rename(
  target: RouteTarget,
  options: Options,
  [id = "", called = ""]: readonly string[],
): Promise<Said> {
  const answer = await target.ask("PUT", pathOf(id), toBody(called, options));
  const renamed = v.parse(versionSchema, answer);
  return { result: renamed, words: toLine(renamed) };
}

async function remove(target: RouteTarget, _options: Options, [id = ""]: readonly string[]): Promise<Said> {
  await target.ask("DELETE", pathOf(id));
  return { result: {}, words: "The name is gone; the history is as it was." };
}

async function changes(target: RouteTarget, _options: Options, [id = ""]: readonly string[]): Promise<Said> {
  const answer = v.parse(changesSchema, await target.ask("GET", `${pathOf(id)}/changes`));
  const named = answer.first.map(({ id: record, label, what }) => `  ${what}  ${record}  ${label}`);
  return { result: answer, words: [toWords(answer.counts), ...named].join("\n") };
}

async function restore(target: RouteTarget, _options: Options, [id = ""]: readonly string[]): Promise<Said> {
  const answer = v.parse(restoredSchema, await target.ask("POST", `${pathOf(id)}/restore`));
  const { before, counts } = answer;
  if (before === undefined)
    return { result: answer, words: "There is nothing to do: it is all as it was then." };
  return { result: answer, words: `${toWords(counts)}\nWhat was there before is version ${before}.` };
}

function toBody(called: string, { note }: Options): object {
  return { name: called, ...(note !== undefined && { note }) };
}

function pathOf(id: string): string {
  if (!/^\d{1,15}$/u.test(id)) throw new EntenteError("version-unknown", { detail: id });
  return `/versions/${encodeURIComponent(id)}`;
}

function toLine({ id, at, kind, name: called, by }: v.InferOutput<typeof versionSchema>): string {
  const who = by === null ? "" : `, by ${by}`;
  return `${id}  ${at}  ${called} (${kind}${who})`;
}

function toWords(counts: v.InferOutput<typeof countsSchema>): string {
  const lines = restoredGroups.map((group) => {
    const { added, changed, removed } = counts[group];
    return `${group}: ${added.toLocaleString("en")} come back, ${changed.toLocaleString("en")} change, ${removed.toLocaleString("en")} go to the bin`;
  });
  return [...lines, `texts: ${counts.texts.changed} change`].join("\n");
}

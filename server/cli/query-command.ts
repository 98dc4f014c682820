// `entente query …`: one subcommand for each question, made of the same data as the HTTP addresses.
import type { Command } from "commander";

import {
  questionNames,
  questionTerms,
  wordsOfQuestion,
  type QuestionName,
} from "../../schema/analysis/query/question-terms.ts";
import type { Words } from "../../schema/analysis/query/read-words.ts";
import { sampleWorkspace } from "../seeding.ts";
import { toLines } from "./answer-lines.ts";
import { printResult } from "./output.ts";
import { openTarget, type Place } from "./target.ts";

interface QueryOptions extends Place {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly count?: boolean;
  readonly recordedBy?: string;
  /** What the filters and pages are given, as text; a flag that is set is true. */
  readonly [word: string]: string | boolean | undefined;
}

const examples = `
Examples, on the sample:
  entente query opposite d:chn-cptpp d:twn-cptpp --as-of 2024-12-15
  entente query path Taiwan Peru --as-of 2024-12-15 --hops 3
  entente query claims --about s:TWN --certainty opinion --grade "C3 or better"

Lists take choices separated by commas: --stance support,lean-support. What is set must hold together.
Background and teasers are left out unless --background and --teaser let them in.
Ends with 0, with 1 when it failed, with 2 when a word was not understood.`;

/** What the question is called here, where one asks for it by one word. */
const commandNames: Partial<Record<QuestionName, string>> = { paths: "path" };
/** Words that follow the question without a name of their own, in this order. */
const positionWords: Partial<Record<QuestionName, readonly string[]>> = {
  paths: ["from", "to"],
  opposite: ["a", "b"],
  neighbours: ["of"],
  stances: ["actor"],
};
const flags: ReadonlySet<string> = new Set(["background", "teaser"]);

/** Adds the command; `withPlace` gives each question the options that say where the map is. */
export function addQuery(program: Command, withPlace: (command: Command) => Command): void {
  const query = program
    .command("query")
    .description("Answer a question, with the claims behind the answer")
    .addHelpText("after", examples);
  for (const question of questionNames) {
    const command = query
      .command(commandNames[question] ?? question)
      .description(questionTerms[question].summary)
      .addHelpText("after", examples);
    const given = positionWords[question] ?? [];
    for (const name of given) command.argument(`<${name}>`, questionTerms[question].words[name as never]);
    addWords(withPlace(command), question, given);
    command.action(() => answer(question, command.args, command.opts<QueryOptions>()));
  }
}

function addWords(command: Command, question: QuestionName, given: readonly string[]): void {
  for (const [name, description] of Object.entries(wordsOfQuestion(question))) {
    if (given.includes(name)) continue;
    const option = name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
    if (flags.has(name)) command.option(`--${option}`, flagDescriptions[name]);
    else command.option(`--${option} <${placeholders[name] ?? "words"}>`, description);
  }
  command.option("--recorded-by <date>", "the map as it stood in Entente then, in EDTF");
  command.option("--count", "print only how many there are");
}

/** What stands for the value in the help; choices and free text are words. */
const placeholders: Readonly<Record<string, string>> = {
  asOf: "date",
  knownBy: "date",
  since: "date",
  about: "entity",
  hops: "number",
  limit: "number",
  offset: "number",
};

const flagDescriptions: Readonly<Record<string, string>> = {
  background: "Let in what comes from outside the team's own sources",
  teaser: "Let in what comes from the teaser of another text",
};

async function answer(
  question: QuestionName,
  given: readonly string[],
  options: QueryOptions,
): Promise<void> {
  await using target = openTarget(options);
  const { workspace = sampleWorkspace, json = false, count = false } = options;
  // Paths are only known by looking for them, so they are counted up to the limit.
  const countOnly: Words = count && question !== "paths" ? { limit: "0", offset: "0" } : {};
  const { recordedBy } = options;
  const words = { ...toWords(question, given, options), ...countOnly, ...(recordedBy && { recordedBy }) };
  const answered = await target.ask(workspace, question, words);
  const { total } = answered;
  if (count) return printResult({ total }, String(total), json);
  printResult(answered, toLines(question, answered).join("\n"), json);
}

function toWords(question: QuestionName, given: readonly string[], options: QueryOptions): Words {
  const positions = (positionWords[question] ?? []).map((name, index) => [name, given[index]] as const);
  const named = Object.keys(wordsOfQuestion(question)).flatMap((name) => {
    const value = options[name];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? "1" : value] as const];
  });
  return Object.fromEntries([...named, ...positions]);
}

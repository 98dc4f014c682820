// What commands have in common that ask a workspace's routes and say what came of it.
import { InvalidArgumentError, type Command } from "commander";

import { sampleWorkspace } from "../seeding.ts";
import { printResult } from "./output.ts";
import type { RouteTarget } from "./route-target.ts";
import type { Place } from "./target.ts";

/** Options that all of them have. */
export interface RouteOptions extends Place {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** What a command has to say: a result for programs, the same in words for people. */
export interface Said {
  readonly result: unknown;
  readonly words: string;
}

/** What a command does with the options and words that it was given. */
export type Work<Options> = (
  target: RouteTarget,
  options: Options,
  given: readonly string[],
) => Promise<Said>;

/** Gives a command the options that say where. */
export type WithPlace = (command: Command) => Command;

/** Adds a command below another. */
export type AddCommand<Options> = (
  parent: Command,
  words: string,
  description: string,
  work: Work<Options>,
) => Command;

/** Adds commands that work on what `open` opens. */
export function commandAdder<Options extends RouteOptions>(
  withPlace: WithPlace,
  open: (workspace: string, options: Options) => Promise<RouteTarget>,
): AddCommand<Options> {
  return (parent, words, description, work) =>
    withPlace(parent.command(words).description(description)).action(async function (this: Command) {
      const options = this.opts<Options>();
      await using target = await open(options.workspace ?? sampleWorkspace, options);
      const { result, words: said } = await work(target, options, this.args);
      printResult(result, said, options.json ?? false);
    });
}

/** Reads a number of days or of things. Commander ends with 2 when it is none. */
export function readWholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("give a whole number from 1 to 999999");
}
